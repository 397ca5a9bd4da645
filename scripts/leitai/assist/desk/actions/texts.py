"""Write-ups that came as Word files."""

from __future__ import annotations

from flask import Request

from leitai.assist.desk.actions.action import Action, line_of
from leitai.assist.desk.actions.uploads import as_file, one_upload
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.messages import created_lines
from leitai.assist.word.write_up import case_from_word
from leitai.pipeline.build import Say
from leitai.pipeline.tools import one_writer
from leitai.problems import RequestRefused


def new_case(desk: Desk, asked: Request) -> Work:
    """The job that makes a draft of a practice of an uploaded Word file."""
    upload = one_upload(asked, "files")
    if upload is None:
        raise RequestRefused("还没有选文件；请选一个 Word 文件（.docx）。")
    slug, title = line_of(asked, "slug", "编号"), " ".join(asked.form.get("title", "").split())

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"), as_file(upload) as file:
            assert file is not None
            created = case_from_word(desk.root, file, slug, title or None, None)
        desk.live.look()
        return Done(created_lines(created), links=(("/problems", "看还有什么要改"),))

    return work


TEXTS = (
    Action(
        "new-case",
        "转成草稿",
        "/texts",
        "Word 文件里的文字和图片转成一篇待补充的经验做法，放在 content/cases/编号/；Word 原件不留。",
        "删去 content/cases/编号/ 这个文件夹。",
        new_case,
    ),
)
