"""What is invented: whatever says so of itself, by its status or in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import NamedTuple, TypeVar

from leitai.grouping import grouped
from leitai.model.content import Content
from leitai.problems import Place
from leitai.schema.columns import Record, columns_of

T = TypeVar("T")
_SAYS_DEMO = re.compile(r"^演示(?:数据|文件|材料|单位|用)?(?!\w)|[（(]演示[）)]")
_SHOWN = 30  # characters


class DemoData(NamedTuple):
    """A piece of demo data: where it says that it is, and what it is called."""

    place: Place
    name: str


def says_demo(text: str) -> bool:
    """演示, 演示文件, 演示：…, …（演示）; a text about a demonstration (演示会) says nothing of the kind."""
    return _SAYS_DEMO.search(text) is not None


def tells_demo(record: Record) -> bool:
    """Whether a row or a text's front matter says in any of its fields that it is invented."""
    return bool(_demo_text(record))


def _demo_text(record: Record) -> str:
    """The first text that says so; empty where none does."""
    told = tuple(getattr(record, name) for name in columns_of(type(record)))
    return next(filter(says_demo, _within(told, str)), "")


def demo_data(content: Content) -> Iterator[DemoData]:
    """Everything invented: periods with results, write-ups, and of each file the first row that says so in any of its fields.

    Rows meet this through their schema: whatever kind of file is read, settings and methods too. Of texts their front matter counts.
    """
    for period in content.results.periods:
        settings = content.settings.portal.periods[period.id]
        if settings.data_status == "demo":
            yield DemoData(settings.place_of("data_status"), f"{period.id} 的数据")
    for case in content.library.cases.values():
        if case.is_demo:
            yield DemoData(replace(case.place, column="data_status"), f"“{case.title}”")
    for rows in grouped((found.place.path, found) for found in _told(content)).values():
        more = f" 等 {len(rows)} 处" if len(rows) > 1 else ""
        yield DemoData(rows[0].place, rows[0].name + more)


def _told(content: Content) -> Iterator[DemoData]:
    """Each row that says in its own words that it is invented; notes of results, too."""
    results, library, settings = content.results, content.library.written, content.settings
    everything = (
        *(results.targets, results.benchmarks, results.adjustments, content.methods),
        *(settings.portal, settings.unit_rows, settings.indicator_rows, settings.aliases),
        *(getattr(library, field.name) for field in fields(library)),
        *(meeting.speeches for meeting in library.meetings),
    )
    for row in _within(everything, Record):
        if text := _demo_text(row):
            yield DemoData(row.place, f"“{text[:_SHOWN]}”")
    notes = content.observations
    for place in notes[notes["note"].map(says_demo)][["path", "sheet", "row"]].itertuples(index=False):
        yield DemoData(Place(*place), "备注里写着“演示”的结果")


def _within(value: object, wanted: type[T]) -> Iterator[T]:
    """Everything of one type in collections of any kind, and in the columns or keys of rows."""
    if isinstance(value, wanted):
        yield value
        return
    inner: Iterable[object] = value if isinstance(value, tuple) else ()
    if isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, Record):
        inner = (getattr(value, name) for name in columns_of(type(value)))
    for item in inner:
        yield from _within(item, wanted)
