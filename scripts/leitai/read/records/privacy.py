"""`site_config/names.csv` and `overrides.csv`, both optional → `Gate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leitai.model.gate_formats import NAMES, OVERRIDES
from leitai.model.privacy.screen import Override, PrivacyScreen
from leitai.problems import Problem
from leitai.read.records.records import Record, read_optional_records

OVERRIDABLE = ("D01", "D02", "D03", "D04", "D06")
_SHORTEST_NAME = 2


def read_privacy(root: Path, problems: list[Problem]) -> PrivacyScreen:
    """The office's own names and decisions; rows with problems are left out."""
    names = read_optional_records(root, NAMES.path, NAMES, problems)
    decisions = read_optional_records(root, OVERRIDES.path, OVERRIDES, problems)
    return PrivacyScreen(tuple(_names(names)), tuple(_overrides(decisions)))


def _names(records: list[Record]) -> Iterator[str]:
    for record in records:
        name = record.text("name", required=True)
        if len(name) >= _SHORTEST_NAME:
            yield name
        elif name:
            record.report("S03", "name", "一个字不能当作姓名来找。", "请写全名。")


def _overrides(records: list[Record]) -> Iterator[Override]:
    for record in records:
        before = len(record.problems)
        override = Override(
            code=record.choice("code", OVERRIDABLE, "") or record.text("code", required=True),
            path=record.text("path", required=True),
            text=record.text("text", required=True),
            decided_by=record.text("decided_by", required=True),
            decided_on=record.day("decided_on", required=True),
            reason=record.text("reason", required=True),
            place=record.place(),
        )
        if len(record.problems) == before:
            yield override
