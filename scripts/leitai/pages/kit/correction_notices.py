"""更正 where readers of other pages than the ranking meet the corrected number or rank: what it was, what it is.

A correction is to be as prominent as what it corrects; the ranking page and the log tell the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from leitai.model import urls
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import RANK
from leitai.model.seals.version_note import Moved
from leitai.model.writings.library import Library
from leitai.pages.kit.page import linked
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.period import Period

MOST = 3  # sentences on a page; the log has all of them


def of_unit(
    library: Library, unit_id: str, rankings: Iterable[Ranking], periods: Iterable[Period]
) -> tuple[str, ...]:
    """What was corrected of a unit's values in these periods, and how its rank or score moved with any correction.

    `rankings`: all that list the unit.
    """
    moved = {ranking.period: ranking.moved.get(unit_id) for ranking in rankings}

    def told(period: Period, corrections: Iterable[Correction]) -> list[str]:
        mine = (c for c in corrections if c.unit_id == unit_id or c.subject)
        return [f"{c.subject}{c.item.text}{_changed(c)}" for c in mine] + _moved(moved.get(period))

    return _notices(_by_period(library, periods, told))


def of_indicator(
    library: Library, units: Mapping[str, Unit], indicator_id: str, periods: Iterable[Period]
) -> tuple[str, ...]:
    """What was corrected of an indicator's values in these periods, by period and unit."""

    def told(_: Period, corrections: Iterable[Correction]) -> list[str]:
        mine = (c for c in corrections if indicator_id in c.key.split("/"))
        return [
            f"{units[c.unit_id].name if c.unit_id else c.subject or c.item.text}{_changed(c)}" for c in mine
        ]

    return _notices(_by_period(library, periods, told))


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


def _by_period(
    library: Library, periods: Iterable[Period], told: Callable[[Period, Iterable[Correction]], list[str]]
) -> list[str]:
    """A sentence for each corrected period of which there is anything to be told, newest first."""
    corrected = {correction.period for correction in library.corrections} & set(periods)
    found = (
        (period, told(period, library.corrections_of(period.id)))
        for period in sorted(corrected, reverse=True)
    )
    return [f"{period.title}{'；'.join(parts)}" for period, parts in found if parts]


def _changed(one: Correction | Moved) -> str:
    return f"由 {one.old} 更正为 {one.new}"


def _moved(move: Moved | None) -> list[str]:
    """From the first sealed version to the latest, as far as the method publishes it."""
    if move is None:
        return []
    if move.item == RANK:
        return [f"名次由{move.old}更正为{move.new}"]
    return [f"{move.item}{_changed(move)}"]


def _notices(sentences: list[str]) -> tuple[str, ...]:
    if not sentences:
        return ()
    more = f"；另有 {len(sentences) - MOST} 期" if len(sentences) > MOST else ""
    text = "。".join(sentences[:MOST]) + more
    log = linked("更正记录", urls.CORRECTIONS)
    return (Markup("<strong>更正</strong>：{}。{}").format(text, log),)
