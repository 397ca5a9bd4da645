"""The numbers that Word puts before paragraphs: no text of the document holds them (ECMA-376 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from leitai.read.files.containers import local
from leitai.read.files.word_parts import Element

_PLACE = re.compile(r"%([1-9])")
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "chineseLegalSimplified", "ideographDigital", "koreanDigital2",
)  # fmt: skip


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counts as the paragraphs come; `label` is asked for once per numbered paragraph, in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @staticmethod
    def of(part: Element | None) -> Numbering:
        made = Numbering()
        for element in children(part, "abstractNum"):
            made.levels[value(element, "abstractNumId")] = dict(map(_level, children(element, "lvl")))
        for element in children(part, "num"):
            number = value(element, "numId")
            made.lists[number] = value(child(element, "abstractNumId"))
            for change in children(element, "lvlOverride"):
                start = value(child(change, "startOverride"))
                if start.isdigit():
                    made.restarts[number, int(value(change, "ilvl") or 0)] = int(start)
        return made

    def label(self, number: str, depth: int) -> tuple[str, bool]:
        """What stands before the next paragraph of a list, and whether it is a bullet; ("", False) of an unknown list."""
        kind = self.lists.get(number, "")
        levels = self.levels.get(kind, {})
        if (level := levels.get(depth)) is None:
            return "", False
        counts = self.counts.setdefault(kind, {})
        restart = self.restarts.pop((number, depth), None)
        counts[depth] = counts.get(depth, level.start - 1) + 1 if restart is None else restart
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "•", True
        return _PLACE.sub(lambda match: _number(levels, counts, int(match[1]) - 1), level.text), False


def _number(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    return "" if level is None else spelled_number(counts.get(depth, level.start), level.form)


def _level(element: Element) -> tuple[int, _Level]:
    start = value(child(element, "start"))
    form, text = value(child(element, "numFmt")) or "decimal", value(child(element, "lvlText"))
    return int(value(element, "ilvl") or 0), _Level(form, text, int(start) if start.isdigit() else 1)


def spelled_number(number: int, form: str) -> str:
    """A number from 0 to 99 as a format of Word writes it; in digits beyond, or where the format is a rare one.

    >>> spelled_number(12, "chineseCounting")
    '十二'
    """
    if form == "none":
        return ""
    if form in _CHINESE and number < 100:
        return _chinese(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    start = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return start + (_DIGITS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text


def children(element: Element | None, name: str) -> list[Element]:
    """Those with a local name."""
    return [e for e in (() if element is None else element) if local(e.tag) == name]


def child(element: Element | None, name: str) -> Element | None:
    """The first of them."""
    return next(iter(children(element, name)), None)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by its local name; "" where there is none."""
    attributes = {} if element is None else element.attrib
    return next((text for key, text in attributes.items() if local(key) == name), "")
