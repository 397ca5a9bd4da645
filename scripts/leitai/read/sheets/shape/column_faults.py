"""What can be wrong with the columns of a table: one problem for each kind, however many columns it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from leitai.problems import column_letter
from leitai.read.documents.alike import listed
from leitai.read.documents.tables import TextCell
from leitai.read.documents.values import conversion
from leitai.read.sheets.shape.columns import Columns, listed_columns
from leitai.read.sheets.shape.side_by_side import second_table
from leitai.read.sheets.words.header import FigureColumn
from leitai.read.sheets.words.labels import (
    CUMULATIVE,
    OTHER,
    OTHER_PERIOD,
    PERIOD_VALUE,
    POINTS,
    RANK,
    TARGET,
    UNCLEAR_PERIOD,
    VALUE,
    YEAR_AGO,
)
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.stacks import Stack
from leitai.schema.folding import fold
from leitai.schema.parsers import ValueRefused
from leitai.schema.results.mappings import NOT_READ, proposed

_WHY = {
    "只作说明": "只作说明，没有使用。",
    "文字": "是文字，没有使用。",
    "空的": "是空的，没有使用。",
    OTHER_PERIOD: "写的是别的期间，没有使用。",
    UNCLEAR_PERIOD: "只写了年份，或者写了季度却没有写年份，看不出是不是这一期，没有使用。",
    OTHER: "不是要填报的数，没有使用。",
    POINTS: "是各指标的得分，不用报，没有使用。",
    NOT_READ: "按 mapping.yml 不读。",
    RANK: "是各指标的名次，不用报，没有使用。",
}
_DATED = (OTHER_PERIOD, UNCLEAR_PERIOD)
_LONG_COLUMNS = "单位、指标、数值、期间、计量单位、上年同期、同比、目标值、备注"


@dataclass(frozen=True)
class ColumnFaults:
    """What is wrong with the columns of a table, each kind of fault told once."""

    columns: Columns

    @property
    def resolver(self) -> Resolver:
        return self.columns.resolver

    def report(self) -> None:
        second = second_table(self.columns)
        if second is not None:
            self.resolver.report_cell("T13", *second)
            return
        self._unknown()
        self._without_indicator()
        self._nothing()
        lacking = self._of_no_own_period()
        if lacking:
            self._no_own(lacking)
        self._seconds()
        self._units_of_measure()
        self._skipped(_DATED if lacking else ())

    def against_mapping(self, named: Iterable[str]) -> None:
        """A mapping that calls a whole table one indicator, where the table itself names another: one of both is wrong."""
        mapped, indicators = self.columns.outside.mapped, self.resolver.settings.indicators
        if mapped is None or not mapped.label.indicator:
            return
        others = sorted({indicators[one].name for one in set(named) - {mapped.label.indicator}})
        if others:
            path = self.resolver.sheet.place.path
            what = f"这一项写的是整张表都是“{mapped.text}”，而 {path} 里写着{listed(others)}。"
            fix = "表里写的对，就删去 indicator；表里写错了，请改表，或用 columns 写明各列是什么。"
            self.resolver.report("T18", mapped.place, mapped.text, what, fix)

    def basis_around(self, indicator_ids: Iterable[str]) -> None:
        """A notice for each text around the table by which figures are taken for others than their indicator is registered by."""
        said = dict.fromkeys(map(self.columns.outside.other_basis_of, indicator_ids))
        for one in filter(None, said):
            basis = one.label.in_folder(self.resolver.period).basis
            what = f"表外写的是“{one.text}”，没有写明口径的数都按{basis}读取。"
            fix = "不是的，请在表头写明“本季”或“累计”，或者改正这里。"
            self.resolver.report("T17", one.place, one.text, what, fix)

    def several_totals(self, found: Sequence[Stack]) -> None:
        names = "”“".join(stack.text for stack in found)
        what = f"“{names}”都是总分列，不知道用哪一列。"
        self.resolver.report_cell("T02", found[1].named, what, "请只保留一列；各指标的得分不用报，请删去。")

    def same_field_twice(self, stack: Stack) -> None:
        what, fix = "长表里另有一列是同样的数。", "请只保留一列；一列是累计的，请在表头写明“累计”。"
        self.resolver.report_cell("T02", stack.named, what, fix)

    def no_value_column(self) -> None:
        """A long table without figures of the folder's period."""
        columns = self.columns
        dated = self._dated
        dated += [stack for stack in columns.stacks if stack.label.period is not None and stack not in dated]
        if dated:
            self._no_own(dated)
        elif not columns.unknown:
            cell = next(stack.named for stack in columns.stacks if stack.index == columns.name_column)
            fix = "请补上“数值”这一列，或把那一列的表头改为“数值”。"
            self.resolver.report_cell("T05", cell, "每行写了指标名，却没有一列是数值。", fix)

    @property
    def _across(self) -> str:
        """What the sheet as it was sent has for each indicator."""
        return "行" if self.columns.layout.is_transposed else "列"

    @property
    def _dated(self) -> list[Stack]:
        """What isn't used because of the period that it says."""
        return [stack for why in _DATED for stack in self.columns.skipped.get(why, ())]

    def _at(self, stack: Stack) -> str:
        """What the column is called in the sheet as it was sent: C, or of a table that was transposed 3."""
        return str(stack.named.row) if self.columns.layout.is_transposed else column_letter(stack.index + 1)

    def _unknown(self) -> None:
        found = self.columns.unknown
        if not found:
            return
        first = found[0]
        cell = first.unknown[0]
        what, fix = f"这一{self._across}不是已登记的指标。", self._hint(first)
        if self.columns.is_long:
            what, fix = f"长表里有不认识的{self._across}。", f"长表允许的列：{_LONG_COLUMNS}。"
        elif first.label.indicator != "" and not first.groups:
            what = f"“{first.text}”下面写的“{cell.text.strip()}”不认识。"
            fix = "可以写：本期、上年同期、同比、累计、目标值、名次，或计量单位。"
        if len(found) > 1:
            what = f"{listed_columns(found)}，共 {len(found)} {self._across}，不认识；都没有读取。"
        self.resolver.report_cell("T03", cell, what, f"{fix}{self._proposal(found)}")

    def _proposal(self, found: Sequence[Stack]) -> str:
        """The lines of mapping.yml that leave the columns out."""
        at = ", ".join(f"{self._at(stack)}: {NOT_READ}" for stack in found[:3])
        keys = [("columns", f"{{{at}}}")] if len(found) <= len(found[:3]) else [("others", NOT_READ)]
        return f"改不了表的，{proposed(self.resolver.sheet.place, keys)}"

    def _hint(self, stack: Stack) -> str:
        near = self.resolver.indicators.nearest(self.resolver.label(stack.text).stem or stack.text)
        hint = f"是不是“{near}”？" if near else ""
        return f"{hint}新指标请先登记在 site_config/indicators.csv，别的写法登记在 aliases.csv。"

    def _without_indicator(self) -> None:
        """本期 or 2021年, and nobody says of what."""
        found = [stack for stack, _ in self.columns.free]
        labels = [label for _, label in self.columns.free]
        around, folder = self.columns.outside.label, self.resolver.period
        is_own = any(label.within(around).in_folder(folder).meaning in ("", VALUE) for label in labels)
        if any(label.period is not None for label in labels) and not is_own:
            self._no_own(found)
        elif found:
            names = "" if len(found) == 1 else listed_columns(found)
            fix = f"请写成“指标名（{found[0].text}）”，或在上面加一行指标名，或在标题里写“指标：……”。"
            self.resolver.report_cell("T03", found[0].named, f"{names}没有写是哪个指标的。", fix)

    def _nothing(self) -> None:
        """A table of which no column is of any use."""
        columns, head = self.columns, self.columns.layout.head[-1]
        used = (columns.indicators, columns.unknown, columns.free, columns.totals, columns.ranks)
        if not columns.is_long and not any(used) and not self._dated:
            place = self.resolver.sheet.at(TextCell("", head.number, columns.layout.unit_index))
            self.resolver.report("T05", place, head.written, *_what_there_is(columns))

    def _of_no_own_period(self) -> list[Stack]:
        """The columns of which the header says periods, and not the folder's, of a table that lacks figures of it."""
        columns = self.columns
        others = columns.skipped.keys() - set(_DATED)
        used_otherwise = {stack.index for why in others for stack in columns.skipped[why]}
        dated = (stack for stack in columns.stacks if stack.label.period is not None)
        of_period = [stack for stack in dated if stack.index not in used_otherwise]
        have_value = {column.indicator_id for column in columns.indicators if column.field == VALUE}
        if columns.is_long or columns.free:
            return []
        return [
            stack
            for stack in dict.fromkeys([*self._dated, *of_period])
            if not (self._ids(stack) & have_value) and (stack.label.indicator or not have_value)
        ]

    def _ids(self, stack: Stack) -> set[str]:
        own = {column.indicator_id for column in self.columns.indicators if column.index == stack.index}
        return own | {stack.label.indicator}

    def _no_own(self, found: Sequence[Stack]) -> None:
        period = self.resolver.period
        what = f"文件放在 {period.id} 目录，这里只有{listed_columns(found)}，没有 {period.title} 的{self._across}。"
        fix = f"请补上 {period.title} 的{self._across}，或把文件移到对应期间的目录。"
        said = [stack.label.period for stack in found if stack.label.period is not None]
        if any(written.is_bare for written in said):
            fix += f"没有写年份不知道是哪一年的，请写“{period.id}”。"
        elif any(written.months is None for written in said) and period.kind != "year":
            fix += f"只写年份不知道是不是这一期，请写“{period.title}”。"
        self.resolver.report_cell("V07", found[0].named, what, fix)

    def _seconds(self) -> None:
        """Two columns for the same value of an indicator, also under different spellings of its name."""
        first: dict[tuple[str, str, str], FigureColumn] = {}
        cells, across = {stack.index: stack.named for stack in self.columns.stacks}, self._across
        for column in self.columns.indicators:
            role = VALUE if column.role == PERIOD_VALUE else column.role
            same = (column.indicator_id, role, column.basis.replace(PERIOD_VALUE, ""))
            before = first.setdefault(same, column)
            if before is column:
                continue
            what = f"这一{across}和“{before.header}”{across}是同一个指标的同一个数。"
            fix = f"请只保留一{across}；一{across}是累计的，请在表头写明“（累计）”。"
            if fold(before.header) == fold(column.header):
                what, fix = f"这一{across}出现了两次。", f"请删除或改名其中一{across}。"
            self.resolver.report_cell("T02", cells[column.index], what, fix)

    def _units_of_measure(self) -> None:
        """诈骗损失（元） over 万元; and one problem for a wrong unit of measure in a header, not one for each row below it."""
        torn = {stack.index: stack for stack in self.columns.stacks if len(stack.measures) > 1}
        for stack in torn.values():
            above, below = stack.measures[:2]
            what = f"表头写的计量单位是“{above}”，下一行写的是“{below}”。"
            self.resolver.report_cell("V03", stack.named, what, "请只写一处，或改成一样。")
        for column in self.columns.indicators:
            if column.index not in torn and column.field in (VALUE, CUMULATIVE, YEAR_AGO, TARGET):
                self._wrong_unit(column)

    def _wrong_unit(self, column: FigureColumn) -> None:
        declared = self.resolver.unit_of_measure(column.indicator_id)
        try:
            conversion("", column.written_unit, declared)
        except ValueRefused as refused:
            what, fix = refused.what, refused.fix
            if not self.resolver.is_measure(column.written_unit):
                what = f"表头里的“{column.written_unit}”不认识：不是能换算成“{declared}”的计量单位，也不是期间或口径。"
                fix = f"是计量单位的，请换算成“{declared}”再填；是权重、科室或说明的，请从表头删去。"
            cell = next(stack.named for stack in self.columns.stacks if stack.index == column.index)
            self.resolver.report(refused.code, self.resolver.sheet.at(cell), column.header, what, fix)

    def _skipped(self, said: Collection[str]) -> None:
        """A notice for each reason why columns aren't used, but those of which a problem speaks already."""
        rows = ("第 ", " 行") if self.columns.layout.is_transposed else ("", " 列")
        for why, found in self.columns.skipped.items():
            where = f"（{rows[0]}{'、'.join(map(self._at, found))}{rows[1]}）"
            subject = f"这一{self._across}" if len(found) == 1 else f"{listed_columns(found)}{where}"
            if why not in said:
                self.resolver.report_cell("T09", found[0].cells[-1], subject + _WHY[why], "无须处理。")


def _what_there_is(columns: Columns) -> tuple[str, str]:
    """What the columns of a table of which none is read were taken for, and what is lacking, as T05 says it."""
    skipped = [stack for found in columns.skipped.values() for stack in found]
    around = next((one for one in columns.outside.said if one.label.meaning == OTHER), None)
    if skipped and around is not None:
        what = f"表外写着“{around.text}”，表里的数就不是要填报的数。"
        return what, "请换成写完成值的表；其实就是完成值的，请改正那里。"
    named = [stack for stack in skipped if stack.label.indicator]
    if named:
        kinds = "得分、名次、任务、增减这类不用报的数"
        what = f"{listed_columns(named)}写了指标，却都是{kinds}，没有一列是完成值。"
        return what, "请补上完成值这一列，表头写指标名；其实就是完成值的，请改正它的表头。"
    meant = [stack for stack in skipped if stack.label.meaning]
    if meant:
        what = f"表里只有{listed_columns(meant)}，都不是要填报的数，也没有写是哪个指标。"
        return what, "请补上完成值这一列，表头写指标名；只有一个指标的，表头写“本期”，标题里写“指标：……”。"
    fix = "请把指标名写在表头里；只有一个指标的，可以写在标题里：“指标：……”。"
    return "表里没有一列是已登记的指标。", fix
