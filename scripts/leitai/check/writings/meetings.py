"""Rules over meetings: folder and date, roster, speeches, commitments, photographs, ballots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from leitai.check.registered import repeated, unknown, unknown_units
from leitai.grouping import grouped
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.model.writings.pictures import PICTURE_TYPES
from leitai.problems import Place, Problem
from leitai.schema.known_date import agree, first_day, is_known_date, last_day
from leitai.schema.texts.meetings import (
    ABSENT,
    ABSTAINED,
    EVERYBODY,
    INVALID,
    Ballots,
    Commitment,
    Meeting,
    Resolution,
    Speech,
)

_NUMBER = re.compile(r"[A-Za-z]+-?\d+", re.ASCII)  # of a problem, and no text
_FOLDER = re.compile(
    r"(?P<date>\d{4}(?:-\d{2}){0,2})-(?P<name>[A-Za-z0-9_-]*[A-Za-z_][A-Za-z0-9_-]*)", re.ASCII
)


def check_meeting_folders(settings: Settings, library: Library) -> Iterator[Problem]:
    """会议的目录名以日期开头，与 date 一致（可以写得粗一些，不能写得细一些）；一次会议只登记一次；末日不早于首日。"""
    for meeting in library.meetings:
        written = _folder(meeting)[0]
        if not is_known_date(written) or not f"{meeting.date}-".startswith(f"{written}-"):
            fix = f"请把目录改名为 {meeting.date}-…，或改正 date；公布过的目录不改名，改 date。"
            what = f"目录名的日期与 date（{meeting.date}）不一致。"
            yield Problem("E04", meeting.place_of("date"), meeting.slug, what, fix)
        if meeting.end_date and last_day(meeting.end_date) < first_day(meeting.date):
            what = f"末日早于首日（{meeting.date}）。"
            yield Problem("E03", meeting.place_of("end_date"), meeting.end_date, what, "请核对两个日期。")
    for before, meeting in repeated(library.meetings, lambda meeting: _folder(meeting)[1]):
        if agree(before.date, meeting.date):
            fix = "大小写不同也算同一个编号；是两次会议就换一个名称，是同一次就只留一个目录。"
            yield Problem("S04", meeting.place, meeting.slug, f"{before.slug} 登记的是同一次会议。", fix)


def _folder(meeting: Meeting) -> tuple[str, str]:
    """The date and the name of a meeting's folder."""
    match = _FOLDER.fullmatch(meeting.slug)
    return ("", meeting.slug.lower()) if match is None else (match["date"], match["name"].lower())


def check_unheld_meetings(settings: Settings, library: Library) -> Iterator[Problem]:
    """延期或取消的会议没有发言、测评、决议、照片和到会情况。"""
    for meeting in library.meetings:
        happened = {
            "发言": meeting.speeches,
            "现场测评": meeting.ballots,
            "决议": meeting.resolutions,
            "照片": meeting.photos,
            "到会情况": meeting.attendance,
        }
        names = "、".join(name for name, found in happened.items() if found)
        if names and not meeting.was_held:
            fix = "开了的会议，status 写 held；没有开的，请移走这些内容。"
            what = f"会议没有召开，却有{names}。"
            yield Problem("E06", meeting.place_of("status"), meeting.status, what, fix)


def check_rosters(settings: Settings, library: Library) -> Iterator[Problem]:
    """应到名单、到会情况里的单位都登记过，一个单位只写一次；写了应到名单的，到会、发言和被测评的单位都在名单里；缺席的没有发言。"""
    for meeting in library.meetings:
        listed = [unit for unit in meeting.roster if unit != EVERYBODY]
        yield from unknown_units(listed, settings, meeting.place_of("roster"))
        for unit, times in Counter(listed).items():
            if times > 1:
                yield Problem(
                    "S04", meeting.place_of("roster"), unit, f"应到名单里写了 {times} 次。", "只留一次。"
                )
        spoke = {speech.unit_id for speech in meeting.speeches}
        for attendance in meeting.attendance:
            yield from unknown_units([attendance.unit_id], settings, attendance.place)
            yield from _off_roster(meeting, attendance.unit_id, attendance.place)
            if attendance.state == ABSENT and attendance.unit_id in spoke and not attendance.note:
                fix = "请核对；交了书面发言的，写成 {state: 缺席, note: 书面发言}。"
                yield Problem("E04", attendance.place, attendance.state, "登记为缺席，却有它的发言。", fix)
        for speech in (speech for speech in meeting.speeches if speech.unit_id in settings.units):
            yield from _off_roster(meeting, speech.unit_id, speech.place)
        for ballots in meeting.ballots:
            yield from _off_roster(meeting, ballots.unit_id, ballots.place_of("unit_id"))


def _off_roster(meeting: Meeting, unit: str, place: Place) -> Iterator[Problem]:
    if meeting.roster and EVERYBODY not in meeting.roster and unit not in meeting.roster:
        fix = f"请核对单位；列席的也写进 {meeting.place.path} 的 roster。"
        yield Problem("E04", place, unit, "这个单位不在会议的应到名单（roster）里。", fix)


def check_speeches(settings: Settings, library: Library) -> Iterator[Problem]:
    """发言的文件名是“序号-单位编号”，单位与文件里写的一致，序号不重复；介绍的做法、承诺的指标、查摆的问题都登记过，问题是自己的。"""
    for meeting in library.meetings:
        for before, speech in repeated(meeting.speeches, lambda speech: speech.number):
            what = f"发言序号 {speech.number} 用了两次（{before.slug}.md 也是）。"
            yield Problem("S04", speech.place, f"{speech.slug}.md", what, "序号是发言的先后，请改成不同的。")
        for speech in meeting.speeches:
            unit = speech.slug.partition("-")[2]
            if unit != speech.unit_id and speech.unit_id in settings.units:
                fix = f"请改文件名为 {speech.slug.partition('-')[0]}-{speech.unit_id}.md，或改正 unit。"
                what = f"文件名写的是 {unit}，文件里写的是 {speech.unit_id}。"
                yield Problem("E04", speech.place_of("unit_id"), speech.unit_id, what, fix)
            yield from unknown((speech.case,), library.cases, "经验做法", speech.place_of("case"))
            yield from _foreign_problems(settings, library, meeting, speech)
            for made in speech.commitments:
                place = made.place_of("indicator_id")
                yield from unknown((made.indicator_id,), settings.indicators, "指标", place)


def _foreign_problems(
    settings: Settings, library: Library, meeting: Meeting, speech: Speech
) -> Iterator[Problem]:
    """What a speech lists by its number that is no problem of the unit's own, or of a unit under it, by then."""
    place, known = speech.place_of("problems"), {problem.number: problem for problem in library.problems}
    for written in filter(_NUMBER.fullmatch, speech.problems):
        problem = known.get(written)
        if problem is None:
            fix = "请核对编号；台账里没有的，直接写是什么问题。"
            yield Problem("S07", place, written, "问题台账里没有这个编号。", fix)
        elif speech.unit_id not in (problem.unit_id, settings.units[problem.unit_id].parent_id):
            what = f"这是{settings.units[problem.unit_id].name}的问题，不是发言单位自己的。"
            yield Problem("E04", place, written, what, "请核对编号和单位。")
        elif first_day(problem.exposed) > meeting.last_day:
            what = f"这个问题 {problem.exposed} 才暴露，会议（{meeting.date}）上还说不到它。"
            yield Problem("E03", place, written, what, "请核对编号，和问题台账里的日期。")


def check_due_dates(settings: Settings, library: Library) -> Iterator[Problem]:
    """承诺和决议的期限不早于作出它的会议。"""
    for meeting in library.meetings:
        promised = [made for speech in meeting.speeches for made in speech.commitments]
        due_ones: list[Commitment | Resolution] = [*promised, *meeting.resolutions]
        for made in due_ones:
            if made.due and last_day(made.due) < meeting.first_day:
                what = f"期限早于会议（{meeting.date}）。"
                yield Problem("E03", made.place_of("due"), made.due, what, "请核对年份和月份。")


def check_photos(settings: Settings, library: Library) -> Iterator[Problem]:
    """photos 里写的照片都在会议的目录里，是 jpg、png 或 webp。"""
    for meeting in library.meetings:
        names = {material.name for material in meeting.materials}
        for photo in meeting.photos:
            if photo.file not in names or not photo.file.lower().endswith(PICTURE_TYPES):
                kinds = "、".join(kind.lstrip(".") for kind in PICTURE_TYPES)
                fix = f"请把照片放进 {meeting.place.path.rpartition('/')[0]}/，写全文件名；可以用 {kinds}。"
                yield Problem("S07", photo.place_of("file"), photo.file, "目录里没有这张照片。", fix)


def check_ballots(settings: Settings, library: Library) -> Iterator[Problem]:
    """现场测评：一个单位一类评价人只有一行；同一类评价人给每个单位投的票，连弃权和废票一样多，不能没有等次、只有废票；每一类都评了每个单位。"""
    for meeting in library.meetings:
        panels = grouped((row.panel, row) for row in meeting.ballots)
        rated = dict.fromkeys(row.unit_id for row in meeting.ballots)
        for panel, rows in panels.items():
            yield from _rated_twice(settings, rows)
            yield from _other_sums(settings, rows)
            for row in (row for row in rows if row.cast == row.abstained + row.invalid != row.abstained):
                what = f"{row.cast} 张票里没有一张有等次，有 {row.invalid} 张是{INVALID}。"
                fix = "请核对；都没有写等次的，全部计入弃权；这一类评价人的票都不能用的，请删去这一类。"
                yield Problem("E05", row.place, str(row.invalid), what, fix)
            for row in (row for row in rows if not row.cast):
                fix = "没有投票的请删去这一行；结果不公布的，不放这个文件。"
                yield Problem("E05", row.place, "0", "没有一张票。", fix)
            missing = [settings.units[u].name for u in rated if u not in {row.unit_id for row in rows}]
            if missing:
                what = f"“{panel}”没有评{'、'.join(missing)}，别的单位都评了。"
                fix = "请补上这几行；确实没有评的，这一类评价人的票都不能用，请删去。"
                yield Problem("E05", rows[0].place_of("panel"), panel, what, fix)


def _rated_twice(settings: Settings, rows: list[Ballots]) -> Iterator[Problem]:
    for before, row in repeated(rows, lambda row: row.unit_id):
        name = settings.units[row.unit_id].name
        what = f"“{row.panel}”给{name}的票，第 {before.place.row} 行已经有了。"
        fix = "请删去重复的一行；不重复的请核对评价人。"
        yield Problem("E05", row.place_of("unit_id"), name, what, fix)


def _other_sums(settings: Settings, rows: list[Ballots]) -> Iterator[Problem]:
    """The rows whose number of ballots isn't that of most rows of the panel."""
    usual = Counter(row.cast for row in rows).most_common(1)[0][0]
    for row in rows:
        if row.cast != usual:
            name = settings.units[row.unit_id].name
            what = f"“{row.panel}”给{name}的票共 {row.cast} 张，给别的单位是 {usual} 张。"
            fix = f"请核对；没有写等次的计入{ABSTAINED}，不能算的计入{INVALID}，加起来应当一样多。"
            yield Problem("E05", row.place, str(row.cast), what, fix)
