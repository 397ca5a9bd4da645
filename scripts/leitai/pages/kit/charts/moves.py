"""Why a total moved: what each part gave or took, as bars to the right and left, and the sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.pages.kit.charts.svg import CHARACTER, WIDTH, Scale, chart, cut, line, rectangle, scale, text

ROW, BAR = 24, 12
VALUE = 44.0  # for the figure beyond each bar's tip
LABEL = 9  # characters


@dataclass(frozen=True)
class Move:
    """`shown` carries its sign: +1.20, −0.35."""

    label: str
    delta: Decimal
    shown: str


def moves(identifier: str, title: str, steps: Sequence[Move], total: Move) -> Markup:
    """Gains are filled to the right of the axis, losses hollow to its left; the sum stands below a rule."""
    rows = [*steps, total]
    left = min(max(len(row.label) for row in rows), LABEL) * CHARACTER + 8.0
    deltas = [row.delta for row in rows]
    x = scale([Decimal(0), *deltas], left + VALUE, WIDTH - VALUE)
    height = ROW * len(rows) + 8
    rule = ROW * len(steps) + 2
    parts = [line(x(Decimal(0)), 2, x(Decimal(0)), height - 2, "axis"), line(0, rule, WIDTH, rule, "rule")]
    for position, row in enumerate(rows):
        is_total = position == len(steps)
        parts += _row(row, ROW * position + (4 if is_total else 0), left, x)
    description = "，".join(f"{row.label} {row.shown}" for row in rows)
    return chart(identifier, title, description, (WIDTH, height), parts)


def _row(row: Move, top: float, left: float, x: Scale) -> Iterator[Markup]:
    baseline = top + ROW / 2 + 4
    zero, tip = x(Decimal(0)), x(row.delta)
    yield text(left - 6, baseline, cut(row.label, LABEL), "end")
    yield rectangle(
        min(zero, tip),
        top + (ROW - BAR) / 2,
        abs(tip - zero),
        BAR,
        "minus" if row.delta < 0 else "bar strong",
    )
    if row.delta < 0:
        yield text(tip - 4, baseline, row.shown, "end")
    else:
        yield text(tip + 4, baseline, row.shown)
