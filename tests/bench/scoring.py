"""`make bench`: what scoring and ranking a province costs, beside a bare pandas rank of the same table.

1,400 units × 50 indicators × 40 periods, every score kind in turn, in three method settings. Timed is the scoring room on
values that were read already (`ScoreTable`, `Totals`, `order_of`: scores, points, dimension totals, totals and ranks,
exact to the printed digit); the peer is `DataFrame.groupby([period, indicator]).rank()` on the same values.
Both run in this process, in its own seconds of processor time. Parameters are of the size that offices write; a rule that puts
every second cell on a rounding edge (0.5 points per hundredth) sends those cells through fractions and costs
about twice as much.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from leitai.problems import Place
from leitai.schema.config.dimensions import Dimension, MethodIndicator
from leitai.schema.config.methods import Display, Method, PeriodSpan, Rounding
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.period import Period
from leitai.score.arithmetic.numbers import Numbers
from leitai.score.kinds import SPECS
from leitai.score.ranking.leads import leads_of
from leitai.score.ranking.order import order_of
from leitai.score.ranking.reported import VALUE, Reported
from leitai.score.ranking.robustness import robustness_of
from leitai.score.ranking.score_table import ScoreTable
from leitai.score.ranking.totals import Totals

UNITS, INDICATORS, PERIODS, DIMENSIONS = 1400, 50, 40, 5
HUNDREDTHS = 100
HERE = Place("bench")
RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("completion", {"target": "file", "cap": Decimal("1.2")}),
    ("minmax", {"floor": Decimal(60), "span": Decimal(40)}),
    ("zscore", {}),
    (
        "rank_points",
        {
            "start": Decimal(100),
            "step": Decimal("0.05"),
            "floor": Decimal(60),
            "full": Decimal(100),
            "tie": "best",
        },
    ),
    ("bands", {"bands": tuple((Decimal(n), Decimal(n)) for n in range(90, 0, -10))}),
    ("interval", {"lo": Decimal(40), "hi": Decimal(60), "loss_per_unit": Decimal(2)}),
    ("as_given", {"full": Decimal(100)}),
    ("deduct", {"per_unit": Decimal(1)}),
)


def method() -> Method:
    leaves = []
    for number in range(INDICATORS):
        kind, declared = RULES[number % len(RULES)]
        rule = ScoreRule.of(SPECS[kind], declared)  # type: ignore[arg-type]
        leaves.append(MethodIndicator(f"i{number}", Fraction(100, INDICATORS), rule, place=HERE))
    size = INDICATORS // DIMENSIONS
    dimensions = tuple(
        Dimension(
            f"d{n}", f"d{n}", Fraction(100, DIMENSIONS), "arithmetic", "", "", None, None, (),
            tuple(leaves[n * size : (n + 1) * size]), None, place=HERE,
        )
        for n in range(DIMENSIONS)
    )  # fmt: skip
    return Method(
        id="bench", version=1, dated=date(2018, 1, 1), title="bench", group="towns",
        periods=PeriodSpan(Period(2010, "quarter", 1), None, place=HERE), scale=Decimal(100), aggregate="arithmetic",
        rounding=Rounding(2, "half_up", "indicator", None, place=HERE), rank_on="published", ties="competition", tie_break=(), gates=(),
        missing="reweight", not_applicable="reweight", display=Display("full", None, place=HERE), tiers=None, total=None, values="public", previous="calendar", change_reason="", legal_basis="",
        comparable_with=(), adjustments=None, dimensions=dimensions, place=HERE,
    )  # fmt: skip


def tables() -> np.ndarray:
    """Values as whole hundredths, periods × units × indicators."""
    return np.random.default_rng(2019).integers(1, 100 * HUNDREDTHS, (PERIODS, UNITS, INDICATORS))


def reported(hundredths: np.ndarray, states: np.ndarray) -> tuple[Reported, ...]:
    targets = Numbers(np.full(UNITS, 80 * HUNDREDTHS), HUNDREDTHS)
    return tuple(
        Reported(
            states=np.ascontiguousarray(states[:, column]),
            values=Numbers(np.ascontiguousarray(hundredths[:, column]), HUNDREDTHS),
            targets=targets if "target" in RULES[column % len(RULES)][1] else None,
            polarity="lower" if column % 3 == 0 else "higher",
            sent=np.ascontiguousarray(states[:, column]),
        )
        for column in range(INDICATORS)
    )


def score_all(rules: Method, periods: list[tuple[Reported, ...]]) -> Iterator[tuple[ScoreTable, Totals]]:
    for columns in periods:
        score_table = ScoreTable(rules, columns)
        totals = Totals(score_table, [Fraction(0)] * UNITS)
        order_of(totals.key, rules.ties)
        assert score_table.points.shape == score_table.rounded_scores.shape == (UNITS, INDICATORS)
        assert len(totals.nodes) == 1 + DIMENSIONS + INDICATORS
        yield score_table, totals


def seconds_of_pandas(values: np.ndarray) -> float:
    periods, _, indicators = np.indices(values.shape)
    frame = pd.DataFrame(
        {"period": periods.ravel(), "indicator": indicators.ravel(), "value": values.ravel() / HUNDREDTHS}
    )
    start = time.process_time()
    frame.groupby(["period", "indicator"])["value"].rank(method="min", ascending=False)
    return time.process_time() - start


def main() -> int:
    values = tables()
    everything = np.full(values.shape[1:], VALUE, dtype=np.int8)
    gaps = np.random.default_rng(1).choice(
        np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], dtype=np.int8), values.shape
    )
    whole = [reported(table, everything) for table in values]
    holed = [reported(table, states) for table, states in zip(values, gaps, strict=True)]
    exact = replace(method(), rank_on="exact", rounding=Rounding(2, "half_up", "total", None, place=HERE))
    geometric = replace(exact, aggregate="geometric")
    cases = [
        ("every kind, at: indicator", method(), whole),
        ("rank_on: exact, at: total", exact, whole),
        ("geometric over dimensions", geometric, whole),
        ("a tenth missing, reweighted", method(), holed),
    ]
    print(f"{UNITS} units × {INDICATORS} indicators × {PERIODS} periods")
    bare = min(seconds_of_pandas(values) for _ in range(3))
    print(f"{'bare pandas group-rank':<30} {bare:>7.2f} s")
    for label, rules, periods in cases:
        start = time.process_time()
        for _ in score_all(rules, periods):
            pass
        seconds = time.process_time() - start
        print(f"{label:<30} {seconds:>7.2f} s  ×{seconds / bare:.1f}", flush=True)
    start = time.process_time()
    for _, totals in score_all(method(), whole):
        order = order_of(totals.key, "competition")
        robustness = robustness_of(totals, order.ranks, order.tie_codes)
        leads_of(totals, order.ranks, robustness.reweighted)
    seconds = time.process_time() - start
    print(f"{'… and how firm ranks are':<30} {seconds:>7.2f} s  ×{seconds / bare:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
