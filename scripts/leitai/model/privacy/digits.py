"""Digits however they are written: of any width and script, as Chinese numerals, as references, with what nobody sees between them."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_NARROW = str.maketrans("Ｘｘ＋．", "Xx+.")
_NUMERALS = "〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_DIGITS = str.maketrans(_NUMERALS, "000123456789123456789")
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
_BETWEEN = r"(?:[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015－.．_~·•\\()（）-]{1,2}|\*\*)?"  # , / and * part figures, too
GAP = f"(?>{_UNSEEN}{_BETWEEN}{_UNSEEN})"  # between two digits of one number; atomic, or long gaps take exponential time
_SPOKEN = re.compile(rf"[\d{_NUMERALS}](?:{GAP}[\d{_NUMERALS}]){{10,}}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def as_read(text: str) -> str:
    """The text as a browser shows it: with characters for their references (`&#56;`, `&#x38;`, `&nbsp;`)."""
    return html.unescape(text) if "&" in text else text


def narrowed(text: str) -> str:
    """The text with ASCII digits for those of other widths and scripts; as long as it was."""
    return _NOT_ASCII.sub(lambda found: _digit(found[0]), text.translate(_NARROW))


def as_digits(text: str) -> str | None:
    """The same with digits for Chinese numerals, too, where enough of them follow each other; else None."""
    if text.isascii() or _SPOKEN.search(text) is None:
        return None
    spoken = text.translate(_DIGITS)
    return None if spoken == text else narrowed(spoken)


def luhn_holds(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(d // 10 + d % 10 for d in doubled)) % 10 == 0


@lru_cache(maxsize=1 << 12)
def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
