"""`content/ledgers/corrections.csv`: what was corrected in a sealed period, why, by which document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from leitai.model.names import NameTable
from leitai.model.seal import Correction
from leitai.model.sealing_formats import CORRECTIONS
from leitai.problems import Problem
from leitai.read.records.records import Record, read_optional_records


def read_corrections(
    root: Path, units: NameTable, indicators: NameTable, problems: list[Problem]
) -> tuple[Correction, ...]:
    """The corrections in the order of the file; a row with problems is left out."""
    found = []
    for record in read_optional_records(root, CORRECTIONS.path, CORRECTIONS, problems):
        before = len(problems)
        correction = _correction(record, units, indicators)
        if correction is not None and len(problems) == before:
            found.append(correction)
    return tuple(found)


def _correction(record: Record, units: NameTable, indicators: NameTable) -> Correction | None:
    """One line of the ledger; what is wrong with it is reported to the record."""
    period, day = record.period("期间"), record.day("日期")
    unit, item = record.text("单位"), record.text("指标", required=True)
    old, new, reason, document = (
        record.text(column, required=True) for column in ("原值", "更正值", "原因", "文号")
    )
    record.text("日期", required=True)
    if period is None or day is None:
        return None
    unit_id = _unit_id(record, unit, units, period.last_day)
    key = _entry_key(unit_id, item, indicators, period.last_day)
    return Correction(period, key, unit_id, item, old, new, reason, day, document, record.place())


def _unit_id(record: Record, text: str, units: NameTable, day: date) -> str:
    """The unit's id; empty for an entry that belongs to no unit and for an unknown name (reported)."""
    found = units.find(text, day) if text else None
    if text and found is None:
        record.problems.append(units.refusal(text, record.place("单位"), day))
    return found.id if found is not None else ""


def _entry_key(unit_id: str, item: str, indicators: NameTable, day: date) -> str:
    """Which entry of the snapshot is meant: 火灾起数/目标值 of 甲县 is `jia/fire/目标值`, 加分 is `jia/加分`."""
    first, slash, rest = item.partition("/")
    found = indicators.find(first, day)
    name = found.id if found is not None else first
    return "/".join(part for part in (unit_id, f"{name}{slash}{rest}") if part)
