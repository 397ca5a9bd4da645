"""Tidy and wide tables melted to one row for each value cell, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np
import numpy.typing as npt

from leitai.problems import Place, Problem
from leitai.read.documents.tables import Sheet, SheetRow, by_column, numbers_of
from leitai.read.sheets.figures.line_labels import NUMBERS, Columns, FieldColumn, LineLabels, Role, place_of
from leitai.read.sheets.words.header import Header, IndicatorColumn
from leitai.read.sheets.words.labels import CUMULATIVE, PERIOD_VALUE, VALUE
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, Indicator

FIELDS = ("数值", "目标值", "上年同期", "同比", "备注")
Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class ValueCells:
    """The value cells of a sheet in reading order, as written: one a line in a tidy table, one an indicator in a wide one.

    `units`, `indicators`, `roles`, each of `written_units` (the `NUMBERS` that the sheet has) and of `texts` (the `FIELDS` that it has)
    are of one length. They come
    line by line, and in a line slot by slot: what each slot's fields stand at is in `columns`. An indicator whose
    累计 is kept as well (`cumulative.py`) has one more slot.
    """

    sheet: Sheet
    lines: Sequence[SheetRow]
    columns: Sequence[Columns]
    units: Objects
    indicators: Objects
    roles: Objects
    written_units: Mapping[str, Objects]
    texts: Mapping[str, list[str]]

    def place(self, position: int, name: str) -> Place:
        line, slot = divmod(position, len(self.columns))
        return place_of(self.sheet, self.lines[line], self.columns[slot][name])

    def rows(self) -> Objects:
        """The rows of the sheet in which the values stand."""
        indexes = [columns["数值"][0] for columns in self.columns]
        if self.lines and self.lines[0].rows is not None:  # a table is transposed as a whole
            return objects([line.row_of(index) for line in self.lines for index in indexes])
        return np.repeat(objects(numbers_of(self.lines)), len(indexes))

    def headers(self) -> Objects:
        """What messages call the columns in which the values stand."""
        return np.tile(objects([columns["数值"][1] for columns in self.columns]), len(self.lines))


def objects(values: Sequence[object]) -> Objects:
    """A column of Python objects."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def texts_of(lines: Sequence[SheetRow], columns: Sequence[Columns]) -> dict[str, list[str]]:
    """What stands in each line at each of `columns`, as written and in reading order: for each field that any slot has,
    empty where another has none. There may be no line (no unit is known), and no slot (no column is an indicator)."""
    table = by_column(lines)
    empty = ("",) * len(lines)
    texts = {}
    for name in (name for name in FIELDS if name == "数值" or any(name in slot for slot in columns)):
        picked = [table[slot[name][0]] if name in slot and table else empty for slot in columns]
        texts[name] = list(chain.from_iterable(zip(*picked, strict=True)))
    return texts


def _column(column: IndicatorColumn) -> FieldColumn:
    return FieldColumn(column.index, column.header, column.written_unit)


def _unit_of_field(slot: Columns, name: str) -> str:
    """上年同期 and 目标值 are in the unit of measure of the value beside them unless they have one of their own."""
    return (slot[name].written_unit if name in slot else "") or slot[VALUE].written_unit


@dataclass(frozen=True)
class Melter:
    """Melts the data lines of one sheet to value cells; reports what keeps a cell out of it."""

    sheet: Sheet
    header: Header
    resolver: Resolver
    problems: list[Problem]

    def melt(self, lines: Sequence[SheetRow], unit_ids: Sequence[str]) -> ValueCells:
        """Lines, and the units that they belong to."""
        return self._tidy(lines, unit_ids) if self.header.shape == "长表" else self._wide(lines, unit_ids)

    def _wide(self, lines: Sequence[SheetRow], unit_ids: Sequence[str]) -> ValueCells:
        slots, columns = [], []
        for indicator_id, own in self.header.by_indicator.items():
            for role, chosen in self._values(indicator_id, own, lines):
                slots.append((indicator_id, role))
                columns.append(chosen)
        indicator_ids, roles = zip(*slots, strict=True) if slots else ((), ())
        return ValueCells(
            self.sheet,
            lines,
            columns,
            units=np.repeat(objects(unit_ids), len(slots)),
            indicators=np.tile(objects(indicator_ids), len(lines)),
            roles=np.tile(objects(roles), len(lines)),
            written_units={
                name: np.tile(objects([_unit_of_field(slot, name) for slot in columns]), len(lines))
                for name in NUMBERS
                if name == VALUE or any(name in slot for slot in columns)
            },
            texts=texts_of(lines, columns),
        )

    def _values(
        self, indicator_id: str, own: Sequence[IndicatorColumn], lines: Iterable[SheetRow]
    ) -> Iterator[tuple[Role, Columns]]:
        """Of 本季 and 累计 columns the one that the indicator's period type asks for, with what stands beside it; never the other.

        Where a period value is asked for, 累计 is kept too: it may be derived (`read/sheets/figures/cumulative.py`).
        """
        indicator = self.resolver.settings.indicators[indicator_id]
        by_role = {column.role: column for column in own if column.field == VALUE}
        period_value, total = by_role.get(VALUE, by_role.get(PERIOD_VALUE)), by_role.get(CUMULATIVE)
        wanted, other, only = period_value, total, CUMULATIVE
        if indicator.period_type == "ytd" and (total is not None or VALUE not in by_role):
            wanted, other, only = total, period_value, PERIOD_VALUE
        if indicator.period_type == "quarter" and total is not None:
            role: Role = "total" if wanted is None else "beside"
            yield role, self._fields(total, own if wanted is None else ())
        if wanted is not None:
            yield "own", self._fields(wanted, own)
            if other is not None and indicator.period_type != "quarter":
                self._report_unused(indicator, other)
        elif other is None:
            self._report_no_value(indicator, own)
        elif indicator.period_type != "quarter":
            kind = PERIOD_TYPE_NAMES[indicator.period_type]
            what = f"指标“{indicator.name}”登记的是{kind}，这里只有“{only}”列。"
            fix = f"请补上{kind}的列；登记有误请改 site_config/indicators.csv 的 period_type。"
            for line in lines:
                column = _column(other)
                self._report("V09", line, column, line.text(other.index), what, fix)

    def _fields(self, value: IndicatorColumn, own: Iterable[IndicatorColumn]) -> dict[str, FieldColumn]:
        """A value and what stands beside it on the same basis: 上年同期 of 累计 says nothing of the quarter's own."""
        found = {VALUE: _column(value)}
        beside = [column for column in own if column.field != VALUE]
        for column in sorted(
            beside, key=lambda column: not column.basis
        ):  # one that says its basis goes first
            is_other = column.basis and (column.basis == CUMULATIVE) != (value.basis == CUMULATIVE)
            if is_other or column.field in found:
                self._report_unused(self.resolver.settings.indicators[column.indicator_id], column)
            else:
                found[column.field] = _column(column)
        return found

    def _report_unused(self, indicator: Indicator, column: IndicatorColumn) -> None:
        across = "列" if self.header.line.rows is None else "行"
        place = place_of(self.sheet, self.header.line, FieldColumn(column.index, ""))
        what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一{across}没有使用。"
        fix = "无须处理；登记有误请改 site_config/indicators.csv 的 period_type。"
        self.problems.append(Problem("T09", place, column.header, what, fix))

    def _report_no_value(self, indicator: Indicator, own: Sequence[IndicatorColumn]) -> None:
        first = min(own, key=lambda column: column.index)
        place = place_of(self.sheet, self.header.line, FieldColumn(first.index, ""))
        what = f"指标“{indicator.name}”只有“{'、'.join(column.field for column in own)}”列，没有数值列。"
        self.problems.append(Problem("T05", place, first.header, what, "请补上“本期”这一列，或删去这几列。"))

    def _tidy(self, lines: Sequence[SheetRow], unit_ids: Sequence[str]) -> ValueCells:
        header = self.header
        columns = {
            name: FieldColumn(index, header.line.text(index).strip() or name, header.measures.get(name, ""))
            for name, index in header.tidy.items()
        }
        labels = LineLabels(self.sheet, self.header, self.resolver, self.problems)
        basis = labels.basis(lines, columns)
        found = labels.read(lines, columns, basis)
        labelled = [one for one in found if one is not None]
        if len(labelled) < len(lines):
            kept = [one is not None for one in found]
            lines, unit_ids = list(compress(lines, kept)), list(compress(unit_ids, kept))
        return ValueCells(
            self.sheet,
            lines,
            [columns],
            units=objects(unit_ids),
            indicators=objects([one.indicator_id for one in labelled]),
            roles=objects([one.role for one in labelled]),
            written_units={
                name: objects([one.written_units[name] for one in labelled])
                for name in NUMBERS
                if name in columns
            },
            texts=texts_of(lines, [columns]),
        )

    def _report(
        self, code: str, line: SheetRow, column: FieldColumn, value: str | None, what: str, fix: str
    ) -> None:
        self.problems.append(Problem(code, place_of(self.sheet, line, column), value, what, fix))
