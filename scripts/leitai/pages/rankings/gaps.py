"""What units ahead have more, and the smallest changes that would have closed the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from leitai.model.scoring.explanation import Gap, Improvement
from leitai.model.scoring.ranking import RankingRow
from leitai.model.settings import Settings
from leitai.pages.kit import words
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.tables import Cell, numeric, table

TRIED = (
    "其他各项和其他单位的数值不变，重新计算得出；“最少”按与组内差距之比。不超过本组历史最好值；"
    "死伤人数和少报就会变好的指标不作为抓手。只作参考，不是目标。"
)


def least_text(settings: Settings, row: RankingRow, ahead: Gap) -> str:
    """One indicator alone, else two or three together, else why none of these."""
    if ahead.smallest is not None:
        return f"只改一项就够：{_needed(settings, row, ahead.smallest)}"
    if ahead.together:
        parts = "，".join(_needed(settings, row, one) for one in ahead.together)
        return f"最少要{words.chinese(len(ahead.together))}项一起：{parts}"
    return ahead.why_not


def _needed(settings: Settings, row: RankingRow, one: Improvement) -> str:
    """安全隐患按期整改率由 96.2% 到 98.0%."""
    indicator = settings.indicators[one.indicator_id]
    if one.value is None:
        return one.reason
    reported = words.observed(row.scores[one.indicator_id].observation, indicator)
    first, last = words.between(reported, words.measured(one.value, indicator), indicator)
    return f"{indicator.name}由 {first} 到 {last}"


def gap_sentence(settings: Settings, row: RankingRow) -> str:
    """What would have been needed for the next place, in a sentence; empty for the first and for hidden rows."""
    ahead = row.gap_to_next
    if ahead is None:
        return ""
    name, least = settings.units[ahead.unit_id].name, least_text(settings, row, ahead)
    return f"与前一名{name}{_gap(settings, row, ahead)}；{least}。"


@dataclass(frozen=True)
class Further:
    """A better rank beyond the next one, or several of which the same is to be said."""

    title: str
    points: str
    how: str


def further(settings: Settings, row: RankingRow) -> Sequence[Further]:
    """The ranks beyond the next one: each for which a way is known, and in one line those for which the same reason says why
    none is."""
    gaps = row.explanation.gaps if row.explanation is not None else ()
    alike = [[*some] for _, some in groupby(gaps[1:], lambda gap: gap.why_not or gap.rank)]
    return [
        _without_way(settings, some) if some[0].why_not else _way(settings, row, some[0]) for some in alike
    ]


def _way(settings: Settings, row: RankingRow, gap: Gap) -> Further:
    how = f"{settings.units[gap.unit_id].name}：{least_text(settings, row, gap)}"
    return Further(f"第{gap.rank}名", _short_gap(settings, gap), how)


def _without_way(settings: Settings, gaps: Sequence[Gap]) -> Further:
    """Of ranks that share a reason, from the nearest to the best."""
    first, last = gaps[0], gaps[-1]
    if len(gaps) == 1:
        return Further(f"第{first.rank}名", _short_gap(settings, first), first.why_not)
    each = "、".join(f"第{gap.rank}名差 {words.number(gap.points)} 分" for gap in gaps)
    title = f"第{first.rank}名至第{last.rank}名"
    return Further(title, f"{_short_gap(settings, first)}以上", f"{each}：{first.why_not}")


def _short_gap(settings: Settings, gap: Gap) -> str:
    """差 4.49 分; between equal totals what decides."""
    broken_by = f"（总分相同，按{_indicator(settings, gap.decided_by)}分先后）" if gap.decided_by else ""
    return f"差 {words.number(gap.points)} 分{broken_by}"


def further_table(settings: Settings, row: RankingRow) -> Markup:
    """The same as a table."""
    rows = [(Cell(one.title, is_header=True, note=one.points), one.how) for one in further(settings, row)]
    return table(f"{row.unit.name}：追到更前的名次", ["追到", "怎样追到"], rows, css="lt-titled", note=TRIED)


def _gap(settings: Settings, row: RankingRow, ahead: Gap) -> str:
    """In points; between equal totals what decides is the tie-break's value."""
    if not ahead.decided_by:
        return f"相差 {words.number(ahead.points)} 分"
    indicator = settings.indicators[ahead.decided_by]
    return f"总分相同，按{indicator.name}分先后（本单位 {words.observed(row.tie_breaks[ahead.decided_by], indicator)}）"


def improvement_table(settings: Settings, row: RankingRow) -> Markup:
    """For each indicator alone, the value that would have drawn level with the unit ahead; what can't is named below."""
    ahead = row.gap_to_next
    if ahead is None or ahead.smallest is None:
        return Markup("")
    rows = []
    for one in ahead.improvements:
        if one.value is None:
            continue
        indicator = settings.indicators[one.indicator_id]
        reported = words.observed(row.scores[one.indicator_id].observation, indicator)
        rows.append((indicator_head(indicator), reported, words.measured(one.value, indicator)))
    name = settings.units[ahead.unit_id].name
    header = ("指标", numeric("本期数值"), numeric("需达到"))
    caption = f"{row.unit.name}：只改一项，追平{name}（差 {words.number(ahead.points)} 分）"
    return table(caption, header, rows, note=_not_enough(settings, ahead))


def _not_enough(settings: Settings, ahead: Gap) -> str:
    """The indicators that can't close the gap alone, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in ahead.improvements:
        if one.value is None:
            reasons.setdefault(one.reason, []).append(_indicator(settings, one.indicator_id))
    return "".join(f"{reason}：{'、'.join(names)}。" for reason, names in reasons.items())


def _indicator(settings: Settings, indicator_id: str) -> str:
    return settings.indicators[indicator_id].name
