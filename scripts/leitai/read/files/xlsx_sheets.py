"""xlsx and xlsm as text cells, by openpyxl; macros are never looked at."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from leitai.read.files.cell_texts import (
    FORMULA_WITHOUT_RESULT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Refused,
    Sheets,
    cell_text,
    check_size,
    unread,
)

_MERGED = re.compile(rb"mergeCell\s[^>]*ref\s*=\s*[\"']([A-Za-z0-9:$]+)")
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = re.compile(re.escape(_STRICT) + rb"(\w+)/(\w+)")
_HEAD = 4096  # bytes of a part that hold its first element
_RENAMED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_NOT_CALCULATED = re.compile(
    rb"<(?:\w+:)?calcPr\s[^>]*(?:fullCalcOnLoad\s*=\s*[\"'](?:1|true)|calcCompleted\s*=\s*[\"'](?:0|false))[\"']"
)


def xlsx_sheets(path: Path) -> Sheets:
    """The worksheets of a workbook; one that is only charts has none and is refused."""
    import openpyxl

    _check_merged_cells(path)
    source, is_calculated = _as_transitional(path), not _is_not_calculated(path)
    values = openpyxl.load_workbook(source, data_only=True)
    as_written = openpyxl.load_workbook(source, read_only=True)
    if not values.worksheets:
        raise Refused("里面没有工作表")
    for sheet in values.worksheets:
        yield _sheet_cells(sheet, as_written[sheet.title], is_calculated)


def _check_merged_cells(path: Path) -> None:
    """openpyxl makes an object of each cell below a merged one, while it loads."""
    from openpyxl.utils.cell import range_boundaries

    area = 0
    with zipfile.ZipFile(path) as archive:
        for name in (name for name in archive.namelist() if name.startswith("xl/worksheets/")):
            for match in _MERGED.finditer(archive.read(name)):
                left, top, right, bottom = range_boundaries(match[1].decode())
                area += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    if area > MOST_CELLS:
        raise Refused("合并单元格盖住的格多得不像报表")


def _sheet_cells(sheet: Any, as_written: Any, is_calculated: bool) -> dict[str, Any]:
    """`as_written`: the sheet with its formulas, and with what openpyxl drops below merged cells."""
    height, width = _extent(sheet)
    check_size(height, width, sheet.title)
    covered, formulas = _covered_and_formulas(sheet, as_written, height, width)
    rows = sheet.iter_rows(max_row=height, max_col=width) if height else ()
    texts = [[_xlsx_text(cell, formulas, is_calculated) for cell in cells] for cells in rows]
    spans = [d for d in sheet.column_dimensions.values() if d.hidden or d.width == 0]
    return {
        "title": sheet.title,
        "state": sheet.sheet_state,
        "rows": list(enumerate(texts, start=1)),
        "hidden_rows": sorted(n for n, d in sheet.row_dimensions.items() if d.hidden or d.ht == 0),
        "hidden_columns": sorted({n for d in spans for n in range(d.min or 1, min(d.max or 1, width) + 1)}),
        "covered": covered,
    }


def _extent(sheet: Any) -> tuple[int, int]:
    """Rows and columns up to the last cell that holds something; formatting alone, at XFD3 or B1048576, holds nothing."""
    filled = [at for at, cell in sheet._cells.items() if cell.value is not None and str(cell.value).strip()]
    return max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)


def _covered_and_formulas(
    sheet: Any, as_written: Any, height: int, width: int
) -> tuple[list[tuple[int, int, str]], set[tuple[int, int]]]:
    """What stands below merged cells, and where formulas do. Asked for too much, openpyxl writes out every row up to the last one."""
    ranges = sheet.merged_cells.ranges
    lowest, last = max((r.max_row for r in ranges), default=1), max((r.max_col for r in ranges), default=1)
    height, width = max(height, min(lowest, MOST_ROWS)), max(width, min(last, MOST_COLUMNS))
    merged = {(n, m) for r in ranges for n, m in list(r.cells)[1:]}
    covered, formulas = [], set[tuple[int, int]]()
    lines = as_written.iter_rows(max_row=height, max_col=width)
    for cell in (cell for line in lines for cell in line if cell.value is not None):
        if (cell.row, cell.column) in merged:
            covered.append((cell.row, cell.column, str(cell.value)))
        elif cell.data_type == "f":
            formulas.update(_cells_of_formula(cell, sheet))
    return covered, formulas


def _cells_of_formula(cell: Any, sheet: Any) -> Iterator[tuple[int, int]]:
    """A formula's own cell, and all those that a formula for a whole range fills."""
    from openpyxl.utils.cell import range_boundaries

    yield cell.row, cell.column
    ref = getattr(cell.value, "ref", None)
    left, top, right, bottom = range_boundaries(ref) if ref else (1, 1, 0, 0)
    for row in range(top or 1, min(bottom or 0, sheet.max_row) + 1):
        for column in range(left or 1, min(right or 0, sheet.max_column) + 1):
            yield row, column


def _as_transitional(path: Path) -> Path | BytesIO:
    """The same file, or a copy of one that was saved as Strict Open XML: openpyxl knows only the other names of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        if not any(_is_strict(archive, name) for name in parts):
            return path
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w") as written:
            for name in parts:
                written.writestr(name, _STRICT_NAMES.sub(_transitional, archive.read(name)))
    return copy


def _is_strict(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part says in its first element that it is of the other kind: single sheets may be, too."""
    with archive.open(name) as part:
        return _STRICT in part.read(_HEAD)


def _transitional(match: re.Match[bytes]) -> bytes:
    room, rest = match[1], match[2]
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (room, _RENAMED.get(rest, rest))


def _is_not_calculated(path: Path) -> bool:
    """Whether the program that wrote a workbook leaves its formulas to whoever opens it, or stopped before the last: what it stored is no result."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith("workbook.xml")]
        return any(_NOT_CALCULATED.search(archive.read(name)) for name in parts)


def _xlsx_text(cell: Any, formulas: set[tuple[int, int]], is_calculated: bool) -> str:
    from openpyxl.utils.escape import unescape

    is_formula = (cell.row, cell.column) in formulas
    if cell.value is None:
        return FORMULA_WITHOUT_RESULT if is_formula else ""
    text = cell_text(cell.value, cell.number_format)
    if is_formula and not is_calculated:
        return unread("T07", text, f"公式还没有算过：写这个文件的程序没有计算，存的“{text}”不是结果。")
    return unescape(text) if "_x" in text else text  # _x000D_ is how xlsx writes a carriage return
