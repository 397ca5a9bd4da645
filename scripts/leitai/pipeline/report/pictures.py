"""A few cells around each problem, as they stand in the file: the report shows them beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from leitai.model.checked import CellsPicture, Checked
from leitai.model.privacy.screen import PrivacyScreen
from leitai.problems import Place, Problem, column_letter
from leitai.read.documents.tables import Sheet, read_sheets
from leitai.read.records.privacy import read_privacy

_MOST_FILES = 60  # read a second time
_BESIDE = 2  # columns on each side of the cell
_TABLES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")


def pictures_of(root: Path, checked: Checked) -> dict[Place, CellsPicture]:
    """By place, for problems with a row; none of a file in which personal data were found."""
    privacy = read_privacy(root, [])
    private = {problem.place.path for problem in checked.problems if problem.code.startswith("D")}
    shown = [p for p in checked.problems if p.place.row and p.place.path not in private and _is_table(p)]
    headers = {(report.path, report.sheet): report.header_row for report in checked.files}
    found: dict[Place, CellsPicture] = {}
    for path in list(dict.fromkeys(problem.place.path for problem in shown))[:_MOST_FILES]:
        if (root / path).is_file():
            sheets = {sheet.place.sheet: sheet for sheet in read_sheets(root / path, path, [])}
            places = {problem.place for problem in shown if problem.place.path == path}
            found |= _pictures(places, sheets, headers, privacy)
    return found


def _is_table(problem: Problem) -> bool:
    return problem.severity != "notice" and Path(problem.place.path).suffix.lower() in _TABLES


def _pictures(
    places: Iterable[Place],
    sheets: Mapping[str | None, Sheet],
    headers: Mapping[tuple[str, str | None], int],
    privacy: PrivacyScreen,
) -> dict[Place, CellsPicture]:
    found = {}
    for place in places:
        sheet = sheets.get(place.sheet)
        rows = {} if sheet is None else {line.number: line.cells for line in sheet.rows.filled()}
        if place.row in rows:
            header_row = headers.get((place.path, place.sheet), min(rows))
            found[place] = _picture(place, rows, header_row, privacy)
    return found


def _picture(
    place: Place, rows: Mapping[int, tuple[str, ...]], header_row: int, privacy: PrivacyScreen
) -> CellsPicture:
    """The header and the line, as far as they are beside the marked cell; the first column tells whose line it is."""
    assert place.row is not None
    width = max(len(rows[place.row]), len(rows.get(header_row, ())))
    marked = _column_of(place, rows.get(header_row, ()), width)
    middle = marked or 0
    columns = [i for i in range(width) if i == 0 or abs(i - middle) <= _BESIDE]
    numbers = dict.fromkeys(number for number in (header_row, place.row) if number in rows)
    lines = {
        number: tuple(privacy.mask(rows[number][i]) if i < len(rows[number]) else "" for i in columns)
        for number in numbers
    }
    letters = tuple(column_letter(i + 1) for i in columns)
    return CellsPicture(letters, lines, place.row, *_position(marked, columns))


def _position(marked: int | None, columns: list[int]) -> tuple[int | None, int | None]:
    """Of the marked cell: where it stands among the shown ones, and its column in the sheet."""
    return (None, None) if marked is None else (columns.index(marked), marked + 1)


def _column_of(place: Place, header: tuple[str, ...], width: int) -> int | None:
    names = [cell.strip() for cell in header]
    letters = [column_letter(i + 1) for i in range(width)]
    for known in (names, letters):
        if place.column in known:
            return known.index(place.column)
    return None
