"""Why a warning may stay: what `build --release` asks of each."""

from __future__ import annotations

import hashlib

from flask import Request

from leitai.assist.desk.actions.action import Action, chosen, day_of, line_of
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.pipeline.build import Say
from leitai.pipeline.tools import one_writer, replace_file, with_lines
from leitai.problems import Problem
from leitai.schema.config.accepted_warnings import EXPLAINED


def unexplained(desk: Desk) -> dict[str, Problem]:
    """The warnings that nobody has explained, by a name of ours; known while nothing is refused."""
    loaded = desk.loaded
    if loaded is None:
        return {}
    known = loaded.content.library.explanations
    return {
        _name(problem): problem
        for problem in loaded.problems
        if problem.severity == "warning" and not any(one.explains(problem) for one in known)
    }


def _name(problem: Problem) -> str:
    words = (problem.code, problem.place.path, problem.value or "")
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def accept_warning(desk: Desk, asked: Request) -> Work:
    """The job that notes why a warning may stand, by whom and when, so that `check` lists it no longer."""
    warnings = unexplained(desk)
    problem = warnings[chosen(asked, "warning", warnings)]
    cells = {
        "code": problem.code,
        "path": problem.place.path,
        "value": problem.value or "",
        "explanation": line_of(asked, "text", "为什么可以保留"),
        "by": line_of(asked, "by", "由谁核对"),
        "date": day_of(asked, "day", "日期").isoformat(),
    }

    def work(say: Say) -> Done:
        path = desk.root / EXPLAINED.path
        with one_writer(desk.root / "build"):
            replace_file(path, with_lines(path, EXPLAINED, [cells]))
        desk.live.look()
        return Done(
            (f"{problem.code} 已记成核对过，写在 {EXPLAINED.path}。",), links=(("/problems", "看别的警告"),)
        )

    return work


WARNINGS = (
    Action(
        "explain",
        "记下可以保留",
        "/problems",
        "这处警告记成核对过、可以保留，原因、科室和日期写进 site_config/explained.csv；正式发布要求每个警告都改好或有说明。",
        "在 site_config/explained.csv 里删去这一行。",
        accept_warning,
    ),
)
