"""Which lines of a table hold data. Every other line is named with all that it holds; none is passed over that may hold data."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from leitai.grouping import grouped
from leitai.problems import Place, Problem, column_letter
from leitai.read.documents.table_faults import cells_without_header, ragged_row
from leitai.read.documents.tables import Sheet, SheetRow, TextCell, cells_of, column_of
from leitai.read.documents.values import is_figure
from leitai.read.files.cell_texts import is_unread, why_unread
from leitai.read.sheets.words.grid import UNIT_HEADERS, is_continued, is_footnote, leaving_out
from leitai.read.sheets.words.header import Header
from leitai.read.sheets.words.labels import Label
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.summaries import summary_stem, summary_word
from leitai.schema.folding import fold
from leitai.schema.results.form import is_text_of_form

_FIXES = {
    "T07": "请在 WPS 或 Excel 中打开、重新计算并保存，或粘贴为数值。",
    "T14": "请把这一格的格式改为“常规”或“数值”，核对看到的数，再保存；单位写在表头里。",
}
TITLE, FOOTNOTE, REPEATED = "表头之前的标题行", "脚注行", "重复的标题或表头"
NUMBERING, DESCRIPTION = "只写着各列的序号", "只说明各列，不是数据"


@dataclass
class SkippedLines:
    """The lines of one sheet that aren't read, each with the reason."""

    sheet: Sheet
    resolver: Resolver
    problems: list[Problem]
    found: list[tuple[SheetRow, str]] = field(default_factory=list)

    def add(self, line: SheetRow, reason: str, name_index: int) -> None:
        """A line that names a unit or an indicator where data lines do, and holds a figure, is refused instead."""
        name = line.text(name_index)
        figures = (text for index, text in enumerate(line.cells) if index != name_index and is_figure(text))
        if not self._is_name(name) or next(figures, None) is None:
            self.found.append((line, reason))
            return
        what = f"这里像是{reason}，里面却有“{name.strip()}”和数，不知道是不是数据。"
        fix = "是数据，请放到表头下面、合计和脚注以外；不是数据，请把文字和数写在同一格里。"
        self.problems.append(Problem("T12", line_place(self.sheet, line), line.written, what, fix))

    def _is_name(self, text: str) -> bool:
        return self.resolver.is_unit(text) or self.resolver.find_indicator(text) is not None

    def groups(self, cells: Iterable[TextCell]) -> None:
        """Texts above the indicators that say nothing of them (平安建设), a notice for each of their lines."""
        for row, texts in grouped((cell.row, cell.text.strip()) for cell in cells).items():
            place = Place(self.sheet.place.path, self.sheet.place.sheet, row)
            what, fix = "跳过表头里的分组名。", "无须处理；如果不只是分组，请把它写进指标名。"
            self.problems.append(Problem("T06", place, " | ".join(dict.fromkeys(texts)), what, fix))

    def report(self) -> None:
        """A notice for each, with all that stands in it; none for what a form says of itself."""
        fix = "无须处理；如果不该跳过，请改写“单位”列。"
        for line, reason in self.found:
            if is_text_of_form(line.first_text):
                continue
            what = f"跳过这一{'行' if line.rows is None else '列'}：{reason}。"
            self.problems.append(Problem("T06", line_place(self.sheet, line), line.written, what, fix))


@dataclass(frozen=True)
class LineSorter:
    """Tells the data lines below a header from the others."""

    sheet: Sheet
    header: Header
    skipped: SkippedLines
    problems: list[Problem]
    summaries: list[SheetRow] = field(default_factory=list)
    ragged: list[SheetRow] = field(default_factory=list)

    def data_lines(self, below: Sequence[SheetRow], above: Iterable[SheetRow]) -> Sequence[SheetRow]:
        """The lines that can be read, of those below the header; most tables hold no others. `above`: titles and header."""
        if self._is_plain(below):
            return below
        data = list(self._told_apart(below, {line.stripped for line in above}))
        self._report_ragged(has_others=bool(data))
        self.problems.extend(cells_without_header(self.sheet, data, self.header.without_name))
        return [line for line in data if not self._has_unread_cell(line)]

    def _is_plain(self, lines: Sequence[SheetRow]) -> bool:
        """Whether every line begins with a registered unit and has as many cells as the header, which has no gaps."""
        header, cells = self.header, cells_of(lines)
        if header.unit_index != 0 or header.without_name or not set(map(len, cells)) <= {header.width}:
            return False
        is_known = self.skipped.resolver.units.as_registered.keys() >= set(column_of(lines, 0))
        return is_known and not self.sheet.has_unread

    def _told_apart(self, lines: Iterable[SheetRow], known: Container[tuple[str, ...]]) -> Iterator[SheetRow]:
        """Line by line; `known` are those of the header. A second table ends the first one, and is refused."""
        is_unit, unit_index, notes = self.skipped.resolver.is_unit, self.header.unit_index, False
        for line in lines:
            # below a footnote, a line with one text is one more of its lines: 2.2018年为年报数
            notes = is_footnote(line) or (notes and line.is_lone and not is_unit(line.first_text))
            if line.stripped in known or is_continued(line):
                self.skipped.add(line, REPEATED, unit_index)
            elif notes:  # a footnote, or one more line of text below it
                self.skipped.add(line, FOOTNOTE, unit_index)
            elif not is_unit(line.text(unit_index)) and is_second_header(line, UNIT_HEADERS):
                self.problems.append(second_header(self.sheet, line))
                return
            elif not self._is_skipped(line) and self._fits(line):
                yield line

    def _is_skipped(self, line: SheetRow) -> bool:
        unit_index = self.header.unit_index
        across = "行" if line.rows is None else "列"
        if summary_word(line, unit_index) is not None:
            self.skipped.add(line, f"合计或平均{across}", unit_index)
            self.summaries.append(line)
        elif self._is_labelled(line.text(unit_index)):
            self.skipped.add(line, f"不是单位的{across}", unit_index)
        else:
            return False
        return True

    def _is_labelled(self, text: str) -> bool:
        """Whether 同比, 上年同期合计 or 目标值 stands where units do."""
        said = summary_stem(text)
        label = self.skipped.resolver.label(said) if said else Label()
        return (
            label.is_understood and bool(label.meaning or label.basis or label.period) and not label.indicator
        )

    def _fits(self, line: SheetRow) -> bool:
        """Whether each cell of a line stands under a header and holds a text; reported where it doesn't."""
        if is_lonely_text(line) and not self.skipped.resolver.is_unit(line.first_text):
            self.problems.append(lonely_text(self.sheet, line))
            return False
        if is_ragged(line, self.header.width):
            self.ragged.append(line)
            return False
        return True

    def _report_ragged(self, has_others: bool) -> None:
        """One problem where every line has the same number of cells too many or too few, else one for each."""
        ragged, width = self.ragged, self.header.width
        if not has_others and len({len(line.cells) for line in ragged}) == 1:
            self.problems.append(ragged_row(self.sheet, ragged[0], width, others=len(ragged) - 1))
        else:
            self.problems.extend(ragged_row(self.sheet, line, width) for line in ragged)

    def _has_unread_cell(self, line: SheetRow) -> bool:
        """Report formulas without result and numbers that are shown otherwise; such a line is not read any further."""
        unread = [index for index, text in enumerate(line.cells) if is_unread(text)]
        for index in unread:
            cell = line.cell(index)
            place = self.sheet.cell_place(cell.row, cell.column, self.header.line.text(index).strip() or None)
            code, shown, why = why_unread(cell.text)
            self.problems.append(Problem(code, place, shown, why, _FIXES[code]))
        return bool(unread)


def is_ragged(line: SheetRow, width: int) -> bool:
    """Shorter than the header, or with something beyond its end."""
    return len(line.cells) < width or any(map(str.strip, line.cells[width:]))


def is_lonely_text(line: SheetRow) -> bool:
    """A line with a text and nothing else, perhaps a footnote that doesn't say so."""
    return line.is_lone and not is_figure(line.first_text)


def lonely_text(sheet: Sheet, line: SheetRow) -> Problem:
    """T04: a line with one text and no figure."""
    fix = (
        "是脚注，请以“注：”开头；是单位，请把各格补齐，没有数的写“未报”“零报告”或“不适用”；是分组名，请删去。"
    )
    fix += f"改不了表的，{leaving_out(sheet, [line])}"
    return Problem("T04", line_place(sheet, line), line.written, "这一行只有一格有字，没有数。", fix)


def is_second_header(line: SheetRow, words: Sequence[str]) -> bool:
    """Whether a line names a column again."""
    return any(fold(text) in words for text in line.cells)


def second_header(sheet: Sheet, line: SheetRow) -> Problem:
    """T13: a second table in a sheet."""
    what = "这里又有一个表头，从这里起没有读取；一个工作表只能放一张表。"
    fix = "请把下面的表另存为一个文件或工作表；是打印时每页重复的表头，请与第一个写得一样。"
    return Problem("T13", line_place(sheet, line), line.written, what, fix)


def line_place(sheet: Sheet, line: SheetRow) -> Place:
    """A line's place: a row, or in a table that was transposed a column."""
    if line.rows is None:
        return Place(sheet.place.path, sheet.place.sheet, line.number)
    return Place(sheet.place.path, sheet.place.sheet, column=column_letter(line.column + 1))
