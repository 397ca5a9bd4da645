"""How a difference from a seal is told: the entry by its names, and the one command that records it."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from leitai.model.seals.seal import RANK, Difference, rank_moves
from leitai.model.seals.sealed_period import SealedPeriod
from leitai.model.settings import Settings
from leitai.schema.ledgers.corrections import EVERYTHING

MOST_SHOWN = 8
_PLAIN_WORD = re.compile(r"[\w.,%+/（）-]+")


class CorrectionKey(NamedTuple):
    """The first columns of a correction, as an editor writes them; `period` may name several, one record each."""

    period: str
    unit: str
    item: str
    old: str
    new: str


def entry_name(settings: Settings, key: str) -> str:
    """An entry of a snapshot in the editor's words: `jia/fire/目标值` → 甲县 火灾起数 目标值."""
    owner, _, rest = key.partition("/")
    unit, _, group = owner.partition("@")
    names = [settings.units[unit].name] if unit in settings.units else [unit]
    names += [f"（{settings.portal.group_name(group)}）"] if group else []
    return " ".join([*names, *_named(settings, rest).split("/")]).strip()


def _named(settings: Settings, item: str) -> str:
    """The parts of an item, indicators by their names; by their ids where two are called alike, as roll-ups of two groups may be."""
    known, called = settings.indicators, Counter(one.name for one in settings.indicators.values())
    names = {part: known[part].name for part in item.split("/") if part in known}
    return "/".join(names[part] if called[names.get(part, "")] == 1 else part for part in item.split("/"))


def change_text(settings: Settings, change: Difference) -> str:
    """A sealed entry that changed, then → now."""
    return f"{entry_name(settings, change.key)} {change.old} → {change.new}"


def listed_changes(texts: Sequence[str]) -> str:
    """Some of them, and how many there are."""
    shown = "；".join(texts[:MOST_SHOWN])
    return shown if len(texts) <= MOST_SHOWN else f"{shown}；…（共 {len(texts)} 处）"


def unit_of(settings: Settings, change: Difference) -> str:
    """The id of the unit that an entry belongs to; empty for one that belongs to none."""
    unit = change.key.partition("/")[0].partition("@")[0]
    return unit if unit in settings.units else ""


def record_of(settings: Settings, found: SealedPeriod, changes: Sequence[Difference]) -> CorrectionKey:
    """What one record of these changes of a period says besides reason, day and document."""
    units = {unit_of(settings, change) for change in changes}
    items = {change.key.partition("/")[2] if unit_of(settings, change) else change.key for change in changes}
    unit = settings.units[units.pop()].name if len(units) == 1 and "" not in units else ""
    item = _named(settings, items.pop()) if len(items) == 1 else EVERYTHING
    return CorrectionKey(found.period.id, unit, item, *sides(found, changes))


def record_of_results(found: SealedPeriod) -> CorrectionKey:
    """The same of results that changed although nothing did that the period says itself."""
    return CorrectionKey(found.period.id, "", RANK, *found.versions)


def correct_command(record: CorrectionKey) -> str:
    """The one command that writes a record; the console asks for the rest."""
    period, unit, item, old, new = record
    words = (period, unit, item, "--old", old, "--new", new)
    return " ".join(["leitai correct", *map(_word, words)])


def sides(found: SealedPeriod, changes: Sequence[Difference]) -> tuple[str, str]:
    """What one record says that they were and are: the texts where all are alike, else the two versions."""
    pairs = {(change.old, change.new) for change in changes}
    return pairs.pop() if len(pairs) == 1 else found.versions


def _word(text: str) -> str:
    """A word of a command line that any console takes for one word, whatever stands in it."""
    return text if _PLAIN_WORD.fullmatch(text) else shlex.quote(text) if text else '""'


def moves_text(settings: Settings, found: SealedPeriod) -> str:
    """Which ranks move with the changes, as a sentence."""
    moved = rank_moves(found.sealed.results, found.present.results)
    shown = "；".join(f"{entry_name(settings, move.key)} {move.old} → {move.new}" for move in moved)
    return f"名次随之变动：{shown}。" if moved else "名次没有变动。"
