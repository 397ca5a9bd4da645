"""Ticking off what `diff` wants looked at."""

from __future__ import annotations

from flask import Request

from leitai.assist.desk import compare
from leitai.assist.desk.actions.action import Action, chosen
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.pipeline.build import Say
from leitai.problems import RequestRefused


def tick(desk: Desk, asked: Request) -> Work:
    """The ticks of a period as the page shows them; those of findings that are gone go, too."""
    reading = desk.live.reading
    if reading is None or reading.loaded is None:
        raise RequestRefused("内容刚刚改过，有错误要先改；勾没有存。")
    period = chosen(asked, "period", [period.id for period in reading.loaded.content.results.periods])
    known = {look.key for looks in compare.findings_of(desk, reading.loaded, period) for look in looks.looks}
    ticked = known.intersection(asked.form.getlist("looked"))

    def work(say: Say) -> Done:
        compare.write_ticks(desk.root, period, ticked)
        return Done(())

    return work


LOOKS = (
    Action(
        "tick",
        "记下看过的",
        "/compare",
        "打了勾的记成看过，桌面上不再提醒；数不改。",
        "去掉勾，再按一次。",
        tick,
    ),
)
