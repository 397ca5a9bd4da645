"""`content/meetings/<date>-<slug>/` → `Meeting`: index, speeches, evaluation, attachments."""

from __future__ import annotations

import re
from pathlib import Path

from leitai.model.formats import EVALUATION, MEETING, SPEECH
from leitai.model.meeting import (
    AGENDA_TYPES,
    COMMITMENT_STATUSES,
    NO_ANSWER,
    SPEECH_TYPES,
    AgendaItem,
    Ballots,
    Commitment,
    Meeting,
    Speech,
)
from leitai.model.names import NameTable
from leitai.model.period import Period
from leitai.problems import Place, Problem
from leitai.read.documents.folders import entries
from leitai.read.documents.materials import read_materials
from leitai.read.documents.tables import Sheet, read_sheets
from leitai.read.documents.yaml_tree import Node, items_of, text_of, texts_of
from leitai.read.records.prose import Written, check_slug, read_front_matter
from leitai.read.records.records import ragged_row
from leitai.read.records.settings import read_review

_NOT_MATERIALS = ("index.md", "evaluation.csv", "speeches")
_SPEECH_FILE = re.compile(r"(?P<number>\d+)-(?P<unit>[A-Za-z0-9_-]+)\.md")


def read_meetings(root: Path, units: NameTable, problems: list[Problem]) -> tuple[Meeting, ...]:
    """All meetings by date; one with problems is left out."""
    meetings = []
    for path in entries(root, "content/meetings", problems):
        before = len(problems)
        meeting = _read_meeting(root, path, units, problems)
        if meeting is not None and len(problems) == before:
            meetings.append(meeting)
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.slug)))


def _read_meeting(root: Path, folder: Path, units: NameTable, problems: list[Problem]) -> Meeting | None:
    place = Place((folder / "index.md").relative_to(root).as_posix())
    check_slug(folder.name, folder.name, place, problems)
    if not (folder / "index.md").exists():
        fix = "每次会议的目录里都要有 index.md；可运行 leitai new meeting 生成。"
        problems.append(Problem("F01", place, None, "没有这个文件。", fix))
        return None
    written = read_front_matter(folder / "index.md", place, problems)
    if written is None:
        return None
    before = len(problems)
    keys = written.node.mapping(MEETING.required, MEETING.optional)
    if len(problems) > before:
        return None
    return Meeting(
        slug=folder.name,
        title=keys["title"].text(),
        short_title=keys["short_title"].text(),
        joint_with=text_of(keys, "joint_with"),
        date=keys["date"].known_date(),
        date_note=text_of(keys, "date_note"),
        venue=text_of(keys, "venue"),
        host=keys["host"].text(),
        reviews=_periods(keys["reviews"]) if "reviews" in keys else (),
        practices=texts_of(keys, "practices"),
        agenda=tuple(map(_agenda_item, items_of(keys, "agenda"))),
        sources=texts_of(keys, "sources"),
        review=read_review(keys),
        body=written.body,
        speeches=_speeches(root, folder / "speeches", problems),
        ballots=_ballots(root, folder / "evaluation.csv", units, problems),
        attachments=tuple(read_materials(root, folder, _NOT_MATERIALS, problems)),
        lines=written.lines,
        place=place,
    )


def _periods(node: Node) -> tuple[Period, ...]:
    found = []
    for item in node.items():
        period = Period.parse(item.text())
        if period is None:
            item.report("S03", "期间写法不对。", "请写成 2019Q3、2019-08、2019H1 或 2019。")
        else:
            found.append(period)
    return tuple(found)


def _agenda_item(node: Node) -> AgendaItem:
    keys = node.mapping(("type", "note"))
    if len(keys) < 2:
        return AgendaItem("", "")
    return AgendaItem(keys["type"].choice(AGENDA_TYPES), keys["note"].text())


def _speeches(root: Path, folder: Path, problems: list[Problem]) -> tuple[Speech, ...]:
    speeches = []
    for path in entries(root, folder.relative_to(root).as_posix(), problems):
        place = Place(path.relative_to(root).as_posix())
        match = _SPEECH_FILE.fullmatch(path.name)
        if match is None:
            fix = "请命名为“序号-单位编号.md”，例如 03-yiwu.md。"
            problems.append(Problem("S06", place, path.name, "发言的文件名不对。", fix))
            continue
        written = read_front_matter(path, place, problems)
        keys = written.node.mapping(SPEECH.required, SPEECH.optional) if written is not None else {}
        if written is not None and keys.keys() >= set(SPEECH.required):
            speeches.append(_speech(int(match["number"]), keys, written, place))
    return tuple(sorted(speeches, key=lambda speech: (speech.number, speech.unit_id)))


def _speech(number: int, keys: dict[str, Node], written: Written, place: Place) -> Speech:
    return Speech(
        number=number,
        kind=keys["type"].choice(SPEECH_TYPES),
        unit_id=keys["unit"].text(),
        problems=texts_of(keys, "problems"),
        commitments=tuple(map(_commitment, items_of(keys, "commitments"))),
        body=written.body,
        lines=written.lines,
        place=place,
    )


def _commitment(node: Node) -> Commitment:
    """A promise in words alone, or with its date and what became of it."""
    if isinstance(node.value, str):
        return Commitment(node.text())
    keys = node.mapping(("text",), ("due", "status", "updated"))
    return Commitment(
        text_of(keys, "text"),
        text_of(keys, "due"),
        keys["status"].choice(COMMITMENT_STATUSES) if "status" in keys else NO_ANSWER,
        keys["updated"].known_date() if "updated" in keys else "",
    )


def _ballots(root: Path, path: Path, units: NameTable, problems: list[Problem]) -> tuple[Ballots, ...]:
    """Votes by grade; every column but 单位 and 评价人 is a grade, and its cells are whole numbers."""
    if not path.exists():
        return ()
    found: list[Ballots] = []
    for sheet in read_sheets(path, path.relative_to(root).as_posix(), problems):
        found += _ballot_rows(sheet, units, problems)
    return tuple(found)


def _ballot_rows(sheet: Sheet, units: NameTable, problems: list[Problem]) -> list[Ballots]:
    rows = [row for row in sheet.rows if not row.is_blank]
    header = [cell.strip() for cell in rows[0].cells] if rows else []
    if header[:2] != list(EVALUATION.names[:2]) or len(header) < 3 or len(set(header)) < len(header):
        fix = "第一行请写：单位,评价人,优秀,良好,一般（等次名和列数可以不同，不能重名）。"
        problems.append(Problem("T01", sheet.place, None, "现场测评表的表头不对。", fix))
        return []
    found = []
    for row in rows[1:]:
        if any(map(str.strip, row.cells[len(header) :])):
            problems.append(ragged_row(sheet, row, len(header)))
            continue
        cells = dict(zip(header, (cell.strip() for cell in row.cells), strict=False))
        unit = units.find(cells["单位"], None)
        if unit is None:
            place = sheet.cell_place(row.number, 0, "单位")
            problems.append(units.refusal(cells["单位"], place, None))
            continue
        votes = {grade: cells.get(grade, "") for grade in header[2:]}
        bad = next((grade for grade, count in votes.items() if not count.isdecimal()), None)
        if bad is not None:
            where = sheet.cell_place(row.number, header.index(bad), bad)
            problems.append(Problem("V02", where, votes[bad], "票数应当是整数。", "没有票请写 0。"))
            continue
        counts = {grade: int(count) for grade, count in votes.items()}
        found.append(
            Ballots(unit.id, cells.get("评价人", ""), counts, sheet.cell_place(row.number, 0, "单位"))
        )
    return found
