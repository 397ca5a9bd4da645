"""A sealed meeting: everything that its folder said, and every line that the ledgers of follow-up had by then.

The ledgers are only added to, so later lines are no change; of the meeting itself nothing may change without a
correction in its front matter. Reviews may be recorded afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import unquote

from leitai.model.seals.redaction import REDACTION
from leitai.model.seals.seal import ABSENT, Difference, Entries, Snapshot, differences
from leitai.model.urls import attachment_url, meeting_url
from leitai.model.writings.library import Library
from leitai.model.writings.pictures import PICTURE_TYPES
from leitai.problems import Place
from leitai.schema.columns import Record, columns_of
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.problems import PROBLEM_LEDGER
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Meeting
from leitai.schema.texts.written import Written

_MAY_CHANGE = ("review", "retention", "corrections")
_MATERIAL = "材料/"
_LEDGERS = (PROBLEM_LEDGER.title, EVENTS.title)

Entry = tuple[str, str, Place]  # key, text, where


@dataclass(frozen=True)
class SealedMeeting:
    """The latest seal of a meeting beside what the content says now; `meeting` is None where its folder is gone."""

    sealed: Snapshot
    meeting: Meeting | None
    changes: tuple[Difference, ...]
    places: dict[str, Place]

    @property
    def corrections(self) -> tuple[tuple[str, ...], ...]:
        return correction_rows(self.meeting) if self.meeting is not None else ()

    @property
    def keeps_old_corrections(self) -> bool:
        return self.corrections[: len(self.sealed.corrections)] == self.sealed.corrections

    @property
    def is_corrected(self) -> bool:
        """Whether there is a correction that the seal does not know yet."""
        return len(self.corrections) > len(self.sealed.corrections)

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """Changes that no new correction speaks of; none can speak of a ledger's line."""
        return tuple(change for change in self.changes if _is_of_ledger(change.key) or not self.is_corrected)


def sealed_meetings(library: Library) -> Iterator[SealedMeeting]:
    """Every meeting that is sealed, the oldest seal first."""
    snapshots = {seal.snapshot.period_id: seal.snapshot for seal in library.seals}
    for name, sealed in snapshots.items():
        if name == REDACTION or Period.parse(name) is not None:
            continue
        meeting = library.meeting(name)
        entries = list(_entries(library, meeting))
        present = {key: text for key, text, _ in entries}
        changed = [d for d in differences(sealed.inputs, present) if not _is_new_line(d)]
        places = {key: place for key, _, place in entries}
        yield SealedMeeting(sealed, meeting, tuple(changed), places)


def meeting_snapshot(library: Library, meeting: Meeting, version: int, day: date) -> Snapshot:
    """The present state of a meeting and of the ledgers as this version."""
    entries = list(_entries(library, meeting))
    return Snapshot(
        period_id=meeting.slug,
        version=version,
        day=day,
        inputs={key: text for key, text, _ in entries},
        method={},
        results={},
        places={key: str(place) for key, _, place in entries},
        corrections=correction_rows(meeting),
    )


def entries_of(library: Library, meeting: Meeting) -> dict[str, str]:
    """What a snapshot of a meeting keeps, by name."""
    return {key: text for key, text, _ in _entries(library, meeting)}


def sealed_materials(snapshots: Iterable[Snapshot]) -> dict[str, frozenset[str]]:
    """The files beside sealed meetings by their path on a site, with the hash that each version sealed.

    Not those that the latest version no longer has, and no pictures: they are published without what they tell of their making.
    """
    found: dict[str, set[str]] = {}
    latest: dict[str, Entries] = {}
    for snapshot in snapshots:
        latest[snapshot.period_id] = snapshot.inputs
        for key, digest in snapshot.inputs.items():
            name = key.removeprefix(_MATERIAL)
            if name != key and not name.lower().endswith(PICTURE_TYPES):
                found.setdefault(_shown_at(snapshot.period_id, name), set()).add(digest)
    shown = {
        _shown_at(slug, key.removeprefix(_MATERIAL)) for slug, inputs in latest.items() for key in inputs
    }
    return {path: frozenset(digests) for path, digests in found.items() if path in shown}


def _shown_at(slug: str, name: str) -> str:
    return unquote(attachment_url(meeting_url(slug), name))


def with_materials(inputs: Entries, latest: Entries, now: Entries) -> Entries:
    """The entries of a version once materials were replaced by hand: `latest` of the latest version, `now` of the meeting.

    What is no longer there as it was sealed is left out, whatever came is there in its place.
    """
    sealed = {key: text for key, text in latest.items() if key.startswith(_MATERIAL)}
    gone = {key for key, text in sealed.items() if now.get(key) != text}
    if not any(inputs.get(key) == sealed[key] for key in gone):
        return inputs
    kept = {key: text for key, text in inputs.items() if key not in gone or text != sealed[key]}
    come = {key: text for key, text in now.items() if key in gone or key not in sealed}
    return kept | {key: text for key, text in come.items() if key.startswith(_MATERIAL)}


def event_key(item: str, number: int) -> str:
    """Under which name a snapshot keeps an event: the lines of one item keep their order, those of several may be merged in any."""
    return f"{EVENTS.title}/{item} 第 {number} 条"


def correction_rows(meeting: Meeting) -> tuple[tuple[str, ...], ...]:
    """The corrections of a meeting as snapshots keep them."""
    return tuple((c.day.isoformat(), c.text, c.document) for c in meeting.corrections)


def _is_of_ledger(key: str) -> bool:
    return key.startswith(tuple(f"{title}/" for title in _LEDGERS))


def _is_new_line(change: Difference) -> bool:
    return _is_of_ledger(change.key) and change.old == ABSENT


def _entries(library: Library, meeting: Meeting | None) -> Iterator[Entry]:
    if meeting is not None:
        yield from _of_row("会议", meeting)
        yield "会议/正文", _body(meeting), meeting.place
        for speech in meeting.speeches:
            yield from _of_row(f"发言/{speech.slug}", speech)
            yield f"发言/{speech.slug}/正文", _body(speech), speech.place
        for row in meeting.ballots:
            votes = "、".join(f"{grade} {count}" for grade, count in row.votes.items())
            text = f"{votes}，弃权 {row.abstained}，废票 {row.invalid}"
            yield f"现场测评/{row.unit_id}/{row.panel}", text, row.place
        yield from ((f"{_MATERIAL}{one.name}", one.digest, meeting.place) for one in meeting.materials)
    for problem in library.problems:
        yield f"{PROBLEM_LEDGER.title}/{problem.number}", _plain(problem), problem.place
    told = Counter[str]()
    for event in library.events:
        told[event.number] += 1
        yield event_key(event.number, told[event.number]), _plain(event), event.place


def _body(text: Written) -> str:
    """What stands below the front matter, as written."""
    fences = [at for at, line in enumerate(text.lines) if line.strip() == "---"]
    return "\n".join(text.lines[fences[1] + 1 :]).strip()


def _of_row(prefix: str, row: Record) -> Iterator[Entry]:
    for field, column in columns_of(type(row)).items():
        text = _plain(getattr(row, field))
        if text and field not in _MAY_CHANGE:
            yield f"{prefix}/{column.name}", text, row.place_of(field)


def _plain(value: object) -> str:
    """A value as text, the same however its file spells it."""
    if isinstance(value, tuple):
        return "；".join(map(_plain, value))
    if isinstance(value, Record):
        texts = [_plain(getattr(value, field.name)) for field in fields(value) if field.name != "place"]
        return "，".join(filter(None, texts))
    if isinstance(value, Period):
        return value.id
    return "" if value is None else str(value)
