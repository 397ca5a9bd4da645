"""The files beside a meeting's page: its materials, and a calendar file where the day is known."""

from __future__ import annotations

from pathlib import Path

from leitai.model.content import Content
from leitai.publish.downloads.calendar import calendar_bytes


def meeting_files(root: Path, content: Content) -> dict[str, bytes]:
    """Materials below the meeting's address, `meetings/<slug>.ics` beside it."""
    meetings, units = content.library.meetings, content.settings.units
    venues = {meeting.slug: units[meeting.venue].name for meeting in meetings if meeting.venue in units}
    calendars = {
        f"meetings/{m.slug}.ics": calendar_bytes(m.slug, m.day, m.last_day, m.short_title, venues.get(m.slug))
        for m in meetings
        if m.day and m.was_held
    }
    return calendars | {
        f"meetings/{meeting.slug}/{name}": (root / "content" / "meetings" / meeting.slug / name).read_bytes()
        for meeting in meetings
        for name in (material.name for material in meeting.materials)
    }
