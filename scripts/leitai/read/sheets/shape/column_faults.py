"""What can be wrong with the columns of a table: one problem for each kind, however many columns it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from leitai.problems import Problem, column_letter
from leitai.read.documents.tables import TextCell
from leitai.read.documents.values import conversion
from leitai.read.sheets.shape.columns import Columns, listed_columns
from leitai.read.sheets.shape.nothing_read import what_there_is
from leitai.read.sheets.shape.side_by_side import second_table
from leitai.read.sheets.words.header import IndicatorColumn
from leitai.read.sheets.words.labels import (
    CUMULATIVE,
    OTHER,
    OTHER_PERIOD,
    PERIOD_VALUE,
    POINTS,
    RANK,
    UNCLEAR_PERIOD,
    VALUE,
    Label,
)
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
_LONG_COLUMNS = "单位、指标、数值、期间、计量单位、上年同期、同比、目标值、备注"


@dataclass(frozen=True)
class ColumnFaults:
    """What is wrong with the columns of a table, each kind of fault told once."""

    columns: Columns
    problems: list[Problem]

    def report(self) -> None:
        second = second_table(self.columns)
        if second is not None:
            self.problems.append(second)
            return
        self.problems.extend(self._unknown())
        self.problems.extend(self._without_indicator())
        self.problems.extend(self._nothing())
        no_own = list(self._of_no_own_period())
        self.problems.extend(no_own)
        self.problems.extend(self._seconds())
        self.problems.extend(self._torn_units())
        self.problems.extend(self._wrong_units())
        said = (OTHER_PERIOD, UNCLEAR_PERIOD) if no_own else ()
        self.problems.extend(self._skipped(said))

    def against_mapping(self, named: Iterable[str]) -> None:
        """A mapping that calls a whole table one indicator, where the table itself names another: one of both is wrong."""
        resolver, mapped = self.columns.resolver, self.columns.outside.mapped
        if mapped is None or not mapped.label.indicator:
            return
        others = sorted(
            {resolver.settings.indicators[one].name for one in set(named) - {mapped.label.indicator}}
        )
        if others:
            path = self.columns.sheet.place.path
            what = f"这一项写的是整张表都是“{mapped.text}”，而 {path} 里写着“{'”“'.join(others[:5])}”。"
            fix = "表里写的对，就删去 indicator；表里写错了，请改表，或用 columns 写明各列是什么。"
            self.problems.append(Problem("T18", mapped.place, mapped.text, what, fix))

    def basis_around(self, indicator_ids: Iterable[str]) -> None:
        """A notice for each text around the table by which figures are taken for others than their indicator is registered by."""
        folder = self.columns.resolver.period
        said = dict.fromkeys(map(self.columns.outside.other_basis_of, indicator_ids))
        for one in filter(None, said):
            basis = one.label.in_folder(folder).basis
            what = f"表外写的是“{one.text}”，没有写明口径的数都按{basis}读取。"
            fix = "不是的，请在表头写明“本季”或“累计”，或者改正这里。"
            self.problems.append(Problem("T17", one.place, one.text, what, fix))

    def several_totals(self, found: Sequence[Stack]) -> None:
        names = "”“".join(stack.text for stack in found)
        what = f"“{names}”都是总分列，不知道用哪一列。"
        self.problems.append(
            self._problem("T02", found[1].named, what, "请只保留一列；各指标的得分不用报，请删去。")
        )

    def same_field_twice(self, stack: Stack) -> None:
        what, fix = "长表里另有一列是同样的数。", "请只保留一列；一列是累计的，请在表头写明“累计”。"
        self.problems.append(self._problem("T02", stack.named, what, fix))

    def no_value_column(self) -> None:
        """A long table without figures of the folder's period."""
        columns = self.columns
        dated = [*columns.skipped.get(OTHER_PERIOD, ()), *columns.skipped.get(UNCLEAR_PERIOD, ())]
        dated += [stack for stack in columns.stacks if stack.label.period is not None and stack not in dated]
        if dated:
            self.problems.append(self._no_own(dated))
        elif not columns.unknown:
            cell = next(stack.named for stack in columns.stacks if stack.index == columns.name_column)
            what = "每行写了指标名，却没有一列是数值。"
            self.problems.append(
                self._problem("T05", cell, what, "请补上“数值”这一列，或把那一列的表头改为“数值”。")
            )

    def _problem(self, code: str, cell: TextCell, what: str, fix: str) -> Problem:
        place = self.columns.sheet.cell_place(cell.row, cell.column)
        return Problem(code, place, cell.text.strip(), what, fix)

    @property
    def _across(self) -> str:
        """What the sheet as it was sent has for each indicator."""
        return "行" if self.columns.layout.is_transposed else "列"

    def _where(self, found: Sequence[Stack]) -> str:
        """（C、E 列）, or of a table that was transposed （第 3、5 行）."""
        cells = [stack.named for stack in found]
        if self.columns.layout.is_transposed:
            return f"（第 {'、'.join(str(cell.row) for cell in cells)} 行）"
        return f"（{'、'.join(column_letter(stack.index + 1) for stack in found)} 列）"

    def _unknown(self) -> Iterator[Problem]:
        found = self.columns.unknown
        if not found:
            return
        first = found[0]
        cell = first.unknown[0]
        is_below = first.label.indicator != "" and not first.groups
        if self.columns.is_long:
            what, fix = f"长表里有不认识的{self._across}。", f"长表允许的列：{_LONG_COLUMNS}。"
        elif is_below:
            what = f"“{first.text}”下面写的“{cell.text.strip()}”不认识。"
            fix = "可以写：本期、上年同期、同比、累计、目标值、名次，或计量单位。"
        else:
            what, fix = f"这一{self._across}不是已登记的指标。", self._hint(first)
        if len(found) > 1:
            what = f"{listed_columns(found)}，共 {len(found)} {self._across}，不认识；都没有读取。"
        yield self._problem("T03", cell, what, f"{fix}{self._proposal(found)}")

    def _proposal(self, found: Sequence[Stack]) -> str:
        """The lines of mapping.yml that leave the columns out."""
        at = ", ".join(f"{self._at(stack)}: {NOT_READ}" for stack in found[:3])
        keys = [("columns", f"{{{at}}}")] if len(found) <= len(found[:3]) else [("others", NOT_READ)]
        return f"改不了表的，{proposed(self.columns.sheet.place, keys)}"

    def _at(self, stack: Stack) -> str:
        return str(stack.named.row) if self.columns.layout.is_transposed else column_letter(stack.index + 1)

    def _hint(self, stack: Stack) -> str:
        near = self.columns.resolver.indicators.nearest(
            self.columns.resolver.label(stack.text).stem or stack.text
        )
        hint = f"是不是“{near}”？" if near else ""
        return f"{hint}新指标请先登记在 site_config/indicators.csv，别的写法登记在 aliases.csv。"

    def _without_indicator(self) -> Iterator[Problem]:
        """本期 or 2021年, and nobody says of what."""
        free = self.columns.free
        if not free:
            return
        meant = [
            label.within(self.columns.outside.label).in_folder(self.columns.resolver.period)
            for _, label in free
        ]
        is_dated = any(label.period is not None for _, label in free)
        if is_dated and not any(map(_is_own_value, meant)):
            yield self._no_own([stack for stack, _ in free])
            return
        names = listed_columns(stack for stack, _ in free)
        text = free[0][0].text
        what = "没有写是哪个指标的。" if len(free) == 1 else f"{names}没有写是哪个指标的。"
        fix = f"请写成“指标名（{text}）”，或在上面加一行指标名，或在标题里写“指标：……”。"
        yield self._problem("T03", free[0][0].named, what, fix)

    def _nothing(self) -> Iterator[Problem]:
        """A table of which no column is of any use."""
        columns = self.columns
        dated = columns.skipped.keys() & {OTHER_PERIOD, UNCLEAR_PERIOD}
        used = (columns.indicators, columns.unknown, columns.free, columns.totals, columns.ranks)
        if not columns.is_long and not any(used) and not dated:
            place = columns.sheet.cell_place(columns.layout.head[-1].number, columns.layout.unit_index)
            what, fix = what_there_is(columns)
            yield Problem("T05", place, columns.layout.head[-1].written, what, fix)

    def _of_no_own_period(self) -> Iterator[Problem]:
        """A table of which the header says periods, and not the folder's."""
        columns = self.columns
        dated = [*columns.skipped.get(OTHER_PERIOD, ()), *columns.skipped.get(UNCLEAR_PERIOD, ())]
        used_otherwise = {
            s.index
            for why in columns.skipped.keys() - {OTHER_PERIOD, UNCLEAR_PERIOD}
            for s in columns.skipped[why]
        }
        of_period = [
            s for s in columns.stacks if s.label.period is not None and s.index not in used_otherwise
        ]
        have_value = {column.indicator_id for column in columns.indicators if column.field == VALUE}
        lacking = [
            stack
            for stack in dict.fromkeys([*dated, *of_period])
            if not columns.is_long
            and not (self._ids(stack) & have_value)
            and (stack.label.indicator or not have_value)
        ]
        if lacking and not columns.free:
            yield self._no_own(lacking)

    def _ids(self, stack: Stack) -> set[str]:
        return {c.indicator_id for c in self.columns.indicators if c.index == stack.index} | {
            stack.label.indicator
        }

    def _no_own(self, found: Sequence[Stack]) -> Problem:
        period = self.columns.resolver.period
        what = f"文件放在 {period.id} 目录，这里只有{listed_columns(found)}，没有 {period.title} 的{self._across}。"
        fix = f"请补上 {period.title} 的{self._across}，或把文件移到对应期间的目录。"
        said = [stack.label.period for stack in found if stack.label.period is not None]
        if any(written.is_bare for written in said):
            fix += f"没有写年份不知道是哪一年的，请写“{period.id}”。"
        elif any(written.months is None for written in said) and period.kind != "year":
            fix += f"只写年份不知道是不是这一期，请写“{period.title}”。"
        return self._problem("V07", found[0].named, what, fix)

    def _seconds(self) -> Iterator[Problem]:
        """Two columns for the same value of an indicator, also under different spellings of its name."""
        first: dict[tuple[str, str, str], IndicatorColumn] = {}
        cells = {stack.index: stack.named for stack in self.columns.stacks}
        for column in self.columns.indicators:
            role = VALUE if column.role == PERIOD_VALUE else column.role
            before = first.setdefault(
                (column.indicator_id, role, column.basis.replace(PERIOD_VALUE, "")), column
            )
            if before is column:
                continue
            if fold(before.header) == fold(column.header):
                what, fix = f"这一{self._across}出现了两次。", f"请删除或改名其中一{self._across}。"
            else:
                what = f"这一{self._across}和“{before.header}”{self._across}是同一个指标的同一个数。"
                fix = f"请只保留一{self._across}；一{self._across}是累计的，请在表头写明“（累计）”。"
            yield self._problem("T02", cells[column.index], what, fix)

    def _torn_units(self) -> Iterator[Problem]:
        """诈骗损失（元） over 万元."""
        for stack in self.columns.stacks:
            if len(stack.measures) > 1:
                above, below = stack.measures[:2]
                what = f"表头写的计量单位是“{above}”，下一行写的是“{below}”。"
                yield self._problem("V03", stack.named, what, "请只写一处，或改成一样。")

    def _wrong_units(self) -> Iterator[Problem]:
        """One problem for a wrong unit of measure in a header, not one for each row below it."""
        columns = self.columns
        torn = {stack.index: len(stack.measures) > 1 for stack in columns.stacks}
        cells = {stack.index: stack.named for stack in columns.stacks}
        for column in columns.indicators:
            if torn[column.index] or column.field not in (VALUE, CUMULATIVE, "上年同期", "目标值"):
                continue
            try:
                conversion("", column.written_unit, columns.resolver.unit_of_measure(column.indicator_id))
            except ValueRefused as refused:
                what, fix = refused.what, refused.fix
                if not columns.resolver.is_measure(column.written_unit):
                    declared = columns.resolver.unit_of_measure(column.indicator_id)
                    what = f"表头里的“{column.written_unit}”不认识：不是能换算成“{declared}”的计量单位，也不是期间或口径。"
                    fix = f"是计量单位的，请换算成“{declared}”再填；是权重、科室或说明的，请从表头删去。"
                cell = cells[column.index]
                yield Problem(
                    refused.code, columns.sheet.cell_place(cell.row, cell.column), column.header, what, fix
                )

    def _skipped(self, said: Collection[str]) -> Iterator[Problem]:
        """A notice for each reason why columns aren't used, but those of which a problem speaks already."""
        for why, found in ((why, found) for why, found in self.columns.skipped.items() if why not in said):
            subject = (
                f"这一{self._across}" if len(found) == 1 else f"{listed_columns(found)}{self._where(found)}"
            )
            yield self._problem("T09", found[0].cells[-1], subject + _WHY[why], "无须处理。")


def _is_own_value(label: Label) -> bool:
    return label.meaning in ("", VALUE)
