"""What is invented: whatever says so of itself, by its status or in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

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
    """Everything invented: periods with results, write-ups, targets, benchmarks, adjustments, ledgers."""
    results, library = content.results, content.library
    for period in results.periods:
        settings = content.settings.portal.periods[period.id]
        if settings.data_status == "demo":
            yield DemoData(settings.place_of("data_status"), f"{period.id} 的数据")
    for case in library.cases.values():
        if case.is_demo:
            yield DemoData(replace(case.place, column="data_status"), f"“{case.title}”")
    rows = [
        *((row, "这一行目标值", (row.basis,)) for row in results.targets),
        *((row, "这一行对标值", (row.source,)) for row in results.benchmarks),
        *((row, "这一行加扣分", (row.reason, row.basis)) for row in results.adjustments),
        *((row, f"问题 {row.number}", (row.text, row.evidence)) for row in library.problems),
        *((row, f"任务 {row.number}", (row.text, row.milestone)) for row in library.tasks),
        *((row, f"表述 {row.number}", (row.text,)) for row in library.claims),
    ]
    yield from (DemoData(row.place, name) for row, name, texts in rows if any(map(says_demo, texts)))
