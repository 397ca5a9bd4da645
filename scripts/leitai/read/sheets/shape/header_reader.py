"""The columns of a table → its `Header`, or what keeps it from being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from leitai.model.privacy.personal_data import personal_columns
from leitai.problems import Problem, errors_of
from leitai.read.documents.tables import Sheet, SheetRow, column_of
from leitai.read.sheets.shape.column_faults import ColumnFaults
from leitai.read.sheets.shape.columns import Columns
from leitai.read.sheets.shape.layout import Layout
from leitai.read.sheets.words.header import Header, IndicatorColumn
from leitai.read.sheets.words.labels import (
    CHANGE,
    CUMULATIVE,
    NOTE,
    OTHER,
    OTHER_PERIOD,
    PERIOD_VALUE,
    POINTS,
    RANK,
    TARGET,
    TOTAL,
    UNCLEAR_PERIOD,
    VALUE,
    YEAR_AGO,
    Label,
)
from leitai.read.sheets.words.outside import Outside
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.stacks import Stack
from leitai.read.sheets.words.stated_units import stated_units


def read_header(
    sheet: Sheet, layout: Layout, outside: Outside, resolver: Resolver, problems: list[Problem]
) -> Header | None:
    """The header of a table; None when it can't be used (reported)."""
    cells = [
        line.cell(index) for line in layout.head for index, text in enumerate(line.cells) if text.strip()
    ]
    people = personal_columns((cell.text.strip(), sheet.cell_place(cell.row, cell.column)) for cell in cells)
    if people:
        problems += people
        return None
    found: list[Problem] = []
    columns = Columns(sheet, layout, outside, resolver)
    columns.sort()
    header = _HeaderReader(columns, ColumnFaults(columns, found)).read()
    problems += found
    return None if errors_of(found) else header


@dataclass(frozen=True)
class _HeaderReader:
    columns: Columns
    faults: ColumnFaults

    def read(self) -> Header:
        columns = self.columns
        total, rank = self._total(), self._rank()
        tidy = self._tidy() if columns.is_long else {}
        if columns.is_long:
            self.faults.against_mapping(self._named_in_lines(tidy["指标"]) if "指标" in tidy else ())
        else:
            self._give_indicators()
            self.faults.against_mapping(column.indicator_id for column in columns.indicators)
        self.faults.report()
        indicators = tuple(sorted(columns.indicators, key=lambda column: column.index))
        stated, bases = self._stated(tidy, indicators), self._bases(tidy)
        without = (column.indicator_id for column in indicators if not self._says_basis(column.index))
        self.faults.basis_around([*([] if columns.are_lines_dated else without), *bases])
        return Header(
            line=self._line(),
            height=len(columns.layout.head),
            unit_index=columns.layout.unit_index,
            shape=self._shape(),
            tidy=tidy,
            indicators=tuple(self._with_unit(column, stated) for column in indicators),
            row_labels=columns.row_label_columns,
            total_index=total,
            rank_index=rank,
            measures={
                name: stack.label.measure
                for name, index in tidy.items()
                for stack in columns.stacks
                if stack.index == index and stack.label.measure
            },
            stated=stated,
            bases=bases,
            groups=tuple(dict.fromkeys(cell for stack in columns.stacks for cell in stack.groups)),
        )

    def _shape(self) -> str:
        if self.columns.is_long:
            return "长表"
        if self.columns.layout.is_transposed:
            return "行列互换的宽表"
        is_double = len(self.columns.layout.head) > 1 and len(self.columns.indicators) > len(
            {c.indicator_id for c in self.columns.indicators}
        )
        return "两行表头的宽表" if is_double else "宽表"

    def _line(self) -> SheetRow:
        """What each column is called, in the line that names most of them."""
        layout, stacks = self.columns.layout, self.columns.stacks
        rows = [stack.named.row for stack in stacks]
        number = (
            layout.head[0].number
            if layout.is_transposed or not rows
            else max(sorted(set(rows)), key=rows.count)
        )
        texts = {stack.index: stack.text for stack in stacks}
        texts[layout.unit_index] = next(
            (line.text(layout.unit_index) for line in layout.head if line.text(layout.unit_index).strip()), ""
        )
        cells = tuple(texts.get(index, "") for index in range(layout.width))
        return layout.head[0]._replace(number=number, cells=cells)

    # totals and ranks that the table itself gives

    def _total(self) -> int | None:
        """总分 is the unit's own; 得分 beside each of several indicators isn't."""
        found = self.columns.totals
        is_of_one = len({column.indicator_id for column in self.columns.indicators}) == 1
        explicit = [stack for stack in found if stack.label.meaning == TOTAL]
        for stack in found if len(found) > 1 or is_of_one else ():
            if stack not in explicit:
                self.columns.skip(POINTS, stack)
        if len(explicit) > 1:
            self.faults.several_totals(explicit)
        chosen = explicit or (found if len(found) == 1 and not is_of_one else [])
        return chosen[0].index if chosen else None

    def _rank(self) -> int | None:
        """名次 beside 总分, or the only one of a table of several indicators, is the unit's own; others are an indicator's."""
        ranks = self.columns.ranks
        totals = {stack.index + 1 for stack in self.columns.totals if stack.label.meaning == TOTAL}
        own = [stack for stack in ranks if stack.index in totals]
        if len(ranks) == 1 and len({column.indicator_id for column in self.columns.indicators}) != 1:
            own = ranks
        for stack in ranks:
            if stack not in own[:1]:
                self.columns.skip(RANK, stack)
        return own[0].index if own else None

    # columns without an indicator of their own

    def _give_indicators(self) -> None:
        """上年同期 beside an indicator is of it; where no column names one, the title may."""
        columns, outside = self.columns, self.columns.outside
        given = outside.indicator
        if given is not None and not given.label.indicator:
            self.faults.problems.append(columns.resolver.unknown_indicator(given.text, given.place))
            given = None
        if not columns.indicators and not self._has_named() and given is not None:
            for stack, label in columns.free:
                completed = columns.completed(label, given.label.indicator)
                columns.add_indicator(
                    stack,
                    given.label.indicator,
                    replace(completed, measure=label.measure or given.label.measure),
                )
            columns.free.clear()
        for stack, label in list(columns.free):
            left = self._indicator_left_of(stack)
            if left is not None and label.meaning != VALUE:
                completed = columns.completed(label, left.indicator_id)
                columns.add_indicator(
                    stack,
                    left.indicator_id,
                    replace(completed, measure=label.measure or left.written_unit),
                )
                columns.free.remove((stack, label))

    def _has_named(self) -> bool:
        return any(stack.label.indicator for stack in self.columns.stacks)

    def _indicator_left_of(self, stack: Stack) -> IndicatorColumn | None:
        left = [column for column in self.columns.indicators if column.index < stack.index]
        return max(left, key=lambda column: column.index, default=None)

    # long tables

    def _tidy(self) -> dict[str, int]:
        columns = self.columns
        found: dict[str, int] = {"指标": columns.name_column} if columns.name_column is not None else {}
        if columns.measure_column is not None:
            found["计量单位"] = columns.measure_column
        beside = Label()
        for stack, own in columns.free:
            is_change = own.meaning == CHANGE and own.period is None and not own.basis
            label = own.within(Label(period=beside.period, basis=beside.basis)) if is_change else own
            beside = beside if is_change else label
            basis = label.in_folder(columns.resolver.period).basis
            meant = label.within(columns.outside.label).in_folder(columns.resolver.period)
            name = basis if meant.meaning in ("", VALUE) and basis else meant.meaning or VALUE
            if name in found and name in (NOTE, CHANGE):
                columns.skip("只作说明" if name == NOTE else OTHER, stack)
            elif name in found:
                self.faults.same_field_twice(stack)
            elif name in (VALUE, PERIOD_VALUE, CUMULATIVE) or (
                name in (YEAR_AGO, CHANGE, TARGET, NOTE) and not basis
            ):
                found[name] = stack.index
            else:
                columns.skip(name if name in (OTHER_PERIOD, UNCLEAR_PERIOD) else OTHER, stack)
        columns.free.clear()
        if not {VALUE, PERIOD_VALUE, CUMULATIVE} & found.keys():
            self.faults.no_value_column()
        return found

    def _says_basis(self, index: int) -> bool:
        """Whether what stands above a column says 累计 or 当期 of it, or a period that does."""
        label = next(stack.label for stack in self.columns.stacks if stack.index == index)
        return bool(label.basis or label.period)

    def _bases(self, tidy: dict[str, int]) -> dict[str, str]:
        """What is said around a long table of the figures of its indicators: 累计 or 当期."""
        columns = self.columns
        if columns.are_lines_dated:
            return {}
        named = set(self._named_in_lines(tidy["指标"])) if "指标" in tidy else set()
        meant = {one: columns.outside.around(one).in_folder(columns.resolver.period) for one in named}
        return {one: label.basis for one, label in meant.items() if label.basis}

    # units of measure

    def _stated(self, tidy: dict[str, int], indicators: Sequence[IndicatorColumn]) -> dict[str, str]:
        columns = self.columns
        declared: Iterable[str] = (column.indicator_id for column in indicators if not column.written_unit)
        if tidy:
            declared = self._named_in_lines(tidy["指标"])
        measures = list(map(columns.resolver.unit_of_measure, declared))
        others = (columns.resolver.unit_of_measure(column.indicator_id) for column in indicators)
        return stated_units(columns.sheet, columns.layout.head[0], measures, others, self.faults.problems)

    def _named_in_lines(self, index: int) -> Iterator[str]:
        texts = set(column_of(self.columns.layout.body, index))
        return (label.indicator for label in map(self.columns.resolver.label, texts) if label.indicator)

    def _with_unit(self, column: IndicatorColumn, stated: dict[str, str]) -> IndicatorColumn:
        unit = stated.get(self.columns.resolver.unit_of_measure(column.indicator_id), "")
        return column if column.written_unit else replace(column, written_unit=unit)
