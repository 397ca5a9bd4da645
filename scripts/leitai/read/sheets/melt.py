"""Tidy and wide tables melted to one row for each value cell, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import Literal

import numpy as np
import numpy.typing as npt

from leitai.problems import Place, Problem
from leitai.read.documents.tables import Row, Sheet, by_column, numbers_of
from leitai.read.documents.values import conversion
from leitai.read.sheets.header import Header
from leitai.read.sheets.labels import CUMULATIVE, PERIOD_VALUE, field_of, split_label, wrong_months
from leitai.read.sheets.resolver import Resolver
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, Indicator
from leitai.schema.folding import fold
from leitai.schema.parsers import ValueRefused

Column = tuple[int, str]  # its number from 0, and what messages call it
Columns = Mapping[str, Column]  # where 数值, 目标值, 备注 … of an indicator stand in a line
Role = Literal["own", "total", "beside"]  # 数值 itself; 累计 in place of it; 累计 beside it, maybe empty
Labelled = tuple[str, Role]  # an indicator, and which of its values a line gives
FIELDS = ("数值", "目标值", "上年同期", "同比", "备注")
Objects = npt.NDArray[np.object_]
# by whether the indicator is registered by the year to date, and the word
_LABELLED_ROLES: dict[tuple[bool, str], Role] = {
    (False, PERIOD_VALUE): "own",
    (False, "数值"): "own",
    (False, CUMULATIVE): "total",
    (True, "数值"): "own",
    (True, CUMULATIVE): "own",
}


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
    units: Objects
    indicators: Objects
    roles: Objects
    written_units: Objects
    texts: Mapping[str, list[str]]

    def place(self, position: int, name: str) -> Place:
        line, slot = divmod(position, len(self.columns))
        return place_of(self.sheet, self.lines[line], self.columns[slot][name])

    def rows(self) -> Objects:
        """The rows of the sheet in which the values stand."""
        indexes = [columns["数值"][0] for columns in self.columns]
        if self.lines and self.lines[0].rows is not None:  # a table is turned as a whole
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


def texts_of(lines: Sequence[Row], columns: Sequence[Columns]) -> dict[str, list[str]]:
    """What stands in each line at each of `columns`, as written and in reading order: for each field that any slot has,
    empty where another has none. There may be no line (no unit is known), and no slot (no column is an indicator)."""
    table = by_column(lines)
    empty = ("",) * len(lines)
    texts = {}
    for name in (name for name in FIELDS if name == "数值" or any(name in slot for slot in columns)):
        picked = [table[slot[name][0]] if name in slot and table else empty for slot in columns]
        texts[name] = list(chain.from_iterable(zip(*picked, strict=True)))
    return texts


def _and_others(lines: Sequence[Row]) -> str:
    return f"（共 {len(lines)} 行）" if len(lines) > 1 else ""


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
            fields = {column.field: (column.index, column.header) for column in own}
            for role, chosen in self._values(indicator_id, fields, lines):
                slots.append((indicator_id, role, own[0].written_unit))
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
        self, indicator_id: str, columns: Columns, lines: Iterable[Row]
    ) -> Iterator[tuple[Role, Columns]]:
        """Of 本季 and 累计 columns the one that the indicator's period type asks for; never the other.

        Where a period value is asked for, 累计 is kept too: it may be derived (`read/sheets/cumulative.py`).
        """
        indicator = self.resolver.settings.indicators[indicator_id]
        period_value, total = columns.get("数值", columns.get(PERIOD_VALUE)), columns.get(CUMULATIVE)
        wanted, other, only = period_value, total, CUMULATIVE
        if indicator.period_type == "ytd" and (total is not None or "数值" not in columns):
            wanted, other, only = total, period_value, PERIOD_VALUE
        if indicator.period_type == "quarter" and total is not None:
            yield ("total", {**columns, "数值": total}) if wanted is None else ("beside", {"数值": total})
        if wanted is not None:
            yield "own", {**columns, "数值": wanted}
            if other is not None and indicator.period_type != "quarter":
                self._report_unused(indicator, other)
        elif other is None:
            self._report_no_value(indicator, columns)
        elif indicator.period_type != "quarter":
            kind = PERIOD_TYPE_NAMES[indicator.period_type]
            what = f"指标“{indicator.name}”登记的是{kind}，这里只有“{only}”列。"
            fix = f"请补上{kind}的列；登记有误请改 site_config/indicators.csv 的 period_type。"
            for line in lines:
                self._report("V09", line, other, line.text(other[0]), what, fix)

    def _report_unused(self, indicator: Indicator, column: Column) -> None:
        place = place_of(self.sheet, self.header.line, (column[0], ""))
        what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一列没有使用。"
        fix = "无须处理；登记有误请改 site_config/indicators.csv 的 period_type。"
        self.problems.append(Problem("T09", place, column[1], what, fix))

    def _report_no_value(self, indicator: Indicator, columns: Columns) -> None:
        first = min(columns.values())
        place = place_of(self.sheet, self.header.line, (first[0], ""))
        what = f"指标“{indicator.name}”只有“{'、'.join(columns)}”列，没有数值列。"
        self.problems.append(Problem("T05", place, first[1], what, "请补上“本期”这一列，或删去这几列。"))

    def _tidy(self, lines: Sequence[Row], unit_ids: Sequence[str]) -> ValueCells:
        columns: dict[str, Column] = {name: (index, name) for name, index in self.header.tidy.items()}
        if "期间" in columns:
            self._check_periods(lines, columns["期间"])
        named = self._indicators(lines, columns["指标"])
        indicator_ids = [None if found is None else found[0] for found in named]
        written = self._written_units(lines, indicator_ids, columns)
        kept = [one is not None and unit is not None for one, unit in zip(named, written, strict=True)]
        if not all(kept):
            lines = list(compress(lines, kept))
        return ValueCells(
            self.sheet,
            lines,
            [columns],
            units=objects(unit_ids)[kept],
            indicators=objects(indicator_ids)[kept],
            roles=objects([None if found is None else found[1] for found in named])[kept],
            written_units=objects(written)[kept],
            texts=texts_of(lines, [columns]),
        )

    def _check_periods(self, lines: Iterable[Row], column: Column) -> None:
        """A problem for each period that isn't the folder's, at the first of its lines."""
        period = self.resolver.period
        by_text: dict[str, list[Row]] = {}
        for line in lines:
            by_text.setdefault(line.cells[column[0]], []).append(line)
        fix = f"请把文件移到对应期间的目录，或把期间改为 {period.id}。"
        for text, found in by_text.items():
            if text.strip() and not period.is_written(fold(text)):
                what = f"文件放在 {period.id} 目录，表内写的不是这个期间{_and_others(found)}。"
                self._report("V07", found[0], column, text, what, fix)

    def _indicators(self, lines: Sequence[Row], column: Column) -> list[Labelled | None]:
        """The indicator that each line names, and in which role; None where it can't be read (reported)."""
        names = by_column(lines)[column[0]] if lines else ()
        known: dict[str, Labelled] = {
            name: (indicator_id, "own")
            for name, indicator_id in self.resolver.known_indicators(names).items()
        }
        found = list(map(known.get, names))
        for i in [i for i, one in enumerate(found) if one is None] if None in found else ():
            found[i] = self._labelled(lines[i], names[i], column)
        return found

    def _labelled(self, line: Row, text: str, column: Column) -> Labelled | None:
        """`火灾起数（累计）`, as above a column of a wide table; other names are unknown."""
        name, label = split_label(text) or (text, "")
        found, kind = self.resolver.find_indicator(name), field_of(label)
        if found is None or kind is None:
            self.resolver.indicator(text, place_of(self.sheet, line, column))
            return None
        wrong = wrong_months(label, self.resolver.period)
        if wrong is not None:
            self._report("V07", line, column, text, *wrong)
            return None
        indicator = self.resolver.settings.indicators[found.id]
        role = _LABELLED_ROLES.get((indicator.period_type == "ytd", kind))
        if role is None or (role == "total" and indicator.period_type != "quarter"):
            what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一行写的是“{label}”。"
            fix = "请改填登记的口径，指标只写名称；上年同期、目标值另写一列。登记有误请改 site_config/indicators.csv 的 period_type。"
            self._report("V09", line, column, text, what, fix)
            return None
        return found.id, role

    def _written_units(
        self, lines: Sequence[Row], indicator_ids: Sequence[str | None], columns: Columns
    ) -> list[str | None]:
        """The 计量单位 of each line; None where it can't be the indicator's (reported), or there is none."""
        stated = {
            id: self.header.stated.get(self.resolver.unit_of_measure(id), "")
            for id in set(indicator_ids)
            if id
        }
        if "计量单位" not in columns:
            return [None if indicator_id is None else stated[indicator_id] for indicator_id in indicator_ids]
        column = columns["计量单位"]
        texts = list(map(str.strip, by_column(lines)[column[0]])) if lines else []
        refused = self._refused_units(set(zip(indicator_ids, texts, strict=True)))
        found: list[str | None] = []
        for line, indicator_id, text in zip(lines, indicator_ids, texts, strict=True):
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
