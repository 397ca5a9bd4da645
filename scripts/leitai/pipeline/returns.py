"""退回单: each unit's own file with its wrong cells coloured and commented, and a text to paste into a chat.

Made of result files with errors, in `build/returns/`. A file in which personal data were found is not copied: the text alone
says what to take out.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.workbook import Workbook

from leitai.model.checked import Checked, Picture
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.tables import Sheet, read_sheets

FOLDER = "build/returns"
_RESULTS = "content/results/"
_WRONG = PatternFill("solid", start_color="FFFFC7CE")
_KEPT_AS_IT_IS = (".xlsx", ".xlsm")
_LARGEST = 2 << 20  # bytes; a larger file isn't filled in by hand
_COMMENT_SIZE = (140, 360)  # pixels, high and wide


def write_returns(root: Path, checked: Checked, pictures: Mapping[Place, Picture]) -> tuple[str, ...]:
    """Write the slips anew; their names, without those of files that have no errors any more."""
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    found: dict[str, list[Problem]] = {}
    for problem in errors_of(checked.problems):
        path = PurePosixPath(problem.place.path)
        if problem.place.path.startswith(_RESULTS) and (root / path).is_file():
            found.setdefault(problem.place.path, []).append(problem)
    private = {problem.place.path for problem in checked.problems if problem.code.startswith("D")}
    for name, problems in found.items():
        path = PurePosixPath(name)
        slip = folder / path.parent.name / (path.stem if path.suffix in _KEPT_AS_IT_IS else path.name)
        slip.parent.mkdir(parents=True, exist_ok=True)
        Path(f"{slip}.txt").write_text(_text(name, problems), encoding="utf-8", newline="\r\n")
        book = None if name in private else _book(root, name)
        if book is not None:
            for problem in problems:
                _mark(book, problem, pictures.get(problem.place))
            book.save(f"{slip}.xlsx")
    return tuple(found)


def _text(name: str, problems: Sequence[Problem]) -> str:
    path = PurePosixPath(name)
    lines = [f"{path.name}（{path.parent.name}）有 {len(problems)} 处要改，改好请重新报来："]
    for number, problem in enumerate(problems, start=1):
        where = str(problem.place).removeprefix(name).strip() or "整个文件"
        written = f"写的是“{problem.value}”。" if problem.value else ""
        lines.append(f"{number}. {where}：{written}{problem.what}{problem.fix}")
    return "\n".join(lines) + "\n"


def _book(root: Path, name: str) -> Workbook | None:
    """A workbook as it was sent; of other tables a workbook with their texts; None of a file that can't be read."""
    sheets = read_sheets(root / name, name, [])
    if not sheets:
        return None
    if (root / name).stat().st_size > _LARGEST:
        return None
    if PurePosixPath(name).suffix.lower() in _KEPT_AS_IT_IS:
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


def _mark(book: Workbook, problem: Problem, picture: Picture | None) -> None:
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
