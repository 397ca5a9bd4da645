"""Rules over targets, and over figures whose score a method can't work out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from leitai.check.figures.rosters import named, ranked_periods
from leitai.check.registered import repeated
from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.scored import scored
from leitai.problems import Place, Problem
from leitai.schema.config.score_kinds import ON, ScoreRule
from leitai.schema.results.benchmarks import BENCHMARKS
from leitai.schema.results.targets import TARGETS

_TARGET_FILES = {
    "file": "这张表里（长表写在本行的“目标值”列，宽表在指标名下面加一行表头“本期、目标值”）",
    "annual": " content/targets.csv ",
    "annual_share": " content/targets.csv ",
    "pro_rata": " content/targets.csv ",
}
_TARGET_TABLES = dict.fromkeys(("annual", "annual_share", "pro_rata"), TARGETS.path)


def check_targets_known(content: Content) -> Iterator[Problem]:
    """按目标计分的每个数都有目标值；缺的按指标和期间列出单位，年度目标一年只说一次。"""
    lacking: dict[tuple[str, str, str], list[Observation]] = {}
    for rule, cell in _scored_cells(content):
        source = rule.target_source
        if source and content.target(source, cell) is None:
            span = cell.period.id if source == "file" else str(cell.period.year)
            lacking.setdefault((cell.indicator_id, source, span), []).append(cell)
    for (indicator_id, source, span), cells in lacking.items():
        units = [content.settings.units[unit_id] for unit_id in dict.fromkeys(cell.unit_id for cell in cells)]
        name = content.settings.indicators[indicator_id].name
        what = f"“{name}”按目标完成率计分，{span} 没有目标值的有{named(units)}。"
        fix = f"请在{_TARGET_FILES.get(source, ' content/benchmarks.csv ')}补上目标值。"
        if source == "file":
            yield Problem("M06", cells[0].place, None, what, fix)
        else:
            fix += f"leitai new quarter {cells[0].period} --write 可以写好要填的行。"
            place = Place(_TARGET_TABLES.get(source, BENCHMARKS.path))
            yield Problem("M06", place, None, what, fix)


def check_scores_defined(content: Content) -> Iterator[Problem]:
    """每个数按办法的计分方法都算得出得分。"""
    for rule, cell in _scored_cells(content):
        source = rule.target_source
        target = content.target(source, cell) if source else None
        if rule.spec.value_fault is not None and (target is not None or not source):
            yield from _check_score(content, rule, cell, target)


def check_targets_once(content: Content) -> Iterator[Problem]:
    """同一期间、单位、指标只有一个目标值。"""
    targets = content.results.targets
    for before, target in repeated(targets, lambda one: (one.period, one.unit_id, one.indicator_id)):
        what = f"同一期间、单位、指标已在第 {before.place.row} 行写过目标值。"
        yield Problem("V05", target.place_of("value"), str(target.value), what, "请只保留正确的一行。")


def check_targets_used(content: Content) -> Iterator[Problem]:
    """targets.csv 写的是年度目标，期间写年份；写成季度或月份的不会被用到。"""
    for target in content.results.targets:
        if target.period.kind != "year":
            what = f"{target.period.id} 不是年份，这一行不会被用到。"
            fix = f"年度目标的期间请写 {target.period.year}；只对一期的目标请写进填报表的“目标值”列。"
            yield Problem("M12", target.place_of("value"), target.period.id, what, fix)


def _scored_cells(content: Content) -> Iterator[tuple[ScoreRule, Observation]]:
    """The figures of every roster whose scores need a target or may not be defined."""
    for period, method in ranked_periods(content):
        cells, units = content.cells(period), content.settings.roster(method.group, period)
        for indicator in method.reported_indicators():
            if indicator.rule.target_source or indicator.rule.spec.value_fault is not None:
                found = (cells.get((unit.unit_id, indicator.indicator_id)) for unit in units)
                yield from (
                    (indicator.rule, cell) for cell in found if cell is not None and cell.value is not None
                )


def _check_score(
    content: Content, rule: ScoreRule, cell: Observation, target: Fraction | None
) -> Iterator[Problem]:
    known, unit = content.settings.indicators[cell.indicator_id], content.settings.units[cell.unit_id]
    value, subject = scored(content, rule, cell).value, f"“{unit.name}”的“{known.name}”"
    if value is None or rule.spec.value_fault is None:
        return
    fault = rule.spec.value_fault(rule, known, value, target)
    if fault is not None and fault.of_target:
        place = _target_place(cell, rule.target_source or "")
        yield Problem("M07", place, str(target), f"{subject}{fault.what}", fault.fix)
    elif fault is not None:
        shown = subject if rule.is_on_value else f"{subject}（{ON.choices[rule.on]}）"
        yield Problem("M10", cell.place, cell.text, f"{shown}{fault.what}", fault.fix)


def _target_place(cell: Observation, source: str) -> Place:
    place = cell.place
    return Place(place.path, place.sheet, place.row, "目标值") if source == "file" else place
