"""A rank: 1, 2, 3 …; a half, such as 2.5, where equals share the mean of their ranks; and what it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Rank = int | Decimal


def as_rank(number: float | Decimal) -> Rank:
    """An exact whole or half number as a rank."""
    return int(number) if number == int(number) else Decimal(number)


@dataclass(frozen=True)
class Overturn:
    """The least weight (in points) that would have to move, most of it `taken_from` one indicator and `given_to` another,
    for a unit of the next rank to draw level."""

    shift: Decimal
    taken_from: str
    given_to: str


@dataclass(frozen=True)
class Influence:
    """What an indicator does to the order: how many units change rank without it, and by how many places at most;
    how its scores go along with the totals (−1 … 1, None where one of them has no spread)."""

    moved: int
    largest: Rank
    correlation: Decimal | None
