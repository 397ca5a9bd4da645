"""A paper of a pack before it is laid out: an article of a page, and a Word document of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leitai.model.shows import Shows
from leitai.pages.kit.page import DataclassInstance

INDEX, BOARD = "index.html", "board.html"
Form = Literal["letter", "sheet", "board"]


@dataclass(frozen=True)
class Paper:
    """`name` is the article's id and the document's file name; `template` lays out `part`.

    `form`: an official letter, sheets of A4 with small text, or a chart of A3. `shows` decides the notices on top.
    """

    name: str
    title: str
    template: str
    part: DataclassInstance
    shows: Shows
    form: Form = "letter"
    corrections: tuple[str, ...] = ()
