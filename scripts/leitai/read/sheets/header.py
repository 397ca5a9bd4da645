"""A result table's header: what each column is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from leitai.model.privacy.personal_data import personal_columns
from leitai.problems import Problem
from leitai.read.documents.tables import Row, Sheet, TextCell
from leitai.read.documents.values import conversion
from leitai.read.sheets.grid import (
    RANK_HEADERS,
    TOTAL_HEADERS,
    UNIT_HEADERS,
    UNUSED_HEADERS,
    find_header,
    no_header,
)
from leitai.read.sheets.header_lines import LowerLines, lower_lines
from leitai.read.sheets.labels import PERIOD_VALUE, field_of, split_label, wrong_months
from leitai.read.sheets.resolver import Resolver
from leitai.read.sheets.stated_units import stated_units
from leitai.schema.folding import fold
from leitai.schema.parsers import ValueRefused
from leitai.schema.results.results import RESULTS

TIDY_HEADERS = tuple(name for name in RESULTS.names if name != "单位")


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

    `position` and `height` say which lines the header takes up. `stated` are the units of measure that the
    title or a footnote gives, by the registered ones.
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
    stated: dict[str, str]

    @property
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

    @property
    def without_name(self) -> list[int]:
        """The columns that nothing is written above."""
        named = {self.unit_index, *(column.index for column in self.indicators)}
        return [i for i, text in enumerate(self.line.cells) if not text.strip() and i not in named]

    @property
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
    header = _HeaderReader(sheet, lines, position, resolver, problems).read()
    return None if any(problem.severity == "error" for problem in problems[before:]) else header


@dataclass
class _HeaderReader:
    sheet: Sheet
    lines: Sequence[Row]
    position: int
    resolver: Resolver
    problems: list[Problem]
    totals: list[int] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)

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
        if "指标" in folded and "数值" in folded:
            self._report_repeats(folded, unit_index, has_fields=False)
            return self._tidy(unit_index, self._tidy_columns(folded, unit_index))
        below = self.lines[self.position + 1 :]
        lower = lower_lines(self.sheet, self.line, below, unit_index, self.resolver, self.problems)
        self._report_repeats(folded, unit_index, bool(lower.fields))
        return self._wide(unit_index, lower, tuple(self._indicator_columns(folded, lower)))

    def _stated(self, indicator_ids: Iterable[str]) -> dict[str, str]:
        return stated_units(
            self.sheet, self.line, map(self.resolver.unit_of_measure, indicator_ids), self.problems
        )

    def _with_unit(self, column: IndicatorColumn, stated: dict[str, str]) -> IndicatorColumn:
        unit = stated.get(self.resolver.unit_of_measure(column.indicator_id), "")
        return column if column.written_unit else replace(column, written_unit=unit)

    def _tidy(self, unit_index: int, tidy: dict[str, int]) -> Header:
        below = self.lines[self.position + 1 :]
        named = map(self.resolver.find_indicator, (line.text(tidy["指标"]) for line in below))
        stated = self._stated(found.id for found in named if found is not None)
        return Header(self.position, 1, self.line, unit_index, "长表", tidy, (), None, None, stated)

    def _wide(self, unit_index: int, lower: LowerLines, columns: tuple[IndicatorColumn, ...]) -> Header:
        self._report_second_columns(columns, bool(lower.fields))
        self._report_seconds("总分", self.totals)
        self._report_seconds("名次", self.ranks)
        self._check_written_units(columns)
        stated = self._stated(column.indicator_id for column in columns if not column.written_unit)
        return Header(
            position=self.position,
            height=1 + lower.height,
            line=self.line,
            unit_index=unit_index,
            shape="两行表头的宽表" if lower.fields else "宽表",
            tidy={},
            indicators=tuple(self._with_unit(column, stated) for column in columns),
            total_index=next(iter(self.totals), None),
            rank_index=next(iter(self.ranks), None),
            stated=stated,
        )

    def _report(self, code: str, cell: TextCell, what: str, fix: str) -> None:
        place = self.sheet.cell_place(cell.row, cell.column)
        self.problems.append(Problem(code, place, cell.text.strip(), what, fix))

    def _report_repeats(self, folded: list[str], unit_index: int, has_fields: bool) -> None:
        for index, text in enumerate(folded):
            if text in UNIT_HEADERS and index != unit_index:
                what, fix = "这里又有一个单位列，像是两张表并排。", "请把右边的表另存为一个文件或工作表。"
                self._report("T13", self.line.cell(index), what, fix)
                return
            is_repeated = text in folded[:index] and text not in (*TOTAL_HEADERS, *RANK_HEADERS)
            if text and is_repeated and not has_fields:
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

    def _indicator_columns(self, folded: list[str], lower: LowerLines) -> Iterator[IndicatorColumn]:
        """The indicator columns; a merged indicator name holds for the fields to its right."""
        fields, named = lower.fields, None
        for index in range(max(len(folded), max(fields, default=-1) + 1)):
            text = folded[index] if index < len(folded) else ""
            named = self.line.cell(index) if text else named if index in fields else None
            if text in UNIT_HEADERS or named is None or self._is_special(index, fold(named.text)):
                continue
            column = self._indicator_column(index, named)
            if column is not None:
                written = self._unit_below(column, lower)
                yield replace(column, field=fields.get(index, column.field), written_unit=written)

    def _unit_below(self, column: IndicatorColumn, lower: LowerLines) -> str:
        """The unit of measure of a column from the line below the names; a different one in the name is refused."""
        below, own = lower.measures.get(column.index, ""), column.written_unit
        if own and below and fold(own) != fold(below):
            what = f"表头写的计量单位是“{own}”，下一行写的是“{below}”。"
            self._report("V03", self.line.cell(column.index), what, "请只写一处，或改成一样。")
        return own or below

    def _is_special(self, index: int, text: str) -> bool:
        """Total, rank and unused columns."""
        cell = self.line.cell(index) if index < len(self.line.cells) else None
        if cell is None:
            return False
        if text in TOTAL_HEADERS:
            self.totals.append(index)
        elif text in RANK_HEADERS:
            self.ranks.append(index)
        elif text in UNUSED_HEADERS:
            self._report("T09", cell, "这一列只作说明，没有使用。", "无须处理。")
        else:
            return False
        return True

    def _report_seconds(self, what: str, indexes: Sequence[int]) -> None:
        """Nobody knows which of several is the unit's own; 得分 beside each indicator, perhaps."""
        if len(indexes) > 1:
            names = "”“".join(self.line.text(index).strip() for index in indexes)
            fix = "请只保留一列；各指标的得分不用报，请删去。"
            self._report("T02", self.line.cell(indexes[1]), f"“{names}”都是{what}列，不知道用哪一列。", fix)

    def _indicator_column(self, index: int, cell: TextCell) -> IndicatorColumn | None:
        """`指标名`, `指标名（计量单位）` or `指标名（累计）`; None for a name that is none (reported)."""
        text = cell.text.strip()
        found = self.resolver.find_indicator(text)
        if found is not None:
            return IndicatorColumn(index, text, found.id, "")
        name, label = split_label(text) or (text, "")
        found = self.resolver.find_indicator(name)
        kind = field_of(label)
        if found is None:
            self._refuse_column(cell, text)
            return None
        if kind is None:
            return IndicatorColumn(index, text, found.id, label.strip())
        wrong = wrong_months(label, self.resolver.period)
        if wrong is not None:
            self._report("V07", cell, *wrong)
        return IndicatorColumn(index, text, found.id, "", kind)

    def _refuse_column(self, cell: TextCell, text: str) -> None:
        if field_of(text) is not None:
            what, fix = "没有写是哪个指标的。", f"请写成“指标名（{text}）”，或在上面加一行指标名。"
        else:
            near = self.resolver.indicators.nearest(text)
            hint = f"是不是“{near}”？" if near else ""
            what = f"这一{self.across}不是已登记的指标。"
            fix = f"{hint}新指标请先登记在 site_config/indicators.csv，别的写法登记在 aliases.csv。"
        self._report("T03", cell, what, fix)

    def _check_written_units(self, columns: Sequence[IndicatorColumn]) -> None:
        """One problem for a wrong unit of measure in a header, not one for each row below it."""
        for column in columns:
            try:
                conversion("", column.written_unit, self.resolver.unit_of_measure(column.indicator_id))
            except ValueRefused as refused:
                place = self.sheet.cell_place(self.line.number, column.index)
                self.problems.append(Problem(refused.code, place, column.header, refused.what, refused.fix))
