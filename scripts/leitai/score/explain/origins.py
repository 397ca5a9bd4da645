"""From what was reported to what is scored, as arithmetic."""

from __future__ import annotations

from fractions import Fraction

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.score_kind import MEAN, ON, ScoreRule
from leitai.model.scoring.scored import Scored, scored
from leitai.score.arithmetic.working import equals, minus, plain, signed


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
        return f"（{' + '.join(map(signed, parts))}）÷ {len(parts)}"
    now, base = parts
    return (
        f"100 ×{minus(now, base)}÷ {plain(base)}" if on.endswith("rate") else f"{plain(now)} − {signed(base)}"
    )


def _why_none(found: Scored) -> str:
    return "基数为零或负数，按不适用" if found.state == "not_applicable" else "没有基数，按未报"
