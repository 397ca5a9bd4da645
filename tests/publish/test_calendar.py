"""A meeting's calendar file holds to RFC 5545, byte for byte, and other programs read back what went in."""

from __future__ import annotations

import re
from datetime import date

import pytest
from icalendar import Calendar

from leitai.publish.downloads.calendar import calendar_bytes

DAY = date(2019, 8, 31)
LONG = "金华政法“比学赶超”义乌现场会，" + "长" * 60


def test_the_file_is_the_same_whenever_it_is_made() -> None:
    """No clock, no random identifier; the event ends on the day after, though it is in the next month."""
    assert calendar_bytes("2019-08-31-yiwu", DAY, DAY, "义乌现场会", "义乌市").decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//leitai//meetings//ZH",
        "BEGIN:VEVENT",
        "UID:2019-08-31-yiwu@leitai",
        "DTSTAMP:20190831T000000Z",
        "DTSTART;VALUE=DATE:20190831",
        "DTEND;VALUE=DATE:20190901",
        "SUMMARY:义乌现场会",
        "LOCATION:义乌市",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_unknown_venue_is_left_out() -> None:
    assert b"LOCATION" not in calendar_bytes("yiwu", DAY, DAY, "义乌现场会", None)


@pytest.mark.parametrize("title", [LONG, "a" + LONG, "ab" + LONG], ids=len)
def test_long_lines_are_folded_between_characters(title: str) -> None:
    """At most 75 octets a line (§3.1), each whole UTF-8; line ends are CRLF and nothing else is one."""
    data = calendar_bytes("yiwu", DAY, DAY, title, None)
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert f"SUMMARY:{title}\r\n" in data.replace(b"\r\n ", b"").decode()


@pytest.mark.parametrize("title", ["现场会;第二次,义乌", "A\\n会", "两行\n题目", "：“引号”", LONG])
def test_a_reader_gets_back_what_was_written(title: str) -> None:
    (event,) = Calendar.from_ical(calendar_bytes("yiwu", DAY, DAY, title, "义乌市")).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"], event["UID"]) == (title, "义乌市", "yiwu@leitai")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2019, 8, 31), date(2019, 9, 1))
