"""Tidy and wide tables melted to one row for each value cell, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from leitai.problems import Place, Problem
from leitai.read.documents.tables import Row, Sheet
from leitai.read.documents.values import conversion
from leitai.read.sheets.header import Header, IndicatorColumn
from leitai.read.sheets.labels import CUMULATIVE, OTHER_PERIOD, PERIOD_VALUE, UNCLEAR_PERIOD, VALUE, Label
from leitai.read.sheets.resolver import Resolver
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, Indicator
from leitai.schema.parsers import ValueRefused

Column = tuple[int, str]  # its number from 0, and what messages call it
Columns = Mapping[str, Column]  # where 数值, 目标值, 备注 … of an indicator stand in a line
Role = Literal["own", "total", "beside"]  # 数值 itself; 累计 in place of it; 累计 beside it, maybe empty
FIELDS = ("数值", "目标值", "上年同期", "同比", "备注")
Texts = npt.NDArray[np.object_]
# by whether the indicator is registered by the year to date, and the word
_LABELLED_ROLES: dict[tuple[bool, str], Role] = {
    (False, PERIOD_VALUE): "own",
    (False, "数值"): "own",
    (False, CUMULATIVE): "total",
    (True, "数值"): "own",
    (True, CUMULATIVE): "own",
}


@dataclass(frozen=True)
class Labelled:
    """An indicator, which of its values a line gives, and the unit of measure beside the name."""

    indicator_id: str
    role: Role = "own"
    measure: str = ""


@dataclass(frozen=True)
class ValueCells:
    """The value cells of a sheet in reading order, as written: one a line in a tidy table, one an indicator in a wide one.

    `units`, `indicators`, `roles`, `written_units` and each of `texts` (the `FIELDS` that the sheet has) are of one length. They come
    line by line, and in a line slot by slot: what each slot's fields stand at is in `columns`. An indicator whose
    累计 is kept as well (`cumulative.py`) has one more slot.
    """

    sheet: Sheet
    lines: Sequence[Row]
    columns: Sequence[Columns]
    units: Texts
    indicators: Texts
    roles: Texts
    written_units: Texts
    texts: Mapping[str, Texts]

    def place(self, position: int, name: str) -> Place:
        line, slot = divmod(position, len(self.columns))
        return place_of(self.sheet, self.lines[line], self.columns[slot][name])

    def rows(self) -> Sequence[int] | npt.NDArray[np.int64]:
        """The rows of the sheet in which the values stand."""
        indexes = [columns["数值"][0] for columns in self.columns]
        if not self.lines or self.lines[0].rows is None:  # a table is turned as a whole
            return np.repeat(np.array([line.number for line in self.lines], dtype=np.int64), len(indexes))
        return [line.row_of(index) for line in self.lines for index in indexes]

    def headers(self) -> Sequence[str]:
        """What messages call the columns in which the values stand."""
        return [columns["数值"][1] for columns in self.columns] * len(self.lines)


def objects(values: Sequence[object]) -> Texts:
    """A column of Python objects."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def texts_of(lines: Sequence[Row], columns: Sequence[Columns]) -> dict[str, Texts]:
    """What stands in each line at each of `columns`, as written and in reading order: for each field that any slot has,
    empty where another has none. There may be no line (no unit is known), and no slot (no column is an indicator)."""
    grid = pd.DataFrame([line.cells for line in lines], dtype=object).to_numpy()
    no_cells = np.empty((0, len(columns)), dtype=object)
    texts = {}
    for name in (name for name in FIELDS if name == "数值" or any(name in slot for slot in columns)):
        picked = (
            grid[:, [slot[name][0] if name in slot else 0 for slot in columns]] if len(grid) else no_cells
        )
        picked[:, [name not in slot for slot in columns]] = ""
        texts[name] = picked.ravel()
    return texts


def place_of(sheet: Sheet, line: Row, column: Column) -> Place:
    index, header = column
    cell = line.cell(index)
    return sheet.cell_place(cell.row, cell.column, header)


@dataclass(frozen=True)
class Melter:
    """Melts the data lines of one sheet to value cells; reports what keeps a cell out of it."""

    sheet: Sheet
    header: Header
    resolver: Resolver
    problems: list[Problem]

    def melt(self, lines: Sequence[Row], unit_ids: Sequence[str]) -> ValueCells:
        """Lines, and the units that they belong to."""
        return self._tidy(lines, unit_ids) if self.header.shape == "长表" else self._wide(lines, unit_ids)

    def _wide(self, lines: Sequence[Row], unit_ids: Sequence[str]) -> ValueCells:
        slots, columns = [], []
        for indicator_id, own in self.header.by_indicator.items():
            for role, chosen, written_unit in self._values(indicator_id, own, lines):
                slots.append((indicator_id, role, written_unit))
                columns.append(chosen)
        indicator_ids, roles, written = zip(*slots, strict=True) if slots else ((), (), ())
        return ValueCells(
            self.sheet,
            lines,
            columns,
            units=np.repeat(objects(unit_ids), len(slots)),
            indicators=np.tile(objects(indicator_ids), len(lines)),
            roles=np.tile(objects(roles), len(lines)),
            written_units=np.tile(objects(written), len(lines)),
            texts=texts_of(lines, columns),
        )

    def _values(
        self, indicator_id: str, own: Sequence[IndicatorColumn], lines: Iterable[Row]
    ) -> Iterator[tuple[Role, Columns, str]]:
        """Of 本季 and 累计 columns the one that the indicator's period type asks for, with what stands beside it; never the other.

        Where a period value is asked for, 累计 is kept too: it may be derived (`read/sheets/cumulative.py`).
        """
        indicator = self.resolver.settings.indicators[indicator_id]
        by_role = {column.role: column for column in own if column.field == VALUE}
        period_value, total = by_role.get(VALUE, by_role.get(PERIOD_VALUE)), by_role.get(CUMULATIVE)
        wanted, other, only = period_value, total, CUMULATIVE
        if indicator.period_type == "ytd" and (total is not None or VALUE not in by_role):
            wanted, other, only = total, period_value, PERIOD_VALUE
        if indicator.period_type == "quarter" and total is not None:
            role: Role = "total" if wanted is None else "beside"
            yield role, self._fields(total, own if wanted is None else ()), total.written_unit
        if wanted is not None:
            yield "own", self._fields(wanted, own), wanted.written_unit
            if other is not None and indicator.period_type != "quarter":
                self._report_unused(indicator, other)
        elif other is None:
            self._report_no_value(indicator, own)
        elif indicator.period_type != "quarter":
            kind = PERIOD_TYPE_NAMES[indicator.period_type]
            what = f"指标“{indicator.name}”登记的是{kind}，这里只有“{only}”列。"
            fix = f"请补上{kind}的列；登记有误请改 site_config/indicators.csv 的 period_type。"
            for line in lines:
                column = (other.index, other.header)
                self._report("V09", line, column, line.text(other.index), what, fix)

    def _fields(self, value: IndicatorColumn, own: Iterable[IndicatorColumn]) -> dict[str, Column]:
        """A value and what stands beside it on the same basis: 上年同期 of 累计 says nothing of the quarter's own."""
        found: dict[str, Column] = {VALUE: (value.index, value.header)}
        beside = [column for column in own if column.field != VALUE]
        for column in sorted(
            beside, key=lambda column: not column.basis
        ):  # one that says its basis goes first
            is_other = column.basis and (column.basis == CUMULATIVE) != (value.basis == CUMULATIVE)
            if is_other or column.field in found:
                self._report_unused(self.resolver.settings.indicators[column.indicator_id], column)
            else:
                found[column.field] = (column.index, column.header)
        return found

    def _report_unused(self, indicator: Indicator, column: IndicatorColumn) -> None:
        across = "列" if self.header.line.rows is None else "行"
        place = place_of(self.sheet, self.header.line, (column.index, ""))
        what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一{across}没有使用。"
        fix = "无须处理；登记有误请改 site_config/indicators.csv 的 period_type。"
        self.problems.append(Problem("T09", place, column.header, what, fix))

    def _report_no_value(self, indicator: Indicator, own: Sequence[IndicatorColumn]) -> None:
        first = min(own, key=lambda column: column.index)
        place = place_of(self.sheet, self.header.line, (first.index, ""))
        what = f"指标“{indicator.name}”只有“{'、'.join(column.field for column in own)}”列，没有数值列。"
        self.problems.append(Problem("T05", place, first.header, what, "请补上“本期”这一列，或删去这几列。"))

    def _tidy(self, lines: Sequence[Row], unit_ids: Sequence[str]) -> ValueCells:
        columns: dict[str, Column] = {
            name: (index, self.header.line.text(index).strip() or name)
            for name, index in self.header.tidy.items()
        }
        named = self._indicators(lines, columns["指标"], self._basis(lines, columns))
        indicator_ids = [None if found is None else found.indicator_id for found in named]
        written = self._written_units(lines, named, columns)
        kept = [one is not None and unit is not None for one, unit in zip(named, written, strict=True)]
        lines = list(compress(lines, kept))
        return ValueCells(
            self.sheet,
            lines,
            [columns],
            units=objects(unit_ids)[kept],
            indicators=objects(indicator_ids)[kept],
            roles=objects([None if found is None else found.role for found in named])[kept],
            written_units=objects(written)[kept],
            texts=texts_of(lines, [columns]),
        )

    def _basis(self, lines: Sequence[Row], columns: dict[str, Column]) -> str:
        """Which of the value columns of a long table is read, 累计 for indicators registered so; it becomes 数值."""
        given = [name for name in (VALUE, PERIOD_VALUE, CUMULATIVE) if name in columns]
        chosen = given[0]
        if CUMULATIVE in given and len(given) > 1:
            texts = {line.cells[columns["指标"][0]] for line in lines}
            ids = {label.indicator for label in map(self.resolver.label, texts) if label.indicator}
            types = {self.resolver.settings.indicators[id].period_type == "ytd" for id in ids}
            chosen = CUMULATIVE if types == {True} else chosen
            other = next(name for name in given if name != chosen)
            place = place_of(self.sheet, self.header.line, (columns[other][0], ""))
            if len(types) > 1:
                what = "有的指标登记的是累计，有的不是，不知道每一行用哪一列。"
                fix = "请把两种指标分成两张表，或只留一列，并在指标名后写明“（累计）”。"
                self.problems.append(Problem("T02", place, columns[other][1], what, fix))
            else:
                what = f"表里的指标用“{columns[chosen][1]}”这一列，这一列没有使用。"
                self.problems.append(Problem("T09", place, columns[other][1], what, "无须处理。"))
        columns[VALUE] = columns[chosen]
        return "" if chosen == VALUE else chosen

    def _indicators(self, lines: Sequence[Row], column: Column, basis: str) -> list[Labelled | None]:
        """The indicator that each line names, and in which role; None where it can't be read (reported)."""
        names = [line.cells[column[0]] for line in lines]
        known: dict[str, Labelled] = {}
        if not basis:
            plain = self.resolver.known_indicators(names)
            known = {name: Labelled(indicator_id) for name, indicator_id in plain.items()}
        found = list(map(known.get, names))
        for i in [i for i, one in enumerate(found) if one is None] if None in found else ():
            found[i] = self._labelled(lines[i], names[i], column, basis)
        return found

    def _labelled(self, line: Row, text: str, column: Column, basis: str) -> Labelled | None:
        """`火灾起数（累计）`, as above a column of a wide table; other names are unknown."""
        label = self.resolver.label(text)
        if not label.indicator or (label.measure and not self.resolver.is_measure(label.measure)):
            self.resolver.indicator(text, place_of(self.sheet, line, column))
            return None
        meant = label.within(Label(basis=basis)).in_folder(self.resolver.period)
        if meant.meaning in (OTHER_PERIOD, UNCLEAR_PERIOD):
            period = self.resolver.period
            what = f"文件放在 {period.id} 目录，这里写的是“{text.strip()}”。"
            self._report("V07", line, column, text, what, f"请改正，或删去这一行；本期是 {period.title}。")
            return None
        indicator = self.resolver.settings.indicators[label.indicator]
        kind = meant.meaning if meant.meaning not in ("", VALUE) else meant.basis or VALUE
        role = _LABELLED_ROLES.get((indicator.period_type == "ytd", kind))
        if role is None or (role == "total" and indicator.period_type != "quarter"):
            what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一行写的是“{kind}”。"
            fix = "请改填登记的口径，指标只写名称；上年同期、目标值另写一列。登记有误请改 site_config/indicators.csv 的 period_type。"
            self._report("V09", line, column, text, what, fix)
            return None
        return Labelled(label.indicator, role, label.measure)

    def _written_units(
        self, lines: Sequence[Row], named: Sequence[Labelled | None], columns: Columns
    ) -> list[str | None]:
        """The 计量单位 of each line; None where it can't be the indicator's (reported), or there is none."""
        stated = {
            one.indicator_id: self.header.stated.get(self.resolver.unit_of_measure(one.indicator_id), "")
            for one in set(named)
            if one
        }
        column = columns.get("计量单位", columns["指标"])
        texts = [line.cells[column[0]].strip() if "计量单位" in columns else "" for line in lines]
        written = [text or (one.measure if one else "") for text, one in zip(texts, named, strict=True)]
        pairs = [(one.indicator_id if one else None, text) for one, text in zip(named, written, strict=True)]
        refused = self._refused_units(set(pairs))
        found: list[str | None] = []
        for line, (indicator_id, text) in zip(lines, pairs, strict=True):
            why = refused.get((indicator_id, text))
            if why is not None:
                self._report(why.code, line, column, None, why.what, why.fix)
            found.append(None if indicator_id is None or why is not None else text or stated[indicator_id])
        return found

    def _refused_units(
        self, pairs: Iterable[tuple[str | None, str]]
    ) -> dict[tuple[str | None, str], ValueRefused]:
        refused = {}
        for indicator_id, written in pairs:
            try:
                if indicator_id is not None:
                    conversion("", written, self.resolver.unit_of_measure(indicator_id))
            except ValueRefused as why:
                refused[indicator_id, written] = why
        return refused

    def _report(self, code: str, line: Row, column: Column, value: str | None, what: str, fix: str) -> None:
        self.problems.append(Problem(code, place_of(self.sheet, line, column), value, what, fix))
