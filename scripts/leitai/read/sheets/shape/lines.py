"""Which lines of a table hold data. Every other line is named with all that it holds; none is passed over that may hold data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from leitai.grouping import grouped
from leitai.read.documents.table_faults import cells_without_header, ragged_row
from leitai.read.documents.tables import SheetRow, TextCell, cells_of, column_of
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
IsSuch = Callable[[SheetRow], bool]


@dataclass
class SkippedLines:
    """The lines of one sheet that aren't read, each with the reason."""

    resolver: Resolver
    found: list[tuple[SheetRow, str]] = field(default_factory=list)

    def add(self, line: SheetRow, reason: str, name_index: int) -> None:
        """A line that names a unit or an indicator where data lines do, and holds a figure, is refused instead."""
        name, resolver = line.text(name_index), self.resolver
        figures = (text for index, text in enumerate(line.cells) if index != name_index and is_figure(text))
        is_name = resolver.is_unit(name) or resolver.indicator_id(name)
        if not is_name or next(figures, None) is None:
            self.found.append((line, reason))
            return
        what = f"这里像是{reason}，里面却有“{name.strip()}”和数，不知道是不是数据。"
        fix = "是数据，请放到表头下面、合计和脚注以外；不是数据，请把文字和数写在同一格里。"
        resolver.report_line("T12", line, what, fix)

    def groups(self, cells: Iterable[TextCell]) -> None:
        """Texts above the indicators that say nothing of them (平安建设), a notice for each of their lines."""
        for row, texts in grouped((cell.row, cell.text.strip()) for cell in cells).items():
            what, fix = "跳过表头里的分组名。", "无须处理；如果不只是分组，请把它写进指标名。"
            place = self.resolver.sheet.at_row(row)
            self.resolver.report("T06", place, " | ".join(dict.fromkeys(texts)), what, fix)

    def before_notes_and_second_header(
        self,
        lines: Iterable[SheetRow],
        name_index: int,
        is_known: IsSuch,
        goes_on: IsSuch,
        is_second: IsSuch,
    ) -> Iterator[SheetRow]:
        """What may be data: no footnote, nor a line below one that `goes_on` with it, and none of the titles and headers again.

        A second table ends the first one, and is refused.
        """
        notes = False
        for line in lines:
            notes = is_footnote(line) or (notes and goes_on(line))
            if is_known(line):
                self.add(line, REPEATED, name_index)
            elif notes:
                self.add(line, FOOTNOTE, name_index)
            elif is_second(line):
                what = "这里又有一个表头，从这里起没有读取；一个工作表只能放一张表。"
                fix = "请把下面的表另存为一个文件或工作表；是打印时每页重复的表头，请与第一个写得一样。"
                self.resolver.report_line("T13", line, what, fix)
                return
            else:
                yield line

    def report(self) -> None:
        """A notice for each, with all that stands in it; none for what a form says of itself."""
        fix = "无须处理；如果不该跳过，请改写“单位”列。"
        for line, reason in self.found:
            if not is_text_of_form(line.first_text):
                what = f"跳过这一{'行' if line.rows is None else '列'}：{reason}。"
                self.resolver.report_line("T06", line, what, fix)


@dataclass(frozen=True)
class LineSorter:
    """Tells the data lines below a header from the others."""

    header: Header
    skipped: SkippedLines
    summaries: list[SheetRow] = field(default_factory=list)
    ragged: list[SheetRow] = field(default_factory=list)

    @property
    def resolver(self) -> Resolver:
        return self.skipped.resolver

    def data_lines(self, below: Sequence[SheetRow], above: Iterable[SheetRow]) -> Sequence[SheetRow]:
        """The lines that can be read, of those below the header; most tables hold no others. `above`: titles and header."""
        if self._is_plain(below):
            return below
        is_unit, unit_index = self.resolver.is_unit, self.header.unit_index
        known = {line.stripped for line in above}
        lines = self.skipped.before_notes_and_second_header(
            below,
            unit_index,
            is_known=lambda line: line.stripped in known or is_continued(line),
            # below a footnote, a line with one text is one more of its lines: 2.2018年为年报数
            goes_on=lambda line: line.is_lone and not is_unit(line.first_text),
            is_second=lambda line: not is_unit(line.text(unit_index)) and is_headed(line, UNIT_HEADERS),
        )
        data = [line for line in lines if not self._is_skipped(line) and self._fits(line)]
        self._report_ragged(has_others=bool(data))
        self.resolver.problems += cells_without_header(self.resolver.sheet, data, self.header.without_name)
        return [line for line in data if not self._has_unread_cell(line)]

    def _is_plain(self, lines: Sequence[SheetRow]) -> bool:
        """Whether every line begins with a registered unit and has as many cells as the header, which has no gaps."""
        header, cells = self.header, cells_of(lines)
        if header.unit_index != 0 or header.without_name or not set(map(len, cells)) <= {header.width}:
            return False
        is_known = self.resolver.units.as_registered.keys() >= set(column_of(lines, 0))
        return is_known and not self.resolver.sheet.has_unread

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
        label = self.resolver.label(said) if said else Label()
        says_which = bool(label.meaning or label.basis or label.period)
        return label.is_understood and says_which and not label.indicator

    def _fits(self, line: SheetRow) -> bool:
        """Whether each cell of a line stands under a header and holds a text; reported where it doesn't."""
        is_lonely = line.is_lone and not is_figure(line.first_text)  # perhaps a footnote that doesn't say so
        if is_lonely and not self.resolver.is_unit(line.first_text):
            fix = "是脚注，请以“注：”开头；是单位，请把各格补齐，没有数的写“未报”“零报告”或“不适用”；是分组名，请删去。"
            fix += f"改不了表的，{leaving_out(self.resolver.sheet, [line])}"
            self.resolver.report_line("T04", line, "这一行只有一格有字，没有数。", fix)
            return False
        if is_ragged(line, self.header.width):
            self.ragged.append(line)
            return False
        return True

    def _report_ragged(self, has_others: bool) -> None:
        """One problem where every line has the same number of cells too many or too few, else one for each."""
        ragged, sheet, width = self.ragged, self.resolver.sheet, self.header.width
        if not has_others and len({len(line.cells) for line in ragged}) == 1:
            self.resolver.problems.append(ragged_row(sheet, ragged[0], width, others=len(ragged) - 1))
        else:
            self.resolver.problems.extend(ragged_row(sheet, line, width) for line in ragged)

    def _has_unread_cell(self, line: SheetRow) -> bool:
        """Report formulas without result and numbers that are shown otherwise; such a line is not read any further."""
        unread = [(index, text) for index, text in enumerate(line.cells) if is_unread(text)]
        for index, text in unread:
            place = self.resolver.sheet.at(line.cell(index), self.header.line.text(index).strip())
            code, shown, why = why_unread(text)
            self.resolver.report(code, place, shown, why, _FIXES[code])
        return bool(unread)


def is_ragged(line: SheetRow, width: int) -> bool:
    """Shorter than the header, or with something beyond its end."""
    return len(line.cells) < width or any(map(str.strip, line.cells[width:]))


def is_headed(line: SheetRow, words: Sequence[str]) -> bool:
    """Whether any cell of a line is one of some words for a column."""
    return any(fold(text) in words for text in line.cells)
