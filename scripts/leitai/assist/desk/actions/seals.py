"""Freeze a period or meeting; record a correction of what is frozen."""

from __future__ import annotations

from flask import Request

from leitai.assist.desk import periods
from leitai.assist.desk.actions.action import Action, chosen, day_of, line_of
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.messages import sealed_text
from leitai.pipeline.build import Say
from leitai.pipeline.seal import record_correction, seal_each
from leitai.problems import RequestRefused
from leitai.schema.ledgers.corrections import CORRECTIONS

UNRECORDED = ("L01", "L02")  # changes of what is sealed


def seal(desk: Desk, asked: Request) -> Work:
    """The job that freezes a period or meeting as of the day of its publication."""
    name, day = chosen(asked, "name", sealable(desk)), day_of(asked, "day", "公布日期")

    def work(say: Say) -> Done:
        done = list(seal_each(desk.root, [name], day))
        desk.live.look()
        again = "请再生成、公布一次，网站上才有封存的这一版。"
        return Done([*map(sealed_text, done), again], links=(("/publish", "再生成、公布一次"),))

    return work


def correct(desk: Desk, asked: Request) -> Work:
    """The job that records one correction; fields of the form are called like the columns of `corrections.csv`."""
    cells = {"期间": asked.form.get("期间", "")}
    cells |= {name: " ".join(asked.form.get(name, "").split()) for name in ("单位", "指标")}
    cells |= {name: line_of(asked, name, name) for name in ("原值", "更正值", "原因", "文号")}
    cells["日期"] = day_of(asked, "日期", "日期").isoformat()
    if cells.keys() != set(CORRECTIONS.names):
        raise RequestRefused("更正的各栏与更正账的各列不符。")

    def work(say: Say) -> Done:
        done = record_correction(desk.root, cells)
        desk.live.look()
        words = [f"已登记到 {CORRECTIONS.path}。"]
        left = "还有下面这些改动没有登记；全部登记后才封存为新的一版。"
        words += [f"{sealed.name} {left}" if sealed.left else sealed_text(sealed) for sealed in done]
        return Done(words, tuple(p for sealed in done for p in sealed.left), (("/publish", "接着公布"),))

    return work


def sealable(desk: Desk) -> list[str]:
    """Periods with files, the newest first, then meetings."""
    reading = desk.live.reading
    if reading is None:
        return []
    known = [p for p in periods.known_periods(desk.root, reading) if periods.sent_paths(desk.root, p)]
    return [*known, *sealable_meetings(desk)]


def sealable_meetings(desk: Desk) -> list[str]:
    """Empty while the content has errors."""
    return [] if desk.loaded is None else [meeting.slug for meeting in desk.loaded.content.library.meetings]


SEALS = (
    Action(
        "seal",
        "封存",
        "/publish",
        "这一期的数、名次和页面冻结成第 1 版，记进封存账；以后每个改动都要登记更正。",
        "封存不能撤销：数错了用“更正”，原来的一版仍在自己的网址。",
        seal,
    ),
    Action(
        "correct",
        "登记更正",
        "/publish",
        "先把改好的表换掉旧的，再登记这一处：记进更正账，封存为新的一版，页面显示更正说明。",
        "更正不能撤销：再改就再登记一次。",
        correct,
    ),
)
