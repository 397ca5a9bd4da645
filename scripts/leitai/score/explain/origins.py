"""From what was reported to what is scored, as arithmetic."""

from __future__ import annotations

from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.scored import Scored, scored
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import MEAN, ON, ScoreRule
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.score.arithmetic.working import bracketed, equals, minus, plain
from leitai.score.ranking.imputed import stand_ins

STAND_INS = {
    "median": "本组的中位数",
    "mean": "本组的平均数",
    "worst": "本组最差的数",
    "previous": "本单位上一期的数",
}


def stand_in_of(
    content: Content, method: Method, counted: MethodIndicator, unit: Unit, period: Period
) -> str:
    """What stands in for a missing value, in words; empty where nothing does."""
    policy, name = method.missing_policies[counted.indicator_id], counted.indicator_id
    if policy not in STAND_INS:
        return ""
    roster = [other.unit_id for other in content.settings.roster(method.group, period)]
    found = stand_ins(content, counted.rule, policy, name, roster, period)
    value = found.get(unit.unit_id)
    return "" if value is None else f"未报，按办法以{STAND_INS[policy]} {plain(value)} 代替"


def origin_of(content: Content, rule: ScoreRule, cell: Observation | None) -> str:
    """How the scored number of a cell came about; empty where it is the reported one."""
    is_rate = cell is not None and content.settings.indicators[cell.indicator_id].is_rate
    if cell is None or (rule.is_on_value and not is_rate):
        return ""
    if rule.is_on_value:
        return cell.note
    found = scored(content, rule, cell)
    if found.value is None:
        return f"{ON.choices[rule.on]}：{_why_none(found)}"
    return f"{ON.choices[rule.on]}：{equals(_expression(rule.on, found.parts), found.value)}"


def _expression(on: str, parts: tuple[Fraction, ...]) -> str:
    if on == MEAN:
        return f"（{' + '.join(map(bracketed, parts))}）÷ {len(parts)}"
    now, base = parts
    return (
        f"100 ×{minus(now, base)}÷ {plain(base)}"
        if on.endswith("rate")
        else f"{plain(now)} − {bracketed(base)}"
    )


def _why_none(found: Scored) -> str:
    return "基数为零或负数，按不适用" if found.state == "not_applicable" else "没有基数，按未报"
