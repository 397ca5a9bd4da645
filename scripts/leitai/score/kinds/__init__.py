"""The score kinds: one module each, registered here. What other rooms must know of a kind stands in its `SPEC`."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from leitai.schema.config.score_kinds import ScoreKindSpec, ScoreRule
from leitai.score.arithmetic.column import ScoreColumn
from leitai.score.arithmetic.numbers import Array
from leitai.score.kinds import as_given, bands, completion, deduct, interval, minmax, rank_points, zscore


class ScoreKind(Protocol):
    """What every module of this folder offers."""

    SPEC: ScoreKindSpec

    def score(self, column: ScoreColumn, rule: ScoreRule) -> Array:
        """The scores of a column's cells, 100 being full; not rounded."""

    def working(self, column: ScoreColumn, rule: ScoreRule) -> list[str]:
        """The arithmetic behind each cell of an exact column, ending in its score (`working.py`)."""


@runtime_checkable
class GroupKind(ScoreKind, Protocol):
    """What a kind offers besides if its arithmetic uses numbers of the whole group."""

    def basis(self, column: ScoreColumn, rule: ScoreRule) -> str:
        """How those numbers come about."""


KINDS: dict[str, ScoreKind] = {
    kind.SPEC.name: kind
    for kind in (completion, minmax, zscore, rank_points, bands, interval, as_given, deduct)
}
SPECS: dict[str, ScoreKindSpec] = {name: kind.SPEC for name, kind in KINDS.items()}
