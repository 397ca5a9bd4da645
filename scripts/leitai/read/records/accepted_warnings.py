"""`site_config/explained.csv`: warnings that were looked at and may stay."""

from __future__ import annotations

from pathlib import Path

from leitai.model.accepted_warning import AcceptedWarning
from leitai.model.sealing_formats import EXPLAINED
from leitai.problems import Problem
from leitai.read.records.records import Record, read_optional_records


def read_explanations(root: Path, problems: list[Problem]) -> tuple[AcceptedWarning, ...]:
    """The explanations in the order of the file."""
    return tuple(
        _explanation(record) for record in read_optional_records(root, EXPLAINED.path, EXPLAINED, problems)
    )


def _explanation(record: Record) -> AcceptedWarning:
    code, path, explanation, by = (
        record.text(column, required=True) for column in ("code", "path", "explanation", "by")
    )
    record.text("date", required=True)
    return AcceptedWarning(
        code, path, record.text("value"), explanation, by, record.day("date"), record.place()
    )
