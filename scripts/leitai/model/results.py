"""What the result files say beside the observations: targets, benchmarks, adjustments, and what was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from leitai.model.period import Period
from leitai.problems import Place


@dataclass(frozen=True)
class ReportedResult:
    """A total and rank that the submitted file itself carries; compared, never used (DESIGN §4)."""

    period: Period
    unit_id: str
    total: Decimal | None
    rank: int | None
    total_place: Place | None
    rank_place: Place | None


@dataclass(frozen=True)
class Target:
    """目标值 of `targets.csv`; `unit_id` None means every unit."""

    period: Period
    unit_id: str | None
    indicator_id: str
    value: Decimal
    basis: str
    place: Place


BONUS, DEDUCTION, VETO = ADJUSTMENT_KINDS = ("加分", "扣分", "一票否决")


@dataclass(frozen=True)
class Adjustment:
    """加分, 扣分 or 一票否决: an event that changes a total or removes the unit from the ranking.

    `points` is positive for both bonus and deduction, and 0 for a veto.
    """

    period: Period
    unit_id: str
    kind: str
    points: Decimal
    reason: str
    basis: str
    day: date | None
    place: Place


@dataclass(frozen=True)
class Benchmark:
    """标杆地 or 对标市: a value from outside the ranking to hold the units against."""

    period: Period
    kind: str
    name: str
    indicator_id: str
    value: Decimal
    source: str
    place: Place


Coercion = tuple[Place, str, Decimal | None]  # where, the text as written, the value that it became


@dataclass(frozen=True)
class FileReport:
    """What was understood of one sheet of one file; `leitai check` prints it."""

    path: str
    sheet: str | None
    encoding: str
    shape: str
    header_row: int
    rows_read: int
    rows_skipped: tuple[tuple[int, str], ...]
    coercions: tuple[Coercion, ...]


@dataclass(frozen=True)
class Results:
    """All result files of all periods; `observations` is the one table (`observations.py`)."""

    observations: pd.DataFrame
    reported: tuple[ReportedResult, ...]
    targets: tuple[Target, ...]
    benchmarks: tuple[Benchmark, ...]
    adjustments: tuple[Adjustment, ...]
    files: tuple[FileReport, ...]
    periods: tuple[Period, ...]
