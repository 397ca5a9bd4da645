"""A button of the desk, and how what it needs is taken from a form: nothing that isn't on a list of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import Request

from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Work
from leitai.problems import RequestRefused


@dataclass(frozen=True)
class Action:
    """`what` will happen, `undo`: how to take it back; `page` is where one comes from. `work` takes all that it needs from
    the request, and gives what the worker is to do; it raises `RequestRefused`."""

    name: str
    label: str
    page: str
    what: str
    undo: str
    work: Callable[[Desk, Request], Work]


def chosen(asked: Request, name: str, known: Iterable[str]) -> str:
    """A field whose value must be one that the page offered."""
    value = asked.form.get(name, "")
    if value not in set(known):
        raise RequestRefused(f"“{value}”已经不在这一页的列表里了；请退回去，刷新后再选。")
    return value


def line_of(asked: Request, name: str, title: str) -> str:
    """A field with one line of text, which must not be empty."""
    value = " ".join(asked.form.get(name, "").split())
    if not value:
        raise RequestRefused(f"“{title}”还空着；请退回去填上。")
    return value


def day_of(asked: Request, name: str, title: str) -> date:
    """The date of a field, as the browser's date field sends it; RequestRefused when it is none."""
    value = line_of(asked, name, title)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RequestRefused(f"“{title}”写的是“{value}”；请写成 2020-04-03 这样的日期。") from None


def is_ticked(asked: Request, name: str) -> bool:
    """Whether a box of the form is ticked: a browser sends only those that are."""
    return name in asked.form
