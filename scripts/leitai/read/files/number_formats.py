"""A workbook's number as its format shows it, at full precision: `0!.0000"万元"` of 80125800 is 8012.58万元.

Understood are sections, conditions, printed words (quoted, escaped, currencies), %, scaling commas, and a point that is
printed between digits and so divides them. Whatever else a format holds, and one that hides a number or its sign, raises
`FormatRefused`: the cell then shows something else than it holds. After the section "Number Format Codes" of ECMA-376, 18.8.31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式|@)'
    r"|(?P<exponent>[Ee][+-])|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION_END = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|(?P<end>;)|.', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_COLOURS = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|黑色?|蓝色?|青色?|绿色?|洋红|红色?|白色?|黄色?|(?:color|颜色)\s*[0-9]+)",
    re.IGNORECASE,
)
_NUMERALS = re.compile("dbnum[1-4]", re.IGNORECASE)  # 一二三 or 壹贰叁 instead of 123
_LOCALE = re.compile(r"\$(?P<currency>[^-]*)(?:-[0-9A-Fa-f]+)?")
_PLAIN_SIGNS = "+-() :/$"  # what a format prints without quotes, apart from what isn't ASCII
_MINUS = ("-", "−", "–", "－")
_CURRENCIES = "¥￥$€"
_COMPARES = {"<": lt, "<=": le, "=": eq, "<>": ne, ">=": ge, ">": gt}
_HALF = Decimal("0.5")
_MOST_DIGITS = 15  # a spreadsheet keeps no more


class FormatRefused(Exception):
    """Why a format's number can't be told, in the editor's language."""


@dataclass
class _Section:
    """`before` and `after` are the printed words, `decimals` the digits behind the point, `has_zero` whether 0 is printed.

    A point that is printed (`0!.0`) is none of the number's own.
    """

    condition: tuple[str, Decimal] | None = None
    before: str = ""
    after: str = ""
    general: bool = False
    digits: int = 0
    has_zero: bool = False
    has_point: bool = False
    is_grouped: bool = False
    commas: int = 0
    thousands: int = 0
    percents: int = 0
    decimals: int = 0
    prints_point: bool = False

    @property
    def has_number(self) -> bool:
        return self.general or self.digits > 0


def number_text(value: int | float, number_format: str) -> str:
    """What a cell shows, with all digits of its value; raises `FormatRefused`."""
    exact = Decimal(f"{value:.{_MOST_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    sections = [_read_section(text) for text in _split(number_format)][:3]
    section, shows_sign = _choose(sections, exact)
    if not section.has_number:
        return _words_alone(section, exact)
    number = abs(exact) * 100**section.percents / 1000 ** (section.thousands + section.commas)
    if section.prints_point:
        number = number.scaleb(-section.decimals)
    if not section.has_zero and not section.general and number < _HALF.scaleb(-section.decimals):
        return _words_alone(section, exact)
    sign, before, after = _signed(section, exact, shows_sign)
    return f"{before}{sign}{plain_digits(number)}{after}"


def text_shown(text: str, number_format: str) -> str:
    """What a cell with a text shows: a format can print words around it, or hide it; raises `FormatRefused`."""
    sections = _split(number_format)
    own = sections[:4][-1]
    if len(sections) < 4 and not any(token["general"] == "@" for token in _TOKEN.finditer(own)):
        return text
    section = _read_section(own)
    if not section.general:
        raise FormatRefused("不显示这些字")
    return f"{section.before.lstrip()}{text}{section.after.rstrip()}"


def plain_digits(number: Decimal) -> str:
    """A number without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words_alone(section: _Section, exact: Decimal) -> str:
    """What is printed in place of a zero, as 未报; the dash of formats for accounts is a zero."""
    words = (section.before + section.after).strip()
    if exact or not words.strip(_CURRENCIES):
        raise FormatRefused("不显示这个数")
    return "0" if words.strip(_CURRENCIES + " ") in ("-", "—") else words


def _signed(section: _Section, exact: Decimal, shows_sign: bool) -> tuple[str, str, str]:
    """The sign, and the words without it: a section for negative numbers prints its own minus, or brackets."""
    before, after = section.before.strip(), section.after.strip()
    if exact >= 0:
        return "", before, after
    if shows_sign:
        return "-", before, after
    if before.startswith(_MINUS) or before.endswith(_MINUS):
        return "-", before.strip("".join(_MINUS)), after.strip()
    if "(" in before and ")" in after:
        return "-", before.replace("(", ""), after.replace(")", "")
    raise FormatRefused("不显示负号")


def _split(number_format: str) -> list[str]:
    parts, start = [], 0
    for match in _SECTION_END.finditer(number_format):
        if match["end"]:
            parts.append(number_format[start : match.start()])
            start = match.end()
    return [*parts, number_format[start:]]


def _choose(sections: list[_Section], exact: Decimal) -> tuple[_Section, bool]:
    """The section of a number, and whether a minus is printed before it of itself."""
    conditions = [section.condition for section in sections]
    if not any(conditions):
        if exact < 0 and len(sections) > 1:
            return sections[1], False
        return sections[2 if not exact and len(sections) > 2 else 0], True
    if exact < 0:
        raise FormatRefused("对负数写了条件")
    if conditions[0] is None or (len(sections) == 3 and (conditions[1] is None or conditions[2] is not None)):
        raise FormatRefused("条件写得不明确")
    for section, condition in zip(sections, conditions, strict=True):
        if condition is None or _COMPARES[condition[0]](exact, condition[1]):
            return section, True
    raise FormatRefused("没有写这个数怎样显示")


def _read_section(text: str) -> _Section:
    section = _Section()
    for token in _TOKEN.finditer(text):
        words = token["quoted"] if token["quoted"] is not None else token["escaped"]
        if token["bracket"] is not None:
            _add_bracket(section, token["bracket"])
        elif token["general"] or token["exponent"]:  # 1.2E+05: the digits behind it belong to the exponent
            section.general = True
        elif words is not None:
            _add_words(section, words)
        elif token["sign"]:
            _add_sign(section, token["sign"])
    return section


def _add_bracket(section: _Section, text: str) -> None:
    condition, locale = _CONDITION.fullmatch(text.strip()), _LOCALE.fullmatch(text)
    if condition is not None:
        section.condition = condition[1], Decimal(condition[2])
    elif locale is not None:
        _add_words(section, locale["currency"])
    elif not _COLOURS.fullmatch(text) and not _NUMERALS.fullmatch(text):
        raise FormatRefused(f"里的“[{text}]”不认识")


def _add_words(section: _Section, words: str) -> None:
    """Words that are printed; a point between digits is one that the number doesn't have."""
    if any(character.isdigit() for character in words):
        raise FormatRefused("里印着别的数字")
    if not section.has_number:
        section.before += words
    elif words in (".", "．") and not (section.has_point or section.is_grouped or section.after):
        section.prints_point = section.has_point = True
    else:
        section.after += words


def _add_sign(section: _Section, sign: str) -> None:
    if sign in "0#?":
        _add_digit(section, sign)
    elif sign == ",":
        if section.after:  # programs differ in whether it still divides
            raise FormatRefused("里文字后面的逗号不明确")
        section.commas += 1
    elif sign == "." and not section.has_point:
        section.has_point = True
        section.thousands, section.commas = section.commas, 0  # commas before the point divide, too
    elif sign == "%":
        section.percents += 1
        _add_words(section, sign)
    elif sign in _PLAIN_SIGNS or not sign.isascii():
        _add_words(section, sign)
    else:
        raise FormatRefused(f"里的“{sign}”不认识")


def _add_digit(section: _Section, sign: str) -> None:
    if section.after:
        raise FormatRefused("在数字中间印着文字")
    if section.commas:  # a comma between digits parts them
        section.is_grouped, section.commas = True, 0
    if section.prints_point and section.is_grouped:
        raise FormatRefused("里的逗号和小数点不明确")
    section.decimals += section.has_point
    section.digits += 1
    section.has_zero = section.has_zero or sign == "0"
