"""What can be wrong with the shape of a table: lines of another length, columns without a header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leitai.problems import Problem
from leitai.read.documents.tables import Sheet, SheetRow


def ragged_row(sheet: Sheet, row: SheetRow, expected: int, others: int = 0) -> Problem:
    """`others`: how many more lines of the table are wrong in the same way."""
    what = f"这一行有 {len(row.cells)} 格，表头有 {expected} 格{f'；下面每一行都是这样，共 {others + 1} 行' if others else ''}。"
    fix = "多半是多打或漏打了逗号；数字里的逗号要去掉，或给整格加英文双引号。"
    return Problem("T04", sheet.at_row(row.number), row.written, what, fix)


def cells_without_header(sheet: Sheet, rows: Sequence[SheetRow], indexes: Iterable[int]) -> Iterator[Problem]:
    """One problem for each column that has no header and holds anything."""
    for index in indexes:
        filled = [row.cell(index) for row in rows if row.text(index).strip()]
        if filled:
            others = f"；这一列共 {len(filled)} 格有内容" if len(filled) > 1 else ""
            fix = "请补上这一列的表头，或删去这一列的内容。"
            what = f"这一格上面没有表头{others}。"
            yield Problem("T11", sheet.at(filled[0]), filled[0].text.strip(), what, fix)
