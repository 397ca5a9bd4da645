"""CSV files and workbooks as plain text cells; nothing is interpreted here.

Text first: numbers of a workbook come out as a person sees them (`95.5%`, not `0.955`), so that
one set of rules reads both formats.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple, overload

from leitai.model.writings.signatures import TEXT, what_it_is
from leitai.problems import Place, Problem, column_letter
from leitai.read.documents.encodings import hidden_character, read_text_file
from leitai.read.documents.hidden import HiddenPart, covered_cells, hidden_parts, visible_cells
from leitai.read.files.cell_texts import is_unread, why_unread
from leitai.read.files.workbooks import WorkbookRefused, read_workbook
from leitai.schema.characters import HIDDEN

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
IGNORED_NAMES = (".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini")
_SAVE_AS = "请在 WPS 或 Excel 中“另存为”xlsx 后放入，再删除原文件。"
_WAYS_OUT = (
    ((".zip", ".rar", ".7z", ".gz", ".tar"), "请解压，把里面的表放进来，再删去压缩包。"),
    ((".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic"),
     "图片和版式文件里的数读不出来：请向填报单位要原来的 Excel 表，或把数录进填报表；原件移到别处保存。"),
    ((".doc", ".docx", ".wps", ".txt", ".rtf", ".odt", ".html", ".htm", ".xml", ".md"),
     "请把里面的表复制到 Excel 里存成 xlsx 再放入；不是数据的，移到别处。"),
    ((".yaml", ".yml"), "怪表对照请命名为 mapping.yml；不是的，移到别处。"),
    ((".lnk", ".url"), "这是快捷方式，请放入文件本身。"),
    ((".bak", ".tmp", ".db", ".ini"), "这是程序留下的文件，请删去。"),
)  # fmt: skip


class TextCell(NamedTuple):
    """`row` as a person counts, `column` from 0, both in the sheet as it was sent."""

    text: str
    row: int
    column: int


class SheetRow(NamedTuple):
    """One line of a table; `number` is the row of its first cell, as a person counts.

    A line of a table that was transposed was a column of the sheet: `rows` are its cells' rows.
    """

    number: int
    cells: tuple[str, ...]
    column: int = 0
    rows: tuple[int, ...] | None = None

    def row_of(self, index: int) -> int:
        """The row of a cell in the sheet as it was sent."""
        return self.number if self.rows is None else self.rows[index]

    def cell(self, index: int) -> TextCell:
        """A cell with its place."""
        column = index if self.rows is None else self.column
        return TextCell(self.text(index), self.row_of(index), column)

    def text(self, index: int) -> str:
        """The text of a cell; empty beyond the end of the line."""
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def filled(self) -> list[TextCell]:
        """The cells that hold anything, with their places."""
        return [self.cell(index) for index, text in enumerate(self.cells) if text.strip()]

    @property
    def order(self) -> tuple[int, int]:
        """Where the line stands among the others, also in a transposed table."""
        return (self.number, self.column)

    @property
    def first_text(self) -> str:
        return next(filter(None, map(str.strip, self.cells)))

    @property
    def stripped(self) -> tuple[str, ...]:
        """The texts without the blanks at the end, to compare lines with each other."""
        texts = list(map(str.strip, self.cells))
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    @property
    def written(self) -> str:
        """All that a line holds, as messages quote it."""
        texts = (why_unread(text)[1] if is_unread(text) else text.strip() for text in self.cells)
        return " | ".join(filter(None, texts))

    @property
    def is_blank(self) -> bool:
        return not any(map(str.strip, self.cells))

    @property
    def is_lone(self) -> bool:
        """Whether a line of the sheet holds one text and nothing else."""
        return self.rows is None and sum(map(bool, map(str.strip, self.cells))) == 1


class Lines(Sequence[SheetRow]):
    """Lines of a sheet one below the other. A `Row` is made only for whoever asks for one: large tables are read by columns."""

    def __init__(self, cells: Sequence[tuple[str, ...]], numbers: Sequence[int]) -> None:
        self.cells, self.numbers = cells, numbers

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> SheetRow: ...

    @overload
    def __getitem__(self, at: slice) -> Lines: ...

    def __getitem__(self, at: int | slice) -> SheetRow | Lines:
        if isinstance(at, slice):
            return Lines(self.cells[at], self.numbers[at])
        return SheetRow(self.numbers[at], self.cells[at])

    def __iter__(self) -> Iterator[SheetRow]:
        return map(SheetRow, self.numbers, self.cells)

    @cached_property
    def columns(self) -> Sequence[tuple[str, ...]]:
        return list(zip(*self.cells, strict=False))

    def filled(self) -> Lines:
        """The lines that hold anything."""
        filled = [(cells and cells[0].strip()) or any(map(str.strip, cells)) for cells in self.cells]
        if all(filled):
            return self
        return Lines(list(compress(self.cells, filled)), list(compress(self.numbers, filled)))


def cells_of(lines: Sequence[SheetRow]) -> Sequence[tuple[str, ...]]:
    """The cells of each line."""
    return lines.cells if isinstance(lines, Lines) else [line.cells for line in lines]


def numbers_of(lines: Sequence[SheetRow]) -> Sequence[int]:
    """The numbers of the lines, as a person counts them."""
    return lines.numbers if isinstance(lines, Lines) else [line.number for line in lines]


def by_column(lines: Sequence[SheetRow]) -> Sequence[tuple[str, ...]]:
    """The columns of some lines, as far as the shortest line goes; none where there is no line."""
    return lines.columns if isinstance(lines, Lines) else list(zip(*cells_of(lines), strict=False))


def column_of(lines: Sequence[SheetRow], index: int) -> Sequence[str]:
    """One column of some lines; empty beyond the end of a line."""
    columns = by_column(lines)
    return columns[index] if index < len(columns) else [line.text(index) for line in lines]


@dataclass(frozen=True)
class Sheet:
    """One table-like sheet; `place` names file and sheet. A CSV file has one nameless sheet."""

    place: Place
    encoding: str
    rows: Lines
    has_unread: bool = False  # whether any cell can't be told, as a formula without result

    def at(self, cell: TextCell, header: str = "") -> Place:
        """Where a cell stands: what stands above its column, or the letter of it."""
        return Place(self.place.path, self.place.sheet, cell.row, header or column_letter(cell.column + 1))

    def at_row(self, number: int) -> Place:
        return Place(self.place.path, self.place.sheet, number)

    def at_line(self, line: SheetRow) -> Place:
        """A row, or in a table that was transposed a column."""
        if line.rows is None:
            return self.at_row(line.number)
        return Place(self.place.path, self.place.sheet, column=column_letter(line.column + 1))


OPEN_MARKS = (
    "~$",
    ".~lock.",
    ".~",
)  # what Excel and WPS, LibreOffice, and WPS elsewhere put beside an open file


def is_ignored(path: Path) -> bool:
    """Files that systems and office programs leave behind, and ledgers that a killed command left half-written."""
    is_half_written = path.name.startswith(".") and path.name.endswith(".new")
    return path.name.startswith((*OPEN_MARKS, "._")) or path.name in IGNORED_NAMES or is_half_written


def read_sheets(
    path: Path, shown_path: str, problems: list[Problem], hidden: list[HiddenPart] | None = None
) -> list[Sheet]:
    """All visible sheets of a CSV file or a workbook; unreadable files are reported and yield none.

    What is hidden is reported, too, unless the caller collects it (`hidden`) to say what it holds.
    """
    place = Place(shown_path)
    if not is_plain_file(path, place, problems):
        return []
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _read_csv(path, place, problems)
    if suffix in WORKBOOKS:
        return _read_workbook(path, place, problems, hidden)
    fix = next((way for kinds, way in _WAYS_OUT if suffix in kinds), _SAVE_AS)
    problems.append(Problem("F03", place, path.suffix or "（无扩展名）", "这种文件类型不能读取。", fix))
    return []


def is_plain_file(path: Path, place: Place, problems: list[Problem]) -> bool:
    """Whether a path is a file that may be read; links, folders and devices are reported."""
    if path.is_file() and not path.is_symlink():
        return True
    if path.is_dir() and not path.is_symlink():
        what, fix = "这里是一个目录，不是文件。", "请把里面的文件移到上一级，再删去这个目录。"
    else:
        what, fix = "这不是普通文件（可能是快捷方式或符号链接）。", "请放入文件本身。"
    problems.append(Problem("F06", place, None, what, fix))
    return False


def _read_csv(path: Path, place: Place, problems: list[Problem]) -> list[Sheet]:
    kind = what_it_is(path)
    if kind not in ("", TEXT):
        what = f"文件没有读取：它其实是“{kind}”，扩展名却是 .csv。"
        problems.append(Problem("F04", place, None, what, "请在 WPS 或 Excel 中打开，另存为 xlsx 后再放入。"))
        return []
    decoded = read_text_file(path, place, problems)
    if decoded is None:
        return []
    text, encoding = decoded
    if "\r" in text and "\n" not in text:  # lines end as on an old Macintosh, which csv doesn't know
        text = text.replace("\r", "\n")
    rows: list[tuple[str, ...]] = []
    try:
        rows.extend(map(tuple, csv.reader(io.StringIO(text, newline=""), strict=True)))
    except csv.Error:
        what = "这一行里的英文双引号没有成对，从这里起读不下去。"
        fix = "请检查双引号；整格里有逗号或换行时才需要引号，引号本身要写两遍。"
        problems.append(Problem("F04", Place(place.path, row=len(rows) + 1), None, what, fix))
        return []
    # numbered as spreadsheets do, which show a cell with a line break as one row
    return [Sheet(place, encoding, Lines(rows, range(1, len(rows) + 1)))]


def _read_workbook(
    path: Path, place: Place, problems: list[Problem], hidden: list[HiddenPart] | None
) -> list[Sheet]:
    try:
        found = read_workbook(path)
    except WorkbookRefused as refused:
        fix = "请在 WPS 或 Excel 中打开确认（有密码的先取消密码），另存为 xlsx 后再放入。"
        problems.append(Problem("F04", place, None, f"工作簿没有读取：{refused}。", fix))
        return []
    unseen = hidden if hidden is not None else []
    sheets = [_visible_sheet(data, path, place, problems, unseen) for data in found]
    filled = [sheet for sheet in sheets if sheet.rows.filled()]
    problems += [part.not_read for part in unseen] if hidden is None else []
    if not filled:
        fix = "请确认存对了文件；有隐藏的内容，请取消隐藏；确实没有数据就删除它。"
        problems.append(Problem("T10", place, None, "看得见的工作表都是空的，没有读到任何内容。", fix))
    return filled


def _visible_sheet(
    data: dict[str, Any], path: Path, place: Place, problems: list[Problem], hidden: list[HiddenPart]
) -> Sheet:
    """What can be seen of a sheet as `workbook_child` prints it; the rest is reported, or goes to `hidden`."""
    here, lines = Place(place.path, data["title"]), Lines(*visible_cells(data))
    hidden += hidden_parts(data, here)
    problems += covered_cells(data, here)
    problems += _hidden_in(lines, here)
    has_unread = any(is_unread(text) for texts in lines.cells for text in texts)
    return Sheet(here, path.suffix.lower().lstrip("."), lines, has_unread)


def _hidden_in(rows: Lines, place: Place) -> Iterator[Problem]:
    """The first control character of each row."""
    for row in rows:
        texts = [cell for cell in row.cells if not is_unread(cell)]
        if HIDDEN.search("\t".join(texts)):
            column, cell = next((i, c) for i, c in enumerate(row.cells) if HIDDEN.search(c) and c in texts)
            where = Place(place.path, place.sheet, row.number, column_letter(column + 1))
            yield hidden_character(where, HIDDEN.findall(cell)[0])
