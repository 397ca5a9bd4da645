"""Meetings as calendar files, for those whose day is known (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta

from leitai.model.meeting import Meeting
from leitai.model.settings import Unit

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_LINE = 75  # octets, RFC 5545 §3.1


def calendar_bytes(meeting: Meeting, venue: Unit | None) -> bytes:
    """One all-day event. The time stamp is the meeting's day, so that the bytes stay the same."""
    day = meeting.first_day
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//leitai//meetings//ZH",
        "BEGIN:VEVENT",
        f"UID:{meeting.slug}@leitai",
        f"DTSTAMP:{day:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{meeting.short_title.translate(_ESCAPED)}",
        *([f"LOCATION:{venue.name.translate(_ESCAPED)}"] if venue else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """A line cut between characters into pieces of at most 75 octets, the later ones indented."""
    pieces = [b""]
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > _LINE:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"".join(piece + b"\r\n" for piece in pieces)
