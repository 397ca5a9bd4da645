"""The score kinds: one module each, with `SPEC`, `score(column, rule)` and `working(column, rule)`; registered here.

A kind whose arithmetic uses numbers of the whole group also has `basis(column, rule)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from leitai.model.method import ScoreKindSpec, ScoreRule
from leitai.score.arithmetic.column import Column
from leitai.score.arithmetic.numbers import Array
from leitai.score.kinds import as_given, bands, completion, deduct, interval, minmax, rank_points, zscore


class ScoreKind(Protocol):
    """What every module of this folder offers."""

    SPEC: ScoreKindSpec

    def score(self, column: Column, rule: ScoreRule) -> Array:
        """The scores of a column's cells, 100 being full; not rounded."""

    def working(self, column: Column, rule: ScoreRule) -> list[str]:
        """The arithmetic behind each cell of an exact column, ending in its score (`working.py`)."""


KINDS: dict[str, ScoreKind] = {
    kind.SPEC.name: kind
    for kind in (completion, minmax, zscore, rank_points, bands, interval, as_given, deduct)
}
SPECS: dict[str, ScoreKindSpec] = {name: kind.SPEC for name, kind in KINDS.items()}
BASES: dict[str, Callable[[Column, ScoreRule], str]] = {"minmax": minmax.basis, "zscore": zscore.basis}
