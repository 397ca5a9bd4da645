"""A rank: 1, 2, 3 …; a half, such as 2.5, where equals share the mean of their ranks."""

from __future__ import annotations

from decimal import Decimal

Rank = int | Decimal


def as_rank(number: float | Decimal) -> Rank:
    """An exact whole or half number as a rank."""
    return int(number) if number == int(number) else Decimal(number)
