"""`leitai new case` and `new meeting`: templates that go where they belong, valid as they come.

What is to be written in them is marked, and refused on official publication. Nothing is ever overwritten.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.assist.forms.templates import (
    blank_front_matter,
    checked_slug,
    checked_title,
    nothing,
    quoted_text,
)
from leitai.model.settings import Settings
from leitai.model.writings.standing import LEAST_STEPS
from leitai.pipeline.load import load_settings
from leitai.problems import RequestRefused
from leitai.schema.days import KNOWN_FIX, DateRefused, read_known_date
from leitai.schema.texts.cases import BLOCKS, CASE
from leitai.schema.texts.meetings import MEETING
from leitai.schema.texts.written import TO_BE_WRITTEN

TO_FILL_IN = f"写着“{TO_BE_WRITTEN}”“（请写：”的都填好或删去，才能正式发布。"
FACTS_HINT = "每个事实后面写出处编号，例如 [F23]；编号登记在 content/facts.csv。"
_STATUS_HINT = f"写满 {LEAST_STEPS} 步或 1 项有绝对数的成效，并有出处，是“部分”；再有问题、适用条件、容易出的毛病、投入和两个出处，是“完整”。"
FIRST_LINES = {
    "背景": "（请写：开始之前的情况和一个带日期的数，试过哪些没有用）",
    "做法": "（请写：编号的步骤，每步写明谁、做什么、用什么表格或平台、多久）",
    "成效": "（请写：对数字的说明；数写在 results，工作量写在 outputs）",
    "适用条件": "（请写：必须有什么、最好有什么、不适合哪里）",
    "不足与提醒": "（请写：别的提醒；容易出的毛病写在 failure_modes）",
}


def new_case(root: Path, slug: str, title: str, year: int | None = None) -> Created:
    """A write-up to fill in, refused on official publication until it is; `year` defaults to that of the latest declared period."""
    path = CASE.path.partition(" 或 ")[0].replace("<编号>", checked_slug(slug))
    blocks = (f"## {block}\n{FIRST_LINES[block]}" for block in BLOCKS)
    text = case_front_matter(load_settings(root), title, year) + "\n\n".join(blocks) + "\n"
    write_new(root, {path: text.encode()})
    return Created((path,), (TO_FILL_IN, _STATUS_HINT, FACTS_HINT))


def case_front_matter(settings: Settings, title: str, year: int | None) -> str:
    """The front matter of a new write-up: what is known filled in, each other key empty with its meaning behind it."""
    portal = settings.portal
    latest = max((period.period for period in portal.periods.values()), default=None)
    values = {
        "title": checked_title(title),
        "units": "[]",
        "themes": "[]",
        "level": "county",
        "year": str(year or (latest.year if latest else date.today().year)),
        "summary": TO_BE_WRITTEN,
        "contact": TO_BE_WRITTEN,
    }
    themes = "、".join(f"{theme} {name}" for theme, name in portal.themes.items())
    return blank_front_matter(CASE, values, {"themes": f"现有：{themes}"})


def new_meeting(root: Path, day: str, slug: str, title: str) -> Created:
    """A meeting to fill in; `day` has the precision that is known, in any spelling: 2019, 2019-8, 2019年8月15日."""
    settings = load_settings(root)
    venue = slug if slug in settings.units else ""
    known = _known_date(day)
    text = _meeting_front_matter(checked_title(title), known, venue, quoted_text(settings.portal.owner))
    folder = f"{known}-{checked_slug(slug)}"
    path = MEETING.path.replace("<日期>-<编号>", folder)
    write_new(root, {path: f"{text}会议情况{TO_BE_WRITTEN}。\n".encode()})
    speeches = f"发言放在 content/meetings/{folder}/speeches/，文件名是“序号-单位编号.md”。"
    guessed = [f"编号是单位编号，地点已填为 {venue}；不对请改。"] if venue else []
    return Created((path,), (*guessed, speeches, FACTS_HINT))


def _meeting_front_matter(title: str, date: str, venue: str, host: str) -> str:
    """Every key with its meaning, those that nobody knows yet empty and ready to fill in."""
    known = {
        "title": title,
        "short_title": title,
        "date": date,
        "status": "held",
        "venue": venue,
        "host": host,
    }
    empty = {key.name: nothing(key) for key in MEETING.columns}
    return blank_front_matter(MEETING, empty | known, {"agenda": '例如 [{type: report, note: "各单位汇报"}]'})


def _known_date(text: str) -> str:
    try:
        return read_known_date(text)
    except DateRefused as refused:
        raise RequestRefused(f"日期“{text}”：{refused.what}{refused.hint or KNOWN_FIX}") from None
