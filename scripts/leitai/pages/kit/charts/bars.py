"""All units side by side as horizontal bars, against target and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.pages.kit.charts.svg import CHARACTER, WIDTH, Scale, chart, cut, line, rectangle, scale, text

ROW, BAR = 24, 12
HEAD = 16  # for the label of each mark
LABEL = 7  # characters
VALUE = 54.0  # kept free for the figure behind the longest bar


@dataclass(frozen=True)
class Bar:
    """`value` None has no bar: `shown` then says why (未报)."""

    label: str
    value: Decimal | None
    shown: str


@dataclass(frozen=True)
class Mark:
    """A value to hold the bars against; `css` target (dashed) or benchmark (dotted)."""

    label: str
    value: Decimal
    css: str


def bars(identifier: str, title: str, rows: Sequence[Bar], marks: Sequence[Mark] = ()) -> Markup:
    """In the order given, from zero. Each mark has a line of its own with its label on top."""
    values = [row.value for row in rows if row.value is not None]
    if not values:
        return Markup("")
    left = min(max(len(row.label) for row in rows), LABEL) * CHARACTER + 8.0
    x = scale([Decimal(0), *values, *(mark.value for mark in marks)], left, WIDTH - VALUE)
    top = HEAD * len(marks) + 4
    height = top + ROW * len(rows) + 4
    parts = [line(x(Decimal(0)), top, x(Decimal(0)), height - 4, "axis")]
    for position, row in enumerate(rows):
        parts += _bar(row, top + ROW * position, x)
    for position, mark in enumerate(marks):
        parts += _mark(mark, HEAD * (position + 1), height, x)
    for position, row in enumerate(rows):  # last, so that no line runs through a figure
        parts += _words(row, top + ROW * position, left, x)
    figures = [f"{row.label} {row.shown}" for row in rows] + [mark.label for mark in marks]
    return chart(identifier, title, "，".join(figures), (WIDTH, height), parts)


def _bar(row: Bar, top: float, x: Scale) -> Iterator[Markup]:
    if row.value is not None:
        zero, tip = x(Decimal(0)), x(row.value)
        yield rectangle(min(zero, tip), top + (ROW - BAR) / 2, abs(tip - zero), BAR, "bar")


def _words(row: Bar, top: float, left: float, x: Scale) -> Iterator[Markup]:
    baseline = top + ROW / 2 + 4
    yield text(left - 6, baseline, cut(row.label, LABEL), "end")
    yield text(x(max(row.value or Decimal(0), Decimal(0))) + 4, baseline, row.shown, "over")


def _mark(mark: Mark, bottom_of_label: float, height: float, x: Scale) -> Iterator[Markup]:
    place = x(mark.value)
    yield line(place, bottom_of_label, place, height - 4, mark.css)
    is_right = place > WIDTH / 2
    yield text(
        place - 4 if is_right else place + 4, bottom_of_label - 2, mark.label, "end" if is_right else ""
    )
