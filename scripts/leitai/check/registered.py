"""What names something that isn't registered, and what is written twice."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from typing import TypeVar

from leitai.model.settings import Settings
from leitai.problems import Place, Problem

T = TypeVar("T")


def unknown(ids: Iterable[str], known: Container[str], what: str, place: Place) -> Iterator[Problem]:
    """Each id that isn't registered; an empty one names nothing."""
    for identifier in ids:
        if identifier and identifier not in known:
            yield Problem("S07", place, identifier, f"没有这个{what}。", "请核对编号或名称；新的请先登记。")


def unknown_units(ids: Iterable[str], settings: Settings, place: Place) -> Iterator[Problem]:
    """The same of units, which all stand in one table."""
    for unit_id in ids:
        if unit_id not in settings.units:
            fix = "请写 site_config/units.csv 里的编号或名称；新的请先登记。"
            yield Problem("S07", place, unit_id, "没有这个单位。", fix)


def repeated(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """What has the same key as something before it, with the first that had it."""
    first: dict[Hashable, T] = {}
    for item in items:
        before = first.setdefault(key(item), item)
        if before is not item:
            yield before, item
