"""Rules over `content/results/` and its targets."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from leitai.model.content import Content
from leitai.model.observations import Observation, records_of
from leitai.model.privacy.personal_words import is_street_level, locates_key_people
from leitai.model.scoring.blocked import blocked_list_of
from leitai.model.scoring.method import Method
from leitai.model.scoring.score_kind import ScoreRule
from leitai.problems import Place, Problem
from leitai.schema.config.indicators import Indicator
from leitai.schema.period import Period
from leitai.schema.results.benchmarks import BENCHMARKS
from leitai.schema.results.targets import TARGETS

_TARGET_FILES = {
    "file": "这张表里（长表写在本行的“目标值”列，宽表在指标名下面加一行表头“本期、目标值”）",
    "annual": " content/targets.csv ",
    "annual_share": " content/targets.csv ",
    "pro_rata": " content/targets.csv ",
}


_TARGET_TABLES = dict.fromkeys(("annual", "annual_share", "pro_rata"), TARGETS.path)


_WHERE_TO_LOOK = (
    "请检查是否漏放了文件，或列名写成了别的指标。",
    "它按现场测评的票数计算：请把票数放进那次会议的 evaluation.csv，会议的 reviews 写上这一期。",
)


def check_some_method(content: Content) -> Iterator[Problem]:
    """有了结果，就至少要有一个考核办法。"""
    if content.results.periods and not content.methods:
        fix = "请至少写一个考核办法，可从样例 site_config/methods/ 复制。"
        yield Problem("F01", Place("site_config/methods"), None, "没有考核办法。", fix)


def check_units_exist_then(content: Content) -> Iterator[Problem]:
    """填报的单位在那个期间的最后一天存在（valid_from、valid_to）。"""
    for period in content.results.periods:
        units = content.settings.at(period).units
        for unit_id in sorted(content.reporting_units(period)):
            unit = units[unit_id]
            if not unit.existed_on(period.last_day):
                cells = content.cells_of_unit(period, unit_id)
                first = min(cells, key=lambda o: (o.place.path, o.place.row or 0))
                what = f"“{unit.name}”在 {period.id} 不存在（单位表写明的起止日期之外）。"
                fix = "请核对单位，或修改 site_config/units.csv 的 valid_from、valid_to。"
                yield Problem("N05", first.place, unit.name, what, fix)


def check_periods_declared(content: Content) -> Iterator[Problem]:
    """每个有数据的期间都在 portal.yml 的 periods 中写明数据状态。"""
    for period in content.results.periods:
        if period.id not in content.settings.portal.periods:
            fix = f"请在 periods 下补上“{period.id}: {{data_status: preliminary}}”（或 demo、verified、final）。"
            place = Place("site_config/portal.yml")
            yield Problem("S02", place, None, f"没有写明 {period.id} 的数据状态。", fix)


def check_method_exists(content: Content) -> Iterator[Problem]:
    """有数据的组别和期间应有适用的考核办法；没有就只展示、不排名。"""
    for period in content.results.periods if content.methods else ():
        for group in content.groups_with_results(period):
            if content.method_for(group, period) is None and not _was_ranked(content, group, period):
                name = content.settings.portal.group_name(group)
                what = f"“{name}”在 {period.id} 没有适用的考核办法，数据只展示、不排名。"
                fix = "需要排名请在 site_config/methods/ 增加办法，或调整已有办法的 periods；本来就不排名则无须处理。"
                yield Problem("M05", Place(f"content/results/{period.id}"), None, what, fix)


def _was_ranked(content: Content, group: str, period: Period) -> bool:
    """Whether a group was ranked in the period before: then it is no notice (`lapses.py`)."""
    before = content.previous_with_results(period)
    return (
        before is not None
        and group in content.groups_with_results(before)
        and content.method_for(group, before) is not None
    )


def check_valid_range(content: Content) -> Iterator[Problem]:
    """每个数都在指标登记的 valid_min 与 valid_max 之间。"""
    for period in content.results.periods:
        indicators, rows = content.settings.at(period).indicators, content.observations_of(period)
        cells = zip(rows["indicator"], rows["value"], strict=True)
        is_outside = [value is not None and not indicators[one].allows(value) for one, value in cells]
        for observation in records_of(rows[is_outside]) if any(is_outside) else ():
            yield _outside(indicators[observation.indicator_id], observation)


def _outside(indicator: Indicator, observation: Observation) -> Problem:
    low, high = indicator.valid_min, indicator.valid_max
    span = f"{'' if low is None else low} 到 {'' if high is None else high}"
    what = f"指标“{indicator.name}”登记的取值范围是 {span}（{indicator.unit_of_measure}）。"
    fix = "请核对是否多打、少打了一位或小数点；范围登记有误请改 site_config/indicators.csv。"
    return Problem("V04", observation.place, observation.text, what, fix)


def _of_indicators(content: Content, indicator_ids: Collection[str]) -> list[Observation]:
    rows = content.observations
    return records_of(rows[rows["indicator"].isin(list(indicator_ids))])


def check_small_counts(content: Content) -> Iterator[Problem]:
    """未成年人、患者、受害人、重点人员等群体的人数不少于最小公布数（min_count，默认 5）；确实为零可以照写。"""
    indicators = content.settings.indicators
    limited = {indicator_id for indicator_id, indicator in indicators.items() if indicator.min_count}
    for observation in _of_indicators(content, limited):
        indicator = indicators[observation.indicator_id]
        smallest = Decimal(indicator.min_count) / (10_000 if indicator.unit_of_measure[0] == "万" else 1)
        for value, where in ((observation.value, ""), (observation.year_ago, "的上年同期")):
            if value is not None and 0 < value < smallest:
                what = f"“{indicator.name}”{where}少于 {indicator.min_count} 人，容易让人认出是谁。"
                fix = "请填“不公布”，或并到更大的范围再报；确认不涉及个人的，在指标表的 min_count 写 0。"
                yield Problem("D11", observation.place, observation.text, what, fix)


def check_key_people_not_located(content: Content) -> Iterator[Problem]:
    """重点人员的人数最细到县一级，不写到乡镇、街道和村社（min_count 为 0 的指标除外）。"""
    indicators, units = content.settings.indicators, content.settings.units
    limited = {i.indicator_id for i in indicators.values() if i.min_count and locates_key_people(i.name)}
    for observation in _of_indicators(content, limited):
        unit = units[observation.unit_id]
        if observation.value is not None and is_street_level(unit.kind):
            what = f"“{indicators[observation.indicator_id].name}”不能细到“{unit.name}”（{unit.kind}）。"
            fix = "请填“不公布”，按县一级汇总后再报；确认不涉及个人的，在指标表的 min_count 写 0。"
            yield Problem("V12", observation.place, observation.text, what, fix)


def check_everybody_reported(content: Content) -> Iterator[Problem]:
    """花名册上的每个单位在每个有排名的期间都报了数；没有报的列为“未报”。"""
    for period, method in _ranked_periods(content):
        reporting = content.reporting_units(period)
        for unit in content.settings.roster(method.group, period):
            if unit.unit_id not in reporting and not content.results.unread.explains(period, unit.unit_id):
                what = f"“{unit.name}”在 {period.id} 没有任何数据。"
                fix = "请催报；确实未报就不用处理，页面会写“未报”。"
                yield Problem("R01", Place(f"content/results/{period.id}"), None, what, fix)


def check_periods_have_results(content: Content) -> Iterator[Problem]:
    """每个期间的目录里都有结果；空目录多半是文件没有放进来。"""
    for period in content.results.periods:
        if not content.cells(period):
            fix = "请放入这一期的结果文件；还没有收到就先删去空目录。"
            place = Place(f"content/results/{period.id}")
            yield Problem("R05", place, None, f"{period.id} 没有任何数据。", fix)


def check_nothing_forgotten(content: Content) -> Iterator[Problem]:
    """报了数的单位，办法要求的每个指标都有一格；整组都没有的指标另行指出。"""
    for period, method in _ranked_periods(content):
        cells = content.cells(period)
        folder = Place(f"content/results/{period.id}")
        reporting = content.reporting_units(period)
        units = [u for u in content.settings.roster(method.group, period) if u.unit_id in reporting]
        for indicator in method.indicators():
            without = [unit for unit in units if (unit.unit_id, indicator.indicator_id) not in cells]
            explains = partial(content.results.unread.explains, period, indicator_id=indicator.indicator_id)
            unexplained = [unit for unit in without if not explains(unit.unit_id)]
            name = content.settings.indicators[indicator.indicator_id].name
            if unexplained and len(without) == len(units):
                what = f"办法要求的指标“{name}”在 {period.id} 没有任何单位的数据。"
                yield Problem("M09", folder, None, what, _WHERE_TO_LOOK[indicator.rule.grades is not None])
            else:
                for unit in unexplained:
                    what = f"“{unit.name}”报了其他指标，却没有“{name}”。"
                    yield Problem("R02", folder, None, what, "请补上一格：数值、“未报”“零报告”或“不适用”。")


def check_scores_defined(content: Content) -> Iterator[Problem]:
    """按目标计分的每个数都有可用的目标值；每个数按办法的计分方法都算得出得分。"""
    for period, method in _ranked_periods(content):
        cells = content.cells(period)
        units = content.settings.roster(method.group, period)
        for indicator in method.indicators():
            if indicator.rule.target_source or indicator.rule.spec.value_fault is not None:
                found = [cells.get((unit.unit_id, indicator.indicator_id)) for unit in units]
                given = [cell for cell in found if cell is not None and cell.value is not None]
                yield from _missing_targets(content, indicator.rule, given)
                for cell in given:
                    yield from _check_score(content, indicator.rule, cell)


def check_adjustments_declared(content: Content) -> Iterator[Problem]:
    """有加分、扣分或一票否决的组别，办法里写明了 adjustments。"""
    for adjustment in content.results.adjustments:
        unit = content.settings.at(adjustment.period).units[adjustment.unit_id]
        method = content.method_for(unit.group, adjustment.period)
        if method is None or method.adjustments is None:
            what = f"“{unit.name}”有{adjustment.kind}，适用的办法却没有写明加扣分。"
            fix = "请在办法里写 adjustments: {bonus_cap: …, deduction_cap: …, veto: unranked}，或删去这一行。"
            yield Problem("M13", adjustment.place, adjustment.kind, what, fix)


def check_adjustments_allowed(content: Content) -> Iterator[Problem]:
    """加分、扣分的事由不得是信访数量、办案数量和比率，除非办法写明 legal_basis。"""
    for adjustment in content.results.adjustments:
        method = content.method_for(
            content.settings.at(adjustment.period).units[adjustment.unit_id].group, adjustment.period
        )
        blocked = blocked_list_of(adjustment.reason)
        if blocked is not None and not (method and method.legal_basis):
            what = f"事由属于{blocked.title}：{blocked.rule}"
            fix = "请删去这一行，或写明实际的工作问题；确有规定的，在办法里写 legal_basis。"
            yield Problem("M21", adjustment.place, adjustment.reason, what, fix)


def check_targets_once(content: Content) -> Iterator[Problem]:
    """同一期间、单位、指标只有一个目标值。"""
    seen: dict[tuple[str, str | None, str], Place] = {}
    for target in content.results.targets:
        key = (target.period.id, target.unit_id, target.indicator_id)
        first = seen.setdefault(key, target.place)
        if first is not target.place:
            what = f"同一期间、单位、指标已在第 {first.row} 行写过目标值。"
            yield Problem("V05", target.place_of("value"), str(target.value), what, "请只保留正确的一行。")


def check_targets_used(content: Content) -> Iterator[Problem]:
    """targets.csv 写的是年度目标，期间写年份；写成季度或月份的不会被用到。"""
    for target in content.results.targets:
        if target.period.kind != "year":
            what = f"{target.period.id} 不是年份，这一行不会被用到。"
            fix = f"年度目标的期间请写 {target.period.year}；只对一期的目标请写进填报表的“目标值”列。"
            yield Problem("M12", target.place_of("value"), target.period.id, what, fix)


def _missing_targets(content: Content, rule: ScoreRule, cells: list[Observation]) -> Iterator[Problem]:
    """One for each cell whose target stands beside it; one for all units where lines of another table are missing."""
    source = rule.target_source
    without = [cell for cell in cells if source and content.target(source, cell) is None]
    fix = f"请在{_TARGET_FILES.get(source, ' content/benchmarks.csv ')}补上目标值。"
    together = without if source == "file" else without[:1]
    place = Place(_TARGET_TABLES.get(source, BENCHMARKS.path))
    for cell in together:
        unit, indicator = content.settings.units[cell.unit_id], content.settings.indicators[cell.indicator_id]
        what = f"“{unit.name}”的“{indicator.name}”按目标完成率计分，却没有目标值。"
        if source != "file" and len(without) > 1:
            names = "、".join(content.settings.units[c.unit_id].short or c.unit_id for c in without)
            what = f"“{indicator.name}”按目标完成率计分，{len(without)} 个单位在 {cell.period} 却没有目标值：{names}。"
        command = "" if source == "file" else f"leitai new quarter {cell.period} --write 可以写好要填的行。"
        yield Problem("M06", cell.place if source == "file" else place, None, what, fix + command)


def _check_score(content: Content, rule: ScoreRule, cell: Observation) -> Iterator[Problem]:
    known, unit = content.settings.indicators[cell.indicator_id], content.settings.units[cell.unit_id]
    source, subject = rule.target_source, f"“{unit.name}”的“{known.name}”"
    target = content.target(source, cell) if source else None
    if cell.value is not None and rule.spec.value_fault is not None and (target is not None or not source):
        fault = rule.spec.value_fault(rule, known, Fraction(cell.value), target)
        if fault is not None and fault.of_target:
            place = _target_place(cell, source)
            yield Problem("M07", place, str(target), f"{subject}{fault.what}", fault.fix)
        elif fault is not None:
            yield Problem("M10", cell.place, cell.text, f"{subject}{fault.what}", fault.fix)


def _target_place(cell: Observation, source: str) -> Place:
    place = cell.place
    return Place(place.path, place.sheet, place.row, "目标值") if source == "file" else place


def _ranked_periods(content: Content) -> Iterator[tuple[Period, Method]]:
    for period in content.results.periods:
        for group in content.groups_with_results(period):
            method = content.method_for(group, period)
            if method is not None:
                yield period, method
