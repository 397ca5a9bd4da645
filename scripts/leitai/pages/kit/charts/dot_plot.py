"""All units side by side, a dot each, against median, target and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.pages.kit.charts.svg import CHARACTER, WIDTH, Scale, chart, cut, dots, group, line, scale, text

ROW = 22
HEAD = 16  # for the label of each mark
LABEL = 7  # characters
VALUE = 54.0  # kept free for the figures, one below the other


@dataclass(frozen=True)
class Dot:
    """`value` None has no dot: `shown` then says why (未报)."""

    label: str
    value: Decimal | None
    shown: str


@dataclass(frozen=True)
class Mark:
    """A value to hold the dots against; `css` median (soft), target (dashed) or benchmark (dotted)."""

    label: str
    value: Decimal
    css: str


def dot_plot(identifier: str, title: str, rows: Sequence[Dot], marks: Sequence[Mark] = ()) -> Markup:
    """In the order given. A dot stands for a value by its place, so the scale needs no zero: it runs from the
    smallest to the largest of values and marks. Each mark has a line of its own with its label on top."""
    values = [row.value for row in rows if row.value is not None]
    if not values:
        return Markup("")
    left = min(max(len(row.label) for row in rows), LABEL) * CHARACTER + 8.0
    x = scale([*values, *(mark.value for mark in marks)], left + 6, WIDTH - VALUE - 6)
    top = HEAD * len(marks) + 4
    height = top + ROW * len(rows) + 4
    parts: list[Markup] = []
    for position, mark in enumerate(marks):
        parts.append(line(x(mark.value), HEAD * (position + 1), x(mark.value), height - 4, mark.css))
    for position, mark in enumerate(marks):  # last, so that no line runs through a label
        parts.append(_label(mark, HEAD * (position + 1) - 2, x(mark.value)))
    for position, row in enumerate(rows):
        parts += _row(row, top + ROW * (position + 0.5), left, x)
    figures = [f"{row.label} {row.shown}" for row in rows] + [mark.label for mark in marks]
    return chart(identifier, title, "，".join(figures), (WIDTH, height), parts)


def _row(row: Dot, middle: float, left: float, x: Scale) -> Iterator[Markup]:
    yield text(left - 6, middle + 4, cut(row.label, LABEL), "end")
    yield line(left, middle, WIDTH - VALUE, middle, "rule")
    if row.value is not None:
        yield group([dots([(x(row.value), middle)])], "strong")
    yield text(WIDTH - 2.0, middle + 4, row.shown, "end")


def _label(mark: Mark, baseline: float, place: float) -> Markup:
    is_right = place > WIDTH / 2
    return text(
        place - 4 if is_right else place + 4, baseline, mark.label, "over end" if is_right else "over"
    )
