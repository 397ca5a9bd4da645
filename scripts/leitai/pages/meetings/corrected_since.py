"""上次会议以来的更正: what of the published rankings was corrected between the meeting before and this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import version_url
from leitai.model.seals.version_note import VersionNote
from leitai.model.settings import Settings
from leitai.pages.kit import words
from leitai.pages.kit.corrected import corrected, moved_words
from leitai.pages.kit.page import Link
from leitai.pages.rankings.titles import title_of


@dataclass(frozen=True)
class CorrectedSince:
    """A new version of a ranking: what changed and whose rank moved; `now` and `before` lead to both versions."""

    day: str
    now: Link
    before: str
    what: tuple[str, ...]
    moved: str


def corrected_since(
    settings: Settings, rankings: Iterable[Ranking], since: date, until: date
) -> tuple[CorrectedSince, ...]:
    """The oldest first; after the one day, up to and with the other."""
    notes = ((note, r) for r in rankings for note in r.corrections if since < note.day <= until)
    found = sorted(notes, key=lambda found: (found[0].day, found[1].period, found[1].group))
    return tuple(_told(settings, ranking, note) for note, ranking in found)


def _told(settings: Settings, ranking: Ranking, note: VersionNote) -> CorrectedSince:
    return CorrectedSince(
        day=words.day(note.day),
        now=Link(title_of(settings, ranking), ranking.url),
        before=version_url(ranking.period.id, note.version_before, f"{ranking.group}.html"),
        what=tuple(_what(settings.at(ranking.period), note)),
        moved=moved_words(settings.at(ranking.period).units, note),
    )


def _what(settings: Settings, note: VersionNote) -> Iterator[str]:
    """甲县 火灾起数由 9 更正为 10：漏统计一处（样〔2019〕5号）."""
    for one in (corrected(settings.units, correction) for correction in note.corrected):
        yield f"{one.what}由 {one.old} 更正为 {one.new}：{one.reason}（{one.document}）"
