"""From what was reported to what is scored, as arithmetic."""

from __future__ import annotations

from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import Ranking
from leitai.model.scoring.scored import Scored, scored
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.score_kinds import MEAN, ON, ScoreRule
from leitai.score.arithmetic.working import bracketed, equals, minus, plain
from leitai.score.ranking.imputed import stand_ins

STAND_INS = {
    "median": "本组的中位数",
    "mean": "本组的平均数",
    "worst": "本组最差的数",
    "previous": "本单位上一期的数",
}


def how_scored(
    content: Content, ranking: Ranking, counted: MethodIndicator, unit_id: str, cell: Observation | None
) -> str:
    """How what is scored of a unit came about; empty where it is the reported value itself."""
    found = scored(content, counted.rule, cell)
    if found.state in ("missing", "suppressed", "unknown"):
        value = stand_ins(content, ranking.method, counted, ranking.period).get(unit_id)
        if value is not None:
            words = STAND_INS[ranking.method.missing_policies[counted.indicator_id]]
            return f"未报，按办法以{words} {plain(value)} 代替"
    return _origin(content, counted.rule, cell, found)


def _origin(content: Content, rule: ScoreRule, cell: Observation | None, found: Scored) -> str:
    is_rate = cell is not None and content.settings.indicators[cell.indicator_id].is_rate
    if cell is None or (rule.is_on_value and not is_rate):
        return ""
    if rule.is_on_value:
        return cell.note
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
