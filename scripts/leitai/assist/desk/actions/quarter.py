"""A new period: its forms, and what the settings lack for it."""

from __future__ import annotations

from flask import Request

from leitai.assist.desk.actions.action import Action, is_ticked, line_of
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.forms.quarter import Quarter, new_period, period_needs, prepare_period
from leitai.assist.messages import created_lines
from leitai.pipeline.build import Say
from leitai.pipeline.tools import one_writer


def new_quarter(desk: Desk, asked: Request) -> Work:
    """The job that makes the forms of a period and says what else it needs; written into the files where that was ticked."""
    wanted = Quarter.of(line_of(asked, "period", "期间"))
    is_writing = is_ticked(asked, "write")

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            needs = period_needs(desk.root, wanted)
            for need in needs:
                say(f"{need.path}：{need.what}")
            written = prepare_period(desk.root, wanted) if is_writing else ()
            created = new_period(desk.root, wanted)
        desk.live.look()
        words = [f"已写好 {path}" for path in written]
        if needs and not is_writing:
            words.append("上面列的还缺着，没有代写；要代写，请勾上再做一次。")
        links = ((f"/forms/{wanted.period}", "下载填报表"), (f"/reports/{wanted.period}", "到这一期"))
        return Done([*words, *created_lines(created)], links=links)

    return work


QUARTER = (
    Action(
        "new-quarter",
        "准备这一期",
        "/reports",
        "给每个组、每个单位生成一份填报表；勾了代写的，在 portal.yml、办法和 targets.csv 里补上这一期缺的行。",
        "填报表在 build/templates/，可以删；补上的行在结果里逐个列出，不要的删去那一行。",
        new_quarter,
    ),
)
