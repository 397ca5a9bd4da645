"""Characters that nobody sees: what no text may hold, and what counts as nothing where texts are compared or searched."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line ends, line and paragraph separators, turned and annotated writing, tags, non-characters
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_UNSEEN = (  # Default_Ignorable_Code_Point of Unicode: soft hyphen, joiners, fillers, marks of direction, selectors, tags
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
UNSEEN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSEEN)  # inside [] of a pattern
WITHOUT_UNSEEN = dict.fromkeys(code for first, last in _UNSEEN for code in range(first, last + 1))


def name_of(character: str) -> str:
    """How a message names a character: U+0002."""
    return f"U+{ord(character):04X}"
