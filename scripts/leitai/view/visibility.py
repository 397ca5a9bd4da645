"""What the public may see of a ranking, by the method's `display`.

Applied once, before pages and downloads: what is hidden is not there to leak. A hidden row is made
anew from what stays public: the unit, why it is not ranked, the reported values (each unit is shown
against its own past) and, under `tiers`, its tier. Whatever is added to rows later is hidden by
default. Explanations come afterwards (`score/explain`) and so are made of public numbers only.

A value that was judged elsewhere (`value_is_score`) is the score itself and hidden with it, and all values are under
`values: hidden`; where else they are read, `public_content.py` keeps them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from leitai.model.observations import Observation
from leitai.model.scoring.ranking import HIDDEN_BEFORE, DimensionScore, IndicatorScore, Ranking, RankingRow
from leitai.model.scoring.secrecy import is_hidden, is_shown, secret_indicators
from leitai.schema.config.methods import Method


def public_views(rankings: Sequence[Ranking]) -> tuple[Ranking, ...]:
    """Rankings as they may be published: visible rows first, the others in customary order."""
    known = {(ranking.group, ranking.period): ranking for ranking in rankings}
    return tuple(
        _public_view(
            _without_hidden_past(ranking, known[ranking.group, ranking.previous_period])
            if ranking.previous_period is not None
            else ranking
        )
        for ranking in rankings
    )


def with_earlier(rankings: Sequence[Ranking]) -> Iterator[Ranking]:
    """Rankings that know the earlier ones of their group and kind of period, unless nothing is said of their scores."""
    for ranking in rankings:
        has_scores = any(row.score is not None for row in ranking.rows)
        alike = (other.period for other in rankings if has_scores and other.is_before(ranking))
        yield replace(ranking, earlier=tuple(sorted(alike)))


def _public_view(ranking: Ranking) -> Ranking:
    display = ranking.method.display
    if display.kind == "full":
        return ranking
    # what is close to a shown row, or equal to it, may be hidden
    shown = [
        replace(
            row,
            ahead_by="",
            rank_range=None,
            overturn=None,
            small_lead_over=(),
            dimensions=_public_dimensions(row, ranking.method),
        )
        for row in ranking.rows
        if is_shown(row, display)
    ]
    hidden = [_hidden(row, ranking.method) for row in ranking.rows if not is_shown(row, display)]
    rows = (*shown, *sorted(hidden, key=lambda row: (row.status != "ranked", row.unit.sort)))
    return replace(ranking, rows=rows, influence={})


def _public_dimensions(row: RankingRow, method: Method) -> Mapping[str, DimensionScore]:
    """Under `values: hidden` without places: they say how many hidden units are better there."""
    if method.values == "public":
        return row.dimensions
    return {name: replace(found, rank=None) for name, found in row.dimensions.items()}


def _without_hidden_past(ranking: Ranking, before: Ranking) -> Ranking:
    """A rank that was not published last time, under whatever method, must not be worked out from this time's change."""
    hidden = {row.unit.unit_id for row in before.rows if is_hidden(row, before.method.display)}
    rows = (
        replace(row, previous_rank=None, rank_change=None, change_note=HIDDEN_BEFORE)
        if row.previous_rank is not None and row.unit.unit_id in hidden
        else row
        for row in ranking.rows
    )
    return replace(ranking, rows=tuple(rows)) if hidden else ranking


def _hidden(row: RankingRow, method: Method) -> RankingRow:
    secret = secret_indicators(method) if row.status == "ranked" else ()

    def public(name: str, cell: Observation | None) -> Observation | None:
        return cell.withheld() if cell is not None and name in secret else cell

    scores = {
        name: IndicatorScore(public(name, score.observation), score.target)
        for name, score in row.scores.items()
    }
    tie_breaks = {name: public(name, cell) for name, cell in row.tie_breaks.items()}
    tier = row.tier if method.display.kind == "tiers" else ""
    return RankingRow(row.unit, row.status, row.reason, scores, tie_breaks, tier=tier)
