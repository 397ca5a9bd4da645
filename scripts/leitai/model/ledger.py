"""The ledgers: problems until closed, tasks on the progress board, claims with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitai.problems import Place

PROBLEM_STATES = ("未整改", "整改中", "已提交", "已销号", "回头看")
CLOSED = "已销号"
CLAIM_KINDS = ("首创", "率先", "位次", "方阵", "批示")
CLAIM_LEVELS = ("全国", "全省", "全市")


@dataclass(frozen=True)
class LedgerProblem:
    """问题台账: exposed at a meeting or by an unannounced inspection."""

    number: str
    origin: str
    exposed: str
    unit_id: str
    category: str
    indicator_id: str
    text: str
    due: date | None
    state: str
    state_date: date | None
    evidence: str
    place: Place

    @property
    def is_open(self) -> bool:
        return self.state != CLOSED


@dataclass(frozen=True)
class Task:
    """One milestone of 挂图作战; progress in per cent."""

    number: str
    unit_id: str
    text: str
    milestone: str
    planned_on: date | None
    done_on: date | None
    planned: Decimal
    actual: Decimal
    place: Place


@dataclass(frozen=True)
class Claim:
    """A claim of being first or in front: text with level, date and source, never a number (R-DAT-07)."""

    number: str
    unit_id: str
    text: str
    kind: str
    level: str
    as_of: str
    sources: tuple[str, ...]
    verified: str
    place: Place


@dataclass(frozen=True)
class Receipt:
    """收文登记: when a unit's report for a period arrived."""

    period_id: str
    unit_id: str
    received_on: date | None
    note: str
    place: Place
