"""One sheet of results → observations; the roster's names decide, nothing is created here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from leitai.model.results import FileReport, ReportedResult
from leitai.model.scoring.ranks import as_rank
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.tables import Sheet, SheetRow, column_of
from leitai.read.documents.values import parse_rank, parse_total
from leitai.read.sheets.figures.cells import CellReader, SheetValues
from leitai.read.sheets.figures.melt import Melter
from leitai.read.sheets.shape.header_reader import read_header
from leitai.read.sheets.shape.layout import Layout
from leitai.read.sheets.shape.lines import DESCRIPTION, NUMBERING, TITLE, LineSorter, SkippedLines
from leitai.read.sheets.shape.row_labels import own_lines
from leitai.read.sheets.shape.tables_in import find_table
from leitai.read.sheets.words.grid import (
    SEARCHED_LINES,
    describes_columns,
    leaving_out,
    no_header,
    numbers_columns,
)
from leitai.read.sheets.words.header import Header
from leitai.read.sheets.words.outside import Outside, with_days_beside
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.summaries import check_summary_line
from leitai.schema.parsers import ValueRefused
from leitai.schema.period import Period
from leitai.schema.results.mappings import TableMapping
from leitai.schema.written_periods import names_another


@dataclass
class SheetReader:
    """Reads one sheet; collects its observations, reported totals and problems as it goes."""

    sheet: Sheet
    resolver: Resolver
    problems: list[Problem]
    mapping: TableMapping | None = None
    values: SheetValues | None = None
    reported: list[ReportedResult] = field(default_factory=list)
    layout: Layout | None = None
    is_of_another_period: bool = False

    def __post_init__(self) -> None:
        self.resolver = self.resolver.of_sheet(self.sheet, self.problems)

    def read(self) -> FileReport | None:
        """Read the whole sheet; None when its header can't be used."""
        skipped = SkippedLines(self.resolver)
        lines = with_days_beside(self._without_descriptions(self._mapped_lines(), skipped))
        layout = self.layout = find_table(lines, skipped, self.mapping)
        if layout is None:
            self.problems.append(no_header(self.sheet, lines))
            return None
        outside = Outside([*layout.titles, *layout.corner], self.resolver, self.mapping)
        self.is_of_another_period = self._says_another_period(layout.titles, outside)
        header = None if self.is_of_another_period else read_header(layout, outside, self.resolver)
        return None if header is None else self._read_table(layout, header, skipped)

    def _read_table(self, layout: Layout, header: Header, skipped: SkippedLines) -> FileReport:
        for line in layout.titles:
            skipped.add(line, TITLE, header.name_index)
        skipped.groups(header.groups)
        sorter = LineSorter(header, skipped)
        data = self._filled(sorter.data_lines(layout.body, (*layout.titles, *layout.head)), header)
        values = self.values = self._read_lines(data, header)
        if not data and not errors_of(self.problems):
            fix = "请确认存对了文件；确实没有数据就删除这个文件。"
            self.resolver.report("T10", self.sheet.place, None, "表头下面没有数据行。", fix)
        skipped.report()
        check_summary_line(header, sorter.summaries, data, self.resolver)
        return FileReport(
            path=self.sheet.place.path,
            sheet=self.sheet.place.sheet,
            encoding=self.sheet.encoding,
            shape=header.shape,
            header_row=header.line.number,
            rows_read=len(data),
            rows_skipped=tuple((line.number, reason) for line, reason in skipped.found),
            coercions=values.coercions,
        )

    def _mapped_lines(self) -> Sequence[SheetRow]:
        """The lines that hold anything and that a mapping doesn't leave out; a notice for each that it does."""
        lines = self.sheet.rows.filled()
        left_out = self.mapping.skip_rows if self.mapping is not None else ()
        if not left_out:
            return lines
        what, fix = "跳过这一行：mapping.yml 写明不读。", "无须处理；要读就改 mapping.yml。"
        for line in (line for line in lines if line.number in left_out):
            self.resolver.report_line("T06", line, what, fix)
        return [line for line in lines if line.number not in left_out]

    def _without_descriptions(self, lines: Sequence[SheetRow], skipped: SkippedLines) -> Sequence[SheetRow]:
        """The lines but those that only number or describe the columns, below their names."""
        found: list[SheetRow] = []
        are_named = False
        for line in lines[:SEARCHED_LINES]:
            if numbers_columns(line):
                skipped.found.append((line, NUMBERING))
            elif are_named and describes_columns(line) and not any(map(self.resolver.is_unit, line.cells)):
                skipped.add(line, DESCRIPTION, 0)
            else:
                found.append(line)
                names = (self.resolver.label(text).indicator for text in line.cells)
                are_named = are_named or (not line.is_lone and any(names))
        return lines if len(found) == len(lines[:SEARCHED_LINES]) else [*found, *lines[SEARCHED_LINES:]]

    def _filled(self, lines: Sequence[SheetRow], header: Header) -> Sequence[SheetRow]:
        """Long tables often name a unit, an indicator or a period once for several rows; then only the folder's rows are left."""
        unit, name = header.unit_index, header.tidy.get("指标")
        if name is not None or header.row_labels:
            beside = header.row_labels[0] if name is None else name.index
            lines = self._filled_down(lines, unit, beside, "单位")
        if name is not None:
            lines = self._filled_down(lines, name.index, unit, "指标")
        for index in header.row_labels:
            lines = self._filled_down(lines, index, unit, "")
        return own_lines(lines, header, self.resolver) if header.row_labels and lines else lines

    def _filled_down(
        self, lines: Sequence[SheetRow], index: int, beside: int, name: str
    ) -> Sequence[SheetRow]:
        """An empty cell means the one above; `name` is what is said to be empty, nothing if nobody needs to know."""
        if all(map(str.strip, column_of(lines, index))):
            return lines
        found: list[SheetRow] = []
        for line in lines:
            above = found[-1].cells[index] if found else ""
            if above.strip() and not line.cells[index].strip() and line.cells[beside].strip():
                if name:
                    what = f"{name}空着，按上一行的“{above.strip()}”读取。"
                    fix = f"如果不是合并单元格留下的，请补上{name}名。"
                    self.resolver.report("N06", self.sheet.at(line.cell(index), name), None, what, fix)
                line = line._replace(cells=(*line.cells[:index], above, *line.cells[index + 1 :]))
            found.append(line)
        return found

    def _read_lines(self, lines: Sequence[SheetRow], header: Header) -> SheetValues:
        found = self._unit_ids(lines, header.unit_index)
        unit_ids = [unit_id for unit_id in found if unit_id is not None]
        if len(unit_ids) < len(lines):
            lines = [line for line, unit_id in zip(lines, found, strict=True) if unit_id is not None]
        cells = Melter(header, self.resolver).melt(lines, unit_ids)
        if header.total_index is not None or header.rank_index is not None:
            owned = zip(lines, unit_ids, strict=True)
            self.reported = [self._read_reported(line, unit_id, header) for line, unit_id in owned]
        return CellReader(cells, self.resolver).read()

    def _unit_ids(self, lines: Sequence[SheetRow], unit_index: int) -> list[str | None]:
        """The unit of each line; None for an unknown one (reported)."""
        names = column_of(lines, unit_index)
        found = list(map(self.resolver.units.as_registered.get, names))
        if None in found:
            self.resolver.learn_groups(names)
            before = len(self.problems)
            for i in [i for i, unit_id in enumerate(found) if unit_id is None]:
                place = self.sheet.at(lines[i].cell(unit_index), "单位")
                found[i] = self.resolver.unit(names[i], place)
            unknown = [line for line, unit_id in zip(lines, found, strict=True) if unit_id is None]
            self.problems[before:] = self._with_way_out(self.problems[before:], unknown, set(found))
        return found

    def _with_way_out(
        self, problems: Sequence[Problem], unknown: Sequence[SheetRow], found: Collection[str | None]
    ) -> list[Problem]:
        """How to leave out lines of which there are more than registered units that might be misspelt in them."""
        settings, period = self.resolver.settings, self.resolver.period
        rosters = [settings.roster(group, period) for group in self.resolver.groups]
        lacking = [unit for roster in rosters for unit in roster if unit.unit_id not in found]
        is_wider = len(lacking) < len(unknown) and any(found)
        way_out = leaving_out(self.sheet, unknown) if is_wider else ""
        return [replace(one, fix=f"{one.fix}不参评的，{way_out}") if way_out else one for one in problems]

    def _says_another_period(self, titles: Sequence[SheetRow], outside: Outside) -> bool:
        """A title or sheet name that says another period than the folder: such a sheet is not read any further."""
        found = next(self._other_periods(titles, outside), None)
        if found is not None:
            self.problems.append(other_period(self.resolver.period, *found))
        return found is not None

    def _other_periods(self, titles: Sequence[SheetRow], outside: Outside) -> Iterator[tuple[str, Place]]:
        period, name = self.resolver.period, self.sheet.place.sheet or ""
        for cell in (cell for line in titles for cell in line.filled):
            if names_another(cell.text, period, is_title=True):
                yield cell.text, self.sheet.at(cell)
        if names_another(name, period):
            yield name, self.sheet.place
        said = outside.contradicts(period)
        if said is not None:
            yield said.text, said.place

    def _read_reported(self, line: SheetRow, unit_id: str, header: Header) -> ReportedResult:
        total, total_place = self._reported(line, header.total_index, header, parse_total)
        rank, rank_place = self._reported(line, header.rank_index, header, parse_rank)
        own = None if rank is None else as_rank(rank)
        return ReportedResult(self.resolver.period, unit_id, total, own, total_place, rank_place)

    def _reported(
        self, line: SheetRow, index: int | None, header: Header, parse: Callable[[str], Decimal | None]
    ) -> tuple[Decimal | None, Place | None]:
        if index is None or not line.text(index).strip():
            return None, None
        place = self.sheet.at(line.cell(index), header.line.text(index).strip())
        try:
            return parse(line.text(index)), place
        except ValueRefused as refused:
            self.problems.append(refused.at(place, line.text(index)))
            return None, None


def other_period(period: Period, text: str, place: Place) -> Problem:
    """V07: a file that says another period than its folder."""
    what = f"文件放在 {period.id} 目录，这里写的是别的期间，没有再读下去。"
    fix = f"请把文件移到对应期间的目录；放对了的，把这里改为 {period.title}。"
    if "年鉴" in text:
        fix = f"年鉴上的年份多半是出版的年份，数据是前一年的：确是 {period.title} 的数据，请从文件名或标题里删去这个年份；不是，请移到对应期间的目录。"
    return Problem("V07", place, text.strip(), what, fix)
