"""One sheet of results → observations; the roster's names decide, nothing is created here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from leitai.model.names import NameTable, Resolved, fold, narrow
from leitai.model.period import Period
from leitai.model.results import FileReport, Observation, ReportedResult
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.records import ragged_row
from leitai.read.result_header import Header, IndicatorColumn, read_header
from leitai.read.tables import FORMULA_WITHOUT_RESULT, Row, Sheet
from leitai.read.values import STATE_WORDS, Value, ValueRefused, conversion, parse_value

SUMMARY_WORDS = ("合计", "小计", "总计", "平均", "平均值", "平均分", "均值")
_RANK = re.compile(r"第?(?P<rank>[0-9]+)名?(\(?并列\)?)?")
FOOTNOTE_STARTS = ("注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表人", "审核人", "联系电话")


@dataclass
class SheetReader:
    """Reads one sheet; collects observations, reported totals and problems as it goes."""

    sheet: Sheet
    period: Period
    settings: Settings
    units: NameTable
    indicators: NameTable
    problems: list[Problem]
    observations: list[Observation] = field(default_factory=list)
    reported: list[ReportedResult] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def read(self) -> FileReport | None:
        """Read the whole sheet; None when its header can't be used."""
        header = read_header(self.sheet, self.settings, self.indicators, self._find_indicator, self.problems)
        if header is None:
            return None
        rows = list(self._data_rows(header))
        groups = self._groups(header, rows)
        for row in rows:
            if self._has_uncalculated_formula(row, header):
                continue
            unit = self._unit(row, header, groups)
            if unit is not None:
                self._read_row(row, unit, header)
        if not rows:
            fix = "请确认存对了文件；确实没有数据就删除这个文件。"
            self.problems.append(Problem("T10", self.sheet.place, None, "表头下面没有数据行。", fix))
        place = self.sheet.place
        for number, reason in self.skipped:
            where = Place(place.path, place.sheet, number)
            self.problems.append(
                Problem(
                    "T06", where, None, f"跳过这一行：{reason}。", "无须处理；如果不该跳过，请改写“单位”列。"
                )
            )
        return FileReport(
            place.path,
            place.sheet,
            self.sheet.encoding,
            header.shape,
            header.row.number,
            len(rows),
            tuple(self.skipped),
        )

    def _find_indicator(self, text: str) -> Resolved | None:
        return self.indicators.find(text, self.period.last_day)

    def _data_rows(self, header: Header) -> Iterator[Row]:
        width = len(header.row.cells)
        for row in self.sheet.rows:
            if row.is_blank:
                continue
            if row.number < header.row.number:
                self.skipped.append((row.number, "表头之前的标题行"))
            elif row.number > header.row.number:
                unit_cell = fold(row.cells[header.unit_index]) if header.unit_index < len(row.cells) else ""
                first_text = next(cell for cell in row.cells if cell.strip()).strip()
                if first_text.startswith(FOOTNOTE_STARTS):
                    self.skipped.append((row.number, "脚注行"))
                elif unit_cell in SUMMARY_WORDS or fold(first_text) in SUMMARY_WORDS:
                    self.skipped.append((row.number, "合计或平均行"))
                elif len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
                    self.problems.append(ragged_row(self.sheet, row.number, len(row.cells), width))
                else:
                    yield row

    def _groups(self, header: Header, rows: list[Row]) -> frozenset[str]:
        """The peer groups of the units that are known without context."""
        alone: frozenset[str] = frozenset()
        day = self.period.last_day
        found = (self.units.find(row.cells[header.unit_index], day, alone) for row in rows)
        return frozenset(self.settings.units[unit.id].group for unit in found if unit is not None)

    def _has_uncalculated_formula(self, row: Row, header: Header) -> bool:
        """Report formulas whose result was never saved; such a row is not read any further."""
        uncalculated = [i for i, cell in enumerate(row.cells) if cell == FORMULA_WITHOUT_RESULT]
        for index in uncalculated:
            name = header.row.cells[index].strip() if index < len(header.row.cells) else None
            place = self.sheet.cell_place(row.number, index, name)
            fix = "请在 WPS 或 Excel 中打开、重新计算并保存，或粘贴为数值。"
            self.problems.append(
                Problem("T07", place, "（公式）", "单元格里是公式，但没有保存计算结果。", fix)
            )
        return bool(uncalculated)

    def _unit(self, row: Row, header: Header, groups: frozenset[str]) -> str | None:
        text = row.cells[header.unit_index]
        place = self.sheet.cell_place(row.number, header.unit_index, "单位")
        found = self.units.find(text, self.period.last_day, groups)
        if found is None:
            self.problems.append(self.units.refusal(text, place, self.period.last_day, groups))
            return None
        if found.folded:
            name = self.settings.units[found.id].name
            self.problems.append(
                Problem("N03", place, text, f"已按“{name}”读取。", "无须处理；建议源文件写规范名称。")
            )
        return found.id

    def _read_row(self, row: Row, unit_id: str, header: Header) -> None:
        if header.shape == "长表":
            self._read_tidy_row(row, unit_id, header)
            return
        for column in header.indicators:
            self._observe_column(row, unit_id, column)
        self._read_reported(row, unit_id, header)

    def _observe_column(self, row: Row, unit_id: str, column: IndicatorColumn) -> None:
        place = self.sheet.cell_place(row.number, column.index, column.header)
        text = row.cells[column.index]
        value = self._value(text, column.indicator_id, place, column.written_unit)
        if value is not None:
            self.observations.append(self._observation(unit_id, column.indicator_id, value, text, place))

    def _read_tidy_row(self, row: Row, unit_id: str, header: Header) -> None:
        cell = {name: row.cells[index] for name, index in header.tidy.items()}
        place = {name: self.sheet.cell_place(row.number, i, name) for name, i in header.tidy.items()}
        if "期间" in cell:
            self._check_period(cell["期间"], place["期间"])
        found = self._find_indicator(cell["指标"])
        if found is None:
            day = self.period.last_day
            self.problems.append(self.indicators.refusal(cell["指标"], place["指标"], day))
            return
        written_unit = cell.get("计量单位", "").strip()
        if not self._unit_of_measure_fits(written_unit, found.id, place.get("计量单位")):
            return
        values = {
            name: self._value(cell[name], found.id, place[name], written_unit)
            for name in ("数值", "目标值", "上年同期")
            if name == "数值" or cell.get(name, "").strip()
        }
        if None in values.values():
            return
        complete = {name: value for name, value in values.items() if value is not None}
        observation = self._observation(unit_id, found.id, complete["数值"], cell["数值"], place["数值"])
        self.observations.append(
            replace(
                observation,
                target=complete["目标值"].value if "目标值" in complete else None,
                year_ago=complete["上年同期"].value if "上年同期" in complete else None,
                yoy_reported=cell.get("同比", "").strip(),
                note=cell.get("备注", "").strip(),
            )
        )

    def _unit_of_measure_fits(self, written: str, indicator_id: str, place: Place | None) -> bool:
        try:
            conversion("", written, self.settings.indicators[indicator_id].unit_of_measure)
        except ValueRefused as refused:
            assert place is not None
            self.problems.append(Problem(refused.code, place, None, refused.what, refused.fix))
            return False
        return True

    def _check_period(self, text: str, place: Place) -> None:
        if text.strip() and text.strip() not in (self.period.id, self.period.title):
            fix = f"请把文件移到对应期间的目录，或把期间改为 {self.period.id}。"
            what = f"文件放在 {self.period.id} 目录，表内写的是别的期间。"
            self.problems.append(Problem("V07", place, text, what, fix))

    def _value(self, text: str, indicator_id: str, place: Place, written_unit: str = "") -> Value | None:
        declared = self.settings.indicators[indicator_id].unit_of_measure
        try:
            return parse_value(text, declared, written_unit)
        except ValueRefused as refused:
            self.problems.append(Problem(refused.code, place, text, refused.what, refused.fix))
            return None

    def _observation(
        self, unit_id: str, indicator_id: str, value: Value, text: str, place: Place
    ) -> Observation:
        number, state, qualifier = value.value, value.state, value.qualifier
        return Observation(self.period, unit_id, indicator_id, number, state, qualifier, text.strip(), place)

    def _read_reported(self, row: Row, unit_id: str, header: Header) -> None:
        if header.total_index is None and header.rank_index is None:
            return
        total, total_place = self._reported(row, header.total_index, header, _total)
        rank, rank_place = self._reported(row, header.rank_index, header, _rank)
        whole_rank = int(rank) if rank is not None else None
        self.reported.append(ReportedResult(self.period, unit_id, total, whole_rank, total_place, rank_place))

    def _reported(
        self, row: Row, index: int | None, header: Header, parse: Callable[[str], Decimal | None]
    ) -> tuple[Decimal | None, Place | None]:
        if index is None or not row.cells[index].strip():
            return None, None
        place = self.sheet.cell_place(row.number, index, header.row.cells[index].strip())
        try:
            return parse(row.cells[index]), place
        except ValueRefused as refused:
            self.problems.append(Problem(refused.code, place, row.cells[index], refused.what, refused.fix))
            return None, None


def _total(text: str) -> Decimal | None:
    return parse_value(text, "分").value


def _rank(text: str) -> Decimal | None:
    """A rank as files write it: 3, 第3名, 3（并列); a unit without rank has a state word."""
    plain = narrow(text).strip()
    match = _RANK.fullmatch(plain)
    if match is not None:
        return Decimal(match["rank"])
    if plain in STATE_WORDS:
        return None
    raise ValueRefused("V02", "这里应当是名次。", "请填整数，例如 3；没有名次请填“—”。")
