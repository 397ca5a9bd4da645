"""A cell that was reported twice: an equal second report is a notice and fills gaps, a different one an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from leitai.model.observations import KEY, Observation, observation_records, observations_of
from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.schema.period import Period

_FILLED = ["target", "year_ago", "yoy_reported", "note"]


def without_repeats(table: pd.DataFrame, settings: Settings, problems: list[Problem]) -> pd.DataFrame:
    """Each cell once, where it was reported first; what only a repeat says beside the value is filled in."""
    repeats = table.duplicated(KEY, keep=False)
    if not repeats.any():
        return table
    once = table.drop_duplicates(KEY)
    merged = observations_of(_merged(observation_records(table[repeats]), settings, problems))
    once.loc[repeats, _FILLED] = merged[_FILLED].set_axis(once.index[repeats[once.index]])
    return once.reset_index(drop=True)


def _merged(
    repeated: Iterable[Observation], settings: Settings, problems: list[Problem]
) -> list[Observation]:
    """Each cell once, at its first place."""
    seen: dict[tuple[Period, str, str], Observation] = {}
    for observation in repeated:
        key = (observation.period, observation.unit_id, observation.indicator_id)
        first = seen.setdefault(key, observation)
        if first is observation:
            continue
        unit, indicator = settings.units[key[1]].name, settings.indicators[key[2]].name
        difference = _difference(first, observation)
        if difference:
            what = f"“{unit}”的“{indicator}”已在 {first.place} 报过，{difference}。"
            fix = "请核实后只保留正确的一处。"
            problems.append(Problem("V05", observation.place, observation.text, what, fix))
            continue
        what = f"“{unit}”的“{indicator}”已在 {first.place} 报过同样的数。"
        problems.append(Problem("V06", observation.place, observation.text, what, "无须处理；建议删去一处。"))
        seen[key] = _with_gaps_filled(first, observation)
    return list(seen.values())


def _with_gaps_filled(first: Observation, second: Observation) -> Observation:
    return replace(
        first,
        target=second.target if first.target is None else first.target,
        year_ago=second.year_ago if first.year_ago is None else first.year_ago,
        yoy_reported=first.yoy_reported or second.yoy_reported,
        note="；".join(dict.fromkeys(filter(None, (first.note, second.note)))),
    )


def _difference(first: Observation, second: Observation) -> str:
    if (first.value, first.state, first.qualifier) != (second.value, second.state, second.qualifier):
        return f"那里是“{first.text}”，两处不同"
    for name, one, other in (
        ("目标值", first.target, second.target),
        ("上年同期", first.year_ago, second.year_ago),
        ("同比", first.yoy_reported or None, second.yoy_reported or None),
    ):
        if one is not None and other is not None and one != other:
            return f"那里的{name}是 {one}，这里是 {other}"
    return ""
