"""One series over time, small: a line, its last point, and the target as a dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.pages.kit.charts.svg import chart, dots, line, polyline, scale, text

WIDTH, HEIGHT = 120, 52
TOP, BOTTOM, LEFT, RIGHT = 7.0, 32.0, 5.0, 115.0


@dataclass(frozen=True)
class Point:
    """`label` is the period; `value` None is a gap (unranked, not reported); `shown` is the value as the page prints it."""

    label: str
    value: Decimal | None
    shown: str


@dataclass(frozen=True)
class UnitCourse:
    """One unit's course among those of a group, drawn small; `value` is the last one."""

    unit: str
    name: str
    value: str
    chart: Markup


def sparkline(
    identifier: str,
    title: str,
    points: Sequence[Point],
    target: Decimal | None = None,
    bounds: Sequence[Decimal] = (),
    downwards: bool = False,
) -> Markup:
    """`bounds` are values that the scale reaches anyway, so that drawings side by side share one.

    `downwards`: small values stand on top, as for ranks. Of fewer than two values there is no drawing.
    """
    values = [point.value for point in points if point.value is not None]
    if len(values) < 2:
        return Markup("")
    ends = (TOP, BOTTOM) if downwards else (BOTTOM, TOP)
    y = scale([*values, *bounds, *([] if target is None else [target])], *ends)
    step = (RIGHT - LEFT) / (len(points) - 1)
    placed = [None if p.value is None else (LEFT + step * i, y(p.value)) for i, p in enumerate(points)]
    known = [place for place in placed if place is not None]
    parts = [] if target is None else [line(LEFT, y(target), RIGHT, y(target), "target")]
    parts += [polyline(placed), dots(known[-1:])]
    parts += [text(LEFT, HEIGHT - 4, points[0].label, "soft")]
    parts += [text(RIGHT, HEIGHT - 4, points[-1].label, "soft end")]
    description = "，".join(f"{point.label} {point.shown}" for point in points)
    return chart(identifier, title, description, (WIDTH, HEIGHT), parts)
