"""The latest seal of a period beside what content and program say now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from leitai.model.content import Content
from leitai.model.observations import LESS_BEFORE
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import ABSENT, READING, TARGET, Difference, Snapshot, differences
from leitai.model.seals.snapshot import snapshot_with_places
from leitai.problems import Place
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.period import Period


@dataclass(frozen=True)
class SealedPeriod:
    """`corrections` are those that the seal does not know yet, in the order of the ledger.

    `made`: the indicators that nobody reports: roll-ups of other periods, rates and copies of what is reported.
    """

    period: Period
    sealed: Snapshot
    present: Snapshot
    places: Mapping[str, Place]
    corrections: tuple[Correction, ...]
    keeps_old_corrections: bool
    made: frozenset[str]

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left of what was sealed."""
        return not self.present.inputs

    @cached_property
    def changes(self) -> list[Difference]:
        """Changes of inputs and method. A value in another spelling is no change, nor is a target that appears or goes with the rank."""
        read_otherwise = {change.key for change in self.result_changes}
        inputs = [
            change
            for change in differences(self.sealed.inputs, self.present.inputs)
            if f"{change.key}/{READING}" not in self.present.results
            or f"{change.key}/{READING}" in read_otherwise
        ]
        inputs = [
            change
            for change in inputs
            if not (change.key.endswith(f"/{TARGET}") and ABSENT in (change.old, change.new))
        ]
        return inputs + differences(self.sealed.method, self.present.method)

    @property
    def unexplained(self) -> list[Difference]:
        """Changes of inputs and method that no new correction covers; computed ones count only
        where nothing else changed and nothing is corrected."""
        left = [c for c in self.changes if not any(each.speaks_of(c.key) for each in self.corrections)]
        own = [change for change in left if not self._is_made(change)]
        return own or ([] if self.corrections else left)

    @property
    def own_changes(self) -> list[Difference]:
        """The unexplained changes of what the period reports itself."""
        return [change for change in self.unexplained if not self._is_made(change)]

    def _is_made(self, change: Difference) -> bool:
        """Whether an entry changed without a change of what its unit reported: it is computed, or its 累计 is the same and the earlier
        one that is subtracted isn't."""
        _, name, *of_it = change.key.split("/")
        return (name in self.made and not of_it) or _reported(change.old) == _reported(change.new)

    @property
    def moved_results(self) -> list[Difference]:
        """Changed results, for a period of which nothing else changed but computed entries; empty if corrections cover all of them."""
        explained = {correction.unit_id for correction in self.corrections}
        told = "" in explained or all(_unit_of(change.key) in explained for change in self.result_changes)
        return [] if told else self.result_changes

    @property
    def is_moved(self) -> bool:
        """Whether its changes come from other periods or from the program alone, none from what it reports itself."""
        return not self.own_changes and bool(self.unexplained or (not self.changes and self.moved_results))

    def spoken_of(self, correction: Correction) -> list[Difference]:
        """The changes that a correction is about."""
        return [
            change for change in (*self.changes, *self.result_changes) if correction.speaks_of(change.key)
        ]

    @property
    def versions(self) -> tuple[str, str]:
        """How a correction of many entries names what they were and are."""
        return f"第{self.sealed.version}版", f"第{self.sealed.version + 1}版"

    @cached_property
    def result_changes(self) -> list[Difference]:
        return differences(self.sealed.results, self.present.results)

    def place_of(self, key: str) -> Place:
        """Where an entry stands now; for one that is gone, where to look for it."""
        is_method = key in self.sealed.method or key in self.present.method
        folder = "site_config/methods" if is_method else f"content/results/{self.period.id}"
        return self.places.get(key, Place(folder))


def _reported(text: str) -> str:
    """What a period's own file says: of 8（累计 22 − 上期累计 14） the 累计 22."""
    return text.partition("（")[2].partition(LESS_BEFORE)[0] if LESS_BEFORE in text else text


def _unit_of(key: str) -> str:
    """Of an entry of a unit, in whatever ranking (`row_key`)."""
    return key.partition("/")[0].partition("@")[0]


def entry_text(snapshot: Snapshot, key: str) -> str:
    """What a snapshot says of an entry, whichever part it belongs to."""
    parts = (snapshot.inputs, snapshot.method, snapshot.results)
    return next((part[key] for part in parts if key in part), ABSENT)


def sealed_periods(content: Content, rankings: Sequence[Ranking]) -> Iterator[SealedPeriod]:
    """Every period that is sealed, oldest seal first."""
    latest = {seal.snapshot.period_id: seal.snapshot for seal in content.library.seals}
    rolled_up = {leaf.indicator_id for method in content.methods for leaf, _ in method.rollups()}
    computed = {name for name, one in content.settings.indicators.items() if one.is_rate or one.same_as}
    for period_id, snapshot in latest.items():
        period = Period.parse(period_id)
        if period is None:  # a meeting: `sealed_meeting.py`
            continue
        known = len(snapshot.corrections)
        corrections = content.library.corrections_of(period_id)
        present, places = snapshot_with_places(content, rankings, period)
        yield SealedPeriod(
            period=period,
            sealed=snapshot,
            present=present,
            places=places,
            corrections=corrections[known:],
            keeps_old_corrections=tuple(c.row for c in corrections[:known]) == snapshot.corrections,
            made=frozenset(rolled_up | computed),
        )


def moved_along(periods: Sequence[SealedPeriod]) -> list[SealedPeriod]:
    """Sealed periods that report what they reported, and changed because an earlier or shorter one has open changes: as roll-ups of it,
    or by scores of a change against it. A correction of that one is recorded for these, too."""
    opened = [found.period.first_day for found in periods if found.own_changes and not found.is_gone]
    return [
        p for p in periods if not p.is_gone and p.is_moved and any(d <= p.period.last_day for d in opened)
    ]
