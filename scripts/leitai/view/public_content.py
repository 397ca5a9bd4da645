"""What was read, without what would say a hidden score in other words (decision 8).

Of a row that a method's `display` hides, a value that was judged elsewhere is kept back, because it is the score itself. Under
`values: hidden` every value is. With a value go the ballots behind it and both sides of a correction of it, and of bonus, deduction and rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from leitai.model.content import Content
from leitai.model.observations import KEY, withheld
from leitai.model.results import Results
from leitai.model.scoring.ranking import Ranking
from leitai.model.scoring.secrecy import HiddenUnit, hidden_units
from leitai.model.seals.seal import RANK
from leitai.model.writings.library import Library
from leitai.schema.ledgers.corrections import EVERYTHING, Correction
from leitai.schema.period import Period
from leitai.schema.results.adjustments import BONUS, DEDUCTION
from leitai.schema.texts.meetings import Meeting

UNPUBLISHED = "未公布"


def public_content(content: Content, rankings: Sequence[Ranking]) -> Content:
    """The content as pages and downloads may show it; `rankings` are the office's own."""
    hidden = [unit for ranking in rankings for unit in hidden_units(content, ranking)]
    library = _public_library(content.library, hidden)
    return replace(content, results=_public_results(content.results, hidden), library=library)


def _public_results(results: Results, hidden: Sequence[HiddenUnit]) -> Results:
    """The very same where no value is kept back."""
    secret = {(unit.period.id, unit.unit_id, secret) for unit in hidden for secret in unit.secret}
    if not secret:
        return results
    table = results.observations
    is_secret = pd.MultiIndex.from_frame(table[KEY]).isin(secret)
    return replace(results, observations=withheld(table, pd.Series(is_secret, index=table.index)))


def _public_library(library: Library, hidden: Sequence[HiddenUnit]) -> Library:
    entries = {
        (unit.period, f"{unit.unit_id}/{item}")
        for unit in hidden
        for item in (*unit.secret, BONUS, DEDUCTION, RANK)
    }
    return replace(
        library,
        corrections=tuple(_public_correction(correction, entries) for correction in library.corrections),
        meetings=tuple(_without_ballots(meeting, hidden) for meeting in library.meetings),
    )


def _public_correction(correction: Correction, entries: set[tuple[Period, str]]) -> Correction:
    """`entries` are keys of snapshots: a unit and an item of it."""
    if not any(period == correction.period and _tells_of(correction, entry) for period, entry in entries):
        return correction
    return replace(correction, old=UNPUBLISHED, new=UNPUBLISHED)


def _tells_of(correction: Correction, entry: str) -> bool:
    """Whether a correction is of this entry or of what belongs to it (its 目标值, its 上年同期)."""
    unit_id, _, item = entry.partition("/")
    root = correction.item.key.split("/")[0]
    return correction.unit_id in ("", unit_id) and root in (item, EVERYTHING)


def _without_ballots(meeting: Meeting, hidden: Sequence[HiddenUnit]) -> Meeting:
    units = {unit.unit_id for unit in hidden if unit.is_balloted and unit.period in meeting.reviews}
    return replace(meeting, ballots=tuple(row for row in meeting.ballots if row.unit_id not in units))
