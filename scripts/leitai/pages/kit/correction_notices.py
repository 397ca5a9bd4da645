"""更正 where readers of other pages than the ranking meet the corrected number or rank: what it was, what it is.

A correction is to be as prominent as what it corrects; the ranking page and the log tell the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from leitai.model import urls
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import RANK
from leitai.model.seals.version_note import Moved
from leitai.model.writings.library import Library
from leitai.pages.kit.page import linked
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

MOST = 3  # sentences on a page; the log has all of them


def of_unit(
    library: Library, unit_id: str, rankings: Iterable[Ranking], periods: Iterable[Period]
) -> tuple[str, ...]:
    """What was corrected of a unit's values in these periods, and how its rank or score moved with any correction.

    `rankings`: all that list the unit.
    """
    moved = {ranking.period: ranking.moved.get(unit_id) for ranking in rankings}
    sentences = []
    for period in _corrected_periods(library, periods):
        mine = [c for c in library.corrections_of(period.id) if c.unit_id == unit_id or c.subject]
        parts = [f"{c.subject}{c.item.text}由 {c.old} 更正为 {c.new}" for c in mine] + _moved(
            moved.get(period)
        )
        if parts:
            sentences.append(f"{period.title}{'；'.join(parts)}")
    return _notices(sentences)


def of_indicator(
    library: Library, units: Mapping[str, Unit], indicator_id: str, periods: Iterable[Period]
) -> tuple[str, ...]:
    """What was corrected of an indicator's values in these periods, by period and unit."""
    sentences = []
    for period in _corrected_periods(library, periods):
        mine = [c for c in library.corrections_of(period.id) if indicator_id in c.key.split("/")]
        parts = [
            f"{units[c.unit_id].name if c.unit_id else c.subject or c.item.text}由 {c.old} 更正为 {c.new}"
            for c in mine
        ]
        if parts:
            sentences.append(f"{period.title}{'；'.join(parts)}")
    return _notices(sentences)


def notices_of_rankings(settings: PortalSettings, rankings: Iterable[Ranking]) -> tuple[str, ...]:
    """Which of these rankings are no longer as they were first published."""
    names = settings.group_name
    found = [ranking for ranking in rankings if ranking.is_corrected]
    found.sort(key=lambda ranking: ranking.period, reverse=True)
    return _notices([f"{r.period.title}{names(r.group)}排名公布后有更正，这里是更正后的" for r in found])


def of_period(library: Library, period: Period) -> tuple[str, ...]:
    """That a period was corrected after it was published, and how often."""
    count = len(library.corrections_of(period.id))
    return _notices([f"{period.title}公布后有 {count} 处更正，这里是更正后的"] if count else [])


def _corrected_periods(library: Library, periods: Iterable[Period]) -> list[Period]:
    """Newest first."""
    corrected = {correction.period for correction in library.corrections}
    return sorted(corrected & set(periods), reverse=True)


def _moved(move: Moved | None) -> list[str]:
    """From the first sealed version to the latest, as far as the method publishes it."""
    if move is None:
        return []
    if move.item == RANK:
        return [f"名次由{move.old}更正为{move.new}"]
    return [f"{move.item}由 {move.old} 更正为 {move.new}"]


def _notices(sentences: list[str]) -> tuple[str, ...]:
    if not sentences:
        return ()
    more = f"；另有 {len(sentences) - MOST} 期" if len(sentences) > MOST else ""
    text = "。".join(sentences[:MOST]) + more
    log = linked("更正记录", urls.CORRECTIONS)
    return (Markup("<strong>更正</strong>：{}。{}").format(text, log),)
