"""Meetings: a new one, its speeches, materials and votes, and what became of what was raised there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from flask import Request

from leitai.assist.desk.actions.action import Action, chosen, day_of, is_ticked, line_of
from leitai.assist.desk.actions.uploads import as_file, one_upload, uploads
from leitai.assist.desk.aside import put_in
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.forms.ballots import VOTES, new_ballots
from leitai.assist.forms.new import new_meeting
from leitai.assist.messages import created_lines
from leitai.assist.word.speech import new_speech
from leitai.model.writings.follow_up import FollowedItem
from leitai.pipeline.build import Say
from leitai.pipeline.tools import EVALUATIONS, one_writer, replace_file, with_lines
from leitai.problems import RequestRefused
from leitai.schema.ledgers.events import EVENTS, PROBLEM_STATES, PROMISE_STATES
from leitai.schema.texts.meetings import SPEECH_TYPES

MEETINGS = "content/meetings"
INDEX = "index.md"
_BACK = (("/meetings", "回到会议"),)


def meeting_folders(root: Path) -> list[str]:
    """Every meeting with a text, the newest first, whatever is wrong in it."""
    folder = root / MEETINGS
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path.name for path in found if (path / INDEX).is_file()), reverse=True)


def hold(desk: Desk, asked: Request) -> Work:
    """The job that makes the folder of a meeting with its text to fill in."""
    day, slug, title = (
        line_of(asked, name, label) for name, label in (("day", "日期"), ("slug", "编号"), ("title", "名称"))
    )

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            created = new_meeting(desk.root, day, slug, title)
        return _done(desk, created_lines(created), created.paths)

    return work


def speak(desk: Desk, asked: Request) -> Work:
    """The job that makes a speech of a unit, from a Word file where one was chosen."""
    meeting = chosen(asked, "meeting", meeting_folders(desk.root))
    unit, kind = line_of(asked, "unit", "单位"), chosen(asked, "kind", SPEECH_TYPES)
    upload = one_upload(asked, "files")

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"), as_file(upload) as file:
            created = new_speech(desk.root, meeting, unit, kind, file)
        return _done(desk, created_lines(created), created.paths)

    return work


def put_materials(desk: Desk, asked: Request) -> Work:
    """The job that lays materials and photographs into a meeting's folder."""
    meeting = chosen(asked, "meeting", meeting_folders(desk.root))
    files = uploads(asked, (INDEX, *EVALUATIONS))
    there = {path.name.casefold(): path.name for path in (desk.root / MEETINGS / meeting).iterdir()}
    earlier = [there[name.casefold()] for name in files if name.casefold() in there]
    return _put(desk, meeting, files, earlier, is_ticked(asked, "replace"))


def ask_votes(desk: Desk, asked: Request) -> Work:
    """The job that makes the table of votes of a meeting, to be filled in."""
    meeting = chosen(asked, "meeting", meeting_folders(desk.root))
    panels = asked.form.get("panels", "").replace("，", "、").split("、")

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            created = new_ballots(desk.root, meeting, [name.strip() for name in panels if name.strip()])
        return Done(created_lines(created), links=((f"/out/forms/{meeting}/{VOTES}", "下载票数表"), *_BACK))

    return work


def put_votes(desk: Desk, asked: Request) -> Work:
    """The job that lays a table of votes into a meeting's folder, under the name by which it is found."""
    meeting, upload = chosen(asked, "meeting", meeting_folders(desk.root)), one_upload(asked, "files")
    if upload is None:
        raise RequestRefused("还没有选文件；请选测评的票数表。")
    name = f"evaluation{Path(upload[0]).suffix.lower()}"
    if name not in EVALUATIONS:
        kinds = "、".join(Path(known).suffix for known in EVALUATIONS)
        raise RequestRefused(f"{upload[0]} 不是表格；票数表只收 {kinds}。")
    earlier = [known for known in EVALUATIONS if (desk.root / MEETINGS / meeting / known).exists()]
    return _put(desk, meeting, {name: upload[1]}, earlier, is_ticked(asked, "replace"))


def _put(
    desk: Desk, meeting: str, files: Mapping[str, bytes], earlier: list[str], is_replacing: bool
) -> Work:
    folder = f"{MEETINGS}/{meeting}"
    if earlier and not is_replacing:
        raise RequestRefused(
            f"{meeting} 里已经有 {'、'.join(earlier)}。没有放入；要换成新的，请勾上“换掉旧的”再放一次。"
        )

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            put_in(desk.root, folder, files, earlier, say)
        paths = [f"{folder}/{name}" for name in files]
        return _done(desk, [f"已放入 {path}" for path in paths], paths)

    return work


def followed(desk: Desk) -> dict[str, FollowedItem]:
    """What is followed up, by its number, the open ones first; known while nothing is refused."""
    items = () if desk.loaded is None else desk.loaded.content.library.items
    return {item.number: item for item in sorted(items, key=lambda item: not item.on(date.max).is_open)}


def follow(desk: Desk, asked: Request) -> Work:
    """The job that adds a line to the ledger of events."""
    known = followed(desk)
    cells = {
        "编号": chosen(asked, "item", known),
        "日期": day_of(asked, "day", "日期").isoformat(),
        "状态": chosen(asked, "state", (*PROBLEM_STATES, *PROMISE_STATES)),
        "说明": line_of(asked, "text", "说明"),
        "佐证": " ".join(asked.form.get("evidence", "").split()),
        "会议": chosen(asked, "meeting", ("", *meeting_folders(desk.root))),
    }

    def work(say: Say) -> Done:
        path = desk.root / EVENTS.path
        with one_writer(desk.root / "build"):
            replace_file(path, with_lines(path, EVENTS, [cells]))
        return _done(desk, [f"{cells['编号']} 记下了“{cells['状态']}”，写在 {EVENTS.path}。"], [EVENTS.path])

    return work


def _done(desk: Desk, words: list[str], paths: list[str] | tuple[str, ...]) -> Done:
    """What was written, and what is wrong in it."""
    desk.live.look()
    problems = desk.problems_in(paths)
    words = [*words, "这里面有下面这些问题。"] if problems else words
    return Done(words, problems, _BACK)


MEETING_ACTIONS = (
    Action(
        "new-meeting",
        "新建会议",
        "/meetings",
        "建好这次会议的文件夹 content/meetings/日期-编号/ 和待补充的 index.md，议程、到会单位用记事本接着写。",
        "删去 content/meetings/ 里的这个文件夹。",
        hold,
    ),
    Action(
        "new-speech",
        "加一篇发言",
        "/meetings",
        "在会议的 speeches/ 里新建一篇发言，序号接着排；选了 Word 文件的，文字和图片转过来，Word 原件不留。",
        "删去 speeches/ 里的这一篇。",
        speak,
    ),
    Action(
        "put-materials",
        "放入材料",
        "/meetings",
        "选中的材料和照片原样存进会议的文件夹，公布时列在会议的页面上，照片去掉位置和作者；照片还要在 index.md 的 photos 写说明。",
        "删去会议文件夹里的这个文件；换掉的旧文件在 build/aside/会议编号/。",
        put_materials,
    ),
    Action(
        "new-votes",
        "生成票数表",
        "/meetings",
        "在 build/templates/会议编号/ 生成票数表：单位、评价人和等次已经填好，填上票数再放进来。",
        "表在 build/templates/，可以删。",
        ask_votes,
    ),
    Action(
        "put-votes",
        "放入票数",
        "/meetings",
        "票数表以 evaluation 的名字存进会议的文件夹，然后马上检查；公式、权重和票数印在会议的页面上。",
        "删去会议文件夹里的 evaluation 表；换掉的旧表在 build/aside/会议编号/。",
        put_votes,
    ),
    Action(
        "follow",
        "记一次跟进",
        "/meetings",
        "在 content/ledgers/events.csv 末尾加一行；从这一天起，这件事的状态就是选中的。",
        "没有封存以前，在 content/ledgers/events.csv 里删去这一行；封存以后再记一次，说明怎么回事。",
        follow,
    ),
)
