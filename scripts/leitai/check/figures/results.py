"""Rules over `content/results/` and its targets."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial

from leitai.check.figures.rosters import named, ranked_periods
from leitai.model.content import Content
from leitai.model.observations import Observation, observation_records
from leitai.model.privacy.personal_words import is_street_level, locates_key_people
from leitai.model.scoring.blocked import blocked_list_of
from leitai.problems import Place, Problem
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.adjustments import OF_POINTS, VETO, Adjustment

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
            covered = [content.method_for(g, period) for g in _leagues(content, group)]
            needs_none = _is_background(content, period, group) or _was_ranked(content, group, period)
            if not any(covered) and not needs_none:
                name = content.settings.portal.group_name(group)
                what = f"“{name}”在 {period.id} 没有适用的考核办法，数据只展示、不排名。"
                fix = "需要排名请在 site_config/methods/ 增加办法，或调整已有办法的 periods；本来就不排名则无须处理。"
                yield Problem("M05", Place(f"content/results/{period.id}"), None, what, fix)


def _leagues(content: Content, group: str) -> tuple[str, ...]:
    """A group, its unions and its parts: one method for any of them is enough."""
    portal = content.settings.portal
    return (*portal.groups_of(group), *portal.members_of(group))


def _is_background(content: Content, period: Period, group: str) -> bool:
    """Whether all that a group reported for a period is how large its units are."""
    own = {unit.unit_id for unit in content.settings.roster(group, period)}
    found = {indicator_id for unit_id, indicator_id in content.cells(period) if unit_id in own}
    return found <= {*content.settings.background}


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
        for observation in observation_records(rows[is_outside]) if any(is_outside) else ():
            yield _outside(indicators[observation.indicator_id], observation)


def _outside(indicator: Indicator, observation: Observation) -> Problem:
    low, high = indicator.valid_min, indicator.valid_max
    span = f"{'' if low is None else low} 到 {'' if high is None else high}"
    what = f"指标“{indicator.name}”登记的取值范围是 {span}（{indicator.unit_of_measure}）。"
    fix = "请核对是否多打、少打了一位或小数点；范围登记有误请改 site_config/indicators.csv。"
    return Problem("V04", observation.place, observation.text, what, fix)


def _of_indicators(content: Content, indicator_ids: Collection[str]) -> list[Observation]:
    rows = content.observations
    return observation_records(rows[rows["indicator"].isin(list(indicator_ids))])


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
    """花名册上的每个单位在每个有排名的期间都报了数；没有报的列为“未报”，一期一条。"""
    for period, method in ranked_periods(content):
        reporting = content.reporting_units(period)
        roster = content.settings.roster(method.group, period)
        is_explained = partial(content.results.unread.explains, period)
        silent = [u for u in roster if u.unit_id not in reporting and not is_explained(u.unit_id)]
        if silent:
            what = f"{named(silent)}在 {period.id} 没有任何数据。"
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
    """报了数的单位，办法要求的每个指标都有一格；整组都没有的指标另行指出，一个指标一条。"""
    lacking: dict[tuple[str, str, str, bool], list[Period]] = {}
    for period, method in ranked_periods(content):
        cells, reporting = content.cells(period), content.reporting_units(period)
        units = [u for u in content.settings.roster(method.group, period) if u.unit_id in reporting]
        for indicator in method.reported_indicators():
            without = [unit for unit in units if (unit.unit_id, indicator.indicator_id) not in cells]
            explains = partial(content.results.unread.explains, period, indicator_id=indicator.indicator_id)
            unexplained = [unit for unit in without if not explains(unit.unit_id)]
            name = content.settings.indicators[indicator.indicator_id].name
            is_evaluated = indicator.rule.grades is not None
            if unexplained and len(without) == len(units):
                lacking.setdefault((method.title, name, method.place.path, is_evaluated), []).append(period)
            elif unexplained:
                what = f"{named(unexplained)}报了其他指标，却没有“{name}”。"
                fix = "请补上一格：数值、“未报”“零报告”或“不适用”。"
                yield Problem("R02", Place(f"content/results/{period.id}"), None, what, fix)
    for (title, name, path, is_evaluated), periods in lacking.items():
        ids = "、".join(period.id for period in periods)
        what = f"办法“{title}”要求的指标“{name}”在 {ids} 没有任何单位的数据。"
        fix = _WHERE_TO_LOOK[is_evaluated] + (
            "新加的指标不能用在以前的期间，要另写一版办法："
            f"先在 {path} 里去掉这个指标，运行 leitai new method（从有数的那一期起照抄一版），再把指标加在新的一份里。"
        )
        yield Problem("M09", Place(f"content/results/{periods[0].id}"), None, what, fix)


def check_adjustments_declared(content: Content) -> Iterator[Problem]:
    """有加分、扣分或否决的组别，办法里写明了 adjustments；类别是加分、扣分、一票否决，或办法的 vetoes 里有的名称。"""
    for adjustment, unit, methods in _adjusted(content):
        if all(method.adjustments is None for method in methods):
            what = f"“{unit.name}”有{adjustment.kind}，适用的办法却没有写明加扣分。"
            fix = "请在办法里写 adjustments: {bonus_cap: …, deduction_cap: …, veto: unranked}，或删去这一行。"
            yield Problem("M13", adjustment.place, adjustment.kind, what, fix)
            continue
        known = {
            *OF_POINTS,
            VETO,
            *(name for m in methods if m.adjustments for name in m.adjustments.effects()),
        }
        if adjustment.kind not in known:
            fix = f"可用：{'、'.join(sorted(known))}；别的否决先在办法里写 adjustments 的 vetoes: {{名称: 后果}}。"
            yield Problem("S03", adjustment.place_of("kind"), adjustment.kind, "没有这种类别。", fix)


def check_adjustments_allowed(content: Content) -> Iterator[Problem]:
    """加分、扣分的事由不得是信访数量、办案数量和比率，除非办法写明 legal_basis。"""
    for adjustment, _, methods in _adjusted(content):
        blocked = blocked_list_of(adjustment.reason)
        if blocked is not None and not (methods and all(method.legal_basis for method in methods)):
            what = f"事由属于{blocked.title}：{blocked.rule}"
            fix = "请删去这一行，或写明实际的工作问题；确有规定的，在办法里写 legal_basis。"
            yield Problem("M21", adjustment.place, adjustment.reason, what, fix)


def _adjusted(content: Content) -> Iterator[tuple[Adjustment, Unit, tuple[Method, ...]]]:
    """Every adjustment with its unit and the methods that rank this one."""
    for adjustment in content.results.adjustments:
        unit = content.settings.at(adjustment.period).units[adjustment.unit_id]
        yield adjustment, unit, content.methods_for(unit, adjustment.period)
