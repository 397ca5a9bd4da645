"""One sheet of results → observations; the roster's names decide, nothing is created here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from leitai.model.names import fold
from leitai.model.results import Coercion, FileReport, Observation, ReportedResult
from leitai.model.settings import PERIOD_TYPE_NAMES
from leitai.problems import Place, Problem
from leitai.read.grid import Line, TextCell, lines_of, turned_upright
from leitai.read.records import ragged_row
from leitai.read.resolver import Resolver
from leitai.read.result_header import CUMULATIVE, PERIOD_VALUE, Header, read_header
from leitai.read.summaries import AVERAGES, SUBTOTALS, TOTALS, check_summary_line
from leitai.read.tables import Sheet
from leitai.read.values import Value, ValueRefused, conversion, parse_rank, parse_total, parse_value
from leitai.read.workbook_child import FORMULA_WITHOUT_RESULT

SUMMARY_WORDS = (*TOTALS, *SUBTOTALS, *AVERAGES)
FOOTNOTE_STARTS = ("注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表人", "审核人", "联系电话")
_QUARTER = re.compile(r"(?P<year>[12][0-9]{3})年第?(?P<quarter>[一二三四])季度")

Fields = Mapping[str, TextCell]


@dataclass
class SheetReader:
    """Reads one sheet; collects observations, reported totals and problems as it goes."""

    sheet: Sheet
    resolver: Resolver
    problems: list[Problem]
    observations: list[Observation] = field(default_factory=list)
    cumulative: list[Observation] = field(default_factory=list)
    beside: set[Place] = field(default_factory=set)
    reported: list[ReportedResult] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    summaries: list[Line] = field(default_factory=list)
    coercions: list[Coercion] = field(default_factory=list)

    def read(self) -> FileReport | None:
        """Read the whole sheet; None when its header can't be used."""
        plain = lines_of(self.sheet)
        upright = turned_upright(plain, self.resolver.is_unit)
        lines = plain if upright is None else upright
        header = read_header(self.sheet, lines, self.resolver, self.problems)
        if header is None:
            return None
        for line in lines[: header.position]:
            self.skipped.append((line.number, "表头之前的标题行"))
            self._check_title(line)
        before = len(self.problems)
        data = [
            line
            for line in self._data_lines(lines, header)
            if not self._has_uncalculated_formula(line, header)
        ]
        data = list(self._with_units(data, header))
        self.resolver.learn_groups(line.text(header.unit_index) for line in data)
        for line in data:
            self._read_line(line, header)
        self._report_skipped(is_empty=not data and len(self.problems) == before)
        check_summary_line(self.sheet, header, self.summaries, data, self.resolver, self.problems)
        shape = header.shape if upright is None else "行列互换的宽表"
        place = self.sheet.place
        return FileReport(
            path=place.path,
            sheet=place.sheet,
            encoding=self.sheet.encoding,
            shape=shape,
            header_row=header.line.number,
            rows_read=len(data),
            rows_skipped=tuple(self.skipped),
            coercions=tuple(self.coercions),
        )

    def _report_skipped(self, is_empty: bool) -> None:
        place = self.sheet.place
        if is_empty:
            fix = "请确认存对了文件；确实没有数据就删除这个文件。"
            self.problems.append(Problem("T10", place, None, "表头下面没有数据行。", fix))
        for number, reason in self.skipped:
            where = Place(place.path, place.sheet, number)
            fix = "无须处理；如果不该跳过，请改写“单位”列。"
            self.problems.append(Problem("T06", where, None, f"跳过这一行：{reason}。", fix))

    def _data_lines(self, lines: Sequence[Line], header: Header) -> Iterator[Line]:
        for line in lines[header.position + header.height :]:
            if line.first_text.startswith(FOOTNOTE_STARTS):
                self.skipped.append((line.number, "脚注行"))
            elif (
                fold(line.text(header.unit_index)) in SUMMARY_WORDS or fold(line.first_text) in SUMMARY_WORDS
            ):
                self.skipped.append((line.number, "合计或平均行"))
                self.summaries.append(line)
            elif len(line.cells) < header.width or any(c.text.strip() for c in line.cells[header.width :]):
                self.problems.append(ragged_row(self.sheet, line.number, len(line.cells), header.width))
            else:
                yield line

    def _with_units(self, lines: Sequence[Line], header: Header) -> Iterator[Line]:
        """A tidy table often names a unit once for several rows: an empty cell means the unit above."""
        above = ""
        for line in lines:
            text = line.text(header.unit_index)
            if text.strip() or header.shape != "长表" or not above:
                above = text
                yield line
                continue
            cell = line.cells[header.unit_index]
            place = self.sheet.cell_place(cell.row, cell.column, "单位")
            what = f"单位空着，按上一行的“{above.strip()}”读取。"
            self.problems.append(
                Problem("N06", place, None, what, "如果不是合并单元格留下的，请补上单位名。")
            )
            cells = list(line.cells)
            cells[header.unit_index] = TextCell(above, cell.row, cell.column)
            yield Line(tuple(cells))

    def _has_uncalculated_formula(self, line: Line, header: Header) -> bool:
        """Report formulas whose result was never saved; such a line is not read any further."""
        uncalculated = [cell for cell in line.cells if cell.text == FORMULA_WITHOUT_RESULT]
        for cell in uncalculated:
            place = self._place(cell, header.line.text(line.cells.index(cell)).strip())
            fix = "请在 WPS 或 Excel 中打开、重新计算并保存，或粘贴为数值。"
            self.problems.append(
                Problem("T07", place, "（公式）", "单元格里是公式，但没有保存计算结果。", fix)
            )
        return bool(uncalculated)

    def _place(self, cell: TextCell, header: str = "") -> Place:
        return self.sheet.cell_place(cell.row, cell.column, header or None)

    def _read_line(self, line: Line, header: Header) -> None:
        cell = line.cells[header.unit_index]
        unit_id = self.resolver.unit(cell.text, self._place(cell, "单位"))
        if unit_id is None:
            return
        if header.shape == "长表":
            self._read_tidy_line(line, unit_id, header)
            return
        for indicator_id, columns in header.by_indicator.items():
            present = [column for column in columns if column.index < len(line.cells)]
            fields = {column.field: line.cells[column.index] for column in present}
            places = {c.field: self._place(line.cells[c.index], c.header) for c in present}
            self._choose_value(indicator_id, fields, places)
            self._keep_cumulative(unit_id, indicator_id, fields, places, columns[0].written_unit)
            self._observe(unit_id, indicator_id, fields, places, columns[0].written_unit, self.observations)
        self._read_reported(line, unit_id, header)

    def _choose_value(self, indicator_id: str, fields: dict[str, TextCell], places: dict[str, Place]) -> None:
        """Of 本季 and 累计 columns take the one that the indicator's period type asks for; never the other.

        Where a period value is asked for and only 累计 is there, it may be derived (`read/cumulative.py`).
        """
        if "数值" in fields and CUMULATIVE not in fields:
            return
        if "数值" in fields:  # 本期 beside 累计 can only mean the period
            fields[PERIOD_VALUE], places[PERIOD_VALUE] = fields.pop("数值"), places.pop("数值")
        indicator = self.resolver.settings.indicators[indicator_id]
        wanted, other = PERIOD_VALUE, CUMULATIVE
        if indicator.period_type == "ytd":
            wanted, other = other, wanted
        if wanted in fields:
            fields["数值"], places["数值"] = fields[wanted], places[wanted]
        elif other in fields and indicator.period_type != "quarter":
            kind = PERIOD_TYPE_NAMES[indicator.period_type]
            what = f"指标“{indicator.name}”登记的是{kind}，这里只有“{other}”列。"
            fix = f"请补上{kind}的列；登记有误请改 site_config/indicators.csv 的 period_type。"
            self.problems.append(Problem("V09", places[other], fields[other].text, what, fix))

    def _keep_cumulative(
        self, unit_id: str, indicator_id: str, fields: Fields, places: Mapping[str, Place], written_unit: str
    ) -> None:
        """Remember the 累计 of an indicator that is registered by the period, alone or `beside` 本季."""
        if (
            self.resolver.settings.indicators[indicator_id].period_type != "quarter"
            or CUMULATIVE not in fields
        ):
            return
        others = fields
        if "数值" in fields:
            if not fields[CUMULATIVE].text.strip():
                return
            self.beside.add(places[CUMULATIVE])
            others = {}
        total, where = {**others, "数值": fields[CUMULATIVE]}, {**places, "数值": places[CUMULATIVE]}
        self._observe(unit_id, indicator_id, total, where, written_unit, self.cumulative)

    def _read_tidy_line(self, line: Line, unit_id: str, header: Header) -> None:
        fields = {name: line.cells[index] for name, index in header.tidy.items()}
        places = {name: self._place(cell, name) for name, cell in fields.items()}
        if "期间" in fields:
            self._check_period(fields["期间"].text, places["期间"])
        indicator_id = self.resolver.indicator(fields["指标"].text, places["指标"])
        if indicator_id is None:
            return
        written_unit = fields["计量单位"].text.strip() if "计量单位" in fields else ""
        try:
            conversion("", written_unit, self.resolver.unit_of_measure(indicator_id))
        except ValueRefused as refused:
            self.problems.append(Problem(refused.code, places["计量单位"], None, refused.what, refused.fix))
            return
        self._observe(unit_id, indicator_id, fields, places, written_unit, self.observations)

    def _check_title(self, line: Line) -> None:
        """A title that names quarters, but not the folder's, is probably in the wrong folder."""
        named = [
            f"{m['year']}Q{'一二三四'.index(m['quarter']) + 1}"
            for c in line.cells
            for m in _QUARTER.finditer(c.text)
        ]
        period = self.resolver.period
        if period.kind == "quarter" and named and period.id not in named:
            cell = next(cell for cell in line.cells if _QUARTER.search(cell.text))
            fix = f"请把文件移到对应期间的目录，或把标题改为 {period.title}。"
            what = f"文件放在 {period.id} 目录，标题写的是别的季度。"
            self.problems.append(Problem("V07", self._place(cell), cell.text.strip(), what, fix))

    def _check_period(self, text: str, place: Place) -> None:
        period = self.resolver.period
        if text.strip() and text.strip() not in (period.id, period.title):
            fix = f"请把文件移到对应期间的目录，或把期间改为 {period.id}。"
            what = f"文件放在 {period.id} 目录，表内写的是别的期间。"
            self.problems.append(Problem("V07", place, text, what, fix))

    def _observe(
        self,
        unit_id: str,
        indicator_id: str,
        fields: Fields,
        places: Mapping[str, Place],
        written_unit: str,
        found: list[Observation],
    ) -> None:
        """One observation from the fields of a unit and indicator; nothing if any of them is refused."""
        if "数值" not in fields:
            return
        value = self._value(fields["数值"].text, indicator_id, places["数值"], written_unit)
        extra = {
            name: self._value(fields[name].text, indicator_id, places[name], written_unit)
            for name in ("目标值", "上年同期")
            if name in fields and fields[name].text.strip()
        }
        if value is None or None in extra.values():
            return
        target, year_ago = extra.get("目标值"), extra.get("上年同期")
        if value.is_coerced:
            self.coercions.append((places["数值"], fields["数值"].text.strip(), value.value))
        found.append(
            Observation(
                period=self.resolver.period,
                unit_id=unit_id,
                indicator_id=indicator_id,
                value=value.value,
                state=value.state,
                qualifier=value.qualifier,
                text=fields["数值"].text.strip(),
                place=places["数值"],
                target=target.value if target is not None else None,
                year_ago=year_ago.value if year_ago is not None else None,
                yoy_reported=fields["同比"].text.strip() if "同比" in fields else "",
                note=fields["备注"].text.strip() if "备注" in fields else "",
            )
        )

    def _value(self, text: str, indicator_id: str, place: Place, written_unit: str) -> Value | None:
        try:
            return parse_value(text, self.resolver.unit_of_measure(indicator_id), written_unit)
        except ValueRefused as refused:
            self.problems.append(Problem(refused.code, place, text, refused.what, refused.fix))
            return None

    def _read_reported(self, line: Line, unit_id: str, header: Header) -> None:
        if header.total_index is None and header.rank_index is None:
            return
        total, total_place = self._reported(line, header.total_index, header, parse_total)
        rank, rank_place = self._reported(line, header.rank_index, header, parse_rank)
        whole_rank = int(rank) if rank is not None else None
        period = self.resolver.period
        self.reported.append(ReportedResult(period, unit_id, total, whole_rank, total_place, rank_place))

    def _reported(
        self, line: Line, index: int | None, header: Header, parse: Callable[[str], Decimal | None]
    ) -> tuple[Decimal | None, Place | None]:
        if index is None or not line.text(index).strip():
            return None, None
        place = self._place(line.cells[index], header.line.text(index).strip())
        try:
            return parse(line.text(index)), place
        except ValueRefused as refused:
            self.problems.append(Problem(refused.code, place, line.text(index), refused.what, refused.fix))
            return None, None
