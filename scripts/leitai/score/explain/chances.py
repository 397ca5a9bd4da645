"""What can be said of the newest counts and rates of counts beyond chance: against the group, the period before and a year ago."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.change import AgainstChance, CellKey, Chance
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.blocked import may_be_compared
from leitai.schema.period import Period
from leitai.score.arithmetic.chance import Events, is_within_chance
from leitai.score.ranking.events import events_of

_CUMULATIVE = ("ytd", "since_start")


def chances_of(content: Content) -> dict[CellKey, Chance]:
    """By cell, for the newest period of every kind of each indicator that counts events."""
    newest: dict[tuple[str, str, str], list[tuple[Observation, Events]]] = {}
    for cell in _newest(content):
        events = events_of(content, cell)
        if events is not None:
            group = content.settings.at(cell.period).units[cell.unit_id].group
            newest.setdefault((cell.period.id, group, cell.indicator_id), []).append((cell, events))
    return {
        cell.key: _chance(content, cell, events, peers) for peers in newest.values() for cell, events in peers
    }


def _newest(content: Content) -> Iterator[Observation]:
    known = {name for name, indicator in content.settings.indicators.items() if may_be_compared(indicator)}
    cells = [cell for cell in content.records if cell.indicator_id in known and cell.value is not None]
    last: dict[tuple[str, str], Period] = {}
    for cell in cells:
        key = (cell.indicator_id, cell.period.kind)
        last[key] = max(cell.period, last.get(key, cell.period))
    yield from (cell for cell in cells if last[cell.indicator_id, cell.period.kind] == cell.period)


def _chance(
    content: Content, cell: Observation, events: Events, peers: list[tuple[Observation, Events]]
) -> Chance:
    others = [other for peer, other in peers if peer.unit_id != cell.unit_id]
    whole = sum(others[1:], others[0]) if others else None
    is_cumulative = content.settings.indicators[cell.indicator_id].period_type in _CUMULATIVE
    before = (
        None if is_cumulative else content.cell_of(cell.period.previous(), cell.unit_id, cell.indicator_id)
    )
    year_ago = content.cell_of(cell.period.year_ago(), cell.unit_id, cell.indicator_id)
    return Chance(
        _against(events, whole),
        _against(events, events_of(content, before)),
        _against(events, events_of(content, year_ago)),
    )


def _against(events: Events, other: Events | None) -> AgainstChance:
    if other is None:
        return ""
    if is_within_chance(events, other):
        return "within"
    return "above" if events.rate > other.rate else "below"
