"""What a ranking page says of its corrections: what changed, why, whose rank moved, where the old version is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import RANK, SCORE, TIER, Seal, version_url
from leitai.model.seals.version_note import Moved, VersionNote
from leitai.model.urls import ranking_url
from leitai.pages.kit import words
from leitai.pages.kit.page import NotedLink
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.corrections import Correction

Units = Mapping[str, Unit]


@dataclass(frozen=True)
class Corrected:
    """One corrected entry as readers see it."""

    what: str
    old: str
    new: str
    reason: str
    document: str
    day: str


@dataclass(frozen=True)
class NewVersion:
    """What a new version of a ranking says; `before` is the address of the version that it replaces."""

    version: int
    day: str
    corrected: tuple[Corrected, ...]
    moved: str
    version_before: int
    before: str


def corrections_of(units: Units, ranking: Ranking) -> tuple[NewVersion, ...]:
    """The newest version first."""
    return tuple(_new_version(units, ranking, note) for note in ranking.corrections)


def _new_version(units: Units, ranking: Ranking, note: VersionNote) -> NewVersion:
    return NewVersion(
        version=note.version,
        day=words.day(note.day),
        corrected=tuple(corrected(units, correction) for correction in note.corrected),
        moved=moved_words(units, note),
        version_before=note.version_before,
        before=version_url(ranking.period.id, note.version_before, f"{ranking.group}.html"),
    )


def with_anchors(log: Iterable[Correction]) -> Iterator[tuple[str, Correction]]:
    """Each correction with its permanent anchor in the log: its number among those of its period, in the order in which the
    seals know them, wherever the lines of others stand after a merge."""
    told = Counter[str]()
    for correction in log:
        told[correction.period.id] += 1
        yield f"c-{correction.period.id}-{told[correction.period.id]}", correction


def corrected(units: Units, correction: Correction) -> Corrected:
    """A correction in the reader's words."""
    unit = units.get(correction.unit_id)
    subject = correction.subject if unit is None else unit.name
    what = f"{subject} {correction.item.text}".strip()
    day = words.day(correction.day)
    return Corrected(what, correction.old, correction.new, correction.reason, correction.document, day)


def moved_words(units: Units, note: VersionNote) -> str:
    """Every unit of the group whose published rank or tier moved, then those of which only the score did."""
    by_item = {item: [move for move in note.moved if move.item == item] for item in (RANK, TIER, SCORE)}
    told = [
        f"{item}变动：{'；'.join(_step(units, move) for move in moved)}。"
        for item, moved in by_item.items()
        if moved
    ]
    if by_item[note.published or RANK]:
        return "".join(told)
    first = f"公布的{note.published}没有变动。" if note.published else "名次和得分按办法不公布。"
    return "".join([first, *told])


def _step(units: Units, move: Moved) -> str:
    return f"{units[move.unit_id].name} {move.old} → {move.new}"


def preview(units: Units, ranking: Ranking) -> list[str]:
    """What link previews say first."""
    items = [corrected(units, correction) for note in ranking.corrections for correction in note.corrected]
    return [f"更正：{item.what}由 {item.old} 更正为 {item.new}" for item in items]


def corrected_before(ranking: Ranking, earlier: Iterable[Ranking]) -> str:
    """The address of the ranking of the period before if it was corrected, so that this one's changes are new; else empty."""
    before = [r for r in earlier if r.period == ranking.previous_period and r.is_corrected]
    return ranking_url(before[0].period.id, ranking.group) if before else ""


def versions_of_ranking(seals: Iterable[Seal], ranking: Ranking) -> tuple[NotedLink, ...]:
    """Every sealed version of this ranking with its day; `seals` are those of its period."""
    name = f"{ranking.group}.html"
    snapshots = [seal.snapshot for seal in seals if name in seal.snapshot.files]
    return tuple(
        NotedLink(f"第 {s.version} 版", version_url(s.period_id, s.version, name), words.day(s.day))
        for s in snapshots
    )
