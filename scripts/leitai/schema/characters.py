"""Characters that nobody sees and that no text needs: a reader and a program would take it for different texts."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line ends, line and paragraph separators, turned writing, non-characters
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def name_of(character: str) -> str:
    """How a message names a character: U+0002."""
    return f"U+{ord(character):04X}"
