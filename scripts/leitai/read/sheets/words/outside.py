"""What stands around a table and holds for all of it: in titles, footnotes, the sheet's name, the file's name.

指标：生产总值（亿元）, 甲县2019年三季度火灾起数情况表, a sheet called 上年同期. Such a text counts only where every word of it is known;
one word more (火灾起数较多的单位) may change what it means. Only that its figures are since January, or of a year ago, is never passed over:
a title names many things that are no indicators (某市1-9月平安建设情况).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath

from leitai.model.names import NameTable
from leitai.problems import Place
from leitai.read.documents.tables import SheetRow
from leitai.read.sheets.words.grid import SEARCHED_LINES, footnotes
from leitai.read.sheets.words.labels import (
    CUMULATIVE,
    CUMULATIVE_WORDS,
    NOTE,
    PERIOD_VALUE,
    YEAR_AGO,
    YEAR_AGO_WORDS,
    Label,
    read_label,
)
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.folding import fold
from leitai.schema.period import Period
from leitai.schema.results.mappings import TableMapping
from leitai.schema.written_periods import day_as_period, is_day, relations_in

_KEY = re.compile(
    r"(?:指标|项目|考核指标|时间|期间|年份|年度|报告期|(?:统计|数据)(?:时间|日期|期间?)|截[止至](?:时间|日期)|(?:填报|报送|上报|参评|考核|责任|被考核)?单位|地区|县区)"
    r"(?:名称)?(?:\((?:盖章|公章|章)\))?[:：](?P<said>.+)"
)
_DAY_KEY = re.compile(r"(?:(?:统计|数据)?(?:时间|日期)|截[止至](?:时间|日期))[:：]?")
_NEXT_KEY = re.compile(r"[,，;；、\s]+(?=[^\s:：,，;；、]{2,8}[:：])")  # 指标：火灾起数，计量单位：起
_PLACES = "县市区|县市|县区|市区|区县|县|市|区|镇街|乡镇|街道|乡|镇|地区|单位|地市|省市|省|州"
_GENERAL = re.compile(
    rf"附[件表][0-9一二三四五六七八九十]*|表[0-9一二三四五六七八九十]+|第[0-9一二三四五六七八九十]+(?:[张表页]|部分)|"
    rf"[分各按](?:(?:{_PLACES})[、,]?|\((?:{_PLACES})[、,]?(?:(?:{_PLACES})[、,]?)*\))*|全[省市县区国]|"
    r"基本|主要|重点|情况|汇总|汇编|数据|数字|指标|完成|一览|考核|结果|填报|报送|上报|进度|明细|工作表|续|(?i:sheet)[0-9]*|(?<![0-9.])[0-9]{1,2}(?:[.、_-]++[0-9]{0,2})++(?![0-9年月])|表|的|"
    r"统计|历年|国民经济(?:[和与及]社会发展)?|(?<!数字)经济(?:社会发展|运行|(?=主要|指标))|公报|年鉴|[年季月快简通]报|概况|关于"
)
_OF_TABLE = re.compile(
    r"(?:[附备]?注|说明|口径)?[0-9]*[:：.、]?(?:[本该此上]表|表[中内]|(?:以上|上述|所[列填报])(?:各项)?|所有)?的?(?:数据|数字|数值|数)?"
    r"(?P<link>均|都|皆|全部|系|为|是|截[至止]到?|取自|采用)+(?P<said>[^,，;；。]+?)(?:的?(?:数据|数字|数值|情况|统计|数))?[。.;；]?"
)
_OF_INDICATOR = re.compile(  # 火灾起数为1-6月数据
    r"(?:[附备]?注|说明)?[0-9]*[:：.、]?(?P<name>[^,，]+?)(?:的?(?:数据|口径))?(?:均|都|系|为|是|取自|采用|按)+"
    r"(?P<said>[^,，]+?)(?:的?(?:数据|数字|数值|统计|数|口径))?"
)
_SENTENCE = re.compile("[,;。!?]|请|填[写在]")  # 有上年同期数的，请填在右边
_COMPARES = re.compile("[比较与和及增减升降]|对照")
_ONE_MONTH = 1
TITLE, FOOTNOTE, NAME = "title", "footnote", "name"  # where a text around a table stands


@dataclass(frozen=True)
class Said:
    """One text around a table, with its place, and what it says; `unit` is a unit's name."""

    text: str
    place: Place
    label: Label
    unit: str = ""


@dataclass(frozen=True)
class Outside:
    """The texts around a table; the nearest first: titles from below, sheet, file."""

    titles: Sequence[SheetRow]
    resolver: Resolver
    mapping: TableMapping | None = None

    @cached_property
    def said(self) -> list[Said]:
        return [one for cell in self._texts() if (one := self._understood(*cell)) is not None]

    def _texts(self) -> Iterable[tuple[str, Place, str]]:
        sheet = self.resolver.sheet
        for cell in (cell for line in reversed(self.titles) for cell in line.filled):
            for text in _NEXT_KEY.split(cell.text):
                yield text, sheet.at(cell), TITLE
        for cell in footnotes(sheet):
            yield cell.text, sheet.at(cell), FOOTNOTE
        yield sheet.place.sheet or "", sheet.place, NAME
        yield PurePath(sheet.place.path).stem, sheet.place, NAME

    def _understood(self, text: str, place: Place, kind: str) -> Said | None:
        folded = fold(text)
        keyed = _OF_TABLE.fullmatch(folded) if kind == FOOTNOTE else _KEY.match(folded)
        plain = keyed["said"] if keyed else folded
        if not plain or (kind == FOOTNOTE and keyed is None):
            return None
        if keyed:
            plain = fold(day_as_period(plain, self.resolver.period))
        unit = _longest_within(plain, self.resolver.units, shortest=2)
        of_unit, indicators = plain.replace(unit, ""), self.resolver.indicators
        rest = _GENERAL.sub("", of_unit.replace(_longest_within(of_unit, indicators), "", 1))
        for attempt in (plain, rest):
            label = read_label(attempt, self.resolver)
            is_two = attempt is rest and bool(label.indicator)
            is_known = not label.measure or self.resolver.is_measure(label.measure)
            if label.is_understood and not is_two and is_known:
                named = self.resolver.indicator_id(_longest_within(plain, indicators))
                indicator = named if attempt is rest else label.indicator
                plain_label = self._plain(label, indicator, is_title=kind == TITLE and not keyed)
                return Said(text.strip(), place, plain_label, unit)
        is_name = kind != FOOTNOTE and not _SENTENCE.search(folded)
        other = self._of_other_figures(folded) if is_name else Label()
        return Said(text.strip(), place, other) if other != Label() else None

    def _of_other_figures(self, text: str) -> Label:
        """What counts of a text with unknown words: that its figures are since January, of these months alone, or of a year ago."""
        said = relations_in(text, self.resolver.period)
        own = [period for period, relation in said if relation == "own" and not period.at_end]
        if own:
            return Label(period=own[0] if all(period.is_part for period in own) else None)
        total = next((period for period, relation in said if relation == "cumulative"), None)
        if total is not None:
            return Label(period=total)
        if any(word in text for word in CUMULATIVE_WORDS):
            return Label(basis=CUMULATIVE)
        is_year_ago = any(word in text for word in YEAR_AGO_WORDS) and not _COMPARES.search(text)
        return Label(meaning=YEAR_AGO if is_year_ago else "")

    def _plain(self, label: Label, indicator: str, is_title: bool) -> Label:
        """Without what only repeats the folder's year, or is the month (2019年10月) in which a table of a quarter was made."""
        period, folder = label.period, self.resolver.period
        if period is not None and period.spans(folder):
            period = None
        elif period is not None and period.months is not None:
            is_date = is_title and period.months[0] == period.months[1] and folder.months > _ONE_MONTH
            is_whole = period.months == (folder.first_day.month, folder.last_day.month)
            period = None if is_date else replace(period, is_total=period.is_total and not is_whole)
        elif period is not None and folder.kind != "year" and period.year == folder.year:
            period = None
        meaning = "" if label.meaning == NOTE else label.meaning
        return Label(indicator, period, label.basis, meaning, label.measure)

    @cached_property
    def mapped(self) -> Said | None:
        """What a mapping says of the whole table."""
        if self.mapping is None or not self.mapping.indicator:
            return None
        label = read_label(self.mapping.indicator, self.resolver)
        return Said(self.mapping.indicator, self.mapping.place, label)

    @property
    def indicator(self) -> Said | None:
        """The one indicator that is named around the table, by a mapping or else by everything that names one; None for several."""
        if self.mapped is not None:
            return self.mapped
        found = [one for one in self.said if one.label.indicator]
        return found[0] if len({one.label.indicator for one in found}) == 1 else None

    @property
    def unit(self) -> Said | None:
        """The one unit that is named around the table."""
        found = [one for one in self.said if one.unit]
        return found[0] if len({one.unit for one in found}) == 1 else None

    @cached_property
    def label(self) -> Label:
        """Period, basis and meaning that hold for every figure whose own header doesn't say another one; of a mapping the unit of measure, too."""
        whole = replace(self.mapped.label, indicator="") if self.mapped is not None else Label()
        for one in self.said:
            whole = whole.within(Label("", one.label.period, one.label.basis, one.label.meaning))
        return whole

    @cached_property
    def of_indicators(self) -> Mapping[str, Said]:
        """What footnotes say of the figures of single indicators: 火灾起数为1-6月累计数."""
        found: dict[str, Said] = {}
        for cell in footnotes(self.resolver.sheet):
            for clause in filter(None, map(_OF_INDICATOR.fullmatch, re.split("[;。]", fold(cell.text)))):
                label = read_label(clause["said"], self.resolver)
                if label.is_understood and (label.period or label.basis):
                    plain, place = Label("", label.period, label.basis), self.resolver.sheet.at(cell)
                    named = self.resolver.indicator_id(clause["name"])
                    found.setdefault(named, Said(cell.text.strip(), place, plain))
        return found

    def completed(self, label: Label, indicator_id: str, are_lines_dated: bool) -> Label:
        """What is said of figures of an indicator, completed by what holds around them; 本季 or 累计 above them, or a period in each line, goes first."""
        around = self.around(indicator_id)
        if (label.basis or are_lines_dated) and around.in_folder(self.resolver.period).basis:
            around = replace(around, period=None, basis="")
        return label.within(around)

    def around(self, indicator_id: str) -> Label:
        """What holds for the figures of an indicator; of one that is a state on a day, or a sum since it began, no span of months does."""
        note = self.of_indicators.get(indicator_id)
        label = self.label if note is None else note.label.within(self.label)
        is_of_months = self.resolver.settings.indicators[indicator_id].period_type in ("quarter", "ytd")
        if not is_of_months and label.in_folder(self.resolver.period).basis == CUMULATIVE:
            return replace(label, period=None, basis="")
        return label

    def other_basis_of(self, indicator_id: str) -> Said | None:
        """The nearest text that says of the figures of an indicator 累计 where it is registered by the period, or 当期 by the year."""
        folder = self.resolver.period
        period_type = self.resolver.settings.indicators[indicator_id].period_type
        basis = self.around(indicator_id).in_folder(folder).basis
        if (basis, period_type) not in ((CUMULATIVE, "quarter"), (PERIOD_VALUE, "ytd")):
            return None
        note = self.of_indicators.get(indicator_id)
        return note or next((one for one in self.said if one.label.in_folder(folder).basis), None)

    def contradicts(self, folder: Period) -> Said | None:
        """A text that names a period which isn't the folder's."""
        others = (s for s in self.said if s.label.in_folder(folder).meaning not in ("", s.label.meaning))
        return next(others, None)


def with_days_beside(lines: Sequence[SheetRow]) -> Sequence[SheetRow]:
    """The lines of a sheet, 统计时间 and the day in the next cell as one text, as in 统计时间：2018-12-31."""
    first = list(lines[:SEARCHED_LINES])
    joined = list(map(_with_day_beside, first))
    return lines if joined == first else [*joined, *lines[SEARCHED_LINES:]]


def _with_day_beside(line: SheetRow) -> SheetRow:
    for key, day in pairwise(line.filled):
        if _DAY_KEY.fullmatch(fold(key.text)) and is_day(day.text):
            cells = list(line.cells)
            cells[key.column], cells[day.column] = f"{key.text.strip().rstrip(':：')}：{day.text.strip()}", ""
            return line._replace(cells=tuple(cells))
    return line


def _longest_within(text: str, names: NameTable, shortest: int = 1) -> str:
    """The longest name that stands in a text, folded as the text is; empty for none."""
    return next((name for name in names.spellings if len(name) >= shortest and name in text), "")
