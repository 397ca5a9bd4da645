"""How far a rank may move: the span of ranks under small changes of the method, and the published rank in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.scoring.ranks import Rank
from leitai.pages.kit.charts.svg import CHARACTER, WIDTH, chart, cut, dots, group, line, scale, text

ROW, TOP = 24, 20
LABEL = 7  # characters


@dataclass(frozen=True)
class Range:
    """A unit's rank with the best and the worst that it takes in any scenario."""

    label: str
    best: Rank
    rank: Rank
    worst: Rank


def ranges(identifier: str, title: str, rows: Sequence[Range], size: int) -> Markup:
    """Rank 1 on the left, `size` on the right; the published rank is a dot with its number, the span a line."""
    left = min(max(len(row.label) for row in rows), LABEL) * CHARACTER + 18.0
    x = scale([Decimal(1), Decimal(size)], left, WIDTH - 14.0)
    height = TOP + ROW * len(rows)
    parts = [text(x(Decimal(1)), 12, "第1名", "soft"), text(x(Decimal(size)), 12, f"第{size}名", "soft end")]
    for position, row in enumerate(rows):
        middle = TOP + ROW * (position + 0.5)
        ends = x(Decimal(row.best)), x(Decimal(row.worst))
        place = x(Decimal(row.rank))
        drawn = [line(ends[0], middle, ends[1], middle, "line"), dots([(place, middle)])]
        parts += [
            text(left - 12, middle + 4, cut(row.label, LABEL), "end"),
            group(drawn, "strong"),
            text(place, middle - 7, str(row.rank), "middle"),
        ]
    spans = (f"{row.label}第{row.rank}名，可能在第{row.best}到第{row.worst}名" for row in rows)
    return chart(identifier, title, "；".join(spans), (WIDTH, height), parts)
