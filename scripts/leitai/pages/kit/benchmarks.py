"""标杆地 and 对标市: values from outside, beside those of the group; shown, never ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from leitai.grouping import grouped
from leitai.model.scoring.blocked import may_be_compared
from leitai.pages.kit import words
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.tables import Cell, Cells, Row, numeric, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period
from leitai.schema.results.benchmarks import Benchmark

NOT_SET = "未设定"  # never 0

Benchmarks = Mapping[str, Sequence[Benchmark]]  # by indicator, in file order


def comparable_benchmarks(benchmarks: Iterable[Benchmark], indicators: Mapping[str, Indicator]) -> Benchmarks:
    """Those of the indicators that may be compared at all."""
    return grouped((b.indicator_id, b) for b in benchmarks if may_be_compared(indicators[b.indicator_id]))


def benchmarks_in(benchmarks: Benchmarks, indicator: Indicator, period: Period) -> list[Benchmark]:
    """What an indicator is held against in a period."""
    return [b for b in benchmarks.get(indicator.indicator_id, ()) if b.period == period]


def benchmark_table(benchmarks: Benchmarks, indicators: Iterable[Indicator], period: Period) -> Markup:
    """One line per benchmark of a period, with its source; empty markup if there is none."""
    rows = [
        _row(benchmark, indicator)
        for indicator in indicators
        for benchmark in benchmarks_in(benchmarks, indicator, period)
    ]
    header = ("指标", "对标", numeric("数值"), "来源")
    return table(f"{period.title}标杆地和对标市", header, rows, css="lt-stack")


def _row(benchmark: Benchmark, indicator: Indicator) -> Cells:
    shown = words.measured(benchmark.value, indicator)
    return (
        indicator_head(indicator),
        Cell(benchmark.name, note=benchmark.kind),
        Cell(shown, note=indicator.unit_of_measure),
        benchmark.source,
    )


def benchmark_rows(benchmarks: Benchmarks, indicator: Indicator, periods: Sequence[Period]) -> list[Row]:
    """One line per benchmark under the units' values, period by period."""
    found = benchmarks.get(indicator.indicator_id, ())
    rows = []
    for kind, name in dict.fromkeys((benchmark.kind, benchmark.name) for benchmark in found):
        values = {b.period: b.value for b in found if (b.kind, b.name) == (kind, name)}
        cells = [words.measured(values[p], indicator) if p in values else words.NOTHING for p in periods]
        rows.append(Row([Cell(f"{kind}：{name}", is_header=True), *cells], css="lt-benchmark"))
    return rows


def benchmark_cell(benchmarks: Iterable[Benchmark], indicator: Indicator) -> Cell:
    """标杆地甲 98.5；对标市乙 97.2."""
    lines = [f"{b.kind}{b.name} {words.measured(b.value, indicator)}" for b in benchmarks]
    return Cell("；".join(lines) or NOT_SET)
