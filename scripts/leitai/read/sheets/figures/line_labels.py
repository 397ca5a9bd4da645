"""What each line of a long table says of its figures: the indicator, which of its values, and its unit of measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from leitai.problems import Problem
from leitai.read.documents.tables import SheetRow, column_of
from leitai.read.documents.values import conversion
from leitai.read.sheets.words.grid import leaving_out
from leitai.read.sheets.words.header import FigureColumn, Header
from leitai.read.sheets.words.labels import (
    CUMULATIVE,
    OTHER_PERIOD,
    PERIOD_VALUE,
    TARGET,
    UNCLEAR_PERIOD,
    VALUE,
    YEAR_AGO,
    Label,
)
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES
from leitai.schema.parsers import ValueRefused

NUMBERS = (VALUE, TARGET, YEAR_AGO)  # the fields of an indicator that are in its unit of measure
Slot = Mapping[str, FigureColumn]  # where 数值, 目标值, 备注 … of an indicator stand in a line
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
    """An indicator, which of its values is given, and the unit of measure of each of `NUMBERS`; empty: the registered one."""

    indicator_id: str
    role: Role = "own"
    written_units: Mapping[str, str] = field(default_factory=dict)


class _Refused(NamedTuple):
    """What is wrong with the labels of some lines, and in which column; the place of each is still to be filled in."""

    column: FigureColumn
    problem: Problem


@dataclass(frozen=True)
class LineLabels:
    """Reads the labels in the lines of one long table; reports what can't be read."""

    header: Header
    resolver: Resolver

    def basis(self, lines: Sequence[SheetRow], slot: dict[str, FigureColumn]) -> str:
        """Which of the value columns of a long table is read, 累计 for indicators registered so; it becomes 数值."""
        given = [name for name in (VALUE, PERIOD_VALUE, CUMULATIVE) if name in slot]
        chosen = given[0]
        if CUMULATIVE in given and len(given) > 1:
            texts = {line.cells[slot["指标"].index] for line in lines}
            ids = {label.indicator for label in map(self.resolver.label, texts) if label.indicator}
            types = {self.resolver.settings.indicators[id].period_type == "ytd" for id in ids}
            chosen = CUMULATIVE if types == {True} else chosen
            other = slot[next(name for name in given if name != chosen)]
            code, fix = "T09", "无须处理。"
            what = f"表里的指标用“{slot[chosen].header}”这一列，这一列没有使用。"
            if len(types) > 1:
                code, what = "T02", "有的指标登记的是累计，有的不是，不知道每一行用哪一列。"
                fix = "请把两种指标分成两张表，或只留一列，并在指标名后写明“（累计）”。"
            place = self.resolver.sheet.at(self.header.line.cell(other.index))
            self.resolver.report(code, place, other.header, what, fix)
        slot[VALUE] = slot[chosen]
        return "" if chosen == VALUE else chosen

    def read(self, lines: Sequence[SheetRow], slot: Slot, basis: str) -> list[Labelled | None]:
        """What each line gives; None where its labels can't be read (reported). Equal labels are read once."""
        measure = slot.get("计量单位")
        names = column_of(lines, slot["指标"].index)
        measures = column_of(lines, measure.index) if measure is not None else [""] * len(lines)
        written = list(zip(names, measures, strict=True))
        read = {labels: self._read(*labels, slot, basis) for labels in set(written)}
        refused = {labels: one for labels, one in read.items() if isinstance(one, _Refused)}
        if refused:
            self._report(lines, list(map(refused.get, written)))
        understood = {labels: one for labels, one in read.items() if isinstance(one, Labelled)}
        return list(map(understood.get, written))

    def _report(self, lines: Sequence[SheetRow], refused: Sequence[_Refused | None]) -> None:
        """Each line's mistake in its place, and how to leave out lines of what is no indicator, nor like one."""
        sheet, nearest = self.resolver.sheet, self.resolver.indicators.nearest
        unread = [(line, *one) for line, one in zip(lines, refused, strict=True) if one is not None]
        left = [line for line, _, problem in unread if problem.code == "N02"]
        way_out = leaving_out(sheet, left) if len(left) < len(lines) else ""
        for line, column, problem in unread:
            is_strange = problem.code == "N02" and nearest(problem.value or "") is None
            fix = f"{problem.fix}用不着的，{way_out}" if is_strange and way_out else problem.fix
            place = sheet.at(line.cell(column.index), column.header)
            self.resolver.problems.append(replace(problem, place=place, fix=fix))

    def _read(self, text: str, measure: str, slot: Slot, basis: str) -> Labelled | _Refused:
        found = self._labelled(text, basis)
        if isinstance(found, Problem):
            return _Refused(slot["指标"], found)
        labelled, said = found
        declared = self.resolver.unit_of_measure(labelled.indicator_id)
        own, written = measure.strip() or said, {}
        for name in (name for name in NUMBERS if name in slot):
            above = slot[name].written_unit or slot[VALUE].written_unit
            written[name] = own or above or self.header.stated.get(declared, "")
            try:
                conversion("", written[name], declared)
            except ValueRefused as why:
                column = slot.get("计量单位", slot["指标"]) if own else slot[name]
                return _Refused(column, why.at(self.resolver.sheet.place, None))
        return replace(labelled, written_units=written)

    def _labelled(self, text: str, basis: str) -> tuple[Labelled, str] | Problem:
        """`火灾起数（累计）`, as above a column of a wide table, with the unit of measure that is said; other names are unknown."""
        plain = "" if basis else self.resolver.indicator_id(text)
        if plain and plain not in self.header.bases:
            return Labelled(plain), ""
        label, place = self.resolver.label(text), self.resolver.sheet.place
        if not label.indicator or (label.measure and not self.resolver.is_measure(label.measure)):
            return self.resolver.unknown_indicator(text, place)
        around = Label(basis=basis or ("" if label.basis else self.header.bases.get(label.indicator, "")))
        period = self.resolver.period
        meant = label.within(around).in_folder(period)
        if meant.meaning in (OTHER_PERIOD, UNCLEAR_PERIOD):
            what = f"文件放在 {period.id} 目录，这里写的是“{text.strip()}”。"
            return Problem("V07", place, text, what, f"请改正，或删去这一行；本期是 {period.title}。")
        indicator = self.resolver.settings.indicators[label.indicator]
        kind = meant.meaning if meant.meaning not in ("", VALUE) else meant.basis or VALUE
        role = _LABELLED_ROLES.get((indicator.period_type == "ytd", kind))
        if role is None or (role == "total" and indicator.period_type != "quarter"):
            what = f"指标“{indicator.name}”登记的是{PERIOD_TYPE_NAMES[indicator.period_type]}，这一行写的是“{kind}”。"
            fix = "请改填登记的口径，指标只写名称；上年同期、目标值另写一列。登记有误请改 site_config/indicators.csv 的 period_type。"
            return Problem("V09", place, text, what, fix)
        return Labelled(label.indicator, role), label.measure
