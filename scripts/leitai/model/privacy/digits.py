"""Digits however they are written: of any width and script, as Chinese numerals, as references, with what nobody sees between them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from leitai.schema.characters import UNSEEN

Span = tuple[int, int]

_NARROW = str.maketrans("Ｘｘ＋．", "Xx+.")
_NUMERALS = "〇○零⓪一二三四五六七八九壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨❶❷❸❹❺❻❼❽❾⑴⑵⑶⑷⑸⑹⑺⑻⑼"
_DIGITS = str.maketrans(_NUMERALS, "0000" + "123456789" * 5)
_UNSEEN = f"[{UNSEEN}\u0300-\u036f\u20d0-\u20f0]*"  # marks over and around a digit, too
_BETWEEN = r"(?:[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015－.．_＿~～〜·•\\()（）-]{1,3}|\*\*)?"  # , / and * part figures, too
GROUP = re.compile(f"[0-9](?:{_UNSEEN}[0-9])*")  # digits that a reader sees as one number
GAP = f"(?>{_UNSEEN}{_BETWEEN}{_UNSEEN})"  # between two digits of one number; atomic, or long gaps take exponential time
_CHAIN = re.compile(rf"[0-9{_NUMERALS}](?:{GAP}[0-9{_NUMERALS}]){{10,}}")
_AT_END = re.compile(rf"\D{{0,8}}\d(?:{GAP}\d){{0,17}}[-－—]?$")
_AT_START = re.compile(rf"\d(?:{GAP}\d){{0,17}}\D{{0,3}}")
_LONGEST_CUT = 40  # characters
_WIDE = re.compile("[Ｘｘ＋．]")
_OF_OTHER_SCRIPTS = re.compile(r"[^\D0-9]")


def as_read(text: str) -> str:
    """The text as a browser shows it: with characters for their references (`&#56;`, `&#x38;`, `&nbsp;`)."""
    return html.unescape(text) if "&" in text else text


def narrowed(text: str) -> str:
    """The text with ASCII digits for those of other widths and scripts; as long as it was."""
    narrow = _WIDE.sub(lambda found: found[0].translate(_NARROW), text)
    return _OF_OTHER_SCRIPTS.sub(lambda found: str(unicodedata.decimal(found[0])), narrow)


def chains_of_digits(narrow: str) -> list[Span]:
    """Where so many digits or Chinese numerals of a narrowed text follow each other that a number may be among them."""
    return [match.span() for match in _CHAIN.finditer(narrow)]


def as_digits(narrow: str, chains: Iterable[Span]) -> str:
    """A narrowed text with digits for the Chinese numerals of these chains, too; as long as it was."""
    parts, done = list[str](), 0
    for start, end in chains:
        parts += [narrow[done:start], narrow[start:end].translate(_DIGITS)]
        done = end
    return "".join([*parts, narrow[done:]])


def cut_numbers(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each number that a line break cuts, put together, with the row where it begins and the words around it.

    For prose only: elsewhere figures stand below one another.
    """
    ends = (line.rstrip(" \t\\")[-_LONGEST_CUT:] for line in lines)
    starts = (line.lstrip(" \t>")[:_LONGEST_CUT] for line in lines[1:])
    for row, (end, start) in enumerate(zip(ends, starts, strict=False), start=1):
        left, right = _AT_END.search(end), _AT_START.match(start)
        if left is not None and right is not None:
            yield row, left[0] + right[0]


def luhn_holds(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(d // 10 + d % 10 for d in doubled)) % 10 == 0
