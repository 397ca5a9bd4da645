"""A result file as a workbook with its wrong cells coloured and commented."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.workbook import Workbook

from leitai.model.checked import CellsPicture
from leitai.problems import Place, Problem
from leitai.read.documents.tables import Sheet, read_sheets

AS_IT_IS = (".xlsx", ".xlsm")  # other tables become a workbook of their texts
_WRONG = PatternFill("solid", start_color="FFFFC7CE")
_LARGEST = 2 << 20  # bytes; a larger file isn't filled in by hand
_COMMENT_SIZE = (140, 360)  # pixels, high and wide


def marked(
    root: Path, name: str, problems: Sequence[Problem], pictures: Mapping[Place, CellsPicture]
) -> bytes | None:
    """The workbook's bytes; None of a file that can't be read."""
    book = _book(root, name)
    if book is None:
        return None
    for problem in problems:
        _mark(book, problem, pictures.get(problem.place))
    book.save(saved := io.BytesIO())
    return saved.getvalue()


def _book(root: Path, name: str) -> Workbook | None:
    """A workbook as it was sent; of other tables a workbook with their texts; None of a file that can't be read."""
    sheets = read_sheets(root / name, name, [])
    if not sheets:
        return None
    if (root / name).stat().st_size > _LARGEST:
        return None
    if PurePosixPath(name).suffix.lower() in AS_IT_IS:
        try:
            return openpyxl.load_workbook(root / name)
        except (
            Exception
        ):  # whatever it raises for workbooks of other writers, which the reader can do without it
            return _of_texts(sheets)
    return _of_texts(sheets)


def _of_texts(sheets: Sequence[Sheet]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.place.sheet or "表")
        for line in sheet.rows:
            for column, text in enumerate(line.cells, start=1):
                page.cell(line.number, column).value = text
                page.cell(
                    line.number, column
                ).data_type = "s"  # a text that begins with = is none to calculate
    return book


def _mark(book: Workbook, problem: Problem, picture: CellsPicture | None) -> None:
    """The cell, or the first of the line or the sheet where no cell is known; several remarks of a cell go below each other."""
    name = problem.place.sheet or book.sheetnames[0]
    if name not in book.sheetnames:
        return
    column = picture.column if picture is not None and picture.column is not None else 1
    cell = book[name].cell(problem.place.row or 1, column)
    if isinstance(cell, Cell) and not isinstance(cell, MergedCell):
        before = f"{cell.comment.text}\n" if cell.comment is not None else ""
        cell.fill = _WRONG
        cell.comment = Comment(f"{before}{problem.what}\n→ {problem.fix}", "leitai", *_COMMENT_SIZE)
