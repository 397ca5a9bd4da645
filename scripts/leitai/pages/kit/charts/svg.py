"""The few SVG elements that charts are made of; every text is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from markupsafe import Markup, escape

WIDTH = 320
CHARACTER = 12  # one Chinese character at the charts' text size

Scale = Callable[[Decimal], float]


def chart(
    identifier: str, title: str, description: str, size: tuple[int, int], parts: Iterable[Markup]
) -> Markup:
    """A whole drawing with a name and a description for those who can't see it. `identifier` is unique on its page."""
    width, height = size
    return Markup(
        '<svg class="lt-chart" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
        ' aria-labelledby="{2}-title {2}-desc"><title id="{2}-title">{3}</title><desc id="{2}-desc">{4}</desc>{5}</svg>'
    ).format(width, height, identifier, title, description, Markup("").join(parts))


def cut(label: str, most: int) -> str:
    """A label that leaves room for the drawing; the table beside has it whole."""
    return label if len(label) <= most else label[: most - 1] + "…"


def at(position: float) -> str:
    """A coordinate: one decimal at most."""
    return f"{position:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, css: str = "") -> Markup:
    """Words at a point; `css` says how they are anchored."""
    return Markup('<text x="{}" y="{}"{}>{}</text>').format(at(x), at(y), _class(css), words)


def path(data: str, css: str) -> Markup:
    """A path from its data."""
    return Markup('<path d="{}"{}/>').format(data, _class(css))


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    """A straight line between two points."""
    return path(f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}", css)


def rectangle(x: float, y: float, width: float, height: float, css: str) -> Markup:
    """A rectangle; one of a width below 0 has none."""
    return Markup('<rect x="{}" y="{}" width="{}" height="{}"{}/>').format(
        at(x), at(y), at(max(width, 0)), at(height), _class(css)
    )


def dots(points: Iterable[tuple[float, float]], css: str = "dots") -> Markup:
    """Round dots as strokes without length: far shorter than a circle each."""
    return path("".join(f"M{at(x)} {at(y)}h0" for x, y in points), css)


def polyline(points: Iterable[tuple[float, float] | None], css: str = "line") -> Markup:
    """A line through the points; None is a gap."""
    data, pen = "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        data += f"{pen}{at(point[0])} {at(point[1])}"
        pen = "L"
    return path(data, css)


def group(parts: Iterable[Markup], css: str = "", unit: str = "") -> Markup:
    """`unit` lets the page mark the line of the row that a shared link points to."""
    key = Markup(' data-unit="{}"').format(unit) if unit else ""
    return Markup("<g{}{}>{}</g>").format(_class(css), key, Markup("").join(parts))


def scale(values: Iterable[Decimal], start: float, end: float) -> Scale:
    """Values to positions, the smallest at `start`; equal values all stand in the middle."""
    found = list(values)
    low, high = min(found), max(found)
    if low == high:
        return lambda value: (start + end) / 2
    return lambda value: start + (end - start) * float((value - low) / (high - low))


def _class(css: str) -> Markup:
    return Markup(' class="{}"').format(escape(css)) if css else Markup("")
