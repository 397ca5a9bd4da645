"""How far a command is, on one line of a terminal that it writes over; nothing of it goes into a file or a pipe."""

from __future__ import annotations

import sys

import click

from leitai.keep import Stage

_TO_START_OF_EMPTIED_LINE = "\r\033[K"


class ProgressLine:
    """A context; what is said in it, and whatever comes after it, begins on a line of its own."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        self._show("")

    def say(self, message: str) -> None:
        self._show("")
        click.echo(message, err=True)

    def follow(self, stage: Stage, done: int) -> None:
        """Show how many are done, of how many where that is known."""
        self._show(f"{stage.title}：{done}" + ("" if stage.count is None else f" / {stage.count}"))

    def _show(self, line: str) -> None:
        if self._is_terminal:
            click.echo(_TO_START_OF_EMPTIED_LINE + line, err=True, nl=False)
