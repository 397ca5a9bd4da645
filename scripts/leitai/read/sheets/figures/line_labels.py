"""What each line of a long table says of its figures: the indicator, which of its values, and its unit of measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from leitai.problems import Place, Problem
from leitai.read.documents.tables import Row, Sheet, by_column
from leitai.read.documents.values import conversion
from leitai.read.sheets.words.header import Header
from leitai.read.sheets.words.labels import (
    CUMULATIVE,
    OTHER_PERIOD,
    PERIOD_VALUE,
    UNCLEAR_PERIOD,
    VALUE,
    Label,
)
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES
from leitai.schema.parsers import ValueRefused

Column = tuple[int, str]  # its number from 0, and what messages call it
Columns = Mapping[str, Column]  # where 数值, 目标值, 备注 … of an indicator stand in a line
Role = Literal["own", "total", "beside"]  # 数值 itself; 累计 in place of it; 累计 beside it, maybe empty
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


def place_of(sheet: Sheet, line: Row, column: Column) -> Place:
    index, header = column
    cell = line.cell(index)
    return sheet.cell_place(cell.row, cell.column, header)


@dataclass(frozen=True)
class LineLabels:
    """Reads the labels in the lines of one long table; reports what can't be read."""

    sheet: Sheet
    header: Header
    resolver: Resolver
    problems: list[Problem]

    def basis(self, lines: Sequence[Row], columns: dict[str, Column]) -> str:
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

    def indicators(self, lines: Sequence[Row], column: Column, basis: str) -> list[Labelled | None]:
        """The indicator that each line names, and in which role; None where it can't be read (reported)."""
        names = by_column(lines)[column[0]] if lines else ()
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

    def written_units(
        self, lines: Sequence[Row], named: Sequence[Labelled | None], columns: Columns
    ) -> list[str | None]:
        """The 计量单位 of each line; None where it can't be the indicator's (reported), or there is none."""
        stated = {
            one.indicator_id: self.header.stated.get(self.resolver.unit_of_measure(one.indicator_id), "")
            for one in set(named)
            if one
        }
        column = columns.get("计量单位", columns["指标"])
        texts = (
            list(map(str.strip, by_column(lines)[column[0]]))
            if lines and "计量单位" in columns
            else [""] * len(lines)
        )
        written = [text or (one.measure if one else "") for text, one in zip(texts, named, strict=True)]
        pairs = [(one.indicator_id if one else None, text) for one, text in zip(named, written, strict=True)]
        kinds = set(pairs)
        refused = self._refused_units(kinds)
        for line, pair in zip(lines, pairs, strict=True) if refused else ():
            if pair in refused:
                why = refused[pair]
                self._report(why.code, line, column, None, why.what, why.fix)
        meant = {
            pair: pair[1] or stated[pair[0]] for pair in kinds if pair[0] is not None and pair not in refused
        }
        return [meant.get(pair) for pair in pairs]

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
