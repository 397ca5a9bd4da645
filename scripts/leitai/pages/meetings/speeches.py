"""The parts of a meeting that lie in its folder: speeches, photographs."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.urls import case_url, indicator_url
from leitai.model.writings.follow_up import FollowedItem
from leitai.model.writings.library import Library
from leitai.pages.kit import text
from leitai.pages.kit.followed import due_of, item_url
from leitai.pages.kit.page import Link, linked
from leitai.schema.texts.meetings import Speech


@dataclass(frozen=True)
class SpeechSection:
    """A speech of a unit; `problems` and `commitments` lead to their lines in the ledgers where they have one."""

    speech: Speech
    unit: str
    case: Link | None
    problems: tuple[Markup, ...]
    commitments: tuple[Markup, ...]
    body: Markup


def speech_section(speech: Speech, settings: Settings, library: Library) -> SpeechSection:
    """A speech with what it promised, and what became of that."""
    items = {item.number.lower(): item for item in library.items}
    promised = [i for i in library.items if i.kind == "commitment" and i.place.path == speech.place.path]
    return SpeechSection(
        speech=speech,
        unit=settings.units[speech.unit_id].name,
        case=Link(library.cases[speech.case].title, case_url(speech.case)) if speech.case else None,
        problems=tuple(_problem(written, items.get(written.lower())) for written in speech.problems),
        commitments=tuple(_promise(item, settings) for item in promised),
        body=text.body(speech.body, top=4, prefix=f"speech-{speech.number}-"),
    )


def _problem(written: str, item: FollowedItem | None) -> Markup:
    """A problem of the ledger with its number and text; any other in the unit's own words."""
    if item is None:
        return text.plain_line(written)
    return linked(item.number, item_url(item)) + f"　{item.text}"


def _promise(item: FollowedItem, settings: Settings) -> Markup:
    """Number, promise, due day, measure, indicator."""
    indicator = settings.indicators.get(item.indicator_id)
    promise = linked(item.number, item_url(item)) + f"　{item.text}（{due_of(item)}）"
    promise += f"；措施：{item.note}" if item.note else ""
    return promise + (
        "；指标：" + linked(indicator.name, indicator_url(item.indicator_id)) if indicator else ""
    )
