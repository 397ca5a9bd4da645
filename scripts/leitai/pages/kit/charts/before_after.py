"""One indicator before and after a practice began: each period's figure, and a dashed line where it began."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from leitai.pages.kit.charts.sparkline import Point
from leitai.pages.kit.charts.svg import WIDTH, chart, dots, group, line, polyline, scale, text

HEIGHT = 150
TOP, BOTTOM, LEFT, RIGHT = 40.0, 116.0, 30.0, WIDTH - 30.0
LABEL = 44  # the least room for a period's label


def before_after(identifier: str, title: str, points: Sequence[Point], began: int | None) -> Markup:
    """`began` is the position of the first point with the practice in place; None where that is unknown.

    At least two points. What came before is thin, what came after thick; a point without a value is a gap.
    """
    values = [point.value for point in points if point.value is not None]
    if not values:
        return Markup("")
    y = scale(values, BOTTOM, TOP)
    step = (RIGHT - LEFT) / (len(points) - 1)
    placed = [None if p.value is None else (LEFT + step * i, y(p.value)) for i, p in enumerate(points)]
    split = 0 if began is None else began
    parts = [
        _part(placed[: split + 1] if 0 < split < len(points) else placed[:split], ""),
        _part(placed[split:], "strong"),
    ]
    every = max(1, -(-LABEL // int(step)))
    for position, (point, place) in enumerate(zip(points, placed, strict=True)):
        x = LEFT + step * position
        if (len(points) - 1 - position) % every == 0:
            parts.append(text(x, HEIGHT - 6, point.label, "soft middle"))
            if place is not None:
                parts.append(text(x, place[1] - 10, point.shown, "middle"))
    if began is not None and 0 < began < len(points):
        parts += _beginning(LEFT + step * (began - 0.5))
    figures = "，".join(f"{point.label} {point.shown}" for point in points)
    start = f"从{points[began].label}起实施。" if began is not None and began < len(points) else ""
    return chart(identifier, title, start + figures, (WIDTH, HEIGHT), parts)


def _part(places: Sequence[tuple[float, float] | None], css: str) -> Markup:
    return group([polyline(places), dots(place for place in places if place is not None)], css, "")


def _beginning(x: float) -> list[Markup]:
    return [line(x, 16, x, BOTTOM + 10, "target"), text(x, 12, "开始实施", "soft middle")]
