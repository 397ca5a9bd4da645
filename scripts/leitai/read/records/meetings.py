"""`content/meetings/<date>-<slug>/` → `Meeting`: index, speeches, evaluation, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.folders import entries
from leitai.read.documents.materials import read_materials
from leitai.read.documents.table_faults import ragged_row
from leitai.read.documents.tables import Sheet, read_sheets
from leitai.read.records.context import Context
from leitai.read.records.prose import check_slug, read_front_matter, read_text
from leitai.read.records.tables import read_row, screen_lines
from leitai.schema.columns import columns_of
from leitai.schema.texts.meetings import EVALUATION, Ballots, Meeting, Speech

_FOLDER_DATE = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}){0,2}(?=-|$)")
_NOT_MATERIALS = ("index.md", "evaluation.csv", "speeches")
_SPEECH_FILE = re.compile(r"(?P<number>\d+)-(?P<unit>[A-Za-z0-9_-]+)\.md")


def read_meetings(root: Path, context: Context) -> tuple[Meeting, ...]:
    """All meetings by date; one with errors is left out."""
    meetings = []
    for path in entries(root, "content/meetings", context.problems):
        before = len(context.problems)
        meeting = _read_meeting(root, path, context)
        if meeting is not None and not errors_of(context.problems[before:]):
            meetings.append(meeting)
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.slug)))


def _read_meeting(root: Path, folder: Path, context: Context) -> Meeting | None:
    shown = folder.relative_to(root).as_posix()
    place = Place(f"{shown}/index.md")
    check_slug(folder.name, folder.name, Place(shown), context)
    if not (folder / "index.md").exists():
        fix = "每次会议的目录里都要有 index.md；可运行 leitai new meeting 生成。"
        context.problems.append(Problem("F01", place, None, "没有这个文件。", fix))
        return None
    front = read_front_matter(folder / "index.md", place, context)
    if front is None:
        return None
    meeting = read_text(
        front,
        Meeting,
        context,
        slug=folder.name,
        speeches=_speeches(root, folder / "speeches", context),
        ballots=tuple(_ballots(root, folder, context)),
        attachments=_attachments(root, folder, context),
    )
    dated = _FOLDER_DATE.match(folder.name)
    if meeting and dated and not (dated[0].startswith(meeting.date) or meeting.date.startswith(dated[0])):
        what = f"会议的日期是 {meeting.date}，目录名写的是 {dated[0]}。"
        fix = "请核对哪一处写错了；已经公布过的目录名不改，改 date。"
        context.problems.append(Problem("S08", place, meeting.date, what, fix))
    return meeting


def _attachments(root: Path, folder: Path, context: Context) -> tuple[str, ...]:
    not_materials = (*_NOT_MATERIALS, *(path.name for path in _evaluations(folder)))
    names = tuple(read_materials(root, folder, not_materials, context.problems))
    for name in names:
        context.screen_name((folder / name).relative_to(root).as_posix())
    return names


def _speeches(root: Path, folder: Path, context: Context) -> tuple[Speech, ...]:
    speeches = []
    for path in entries(root, folder.relative_to(root).as_posix(), context.problems):
        place = Place(path.relative_to(root).as_posix())
        context.screen_name(place.path)
        match = _SPEECH_FILE.fullmatch(path.name)
        if match is None:
            fix = "请命名为“序号-单位编号.md”，例如 03-yiwu.md。"
            context.problems.append(Problem("S06", place, path.name, "发言的文件名不对。", fix))
            continue
        front = read_front_matter(path, place, context)
        number = int(match["number"])
        speech = read_text(front, Speech, context, slug=path.stem, number=number) if front else None
        speeches += [speech] if speech is not None else []
    return tuple(sorted(speeches, key=lambda speech: (speech.number, speech.unit_id)))


def _ballots(root: Path, folder: Path, context: Context) -> Iterator[Ballots]:
    """Votes by grade; every column but 单位 and 评价人 is a grade, and its cells are whole numbers."""
    for number, path in enumerate(_evaluations(folder)):
        shown = path.relative_to(root).as_posix()
        if number:
            fix = "请只保留一份现场测评。"
            context.problems.append(Problem("S08", Place(shown), path.name, "测评结果放了两份。", fix))
            return
        for sheet in read_sheets(path, shown, context.problems):
            yield from _ballot_rows(sheet, context)


def _evaluations(folder: Path) -> list[Path]:
    """evaluation.csv, .xlsx …; there should be one. Of another type it is refused, not published as an attachment."""
    stem = Path(EVALUATION.path).stem
    return sorted(path for path in folder.iterdir() if path.stem.lower() == stem)


def _ballot_rows(sheet: Sheet, context: Context) -> Iterator[Ballots]:
    rows = sheet.rows.filled()
    header = [cell.strip() for cell in rows[0].cells] if rows else []
    if header[:2] != list(EVALUATION.names[:2]) or len(header) < 3 or len(set(header)) < len(header):
        fix = "第一行请写：单位,评价人,优秀,良好,一般（等次名和列数可以不同，不能重名）。"
        context.problems.append(Problem("T01", sheet.place, None, "现场测评表的表头不对。", fix))
        return
    context.screen((name, sheet.cell_place(rows[0].number, index)) for index, name in enumerate(header))
    for row in rows[1:]:
        if any(map(str.strip, row.cells[len(header) :])):
            context.problems.append(ragged_row(sheet, row, len(header)))
            continue
        place = Place(sheet.place.path, sheet.place.sheet, row.number)
        cells = dict(zip(header, row.cells, strict=False))
        screen_lines([(place, cells)], columns_of(Ballots).values(), context)
        votes = _votes({grade: cells.get(grade, "").strip() for grade in header[2:]}, place, context)
        ballots = read_row(cells, place, Ballots, context, {"votes": votes})
        if ballots is not None and len(votes) == len(header) - 2:
            yield ballots


def _votes(cells: dict[str, str], place: Place, context: Context) -> dict[str, int]:
    """The votes that are whole numbers; the others are reported."""
    votes = {}
    for grade, count in cells.items():
        where = Place(place.path, place.sheet, place.row, grade)
        context.screen([(count, where)])
        if count.isdecimal():
            votes[grade] = int(count)
        else:
            context.problems.append(Problem("V02", where, count, "票数应当是整数。", "没有票请写 0。"))
    return votes
