"""What the public may see of a ranking, by the method's `display` (R-RNK-01, R-ETH-12).

Applied once, before pages and downloads: what is hidden is not there to leak. A hidden row is made
anew from what stays public: the unit, why it is not ranked, the reported values (each unit is shown
against its own past) and, under `tiers`, its tier. Whatever is added to rows later is hidden by
default. Explanations come afterwards (`explain.py`) and so are made of public numbers only.
"""

from __future__ import annotations

from dataclasses import replace

from leitai.model.method import Display
from leitai.model.ranking import IndicatorScore, Ranking, RankingRow

HIDDEN_BEFORE = "上期名次未公布"


def public_view(ranking: Ranking) -> Ranking:
    """The ranking as it may be published: visible rows first, the others in customary order."""
    display = ranking.method.display
    if display.kind == "full":
        return ranking
    shown = [_without_hidden_past(row, display) for row in ranking.rows if _is_shown(row, display)]
    hidden = [_hidden(row, display) for row in ranking.rows if not _is_shown(row, display)]
    # what is close to a shown row, or equal to it, may be hidden
    shown = [replace(row, ahead_by="", rank_range=None) for row in shown]
    rows = (*shown, *sorted(hidden, key=lambda row: (row.status != "ranked", row.unit.sort)))
    return replace(ranking, rows=rows, influence={})


def _is_shown(row: RankingRow, display: Display) -> bool:
    return display.top_n is not None and row.rank is not None and row.rank <= display.top_n


def _without_hidden_past(row: RankingRow, display: Display) -> RankingRow:
    """A rank that was not published last time must not be worked out from this time's change."""
    if row.previous_rank is None or row.previous_rank <= (display.top_n or 0):
        return row
    return replace(row, previous_rank=None, rank_change=None, change_note=HIDDEN_BEFORE)


def _hidden(row: RankingRow, display: Display) -> RankingRow:
    return RankingRow(
        unit=row.unit,
        status=row.status,
        reason=row.reason,
        rank=None,
        tied=False,
        score=None,
        bonus=None,
        deduction=None,
        tier=display.tier_of(row.score) if row.score is not None else "",
        previous_rank=None,
        rank_change=None,
        change_note="",
        scores={
            indicator_id: IndicatorScore(score.observation, score.target, None, None, None)
            for indicator_id, score in row.scores.items()
        },
        dimensions={},
        tie_breaks=row.tie_breaks,
    )
