"""Who has to report, and how messages name several units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model.content import Content
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

_NAMED = 10  # so many units are named in a message


def ranked_periods(content: Content) -> Iterator[tuple[Period, Method]]:
    """Every period with results of a group that a method ranks then."""
    for period in content.results.periods:
        for group in content.groups_with_results(period):
            method = content.method_for(group, period)
            if method is not None:
                yield period, method


def named(units: Sequence[Unit]) -> str:
    """“甲县”“乙县”, and of many the first and how many they are."""
    names = "".join(f"“{unit.name}”" for unit in units[:_NAMED])
    return names if len(units) <= _NAMED else f"{names}等 {len(units)} 个单位"
