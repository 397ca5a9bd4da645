"""Snapshots as they were sealed before: their facts alone, as snapshots hold them now.

Form 1 still held names. Of a unit without rank both forms once kept targets that nothing was held against, as `None`; of a meeting the
events by their lines in the ledger.

The files stay byte for byte as they were sealed. The facts of both forms are the same entries with the same texts, so that
a sealed period that holds against the present does so in either form.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from leitai.model.scoring.ranking import STATUS_NAMES
from leitai.model.seals.seal import IN_ROSTER, RANK, TARGET, Entries, Snapshot
from leitai.model.seals.sealed_meeting import event_key
from leitai.model.seals.snapshot import ROSTER
from leitai.schema.ledgers.corrections import INDICATOR
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.period import Period

_NUMBERED = re.compile(rf"{EVENTS.title}/第 (\d+) 条")


def facts_of(snapshot: Snapshot) -> Snapshot:
    """Without names of units and indicators and targets of nothing; a snapshot of today, or of a meeting, as it is."""
    if Period.parse(snapshot.period_id) is None:
        return replace(snapshot, inputs=_events_by_item(snapshot.inputs))
    held = {
        k: text for k, text in snapshot.inputs.items() if not (k.endswith(f"/{TARGET}") and text == "None")
    }
    return (
        _without_names(replace(snapshot, inputs=held))
        if snapshot.form == 1
        else replace(snapshot, inputs=held)
    )


def _without_names(snapshot: Snapshot) -> Snapshot:
    inputs = {
        key: IN_ROSTER if key.endswith(f"/{ROSTER}") else text
        for key, text in snapshot.inputs.items()
        if not (key.startswith(f"{INDICATOR}/") and key.endswith("/name"))
    }
    results = {
        key: _without_reason(text) if key.endswith(f"/{RANK}") else text
        for key, text in snapshot.results.items()
    }
    return replace(snapshot, inputs=inputs, results=results)


def _events_by_item(inputs: Entries) -> dict[str, str]:
    """Events were once numbered through the ledger; the text of each begins with the item that it is of."""
    found, told = dict(inputs), Counter[str]()
    numbered = {int(match[1]): match[0] for match in map(_NUMBERED.fullmatch, inputs) if match is not None}
    for _, key in sorted(numbered.items()):
        text = found.pop(key)
        item = text.partition("，")[0]
        told[item] += 1
        found[event_key(item, told[item])] = text
    return found


def _without_reason(rank: str) -> str:
    """未报 of 未报或不适用：火灾起数: which indicators they are follows from the inputs."""
    if rank.isdigit():
        return rank
    known = (name for name in STATUS_NAMES.values() if rank.startswith(name))
    return next(known, STATUS_NAMES["missing"])
