"""What counts as the same text: width of letters, brackets, spaces and invisible characters don't matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from leitai.schema.characters import WITHOUT_UNSEEN

_BRACKETS = str.maketrans("【】〔〕", "[][]")
_NARROW = {0x3000: " "} | {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The comparison form of a name: narrow, no spaces, no invisible characters, ASCII brackets."""
    return "".join(unicodedata.normalize("NFC", narrow(text)).translate(_BRACKETS).split())


def narrow(text: str) -> str:
    """Full-width ASCII as ASCII, without what nobody sees, and nothing else (NFKC would make ① a 1 and ² a 2)."""
    return text if text.isascii() else text.translate(WITHOUT_UNSEEN).translate(_NARROW)
