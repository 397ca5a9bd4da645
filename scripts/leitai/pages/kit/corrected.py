"""What a ranking page says of its corrections: what changed, why, whose rank moved, where the old version is."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.seal import version_url
from leitai.model.urls import ranking_url
from leitai.model.version_note import VersionNote
from leitai.pages.kit import words
from leitai.schema.ledgers.corrections import Correction


@dataclass(frozen=True)
class Corrected:
    """One corrected entry as readers see it."""

    what: str
    old: str
    new: str
    reason: str
    document: str
    day: str


def corrections_of(portal: Portal, ranking: Ranking) -> list[dict[str, object]]:
    """What each new version of a ranking says, the newest first; `before` is the address of the version that it replaces."""
    return [
        {
            "version": note.version,
            "day": words.day(note.day),
            "corrected": [corrected(portal, correction) for correction in note.corrected],
            "moved": _moved(portal, note),
            "version_before": note.version_before,
            "before": version_url(ranking.period.id, note.version_before, f"{ranking.group}.html"),
        }
        for note in ranking.corrections
    ]


def corrected(portal: Portal, correction: Correction) -> Corrected:
    unit = portal.content.settings.units.get(correction.unit_id)
    what = f"{unit.name} {correction.item.text}" if unit is not None else correction.item.text
    day = words.day(correction.day)
    return Corrected(what, correction.old, correction.new, correction.reason, correction.document, day)


def _moved(portal: Portal, note: VersionNote) -> str:
    """Every unit of the group whose published rank moved."""
    units = portal.content.settings.units
    shown = [f"{units[move.unit_id].name} {move.old} → {move.new}" for move in note.moved]
    return f"名次变动：{'；'.join(shown)}。" if shown else "公布的名次没有变动。"


def preview(portal: Portal, ranking: Ranking) -> list[str]:
    """What link previews say first."""
    items = [corrected(portal, correction) for note in ranking.corrections for correction in note.corrected]
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
