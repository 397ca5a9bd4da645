"""Figures of registered units and indicators that stand in hidden places only: without them a unit would pass for 未报."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import pandas as pd

from leitai.problems import Problem
from leitai.read.documents.hidden import HiddenPart
from leitai.read.documents.values import is_figure
from leitai.read.sheets.words.resolver import Resolver

_SHOWN_NAMES = 5


def hidden_problems(parts: Iterable[HiddenPart], read: pd.DataFrame, resolver: Resolver) -> Iterator[Problem]:
    """For each hidden part of one period's files a problem: an error where its figures were read nowhere else.

    `read` are the observations of the period. A hidden row or column would have given, for the unit or indicator that it
    names, what its sheet gives for the others; a hidden sheet is held against the period as a whole.
    """
    known = set(zip(read["unit"], read["indicator"], strict=True))
    for part in parts:
        place = part.place
        beside = read[(read["path"] == place.path) & (read["sheet"] == place.sheet)]
        lost = list(dict.fromkeys(_lost(part, beside, known, resolver)))
        if not lost:
            yield part.not_read
            continue
        names = "、".join(lost[:_SHOWN_NAMES]) + ("等" if len(lost) > _SHOWN_NAMES else "")
        what = f"“{names}”的数只写在隐藏的{part.kind}里（可能是筛选后没有取消），没有读取，会被当作没有报。"
        fix = f"请取消隐藏或筛选后保存；确实不报，请删除这{'张' if part.kind == '工作表' else '一'}{part.kind}。"
        yield Problem("T15", place, None, what, fix)


def _lost(
    part: HiddenPart, beside: pd.DataFrame, known: set[tuple[str, str]], resolver: Resolver
) -> Iterator[str]:
    """The names of units and indicators whose figures nobody would read."""
    settings = resolver.settings
    for line in part.lines:
        if any(map(is_figure, line)):
            units = list(filter(None, map(resolver.known_unit, line)))
            indicators = list(filter(None, map(resolver.indicator_id, dict.fromkeys(line))))
            pairs = set(product(units or beside["unit"].unique(), indicators or beside["indicator"].unique()))
            gone = (*(pairs - known), *_without_any(units, indicators, known))
            yield from (settings.units[unit].name for unit in units if any(unit in pair for pair in gone))
            for one in indicators if not units else ():
                if any(one in pair for pair in gone):
                    yield settings.indicators[one].name


def _without_any(
    units: Iterable[str], indicators: Iterable[str], known: set[tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    """The units and indicators of which nothing at all was read."""
    yield from ((unit,) for unit in units if not any(unit == one for one, _ in known))
    yield from ((indicator,) for indicator in indicators if not any(indicator == one for _, one in known))
