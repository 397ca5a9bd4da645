"""Weights: numbers, or fractions such as 1/3 where no decimal would be exact."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from leitai.schema.parsers import POSITIVE, Parser, RowSoFar

_FRACTION = re.compile(r"[1-9]\d{0,5}/[1-9]\d{0,5}")


def _weight(text: str, row: RowSoFar) -> Fraction:
    return Fraction(text) if _FRACTION.fullmatch(text) else Fraction(POSITIVE.read(text, row))


WEIGHT = Parser(_weight)


def weight_text(weight: Fraction) -> str:
    """A weight as written: a decimal where it ends, else a fraction such as 1/3."""
    below = weight.denominator
    while below % 2 == 0 or below % 5 == 0:
        below //= 2 if below % 2 == 0 else 5
    return str(weight) if below != 1 else f"{Decimal(weight.numerator) / Decimal(weight.denominator):f}"
