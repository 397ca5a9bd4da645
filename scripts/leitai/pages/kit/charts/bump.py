"""Ranks over periods: one line per unit, its name and rank at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.scoring.ranks import Rank
from leitai.pages.kit.charts.svg import CHARACTER, WIDTH, chart, cut, dots, group, polyline, text

ROW, TOP = 24, 14
LABEL = 6  # characters
PERIOD = 32  # the least room for a period's label


@dataclass(frozen=True)
class BumpLine:
    """`ranks` by period, None where the unit was not ranked; `strong` draws it thick."""

    unit_id: str
    label: str
    ranks: Sequence[Rank | None]
    strong: bool = False


def bump(identifier: str, title: str, periods: Sequence[str], lines: Sequence[BumpLine]) -> Markup:
    """Rank 1 on top. Tied units meet in one point, and the next place stays free, whichever way ties are counted.

    A period in which a unit is not ranked breaks its line.
    """
    places = [_places([unit.ranks[i] for unit in lines]) for i in range(len(periods))]
    side = min(max(len(line.label) for line in lines), LABEL) * CHARACTER + 26.0
    step = (WIDTH - 2 * side) / max(len(periods) - 1, 1)
    height = TOP + ROW * len(lines) + 16
    every = max(1, -(-PERIOD // max(int(step), 1)))
    parts = [
        text(side + step * i, height - 3, label, "soft middle")
        for i, label in enumerate(periods)
        if (len(periods) - 1 - i) % every == 0
    ]
    for order, unit in enumerate(lines):
        points = [_point(side + step * i, places[i][order]) for i in range(len(periods))]
        labels = _labels(unit, order, lines, side)
        drawn = [polyline(points), dots(point for point in points if point is not None), *labels]
        parts.append(group(drawn, "strong" if unit.strong else "", unit.unit_id))
    description = (
        f"{'、'.join(filter(None, periods))}的名次。" + "；".join(_sentence(unit) for unit in lines) + "。"
    )
    return chart(identifier, title, description, (WIDTH, height), parts)


def _places(ranks: Sequence[Rank | None]) -> list[int | None]:
    """One more than the number of units in front."""
    known = [rank for rank in ranks if rank is not None]
    return [None if rank is None else 1 + sum(other < rank for other in known) for rank in ranks]


def _point(x: float, place: int | None) -> tuple[float, float] | None:
    return None if place is None else (x, _height(place))


def _height(place: int) -> float:
    return TOP + ROW * (place - 0.5)


def _labels(unit: BumpLine, order: int, lines: Sequence[BumpLine], side: float) -> Iterator[Markup]:
    """Tied units' names take the places that the tie leaves free, so that none covers another."""
    for index, x, css in ((0, side - 8, "end"), (len(unit.ranks) - 1, WIDTH - side + 8, "")):
        rank = unit.ranks[index]
        if rank is None:
            continue
        ranks = [line.ranks[index] for line in lines]
        place = _places(ranks)[order]
        assert place is not None
        shift = sum(other == rank for other in ranks[:order])
        name = cut(unit.label, LABEL)
        words = f"{name} {rank}" if css else f"{rank} {name}"
        yield text(x, _height(place + shift) + 4, words, css)


def _sentence(unit: BumpLine) -> str:
    return f"{unit.label}：" + "、".join("未排名" if rank is None else f"第{rank}" for rank in unit.ranks)
