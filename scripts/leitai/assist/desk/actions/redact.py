"""Take out of everything that is kept what should never have stood there."""

from __future__ import annotations

from flask import Request

from leitai.assist.desk.actions.action import Action, day_of, line_of
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.messages import redacted_lines
from leitai.pipeline.build import Say
from leitai.pipeline.redact import redact as take_out


def redact(desk: Desk, asked: Request) -> Work:
    """The job that takes a text out; it is never said, kept or put into an address."""
    text = asked.form.get("text", "").strip()
    post, document = line_of(asked, "post", "由谁决定"), line_of(asked, "document", "依据")
    day = day_of(asked, "day", "日期")

    def work(say: Say) -> Done:
        done = take_out(desk.root, text, post, document, day)
        desk.live.look()
        return Done(redacted_lines(done), links=(("/publish", "再生成、公布一次"),))

    return work


REDACT = (
    Action(
        "redact",
        "撤下这段文字",
        "/publish",
        "这段文字从内容、封存过的每一版和台账里去掉，封存账记下哪天由谁撤下，不记撤下的是什么；网站上的要再生成、公布一次。",
        "撤下不能撤销：撤错了，照原件重新写上。",
        redact,
    ),
)
