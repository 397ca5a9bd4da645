"""What is invented: whatever says so of itself, by its status or in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from leitai.grouping import grouped
from leitai.model.content import Content
from leitai.problems import Place

_SAYS_DEMO = re.compile(r"^演示(?!\w)|[（(]演示[）)]")


class DemoData(NamedTuple):
    """A piece of demo data: where it says that it is, and what it is called."""

    place: Place
    name: str


def says_demo(text: str) -> bool:
    """演示, 演示：…, …（演示）; a text about a demonstration (演示会) says nothing of the kind."""
    return _SAYS_DEMO.search(text) is not None


def demo_data(content: Content) -> Iterator[DemoData]:
    """Everything invented: periods with results, write-ups, meetings, and each table with targets, benchmarks, adjustments or entries of
    a ledger that are, by its first such row."""
    for period in content.results.periods:
        settings = content.settings.portal.periods[period.id]
        if settings.data_status == "demo":
            yield DemoData(settings.place_of("data_status"), f"{period.id} 的数据")
    for case in content.library.cases.values():
        if case.is_demo:
            yield DemoData(replace(case.place, column="data_status"), f"“{case.title}”")
    for rows in _rows_by_file(content).values():
        more = f" 等 {len(rows)} 行" if len(rows) > 1 else ""
        yield DemoData(rows[0].place, rows[0].name + more)


def _rows_by_file(content: Content) -> dict[str, list[DemoData]]:
    """The rows of tables that say in their own words that they are invented."""
    results, library = content.results, content.library
    rows = [
        *((row, "目标值", (row.basis,)) for row in results.targets),
        *((row, "对标值", (row.source,)) for row in results.benchmarks),
        *((row, "加扣分", (row.reason, row.basis)) for row in results.adjustments),
        *((row, f"问题 {row.number}", (row.text,)) for row in library.problems),
        *((row, f"{row.number} 的跟进", (row.note, row.evidence)) for row in library.events),
        *((row, f"会议“{row.title}”", (row.title, row.short_title)) for row in library.meetings),
        *((row, "奖励", (row.text, row.basis)) for row in library.rewards),
        *((row, f"任务 {row.number}", (row.text, row.milestone)) for row in library.tasks),
        *((row, f"表述 {row.number}", (row.text,)) for row in library.claims),
    ]
    return grouped(
        (row.place.path, DemoData(row.place, name)) for row, name, texts in rows if any(map(says_demo, texts))
    )
