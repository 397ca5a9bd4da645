"""What a workbook holds and nobody sees: hidden and filtered rows, columns, sheets, cells below merged ones. It is never read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from leitai.problems import Place, Problem, column_letter

Cells = tuple[str, ...]


@dataclass(frozen=True)
class HiddenPart:
    """A row, column or sheet with its lines: of a sheet its rows, then its columns."""

    place: Place
    kind: str
    lines: tuple[Cells, ...]

    @property
    def not_read(self) -> Problem:
        one = "张" if self.kind == "工作表" else "一"
        fix = f"需要的话请取消隐藏或筛选；不需要就删除这{one}{self.kind}。"
        return Problem("T08", self.place, None, f"隐藏的{self.kind}没有读取。", fix)


def hidden_parts(data: dict[str, Any], place: Place) -> Iterator[HiddenPart]:
    """The hidden parts of a sheet as `workbook_child` prints it; the whole sheet is one."""
    rows = {number: tuple(cells) for number, cells in data["rows"]}
    if data["state"] != "visible":
        columns = zip_longest(*rows.values(), fillvalue="")
        yield HiddenPart(place, "工作表", (*rows.values(), *columns))
        return
    for column in sorted(data["hidden_columns"]):
        cells = tuple(texts[column - 1] for texts in rows.values() if len(texts) >= column)
        if any(map(str.strip, cells)):
            yield HiddenPart(Place(place.path, place.sheet, column=column_letter(column)), "列", (cells,))
    for row in sorted(data["hidden_rows"]):
        if row in rows:
            yield HiddenPart(Place(place.path, place.sheet, row), "行", (rows[row],))


def covered_cells(data: dict[str, Any], place: Place) -> Iterator[Problem]:
    """What still stands below merged cells of a visible sheet."""
    for row, column, text in data["covered"] if data["state"] == "visible" else ():
        where = Place(place.path, place.sheet, row, column_letter(column))
        what, fix = "合并单元格下面还压着内容，没有读取。", "请取消合并；不需要就清除这一格。"
        yield Problem("T08", where, text, what, fix)


def visible_cells(data: dict[str, Any]) -> tuple[list[Cells], list[int]]:
    """The cells and the numbers of the rows that can be seen; a sheet that can't be has none."""
    hidden_rows, hidden_columns = set(data["hidden_rows"]), set(data["hidden_columns"])
    rows = [row for row in data["rows"] if row[0] not in hidden_rows and data["state"] == "visible"]
    cells = (
        (text if column not in hidden_columns else "" for column, text in enumerate(texts, start=1))
        for _, texts in rows
    )
    return list(map(tuple, cells)), [number for number, _ in rows]
