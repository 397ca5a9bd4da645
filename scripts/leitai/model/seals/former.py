"""Snapshots that were sealed while they still held names (form 1): their facts alone, as snapshots hold them now.

The files stay byte for byte as they were sealed. The facts of both forms are the same entries with the same texts, so that
a sealed period that holds against the present does so in either form.
"""

from __future__ import annotations

from dataclasses import replace

from leitai.model.scoring.ranking import STATUS_NAMES
from leitai.model.seals.seal import IN_ROSTER, RANK, Snapshot
from leitai.model.seals.snapshot import ROSTER
from leitai.schema.ledgers.corrections import INDICATOR
from leitai.schema.period import Period


def facts_of(snapshot: Snapshot) -> Snapshot:
    """Without names of units and indicators; a snapshot of today, or of a meeting, as it is."""
    if snapshot.form > 1 or Period.parse(snapshot.period_id) is None:
        return snapshot
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


def _without_reason(rank: str) -> str:
    """未报 of 未报或不适用：火灾起数: which indicators they are follows from the inputs."""
    if rank.isdigit():
        return rank
    known = (name for name in STATUS_NAMES.values() if rank.startswith(name))
    return next(known, STATUS_NAMES["missing"])
