"""标杆地 and 对标市: values from outside, beside those of the group; shown, never ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from leitai.model.blocked import may_be_compared
from leitai.model.portal import Portal
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period
from leitai.schema.results.benchmarks import Benchmark

NOT_SET = "未设定"  # never 0


def benchmarks_of(portal: Portal, indicator: Indicator, period: Period | None = None) -> list[Benchmark]:
    """The benchmarks of an indicator that may be compared at all, of one period or of all, in file order."""
    found = portal.benchmarks_of(indicator.indicator_id) if may_be_compared(indicator) else ()
    return [benchmark for benchmark in found if period in (None, benchmark.period)]


def benchmark_table(portal: Portal, indicator_ids: Iterable[str], period: Period, url: str) -> Markup:
    """One line per benchmark of a period, with its source; empty markup if there is none."""
    rows = []
    for indicator_id in indicator_ids:
        indicator = portal.content.settings.indicators[indicator_id]
        for benchmark in benchmarks_of(portal, indicator, period):
            rows.append(
                Row(
                    [
                        Cell(indicator.name, relative(url, indicator_url(indicator_id)), is_header=True),
                        Cell(benchmark.name, note=benchmark.kind),
                        Cell(
                            words.measured(benchmark.value, indicator),
                            css="lt-number",
                            note=indicator.unit_of_measure,
                        ),
                        Cell(benchmark.source),
                    ]
                )
            )
    header = [Cell("指标"), Cell("对标"), Cell("数值", css="lt-number"), Cell("来源")]
    return table(f"{period.title}标杆地和对标市", header, rows, css="lt-stack")


def benchmark_rows(portal: Portal, indicator: Indicator, periods: Sequence[Period]) -> list[Row]:
    """One line per benchmark under the units' values, period by period."""
    found = benchmarks_of(portal, indicator)
    rows = []
    for kind, name in dict.fromkeys((benchmark.kind, benchmark.name) for benchmark in found):
        values = {b.period: b.value for b in found if (b.kind, b.name) == (kind, name)}
        cells = [
            Cell(words.measured(values[p], indicator) if p in values else words.NOTHING, css="lt-number")
            for p in periods
        ]
        rows.append(Row([Cell(f"{kind}：{name}", is_header=True), *cells], css="lt-benchmark"))
    return rows


def benchmark_cell(portal: Portal, indicator: Indicator, period: Period) -> Cell:
    """标杆地甲 98.5；对标市乙 97.2."""
    found = benchmarks_of(portal, indicator, period)
    lines = [f"{b.kind}{b.name} {words.measured(b.value, indicator)}" for b in found]
    return Cell("；".join(lines) or NOT_SET)
