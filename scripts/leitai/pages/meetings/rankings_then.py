"""The rankings as they were public on the day of a meeting; what changed since is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import RANK, Seal, version_url
from leitai.model.settings import DEMO_NOTICE
from leitai.pages.kit import words
from leitai.pages.meetings.occasion import Occasion
from leitai.pages.rankings.titles import subject_of
from leitai.schema.config.portal import PortalSettings

LEADERS = 3


@dataclass(frozen=True)
class RankingThen:
    """A ranking as it was public on the day of a meeting.

    `leaders` is the demo notice where its ranks may not be told, and empty where none is published. `url` is that of the
    version of that day; `since` says what a later version changed, `now_url` leads to it.
    """

    title: str
    url: str
    published: str
    leaders: str
    since: str
    now_url: str


def rankings_on(occasion: Occasion, seals: Sequence[Seal]) -> tuple[RankingThen, ...]:
    """Those that were public on the day; of one whose ranks may not be told the line only leads to it."""
    settings, day = occasion.settings.portal, occasion.meeting.first_day
    return tuple(
        _ranking_then(settings, ranking, _version_on(ranking, seals, day), occasion.may_tell_ranks(ranking))
        for ranking in occasion.public
    )


def _version_on(ranking: Ranking, seals: Sequence[Seal], day: date) -> int:
    """The sealed version that stood on a day: the newest one of by then, else the first."""
    own = [seal.snapshot for seal in seals if seal.snapshot.period_id == ranking.period.id]
    return max((version.version for version in own if version.day <= day), default=1)


def _ranking_then(settings: PortalSettings, ranking: Ranking, version: int, is_told: bool) -> RankingThen:
    later = [note for note in ranking.corrections if note.version > version]
    url = now_url = ranking.url
    if later:
        url = version_url(ranking.period.id, version, f"{ranking.group}.html")
    published = f"{words.day(settings.periods[ranking.period.id].published_on)}公布"
    return RankingThen(
        title=f"{subject_of(settings, ranking)}排名",
        url=url,
        published=f"{published}，第{version}版" if later else published,
        leaders=_leaders(ranking, version) if is_told else DEMO_NOTICE,
        since=_since(ranking, version, is_told) if later else "",
        now_url=now_url if later else "",
    )


def ranks_then(ranking: Ranking, version: int) -> dict[str, str]:
    """The published rank (第3名) of each unit under a version: today's, with every later correction taken back."""
    ranks = {row.unit.unit_id: f"第{row.rank}名" for row in ranking.rows if row.rank is not None}
    for note in ranking.corrections:  # the newest first
        if note.version > version:
            ranks |= {moved.unit_id: moved.old for moved in note.moved if moved.item == RANK}
    return ranks


def _leaders(ranking: Ranking, version: int) -> str:
    names = {row.unit.unit_id: row.unit.name for row in ranking.rows}
    ranks = ranks_then(ranking, version)
    told = [f"第{rank}名" for rank in range(1, LEADERS + 1)]
    return "、".join(f"{rank}{names[unit]}" for rank in told for unit in names if ranks.get(unit) == rank)


def _since(ranking: Ranking, version: int, is_told: bool) -> str:
    """后来更正过：2019年11月5日第2版，甲县第3名 → 第2名."""
    later = [note for note in reversed(ranking.corrections) if note.version > version]
    names = {row.unit.unit_id: row.unit.name for row in ranking.rows}
    told = []
    for note in later:
        moved = [
            f"{names[m.unit_id]} {m.old} → {m.new}"
            for m in note.moved
            if m.item == RANK and m.unit_id in names
        ]
        moves = f"，{'、'.join(moved)}" if moved and is_told else ""
        told.append(f"{words.day(note.day)}第{note.version}版{moves}")
    return f"后来更正过：{'；'.join(told)}"
