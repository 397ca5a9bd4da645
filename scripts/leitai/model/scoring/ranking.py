"""A scored and ranked period of one peer group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from statistics import median
from typing import Literal

from leitai.grouping import grouped
from leitai.keep import Held
from leitai.model.observations import Observation
from leitai.model.scoring.explanation import Explanation, Gap, Movement
from leitai.model.scoring.ranks import Influence, Overturn, Rank
from leitai.model.seals.version_note import Moved, VersionNote
from leitai.model.settings import DEMO_NOTICE
from leitai.model.urls import ranking_url
from leitai.schema.config.methods import Method
from leitai.schema.config.portal import DATA_STATUS_NAMES, DataStatus
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

RowStatus = Literal["ranked", "missing", "vetoed", "unrankable"]
STATUS_NAMES: dict[RowStatus, str] = {
    "ranked": "参加排名",
    "missing": "未报",
    "vetoed": "不参与排名",
    "unrankable": "按规定不排名",
}
HIDDEN_BEFORE = "上期名次未公布"  # a change note


def status_text(data_status: DataStatus, demo_note: str) -> str:
    """What downloads say of figures whose period has this status; `demo_note` says which of them are demo data."""
    known = DEMO_NOTICE if data_status == "demo" else DATA_STATUS_NAMES[data_status]
    return known + (f"（{demo_note}）" if demo_note not in ("", DEMO_NOTICE) else "")


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One unit's result on one indicator.

    `score` (100 is full) is rounded for display; `points` is the published number. Both are None
    for a unit that is not ranked and for an indicator that does not count for it. `weight` is the
    weight that was used, after any reweighting.
    """

    observation: Observation | None
    target: Fraction | None = None
    score: Decimal | None = None
    points: Decimal | None = None
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One unit's result in a dimension of which something counts for it."""

    points: Decimal  # as published
    score: Decimal  # 100 is full; from exact points, and ranked by, so that units with other weights stay comparable
    rank: Rank | None  # None where it would tell of hidden values
    weight: Fraction  # what the dimension carried: more than declared where a sibling didn't count


@dataclass(frozen=True)
class RankingRow:
    """One unit in a ranking; `rank` is None unless `status` is ranked."""

    unit: Unit
    status: RowStatus
    reason: str
    scores: Mapping[str, IndicatorScore]
    tie_breaks: Mapping[str, Observation | None]  # the unit's cells for each tie-break indicator
    rank: Rank | None = None
    tied: bool = False
    score: Decimal | None = None  # with bonus and deduction
    bonus: Decimal | None = None  # capped; None where the method knows none
    deduction: Decimal | None = None
    tier: str = ""
    previous_rank: Rank | None = None
    rank_change: Rank | None = None
    change_note: str = ""  # why a ranked unit has no rank change
    dimensions: Mapping[str, DimensionScore] = field(default_factory=dict)
    explained: Held[Explanation] | None = None  # added to what is shown; waits on disk
    rank_range: tuple[Rank, Rank] | None = None  # best and worst under slightly other weights
    overturn: Overturn | None = None
    small_lead_over: tuple[str, ...] = ()  # units of the next rank that are close behind (`leads.py`)
    ahead_by: str = ""  # the tie-break indicator that decided against a unit of equal total
    veto: str = ""  # what a veto does to a unit that is ranked all the same
    gate: str = ""  # what kept it out of a better tier
    change_by: Literal["", "chance", "members"] = ""  # what alone moved it, where that wasn't the unit itself

    @property
    def explanation(self) -> Explanation | None:
        """How it came about, read from disk: ask for `explained` where only whether there is one matters."""
        return None if self.explained is None else _read(self.explained)

    @property
    def movement(self) -> Movement | None:
        """Why its total moved; None where that isn't shown, or there is nothing to compare with."""
        return self.explanation.movement if self.explanation is not None else None

    @property
    def gap_to_next(self) -> Gap | None:
        return self.explanation.gap_to_next if self.explanation is not None else None

    @property
    def moved(self) -> str:
        """up | down | same, or what alone moved it: chance | members; empty where the change isn't known."""
        if self.rank_change is None:
            return ""
        if self.rank_change == 0:
            return "same"
        return self.change_by or ("up" if self.rank_change > 0 else "down")


@lru_cache(maxsize=64)  # pages ask for the same few again and again
def _read(explained: Held[Explanation]) -> Explanation:
    return explained.get()


@dataclass(frozen=True)
class GroupLevel:
    """One indicator in a group: the median of all scores, and who has the best, in customary order."""

    middle: Decimal
    leaders: tuple[RankingRow, ...]


@dataclass(frozen=True)
class Ranking:
    """Rows: ranked ones by rank, ties in customary order; then the others in customary order.

    The last five fields are filled by the public view.
    """

    period: Period
    group: str
    method: Method
    data_status: DataStatus
    rows: tuple[RankingRow, ...]
    previous_period: Period | None
    not_comparable: str
    influence: Mapping[str, Influence] = field(default_factory=dict)
    corrections: tuple[VersionNote, ...] = ()  # newest version first
    moved: Mapping[str, Moved] = field(default_factory=dict)  # what corrections did to what was published
    earlier: tuple[Period, ...] = ()  # whose values bound the advice on how to close a gap
    demo_note: str = ""  # which figures are demo data, those of the period before included
    explained_note: str = ""  # the same, with all earlier periods

    def is_before(self, other: Ranking) -> bool:
        """Whether it is an earlier one of the same group and kind of period."""
        is_alike = (self.group, self.period.kind) == (other.group, other.period.kind)
        return is_alike and self.period < other.period

    @property
    def key(self) -> tuple[str, str]:
        return self.period.id, self.group

    @property
    def url(self) -> str:
        return ranking_url(*self.key)

    def url_of_row(self, row: RankingRow) -> str:
        return f"{self.url}#{row.unit.unit_id}"

    @property
    def is_corrected(self) -> bool:
        """Whether anything of it was corrected after it was sealed."""
        return bool(self.corrections)

    @property
    def status_text(self) -> str:
        """What downloads say of the whole."""
        return self._status_text(self.demo_note)

    @property
    def explained_status_text(self) -> str:
        """The same where they say what would close a gap, too."""
        return self._status_text(self.explained_note)

    def _status_text(self, note: str) -> str:
        return status_text(self.data_status, note) + ("（更正）" if self.is_corrected else "")

    @property
    def group_size(self) -> int:
        return len(self.rows)

    @property
    def ranked_size(self) -> int:
        return sum(row.status == "ranked" for row in self.rows)

    @property
    def has_public_pairs(self) -> bool:
        """Whether everything of the ranking is public, and there are two units to compare."""
        return self.method.display.kind == "full" and self.ranked_size > 1

    def movers(self, way: str) -> tuple[RankingRow, ...]:
        """The rows that moved this way (`RankingRow.moved`)."""
        return tuple(row for row in self.rows if row.moved == way)

    @property
    def climbers(self) -> tuple[RankingRow, ...]:
        """Shown rows that rose by more than chance and past units still ranked, most first; among equals in customary order."""
        return tuple(sorted(self.movers("up"), key=lambda row: (-(row.rank_change or 0), row.unit.sort)))

    @cached_property
    def median(self) -> Decimal | None:
        """The median of all totals; None where some are not shown, or nobody is ranked."""
        totals = [row.score for row in self.rows if row.status == "ranked" and row.score is not None]
        return self._middle(totals) if totals and len(totals) == self.ranked_size else None

    def _middle(self, numbers: Sequence[Decimal]) -> Decimal:
        """The median, printed and used with as many places as the numbers themselves."""
        rounding = self.method.rounding
        mode = ROUND_HALF_EVEN if rounding.mode == "half_even" else ROUND_HALF_UP
        return median(numbers).quantize(Decimal(1).scaleb(-rounding.places), mode)

    @cached_property
    def levels(self) -> Mapping[str, GroupLevel]:
        """By indicator, from the rows that are shown; an indicator that counted for nobody is left out."""
        ranked = [row for row in self.rows if row.rank is not None]
        found = {}
        for counted in self.method.indicators():
            scored = [(row, row.scores[counted.indicator_id].score) for row in ranked]
            scores = [score for _, score in scored if score is not None]
            if scores:
                best = max(scores)
                leaders = [row for row, score in scored if score == best]
                leaders.sort(key=lambda row: row.unit.sort)
                found[counted.indicator_id] = GroupLevel(self._middle(scores), tuple(leaders))
        return found

    def close_ahead(self, row: RankingRow) -> tuple[RankingRow, ...]:
        """The units of the rank before whose lead over a row is small; units of equal rank are no neighbours."""
        return tuple(self._small_leads.get(row.unit.unit_id, ()))

    def close_behind(self, row: RankingRow) -> tuple[RankingRow, ...]:
        """The units of the rank after over which a row's lead is small."""
        return tuple(self._by_unit[unit_id] for unit_id in row.small_lead_over)

    @cached_property
    def _small_leads(self) -> Mapping[str, Sequence[RankingRow]]:
        """By follower."""
        return grouped((unit_id, row) for row in self.rows for unit_id in row.small_lead_over)

    @cached_property
    def most_gaps(self) -> int:
        """To how many units ahead one of the rows is explained the way, at most."""
        return max((len(row.explanation.gaps) for row in self.rows if row.explanation is not None), default=0)

    @cached_property
    def customary(self) -> Mapping[str, int]:
        """Each unit's place in customary order, from 0."""
        in_order = sorted(self.rows, key=lambda row: row.unit.sort)
        return {row.unit.unit_id: place for place, row in enumerate(in_order)}

    def row_of(self, unit_id: str) -> RankingRow | None:
        return self._by_unit.get(unit_id)

    @cached_property
    def _by_unit(self) -> Mapping[str, RankingRow]:
        return {row.unit.unit_id: row for row in self.rows}
