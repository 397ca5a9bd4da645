"""Units of measure that stand beside a table: 单位：元、户 above it, （万元） in its title, 以元计 in a footnote, 损失（元） as its name.

They hold for every figure that has none of its own; of several, each holds for the indicators that it fits. Refused, because every figure
would be wrong if it were read as registered:

- one that fits no indicator of the table (单位：人 above 亿元),
- one that is meant for an indicator and can't be converted (港币 for 万元), or money of a kind that isn't known,
- two that differ.

A footnote that only says how something is counted (按件统计) isn't held to this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile, zip_longest
from pathlib import PurePath
from typing import NamedTuple

from leitai.problems import Place, Problem
from leitai.read.documents.tables import Sheet
from leitai.read.documents.values import conversion, split_unit
from leitai.read.sheets.words.grid import footnotes
from leitai.schema.folding import narrow
from leitai.schema.parsers import ValueRefused

_OF_ALL = r"(?:均|都|皆|统一|一律|全部|采用|用|系|按|以)*"
_SAYS = re.compile(
    rf"[^\s:,、,;；。()]*(?:单\s*位|口径)\s*(?:{_OF_ALL}[:为是]|$)"
    rf"|[^\s:,、,;；。()]*(?:金额|数额|款额|币种|货币|数据|数字|数值)\s*{_OF_ALL}[:为是]"
)
_COUNTED_IN = re.compile(r"[以按]\s*(\S{1,8}?)\s*(?:为(?:计量)?单位|为准|填|统计|表示|计(?:算|量|价)?(?!划))")
_BRACKETS = re.compile(r"\(((?:(?!单\s*位)[^()])+)\)")
_SEPARATORS = re.compile(r"""[\s、,;；。()\[\]【】和及"'“”‘’「」『』]+""")
_KEY = re.compile(r"单\s*位")
_KEY_OF_MEASURE = re.compile(r"(?:计量|数据|数量|指标|统计|数值|金额|货币)单\s*位")
_COUNTED = re.compile(  # what offices count and measure in, besides what is registered; longer words first, as no word is taken back
    r"(?:人民币)?(?:(?:百分[点比]|[十百千万亿]*(?:[人户件车班场航架台艘]次|美元|小时|分钟|公里|千米|平方(?:米|公里|千米)|立方米|公顷|公斤|千克|吨标准煤|千瓦时?"
    r"|[人户起件宗例个次场家所张台辆艘架条只头匹羽株棵座栋幢间套处项篇册本份枚名元天岁亩米里吨克升斤度倍分%‰]))/?)++"
)
_PIECES = re.compile(r"[\s_\-—–·.、,+]+")  # of a name: 诈骗损失_元
_SIZED_MONEY = re.compile(r"[十百千万亿]+元\Z")  # 诈骗损失万元; 元 alone may end the name of a place
_SIZES = "[十百千万亿美港欧日]*"
_MONEY = re.compile(_SIZES + "(?:元|外?币|美金|英镑|元角分|[¥￥$€])")


_ANYTHING, _NOTHING = re.compile(r".*"), re.compile(r"(?!)")
_Words = tuple[str, re.Pattern[str]]


class Stated(NamedTuple):
    """A word that may be a unit of measure; `where` is what messages call its place.

    `must_fit`: it is the unit of some indicator of the table, or a mistake.
    """

    text: str
    place: Place
    where: str
    must_fit: bool


def stated_units(
    sheet: Sheet, header_row: int, declared: Iterable[str], others: Iterable[str], problems: list[Problem]
) -> dict[str, str]:
    """By registered unit of measure the stated one that its figures are written in, where one is stated.

    `declared` are those of the figures that have none of their own, `others` those of the rest; they are gone
    through only where anything is stated.
    """
    cells = [*_stated(sheet, header_row), *_in_names(sheet)]
    measures = sorted(set(declared)) if cells else []
    found, fitting = {}, set()
    for measure in measures:
        factors: dict[Decimal, Stated] = {}
        for cell in cells:
            factor = _factor(cell.text, measure)
            if factor is not None:
                fitting.add(cell)
                factors.setdefault(factor, cell)
        if len(factors) > 1:
            problems.append(_contradiction(list(factors.values())))
        if factors:
            found[measure] = next(iter(factors.values())).text
    is_any_fitting = bool(fitting) or any(_factor(cell.text, m) is not None for m in others for cell in cells)
    for cell in (cell for cell in cells if cell not in fitting and measures):
        meant = [measure for measure in measures if _is_meant(cell.text, measure)]
        if meant or (cell.must_fit and not is_any_fitting):
            problems.append(_not_convertible(cell, meant or measures))
    return found


def is_unit_of_measure(text: str, known: Iterable[str]) -> bool:
    """Whether a word can be the unit of measure of some indicator, be it in another size."""
    return any(_factor(text, measure) is not None or _is_meant(text, measure) for measure in known)


def looks_like_measure(text: str) -> bool:
    """Whether a word is a unit of measure that offices use, registered or not."""
    return _COUNTED.fullmatch(text) is not None or _MONEY.fullmatch(text) is not None


def _stated(sheet: Sheet, header_row: int) -> Iterator[Stated]:
    """Each word above the header or in a footnote that may be a unit of measure."""
    for line in takewhile(lambda row: row.number < header_row, sheet.rows):
        for cell in line.filled:
            text = narrow(cell.text)
            said = [*_said(text, line.cells[cell.column + 1 :]), *_in_brackets(text)]
            said += [(text, _COUNTED)] if _COUNTED.fullmatch(text.strip()) else []
            yield from _words(said, sheet.at(cell), f"第 {cell.row} 行")
    for cell in footnotes(sheet):
        if cell.row > header_row:
            yield from _words(_said(narrow(cell.text), ()), sheet.at(cell), f"第 {cell.row} 行")


def _in_names(sheet: Sheet) -> Iterator[Stated]:
    """The same in the names of the sheet and of the file."""
    place = sheet.place
    names = (
        (place.sheet or "", place, "工作表的名称"),
        (PurePath(place.path).stem, Place(place.path), "文件名"),
    )
    for name, where, called in names:
        plain = narrow(name)
        pieces = _PIECES.split(plain)[1:] + _SIZED_MONEY.findall(plain)
        said = [*_said(plain, ()), *_in_brackets(plain), *((piece, _COUNTED) for piece in pieces)]
        yield from _words(said, where, called)


def _said(text: str, right: Sequence[str]) -> Iterator[_Words]:
    """What follows each 单位：, in the same cell or in the next one that holds anything, and what stands in 以……计."""
    yield from ((found[1], _held_to(found[0])) for found in _COUNTED_IN.finditer(text))
    keys = list(_SAYS.finditer(text))
    for key, following in zip_longest(keys, keys[1:]):
        words = text[key.end() : following.start() if following else None].strip()
        if not words and following is None:
            words = narrow(next(filter(str.strip, right), ""))
        yield words, _held_to(key[0])


def _in_brackets(text: str) -> Iterator[_Words]:
    return ((words, _COUNTED) for words in _BRACKETS.findall(text))


def _held_to(key: str) -> re.Pattern[str]:
    """What the words behind a key have to be in order to be no other thing than a unit of measure."""
    if _KEY_OF_MEASURE.search(key):
        return _ANYTHING
    return _COUNTED if _KEY.search(key) else _NOTHING


def _words(said: Iterable[_Words], place: Place, where: str) -> Iterator[Stated]:
    for words, measure in said:
        for word in filter(None, _SEPARATORS.split(words)):
            yield Stated(word, place, where, measure.fullmatch(word) is not None)


def _factor(written: str, declared: str) -> Decimal | None:
    try:
        return conversion("", written, declared)
    except ValueRefused:
        return None


def _is_meant(written: str, declared: str) -> bool:
    """港元 and 美元 for 万元; 元 for 万元/万人."""
    numerator = narrow(declared).partition("/")[0]
    base = split_unit(numerator)[0]
    if written == numerator:
        return False
    is_other_money = base == "元" and _MONEY.fullmatch(written) is not None
    return is_other_money or re.fullmatch(_SIZES + re.escape(base), written) is not None


def _contradiction(found: Sequence[Stated]) -> Problem:
    first, second = found[:2]
    what = f"这里写的计量单位是“{second.text}”，{first.where}写的是“{first.text}”，不知道按哪个读。"
    fix = "请只保留一处；各列不同的，写在各列的表头里，例如“诈骗损失（元）”。"
    return Problem("V03", second.place, second.text, what, fix)


def _not_convertible(stated: Stated, measures: Iterable[str]) -> Problem:
    known = "、".join(measures)
    what = f"表外写的计量单位是“{stated.text}”，而表里的指标登记的是“{known}”，不能换算。"
    fix = f"请换算成“{known}”再填，并改正这里；与这张表无关的，请删去。"
    return Problem("V03", stated.place, stated.text, what, fix)
