"""A result table's header: what each column is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from leitai.model.formats import RESULTS
from leitai.model.names import fold
from leitai.model.personal_data import personal_columns
from leitai.problems import Problem
from leitai.read.grid import UNIT_HEADERS, UNUSED_HEADERS, find_header, no_header, unit_of_measure_row
from leitai.read.labels import PERIOD_VALUE, field_of, split_label, wrong_months
from leitai.read.resolver import Resolver
from leitai.read.tables import Row, Sheet, TextCell
from leitai.read.values import ValueRefused, conversion

TIDY_HEADERS = tuple(name for name in RESULTS.names if name != "单位")
TOTAL_HEADERS = tuple(
    fold(text) for text in ("总分", "总得分", "综合得分", "合计得分", "得分", "总得分（100）")
)
RANK_HEADERS = ("名次", "排名", "位次")


@dataclass(frozen=True)
class IndicatorColumn:
    """One column of a wide table; `field` says whether it holds the value, the year-ago value …"""

    index: int
    header: str
    indicator_id: str
    written_unit: str
    field: str = "数值"


@dataclass(frozen=True)
class Header:
    """`tidy` maps the tidy columns by name; `indicators` are the columns of a wide table.

    `position` and `height` say which lines the header takes up.
    """

    position: int
    height: int
    line: Row
    unit_index: int
    shape: str
    tidy: dict[str, int]
    indicators: tuple[IndicatorColumn, ...]
    total_index: int | None
    rank_index: int | None

    @cached_property
    def by_indicator(self) -> dict[str, list[IndicatorColumn]]:
        """The columns of each indicator of a wide table: one, or several fields."""
        found: dict[str, list[IndicatorColumn]] = {}
        for column in self.indicators:
            found.setdefault(column.indicator_id, []).append(column)
        return found

    @property
    def name_index(self) -> int:
        """The column of the sheet that names a unit, or an indicator in a table that was turned upright."""
        return self.unit_index if self.line.rows is None else self.line.column

    @cached_property
    def without_name(self) -> list[int]:
        """The columns that nothing is written above."""
        named = {self.unit_index, *(column.index for column in self.indicators)}
        return [i for i, text in enumerate(self.line.cells) if not text.strip() and i not in named]

    @cached_property
    def width(self) -> int:
        """How many cells a line has; the second of two header lines may be the longer one."""
        return max([len(self.line.cells), *(column.index + 1 for column in self.indicators)])


def read_header(
    sheet: Sheet, lines: Sequence[Row], resolver: Resolver, problems: list[Problem]
) -> Header | None:
    """The header of a tidy or wide table; None when it can't be used (reported)."""
    position = find_header(lines)
    if position is None:
        problems.append(no_header(sheet, lines))
        return None
    line = lines[position]
    places = (sheet.cell_place(*line.cell(index)[1:]) for index in range(len(line.cells)))
    cells = zip(map(str.strip, line.cells), places, strict=True)
    if people := personal_columns(cells):
        problems += people
        return None
    before = len(problems)
    header = _HeaderReader(sheet, list(lines), position, resolver, problems).read()
    return None if any(problem.severity == "error" for problem in problems[before:]) else header


@dataclass
class _HeaderReader:
    sheet: Sheet
    lines: list[Row]
    position: int
    resolver: Resolver
    problems: list[Problem]
    total_index: int | None = None
    rank_index: int | None = None

    @property
    def line(self) -> Row:
        return self.lines[self.position]

    @property
    def across(self) -> str:
        """What the sheet as it was sent has for each indicator."""
        return "列" if self.line.rows is None else "行"

    def read(self) -> Header:
        folded = [fold(text) for text in self.line.cells]
        unit_index = next(i for i, text in enumerate(folded) if text in UNIT_HEADERS)
        fields = self._fields(unit_index)
        self._report_repeats(folded, unit_index, bool(fields))
        if "指标" in folded and "数值" in folded:
            tidy = self._tidy_columns(folded, unit_index)
            header = Header(self.position, 1, self.line, unit_index, "长表", tidy, (), None, None)
        else:
            columns = tuple(self._indicator_columns(folded, unit_index, fields))
            shape, height = ("两行表头的宽表", 2) if fields else ("宽表", 1)
            header = Header(
                self.position,
                height,
                self.line,
                unit_index,
                shape,
                {},
                columns,
                self.total_index,
                self.rank_index,
            )
            self._report_second_columns(columns, bool(fields))
            self._check_written_units(columns)
        return header

    def _fields(self, unit_index: int) -> dict[int, str]:
        """The second header line, if there is one: which field each column holds.

        A header that was merged over both lines may stand in both.
        """
        if self.position + 1 >= len(self.lines):
            return {}
        below = self.lines[self.position + 1]
        said = {i: text for i, text in enumerate(below.cells) if text.strip()}
        fields = {i: field_of(text) for i, text in said.items() if fold(text) != fold(self.line.text(i))}
        if unit_index in fields or not fields or None in fields.values():
            return {}
        for index in fields:
            self._check_months(below.cell(index), below.text(index))
        return {index: name for index, name in fields.items() if name is not None}

    def _check_months(self, cell: TextCell, text: str) -> None:
        wrong = wrong_months(text, self.resolver.period)
        if wrong is not None:
            self._report("V07", cell, *wrong)

    def _report(self, code: str, cell: TextCell, what: str, fix: str) -> None:
        place = self.sheet.cell_place(cell.row, cell.column)
        self.problems.append(Problem(code, place, cell.text.strip(), what, fix))

    def _report_repeats(self, folded: list[str], unit_index: int, has_fields: bool) -> None:
        for index, text in enumerate(folded):
            if text in UNIT_HEADERS and index != unit_index:
                what, fix = "这里又有一个单位列，像是两张表并排。", "请把右边的表另存为一个文件或工作表。"
                self._report("T13", self.line.cell(index), what, fix)
                return
            if text and text in folded[:index] and not has_fields:
                what, fix = f"这一{self.across}出现了两次。", f"请删除或改名其中一{self.across}。"
                self._report("T02", self.line.cell(index), what, fix)

    def _report_second_columns(self, columns: Sequence[IndicatorColumn], has_fields: bool) -> None:
        """Two columns for the same value of an indicator, also under different spellings of its name."""
        first: dict[tuple[str, str], IndicatorColumn] = {}
        for column in columns:
            name = "数值" if column.field == PERIOD_VALUE else column.field
            before = first.setdefault((column.indicator_id, name), column)
            is_reported = not has_fields and fold(before.header) == fold(column.header)
            if before is not column and not is_reported:
                named = next(i for i in range(column.index, -1, -1) if self.line.text(i).strip())
                what = f"这一列和“{before.header}”列是同一个指标的同一个数。"
                self._report(
                    "T02", self.line.cell(named), what, "请只保留一列；一列是累计的，请在表头写明“（累计）”。"
                )

    def _tidy_columns(self, folded: list[str], unit_index: int) -> dict[str, int]:
        tidy = {text: index for index, text in enumerate(folded) if text in TIDY_HEADERS}
        for index, text in enumerate(folded):
            if text in UNIT_HEADERS:
                continue
            if text in UNUSED_HEADERS and text not in tidy:
                self._report("T09", self.line.cell(index), "这一列只作说明，没有使用。", "无须处理。")
            elif text and text not in tidy:
                fix = f"长表允许的列：单位、{'、'.join(TIDY_HEADERS)}。"
                self._report("T03", self.line.cell(index), "长表里有不认识的列。", fix)
        return tidy

    def _indicator_columns(
        self, folded: list[str], unit_index: int, fields: dict[int, str]
    ) -> list[IndicatorColumn]:
        """The indicator columns; a merged indicator name holds for the fields to its right."""
        measure = unit_of_measure_row(self.lines[: self.position])
        columns: list[IndicatorColumn] = []
        named: TextCell | None = None
        for index in range(max(len(folded), max(fields, default=-1) + 1)):
            text = folded[index] if index < len(folded) else ""
            named = self.line.cell(index) if text else named if index in fields else None
            if (
                fold(self.line.text(index)) in UNIT_HEADERS
                or named is None
                or (not text and index not in fields)
            ):
                continue
            if not self._is_special(index, fold(named.text)):
                column = self._indicator_column(index, named, measure)
                if column is not None:
                    columns.append(replace(column, field=fields.get(index, column.field)))
        return columns

    def _is_special(self, index: int, text: str) -> bool:
        """Total, rank and unused columns; a second one of the first two is refused."""
        cell = self.line.cell(index) if index < len(self.line.cells) else None
        if cell is None:
            return False
        if text in TOTAL_HEADERS:
            self._report_second(index, self.total_index, "总分")
            self.total_index = index
        elif text in RANK_HEADERS:
            self._report_second(index, self.rank_index, "名次")
            self.rank_index = index
        elif text in UNUSED_HEADERS:
            self._report("T09", cell, "这一列只作说明，没有使用。", "无须处理。")
        else:
            return False
        return True

    def _report_second(self, index: int, first: int | None, what: str) -> None:
        if first is not None:
            both = f"“{self.line.text(first).strip()}”和“{self.line.text(index).strip()}”都是{what}列。"
            self._report("T02", self.line.cell(index), both, "请只保留一列，或改名其中一列。")

    def _indicator_column(
        self, index: int, cell: TextCell, measure: TextCell | None
    ) -> IndicatorColumn | None:
        """`指标名` or `指标名（计量单位）`; a 单位：… row above holds for columns without their own."""
        text = cell.text.strip()
        general = measure.text if measure is not None else ""
        found = self.resolver.find_indicator(text)
        if found is not None:
            fits = self._fits(general, found.id)
            return IndicatorColumn(index, text, found.id, general if fits else "")
        name, label = split_label(text) or (text, "")
        found = self.resolver.find_indicator(name)
        kind = field_of(label)
        if found is not None and kind is not None:
            self._check_months(cell, label)
            fits = self._fits(general, found.id)
            return IndicatorColumn(index, text, found.id, general if fits else "", kind)
        if found is None and field_of(text) is not None:
            fix = f"请写成“指标名（{text}）”，或在上面加一行指标名。"
            self._report("T03", cell, "没有写是哪个指标的。", fix)
            return None
        if found is None:
            near = self.resolver.indicators.nearest(text)
            hint = f"是不是“{near}”？" if near else ""
            fix = f"{hint}新指标请先登记在 site_config/indicators.csv，别的写法登记在 aliases.csv。"
            self._report("T03", cell, f"这一{self.across}不是已登记的指标。", fix)
            return None
        return IndicatorColumn(index, text, found.id, label.strip())

    def _fits(self, written: str, indicator_id: str) -> bool:
        """Whether a 单位：… row can mean this column; 单位：万元 above a table says nothing of 起."""
        try:
            conversion("", written, self.resolver.unit_of_measure(indicator_id))
        except ValueRefused:
            return False
        return True

    def _check_written_units(self, columns: Sequence[IndicatorColumn]) -> None:
        """One problem for a wrong unit of measure in a header, not one for each row below it."""
        for column in columns:
            try:
                conversion("", column.written_unit, self.resolver.unit_of_measure(column.indicator_id))
            except ValueRefused as refused:
                place = self.sheet.cell_place(self.line.number, column.index)
                self.problems.append(Problem(refused.code, place, column.header, refused.what, refused.fix))
