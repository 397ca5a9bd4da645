"""Which corrections touch a ranking, and whose rank or score moved, as far as its method publishes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.seal import ABSENT, RANK, SCORE, Seal, row_key
from leitai.model.seals.version_note import Moved, VersionNote
from leitai.model.writings.library import Library
from leitai.schema.config.methods import Display
from leitai.view.redaction import UNPUBLISHED


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
    results = old.snapshot.results, new.snapshot.results
    return VersionNote(
        version=new.snapshot.version,
        day=new.snapshot.day,
        corrected=tuple(c for c in added if not c.unit_id or c.unit_id in own.values()),
        moved=tuple(_moves(own, ranking.method.display, *results)),
        version_before=old.snapshot.version,
    )


def _moves(
    units: Mapping[str, str], display: Display, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Moved]:
    """Of every unit the published rank that moved, or the score where only that did; `units`: their ids by key."""
    for key, unit_id in units.items():
        moved = _moved(key, display, old, new)
        if moved is not None:
            yield replace(moved, unit_id=unit_id)


def _moved_since_sealed(ranking: Ranking, seals: tuple[Seal, ...]) -> Mapping[str, Moved]:
    """By unit, the published rank from the first sealed version to the latest; the score where only that moved."""
    if len(seals) < 2:
        return {}
    first, last = seals[0].snapshot.results, seals[-1].snapshot.results
    names = {row_key(ranking.group, row.unit): row.unit.unit_id for row in ranking.rows}
    return {moved.unit_id: moved for moved in _moves(names, ranking.method.display, first, last)}


def _moved(unit_id: str, display: Display, first: Mapping[str, str], last: Mapping[str, str]) -> Moved | None:
    rank, score = f"{unit_id}/{RANK}", f"{unit_id}/{SCORE}"
    before, now = (_public_rank(results.get(rank, ABSENT), display) for results in (first, last))
    if before != now:
        return Moved(unit_id, RANK, before, now)
    if display.kind == "full" and first.get(score) != last.get(score):
        return Moved(unit_id, SCORE, first.get(score, ABSENT), last.get(score, ABSENT))
    return None


def _public_rank(rank: str, display: Display) -> str:
    """第3名, 未公布, or why there is no rank."""
    if not rank.isdigit():
        return rank
    is_public = display.kind == "full" or (display.top_n is not None and int(rank) <= display.top_n)
    return f"第{rank}名" if is_public else UNPUBLISHED
