"""`evaluation.csv` or a workbook of that name of a meeting → `Ballots`: votes by grade, unit and panel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.read.documents.tables import WORKBOOKS, Sheet, is_ignored, read_sheets
from leitai.read.records.context import Context
from leitai.read.records.tables import lines_below, read_row, screen_lines
from leitai.schema.columns import columns_of
from leitai.schema.texts.meetings import ABSTAINED, EVALUATION, INVALID, Ballots

EVALUATIONS = tuple(f"evaluation{suffix}" for suffix in (".csv", *WORKBOOKS))
_NO_GRADE = re.compile(r"弃权|废|无效|票|计|总|分|平均|率|人数|备注|名次|排名|序号")
_LIKE_BALLOTS = re.compile(
    r"evaluation\..+|.*(?:测评|评议|计票|得票|票数).*\.(?:csv|xlsx|xlsm|xls|ods|et)", re.IGNORECASE
)
_MOST_BALLOTS = 100_000  # more in one cell is a slip


def read_ballots(root: Path, folder: Path, context: Context) -> tuple[Ballots, ...]:
    """The ballots in a meeting's folder; rows with problems are left out."""
    beside = [path for path in sorted(folder.iterdir()) if path.is_file() and not is_ignored(path)]
    found = [path for path in beside if path.name.lower() in EVALUATIONS]
    if not found:
        unread = (path for path in beside if _LIKE_BALLOTS.fullmatch(path.name))
        context.problems.extend(_not_counted(root, path) for path in unread)
    for path in found[1:]:
        place = Place(path.relative_to(root).as_posix())
        fix = "请核对哪一份是定稿，只留一份。"
        context.problems.append(Problem("E05", place, path.name, "现场测评表放了不止一份。", fix))
    shown = [(path, path.relative_to(root).as_posix()) for path in found[:1]]
    sheets = (sheet for path, name in shown for sheet in read_sheets(path, name, context.problems))
    return tuple(row for sheet in sheets for row in _rows(sheet, context))


def _not_counted(root: Path, path: Path) -> Problem:
    """A table that its name says to be one of ballots, and that would only be published as it is."""
    fix = "要计票，请改名为 evaluation.csv 或 evaluation.xlsx；不是测评表的，请改名。"
    what = "看名称是现场测评表，只会作为附件公布，票数没有读取。"
    return Problem("F14", Place(path.relative_to(root).as_posix()), path.name, what, fix)


def _rows(sheet: Sheet, context: Context) -> Iterator[Ballots]:
    """Every column but 单位 and 评价人 is a grade, 弃权 or 废票, and its cells are whole numbers."""
    rows = sheet.rows.filled()
    header = list(rows[0].stripped) if rows else []
    grades = [name for name in header[2:] if name not in (ABSTAINED, INVALID)]
    strange = next((name for name in grades if _NO_GRADE.search(name)), None)
    is_known = header[:2] == list(EVALUATION.names[:2]) and all(header)
    if not is_known or not grades or len(set(header)) < len(header) or strange is not None:
        fix = f"第一行请写：单位,评价人,优秀,良好,一般,{ABSTAINED},{INVALID}（等次名和列数可以不同，不能重名，等次不写成“优秀票数”，不要合计、得分一类的列）。"
        context.problems.append(Problem("T01", sheet.place, strange, "现场测评表的表头不对。", fix))
        return
    context.screen((name, sheet.at(rows[0].cell(index))) for index, name in enumerate(header))
    for place, cells in lines_below(sheet, header, context.problems):
        yield from _row(cells, header[2:], place, context)


def _row(cells: dict[str, str], columns: list[str], place: Place, context: Context) -> Iterator[Ballots]:
    screen_lines([(place, cells)], columns_of(Ballots).values(), context)
    counts = _counts({name: cells.get(name, "").strip() for name in columns}, place, context)
    given = {
        "votes": {name: count for name, count in counts.items() if name not in (ABSTAINED, INVALID)},
        "abstained": counts.get(ABSTAINED, 0),
        "invalid": counts.get(INVALID, 0),
    }
    ballots = read_row(cells, place, Ballots, context, given)
    if ballots is not None and len(counts) == len(columns):
        yield ballots


def _counts(cells: dict[str, str], place: Place, context: Context) -> dict[str, int]:
    """The counts that can be meant; the others are reported."""
    counts = {}
    for name, count in cells.items():
        where = Place(place.path, place.sheet, place.row, name)
        context.screen([(count, where)])
        if not count.isdecimal():
            context.problems.append(Problem("V02", where, count, "票数应当是整数。", "没有票请写 0。"))
        elif len(count) > len(str(_MOST_BALLOTS)) or int(count) > _MOST_BALLOTS:
            fix = f"请核对；一格最多 {_MOST_BALLOTS} 张。"
            context.problems.append(Problem("E05", where, count, "票数大到不可能。", fix))
        else:
            counts[name] = int(count)
    return counts
