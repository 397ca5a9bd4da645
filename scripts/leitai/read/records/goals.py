"""What values are held against, and what is added to totals: targets, benchmarks, adjustments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leitai.model.results import Results
from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.read.records.context import context_of
from leitai.read.records.tables import read_records, read_table_of_periods
from leitai.schema.results.adjustments import ADJUSTMENTS
from leitai.schema.results.benchmarks import BENCHMARKS
from leitai.schema.results.targets import TARGETS


def with_goals(root: Path, results: Results, settings: Settings, problems: list[Problem]) -> Results:
    """The results with `targets.csv`, `benchmarks.csv` and the adjustments of each period."""
    context = context_of(settings, problems)
    return replace(
        results,
        targets=read_records(root, TARGETS, context),
        benchmarks=read_records(root, BENCHMARKS, context),
        adjustments=read_table_of_periods(root, ADJUSTMENTS, context),
    )
