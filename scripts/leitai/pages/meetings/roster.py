"""Who was to be there, who was, who spoke: a missing speech is 未报送, not invisible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.tables import Cell, table
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import EVERYBODY, Meeting, Speech

NOT_SENT = "未报送"
NOT_RECORDED = "没有登记"
SPEAKING = ("report", "exemplar", "commitment")  # items of an agenda at which units speak

Units = Mapping[str, Unit]


def roster_table(meeting: Meeting, units: Units, ranked_groups: Iterable[str]) -> Markup:
    """A row per unit on the roster, in customary order; empty markup where nobody has written one down."""
    attendance = {one.unit_id: one for one in meeting.attendance}
    rows = []
    for unit in roster_of(meeting, units, ranked_groups):
        there = attendance.get(unit.unit_id)
        attended = Cell(there.state, note=there.note) if there else NOT_RECORDED if attendance else ""
        rows.append((unit_head(unit), attended, _speeches(meeting, unit)))
    return table("应到单位", ("单位", "到会", "发言"), rows, css="lt-titled lt-compact")


def roster_of(meeting: Meeting, units: Units, ranked_groups: Iterable[str]) -> list[Unit]:
    """The units on the roster; `all` is every unit of a ranked group that existed then. `units` as they were on the day."""
    groups = frozenset(ranked_groups)
    if EVERYBODY in meeting.roster:
        return [u for u in units.values() if u.group in groups and u.existed_on(meeting.first_day)]
    listed = {*meeting.roster, *(one.unit_id for one in meeting.attendance)}
    return [unit for unit in units.values() if unit.unit_id in listed]


def _speeches(meeting: Meeting, unit: Unit) -> Cell | Markup:
    own = [speech for speech in meeting.speeches if speech.unit_id == unit.unit_id]
    if own:
        return Markup("、").join(map(_link, own))
    kinds = {item.kind for item in meeting.agenda}
    is_asked = not kinds or not kinds.isdisjoint(SPEAKING)
    return Cell(NOT_SENT if is_asked else words.NOTHING)


def _link(speech: Speech) -> Markup:
    return Markup('<a href="#speech-{}">{}</a>').format(speech.number, speech.kind)
