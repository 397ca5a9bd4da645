"""What a ranking page says of its corrections: what changed, why, whose rank moved, where the old version is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from leitai.model.method import Display
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.seal import Correction, Seal, moves, version_url
from leitai.model.urls import ranking_url
from leitai.pages.kit import words

UNPUBLISHED = "未公布"


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
class VersionNote:
    """What a new version of a sealed ranking corrects; `before` is the address of the version that it replaces."""

    version: int
    day: str
    corrected: tuple[Corrected, ...]
    moved: str
    version_before: int
    before: str


def corrections_of(portal: Portal, ranking: Ranking) -> tuple[VersionNote, ...]:
    """The corrections that concern this group, newest version first."""
    seals = portal.content.library.seals_of(ranking.period.id)
    notes = (_note(portal, ranking, old, new) for old, new in pairwise(seals))
    return tuple(reversed([note for note in notes if note.corrected or note.moved]))


def _note(portal: Portal, ranking: Ranking, old: Seal, new: Seal) -> VersionNote:
    found = portal.content.library.corrections_of(ranking.period.id)
    added = found[len(old.snapshot.corrections) : len(new.snapshot.corrections)]
    units = portal.content.settings.units
    mine = [c for c in added if not c.unit_id or units[c.unit_id].group == ranking.group]
    version = old.snapshot.version
    return VersionNote(
        version=new.snapshot.version,
        day=words.day(new.snapshot.day),
        corrected=tuple(corrected(portal, correction) for correction in mine),
        moved=_moved(portal, ranking, old, new, bool(mine)),
        version_before=version,
        before=version_url(ranking.period.id, version, f"{ranking.group}.html"),
    )


def corrected(portal: Portal, correction: Correction) -> Corrected:
    unit = portal.content.settings.units.get(correction.unit_id)
    what = f"{unit.name} {correction.item}" if unit is not None else correction.item
    day = words.day(correction.day)
    return Corrected(what, correction.old, correction.new, correction.reason, correction.document, day)


def _moved(portal: Portal, ranking: Ranking, old: Seal, new: Seal, is_mine: bool) -> str:
    """Every unit of the group whose rank moved, as far as the method publishes ranks."""
    units = portal.content.settings.units
    display = ranking.method.display
    shown = []
    for move in moves(old.snapshot.results, new.snapshot.results):
        ranks = public_rank(move.old, display), public_rank(move.new, display)
        if units[move.key].group == ranking.group and set(ranks) != {UNPUBLISHED}:
            shown.append(f"{units[move.key].name} {ranks[0]} → {ranks[1]}")
    if shown:
        return f"名次变动：{'；'.join(shown)}。"
    return "公布的名次没有变动。" if is_mine else ""


def public_rank(rank: str, display: Display) -> str:
    if not rank.isdigit():
        return rank
    is_public = display.kind == "full" or (display.top_n is not None and int(rank) <= display.top_n)
    return f"第{rank}名" if is_public else UNPUBLISHED


def preview(portal: Portal, ranking: Ranking) -> list[str]:
    """What link previews say first."""
    items = [item for note in corrections_of(portal, ranking) for item in note.corrected]
    return [f"更正：{item.what}由 {item.old} 更正为 {item.new}" for item in items]


def sealed_context(portal: Portal, ranking: Ranking) -> dict[str, object]:
    """What a ranking page lays out of seals and corrections."""
    return {
        "corrections": corrections_of(portal, ranking),
        "corrected_before": _corrected_before(portal, ranking),
        "versions": _sealed_versions(portal, ranking),
    }


def _corrected_before(portal: Portal, ranking: Ranking) -> str:
    """The address of the previous ranking if it was corrected, so that this one's changes are new; else empty."""
    before = ranking.previous_period
    previous = [r for r in portal.rankings_of(ranking.group) if r.period == before]
    is_corrected = any(r.is_corrected for r in previous)
    return ranking_url(before.id, ranking.group) if before is not None and is_corrected else ""


def _sealed_versions(portal: Portal, ranking: Ranking) -> list[dict[str, object]]:
    """Number, day and address of every sealed version of this ranking."""
    name = f"{ranking.group}.html"
    snapshots = [seal.snapshot for seal in portal.content.library.seals_of(ranking.period.id)]
    return [
        {"number": s.version, "day": words.day(s.day), "url": version_url(s.period_id, s.version, name)}
        for s in snapshots
        if name in s.files
    ]
