"""Tidy and wide tables melted to one row for each value cell, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np
import numpy.typing as npt

from leitai.problems import Place
from leitai.read.documents.tables import Sheet, SheetRow, by_column, numbers_of
from leitai.read.sheets.figures.line_labels import NUMBERS, Labelled, LineLabels, Role, Slot
from leitai.read.sheets.words.header import LONG, FigureColumn, Header
from leitai.read.sheets.words.labels import CUMULATIVE, PERIOD_VALUE, VALUE
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, Indicator

FIELDS = ("数值", "目标值", "上年同期", "同比", "备注")
Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class ValueCells:
    """The value cells of a sheet in reading order, as written: one a line in a tidy table, one an indicator in a wide one.

    `units`, `indicators`, `roles`, each of `written_units` (the `NUMBERS` that the sheet has) and of `texts` (the `FIELDS` that it has)
    are of one length. They come line by line, and in a line slot by slot. An indicator whose 累计 is kept as well (`cumulative.py`) has
    one more slot.
    """

    sheet: Sheet
    lines: Sequence[SheetRow]
    slots: Sequence[Slot]
    units: Objects
    indicators: Objects
    roles: Objects
    written_units: Mapping[str, Objects]
    texts: Mapping[str, list[str]]

    def place(self, position: int, name: str) -> Place:
        line, slot = divmod(position, len(self.slots))
        column = self.slots[slot][name]
        return self.sheet.at(self.lines[line].cell(column.index), column.header)

    def rows(self) -> Objects:
        """The rows of the sheet in which the values stand."""
        if self.lines and self.lines[0].rows is not None:  # a table is transposed as a whole
            return objects([line.row_of(slot[VALUE].index) for line in self.lines for slot in self.slots])
        return np.repeat(objects(numbers_of(self.lines)), len(self.slots))

    def headers(self) -> Objects:
        """What messages call the columns in which the values stand."""
        return np.tile(objects([slot[VALUE].header for slot in self.slots]), len(self.lines))


def objects(values: Sequence[object]) -> Objects:
    """A column of Python objects."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def texts_of(lines: Sequence[SheetRow], slots: Sequence[Slot]) -> dict[str, list[str]]:
    """What stands in each line in each of the slots, as written and in reading order: for each field that any slot has,
    empty where another has none. There may be no line (no unit is known), and no slot (no column is an indicator)."""
    table = by_column(lines)
    empty = ("",) * len(lines)
    texts = {}
    for name in (name for name in FIELDS if name == VALUE or any(name in slot for slot in slots)):
        picked = [table[slot[name].index] if name in slot and table else empty for slot in slots]
        texts[name] = list(chain.from_iterable(zip(*picked, strict=True)))
    return texts


def _labelled_slot(indicator_id: str, role: Role, slot: Slot) -> Labelled:
    """上年同期 and 目标值 are in the unit of measure of the value beside them unless they have one of their own."""
    written = {name: slot[name].written_unit if name in slot else "" for name in NUMBERS}
    return Labelled(indicator_id, role, {name: unit or written[VALUE] for name, unit in written.items()})


@dataclass(frozen=True)
class Melter:
    """Melts the data lines of one sheet to value cells; reports what keeps a cell out of it."""

    header: Header
    resolver: Resolver

    def melt(self, lines: Sequence[SheetRow], unit_ids: Sequence[str]) -> ValueCells:
        """Lines, and the units that they belong to."""
        return self._tidy(lines, unit_ids) if self.header.shape == LONG else self._wide(lines, unit_ids)

    def _wide(self, lines: Sequence[SheetRow], unit_ids: Sequence[str]) -> ValueCells:
        found = [
            (_labelled_slot(indicator_id, role, slot), slot)
            for indicator_id, own in self.header.by_indicator.items()
            for role, slot in self._values(indicator_id, own, lines)
        ]
        return self._melted(lines, unit_ids, [slot for _, slot in found], [label for label, _ in found])

    def _tidy(self, lines: Sequence[SheetRow], unit_ids: Sequence[str]) -> ValueCells:
        slot, labels = dict(self.header.tidy), LineLabels(self.header, self.resolver)
        found = labels.read(lines, slot, labels.basis(lines, slot))
        labelled = [one for one in found if one is not None]
        if len(labelled) < len(lines):
            lines, unit_ids = list(compress(lines, found)), list(compress(unit_ids, found))
        return self._melted(lines, unit_ids, [slot], labelled)

    def _melted(
        self, lines: Sequence[SheetRow], unit_ids: Sequence[str], slots: list[Slot], labelled: list[Labelled]
    ) -> ValueCells:
        """`labelled` says what each slot gives, the same in every line, or what the one slot of each line gives."""
        times = len(lines) * len(slots) // max(len(labelled), 1)
        fields = [name for name in NUMBERS if name == VALUE or any(name in slot for slot in slots)]

        def tiled(values: Sequence[str]) -> Objects:
            return np.tile(objects(values), times)

        return ValueCells(
            self.resolver.sheet,
            lines,
            slots,
            units=np.repeat(objects(unit_ids), len(slots)),
            indicators=tiled([one.indicator_id for one in labelled]),
            roles=tiled([one.role for one in labelled]),
            written_units={name: tiled([one.written_units[name] for one in labelled]) for name in fields},
            texts=texts_of(lines, slots),
        )

    def _values(
        self, indicator_id: str, own: Sequence[FigureColumn], lines: Iterable[SheetRow]
    ) -> Iterator[tuple[Role, Slot]]:
        """Of 本季 and 累计 columns the one that the indicator's period type asks for, with what stands beside it; never the other.

        Where a period value is asked for, 累计 is kept too: it may be derived (`read/sheets/figures/cumulative.py`).
        """
        indicator = self.resolver.settings.indicators[indicator_id]
        by_role = {column.role: column for column in own if column.field == VALUE}
        period_value, total = by_role.get(VALUE, by_role.get(PERIOD_VALUE)), by_role.get(CUMULATIVE)
        wanted, other, only = period_value, total, CUMULATIVE
        if indicator.period_type == "ytd" and (total is not None or VALUE not in by_role):
            wanted, other, only = total, period_value, PERIOD_VALUE
        is_quarter = indicator.period_type == "quarter"
        if is_quarter and total is not None:
            role: Role = "total" if wanted is None else "beside"
            yield role, self._slot(total, own if wanted is None else ())
        if wanted is not None:
            yield "own", self._slot(wanted, own)
            if other is not None and not is_quarter:
                self._report_unused(indicator, other)
        elif other is None:
            self._report_no_value(indicator, own)
        elif not is_quarter:
            self._report_other_basis(indicator, other, only, lines)

    def _slot(self, value: FigureColumn, own: Iterable[FigureColumn]) -> Slot:
        """A value and what stands beside it on the same basis: 上年同期 of 累计 says nothing of the quarter's own."""
        found = {VALUE: value}
        beside = [column for column in own if column.field != VALUE]
        for column in sorted(beside, key=lambda column: not column.basis):  # who says its basis goes first
            is_other = column.basis and (column.basis == CUMULATIVE) != (value.basis == CUMULATIVE)
            if is_other or column.field in found:
                self._report_unused(self.resolver.settings.indicators[column.indicator_id], column)
            else:
                found[column.field] = column
        return found

    def _report_unused(self, indicator: Indicator, column: FigureColumn) -> None:
        across = "列" if self.header.line.rows is None else "行"
        what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一{across}没有使用。"
        fix = "无须处理；登记有误请改 site_config/indicators.csv 的 period_type。"
        self._report_column("T09", column, what, fix)

    def _report_no_value(self, indicator: Indicator, own: Sequence[FigureColumn]) -> None:
        first = min(own, key=lambda column: column.index)
        what = f"指标“{indicator.name}”只有“{'、'.join(column.field for column in own)}”列，没有数值列。"
        self._report_column("T05", first, what, "请补上“本期”这一列，或删去这几列。")

    def _report_column(self, code: str, column: FigureColumn, what: str, fix: str) -> None:
        place = self.resolver.sheet.at(self.header.line.cell(column.index))
        self.resolver.report(code, place, column.header, what, fix)

    def _report_other_basis(
        self, indicator: Indicator, column: FigureColumn, only: str, lines: Iterable[SheetRow]
    ) -> None:
        kind = PERIOD_TYPE_NAMES[indicator.period_type]
        what = f"指标“{indicator.name}”登记的是{kind}，这里只有“{only}”列。"
        fix = f"请补上{kind}的列；登记有误请改 site_config/indicators.csv 的 period_type。"
        for line in lines:
            cell = line.cell(column.index)
            self.resolver.report("V09", self.resolver.sheet.at(cell, column.header), cell.text, what, fix)
