"""The columns of a table → its `Header`, or what keeps it from being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from leitai.model.privacy.personal_data import personal_columns
from leitai.problems import errors_of
from leitai.read.documents.tables import SheetRow, column_of
from leitai.read.sheets.shape.column_faults import ColumnFaults
from leitai.read.sheets.shape.columns import Columns
from leitai.read.sheets.shape.layout import Layout
from leitai.read.sheets.words.header import LONG, FigureColumn, Header
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

_VALUES = (VALUE, PERIOD_VALUE, CUMULATIVE)


def read_header(layout: Layout, outside: Outside, resolver: Resolver) -> Header | None:
    """The header of a table; None when it can't be used (reported)."""
    cells = ((cell.text.strip(), resolver.sheet.at(cell)) for line in layout.head for cell in line.filled)
    people = personal_columns(cells)
    if people:
        resolver.problems += people
        return None
    before = len(resolver.problems)
    columns = Columns(layout, outside)
    columns.sort()
    header = _HeaderReader(columns, ColumnFaults(columns)).read()
    return None if errors_of(resolver.problems[before:]) else header


@dataclass(frozen=True)
class _HeaderReader:
    columns: Columns
    faults: ColumnFaults

    def read(self) -> Header:
        columns = self.columns
        total, rank = self._total(), self._rank()
        tidy = self._tidy() if columns.is_long else {}
        if not columns.is_long:
            self._give_indicators()
        self.faults.against_mapping([*self._named_in_lines, *(c.indicator_id for c in columns.indicators)])
        self.faults.report()
        indicators = tuple(sorted(columns.indicators, key=lambda column: column.index))
        stated, bases = self._stated(indicators), self._bases()
        without = (column.indicator_id for column in indicators if not self._says_basis(column.index))
        self.faults.basis_around([*([] if columns.are_lines_dated else without), *bases])
        return Header(
            line=self._line(),
            unit_index=columns.layout.unit_index,
            shape=self._shape(),
            tidy=tidy,
            indicators=tuple(self._with_unit(column, stated) for column in indicators),
            row_labels=columns.row_label_columns,
            total_index=total,
            rank_index=rank,
            stated=stated,
            bases=bases,
            groups=tuple(dict.fromkeys(cell for stack in columns.stacks for cell in stack.groups)),
        )

    def _shape(self) -> str:
        layout, indicators = self.columns.layout, self.columns.indicators
        if self.columns.is_long:
            return LONG
        if layout.is_transposed:
            return "行列互换的宽表"
        is_double = len(layout.head) > 1 and len(indicators) > len({c.indicator_id for c in indicators})
        return "两行表头的宽表" if is_double else "宽表"

    def _line(self) -> SheetRow:
        """What each column is called, in the line that names most of them."""
        layout, stacks = self.columns.layout, self.columns.stacks
        rows = [layout.head[0].number] if layout.is_transposed else [stack.named.row for stack in stacks]
        number = max(sorted(set(rows)), key=rows.count, default=layout.head[0].number)
        above_units = (line.text(layout.unit_index) for line in layout.head)
        texts = {stack.index: stack.text for stack in stacks}
        texts[layout.unit_index] = next((text for text in above_units if text.strip()), "")
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
            columns.resolver.problems.append(columns.resolver.unknown_indicator(given.text, given.place))
            given = None
        is_any_named = columns.indicators or any(stack.label.indicator for stack in columns.stacks)
        if not is_any_named and given is not None:
            for stack, label in columns.free:
                label = replace(label, measure=label.measure or given.label.measure)
                columns.add_indicator(stack, given.label.indicator, label)
            columns.free.clear()
        for stack, label in list(columns.free):
            beside = [column for column in columns.indicators if column.index < stack.index]
            left = max(beside, key=lambda column: column.index, default=None)
            if left is not None and label.meaning != VALUE:
                columns.free.remove((stack, label))
                label = replace(label, measure=label.measure or left.written_unit)
                columns.add_indicator(stack, left.indicator_id, label)

    # long tables

    def _tidy(self) -> dict[str, FigureColumn]:
        columns = self.columns
        known = {columns.name_column: "指标", columns.measure_column: "计量单位"}
        found = {known[s.index]: _tidy_column(s, known[s.index]) for s in columns.stacks if s.index in known}
        beside = Label()
        for stack, own in columns.free:
            is_change = own.meaning == CHANGE and own.period is None and not own.basis
            label = own.within(Label(period=beside.period, basis=beside.basis)) if is_change else own
            beside = beside if is_change else label
            name, basis = self._name_of_field(label)
            is_used = name in _VALUES or (name in (YEAR_AGO, CHANGE, TARGET, NOTE) and not basis)
            if name in found and name in (NOTE, CHANGE):
                columns.skip("只作说明" if name == NOTE else OTHER, stack)
            elif name in found:
                self.faults.same_field_twice(stack)
            elif is_used:
                found[name] = _tidy_column(stack, name)
            else:
                columns.skip(name if name in (OTHER_PERIOD, UNCLEAR_PERIOD) else OTHER, stack)
        columns.free.clear()
        if found.keys().isdisjoint(_VALUES):
            self.faults.no_value_column()
        return found

    def _name_of_field(self, label: Label) -> tuple[str, str]:
        """What a column of a long table holds, and the basis that is said above it."""
        folder = self.columns.resolver.period
        basis = label.in_folder(folder).basis
        meant = label.within(self.columns.outside.label).in_folder(folder)
        return (basis if meant.meaning in ("", VALUE) and basis else meant.meaning or VALUE), basis

    def _says_basis(self, index: int) -> bool:
        """Whether what stands above a column says 累计 or 当期 of it, or a period that does."""
        label = next(stack.label for stack in self.columns.stacks if stack.index == index)
        return bool(label.basis or label.period)

    def _bases(self) -> dict[str, str]:
        """What is said around a long table of the figures of its indicators: 累计 or 当期."""
        columns = self.columns
        named = () if columns.are_lines_dated else self._named_in_lines
        meant = {one: columns.outside.around(one).in_folder(columns.resolver.period) for one in named}
        return {one: label.basis for one, label in meant.items() if label.basis}

    # units of measure

    def _stated(self, indicators: Sequence[FigureColumn]) -> dict[str, str]:
        resolver, first = self.columns.resolver, self.columns.layout.head[0].number
        without = (column.indicator_id for column in indicators if not column.written_unit)
        measures = list(map(resolver.unit_of_measure, [*self._named_in_lines, *without]))
        others = (resolver.unit_of_measure(column.indicator_id) for column in indicators)
        return stated_units(resolver.sheet, first, measures, others, resolver.problems)

    @cached_property
    def _named_in_lines(self) -> list[str]:
        """The indicators that the lines of a long table name."""
        index = self.columns.name_column
        texts = () if index is None else dict.fromkeys(column_of(self.columns.layout.body, index))
        labels = map(self.columns.resolver.label, texts)
        return list(dict.fromkeys(label.indicator for label in labels if label.indicator))

    def _with_unit(self, column: FigureColumn, stated: dict[str, str]) -> FigureColumn:
        unit = stated.get(self.columns.resolver.unit_of_measure(column.indicator_id), "")
        return column if column.written_unit else replace(column, written_unit=unit)


def _tidy_column(stack: Stack, name: str) -> FigureColumn:
    return FigureColumn(stack.index, stack.text or name, "", stack.label.measure, name)
