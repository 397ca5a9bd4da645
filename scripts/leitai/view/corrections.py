"""Which corrections touch a ranking, and whose rank or score moved, as far as its method publishes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.model.scoring.secrecy import is_public
from leitai.model.seals.seal import ABSENT, RANK, SCORE, TIER, Seal, Snapshot, row_key
from leitai.model.seals.version_note import Moved, VersionNote
from leitai.model.writings.library import Library
from leitai.schema.config.methods import Display, Method
from leitai.schema.parsers import plain_decimal
from leitai.schema.results.adjustments import VETO
from leitai.view.public_content import UNPUBLISHED

NO_TIER = "不入等次"


def with_corrections(content: Content, ranking: Ranking) -> Ranking:
    """The ranking with its notes, newest version first; `content` is the public one, with every snapshot whole."""
    seals = content.library.seals_of(ranking.period.id)
    notes = [_note(content, ranking, old, new) for old, new in pairwise(seals)]
    shown = tuple(note for note in reversed(notes) if note.corrected or note.moved)
    return replace(ranking, corrections=shown, moved=_moved_since_sealed(ranking, seals))


def without_sealed_numbers(library: Library) -> Library:
    """Seals keep the office's full view of a period; readers need to know only which versions there are."""
    seals = (
        replace(seal, snapshot=replace(seal.snapshot, inputs={}, method={}, results={}, places={}))
        for seal in library.seals
    )
    return replace(library, seals=tuple(seals))


def _note(content: Content, ranking: Ranking, old: Seal, new: Seal) -> VersionNote:
    known = content.library.corrections_of(ranking.period.id)
    added = known[len(old.snapshot.corrections) : len(new.snapshot.corrections)]
    units = content.settings.at(ranking.period).units_of(ranking.group)
    own = {row_key(ranking.group, unit): unit.unit_id for unit in units}
    return VersionNote(
        version=new.snapshot.version,
        day=new.snapshot.day,
        corrected=tuple(c for c in added if not c.unit_id or c.unit_id in own.values()),
        moved=tuple(_moves(own, ranking.method, old.snapshot, new.snapshot)),
        version_before=old.snapshot.version,
        published={"tiers": TIER, "none": ""}.get(ranking.method.display.kind, RANK),
    )


def _moved_since_sealed(ranking: Ranking, seals: tuple[Seal, ...]) -> Mapping[str, Moved]:
    """By unit, what is published of it from the first sealed version to the latest."""
    if len(seals) < 2:
        return {}
    own = {row_key(ranking.group, row.unit): row.unit.unit_id for row in ranking.rows}
    moves = _moves(own, ranking.method, seals[0].snapshot, seals[-1].snapshot)
    return {moved.unit_id: moved for moved in moves}


def _moves(units: Mapping[str, str], method: Method, old: Snapshot, new: Snapshot) -> Iterator[Moved]:
    """Of every unit the published rank or tier that moved, or the score where only that did; `units`: their ids by key."""
    before, now = (_published(units, method, snapshot) for snapshot in (old, new))
    for key, unit_id in units.items():
        changed = (item for item, text in before[key].items() if text != now[key][item])
        item = next(changed, None)
        if item is not None:
            yield Moved(unit_id, item, before[key][item], now[key][item])


def _published(
    units: Mapping[str, str], method: Method, snapshot: Snapshot
) -> Mapping[str, Mapping[str, str]]:
    """By the key of a unit what a version published of it, the most telling first. Where there is no rank, why."""
    told = {key: snapshot.results.get(f"{key}/{RANK}", ABSENT) for key in units}
    ranks = {key: rank for key, text in told.items() if (rank := plain_decimal(text)) is not None}
    found = {}
    for key, unit_id in units.items():
        score = snapshot.results.get(f"{key}/{SCORE}", ABSENT)
        if method.display.kind == "tiers":
            rule = method.adjustments if f"{unit_id}/{VETO}" in snapshot.inputs else None
            vetoes = () if rule is None else (rule.veto,)
            tier = _tier(method, ranks, key, score, vetoes) if key in ranks else told[key]
            found[key] = {TIER: snapshot.results.get(f"{key}/{TIER}", tier)}
        else:
            found[key] = {RANK: _public_rank(told[key], ranks.get(key), method.display)}
            found[key] |= {SCORE: score} if method.display.kind == "full" else {}
    return found


def _tier(method: Method, ranks: Mapping[str, Decimal], key: str, score: str, vetoes: Collection[str]) -> str:
    """Versions hold scores and ranks; the tier follows from them, unless a gate or a named veto kept the unit in a lower one."""
    place = 1 + sum(rank < ranks[key] for rank in ranks.values())
    return method.tier_of(Decimal(score), place, len(ranks), vetoes) or NO_TIER


def _public_rank(text: str, rank: Decimal | None, display: Display) -> str:
    """第3名, 未公布, or why there is no rank."""
    if rank is None:
        return text
    return f"第{text}名" if is_public(rank, display) else UNPUBLISHED
