"""What the unit ahead has more, and the smallest change of one indicator that would have closed the gap."""

from __future__ import annotations

from markupsafe import Markup

from leitai.model.explanation import GapToNext, Improvement
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.urls import indicator_url, unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table

TRIED = "其他各项和其他单位的数值不变，重新计算得出；“最少”按与组内差距之比。只作参考，不是目标。"
NUMBER = "lt-number"


def gap_table(settings: Settings, ranking: Ranking, url: str) -> Markup:
    """How far each shown unit is behind the next, and the smallest change of one indicator that closes it;
    where that was not looked for, the note says why."""
    found = [(row, row.explanation.gap_to_next) for row in ranking.rows if row.explanation is not None]
    races = [(row, ahead) for row, ahead in found if ahead is not None]
    if not races:
        return Markup("")
    is_tried = any(ahead.improvements for _, ahead in races)
    rows = [_gap_row(settings, row, ahead, is_tried, url) for row, ahead in races]
    header = [Cell("单位"), Cell("前一名"), Cell("相差（分）", css=NUMBER)]
    header += [Cell("只改一项，最少要")] if is_tried else []
    note = TRIED if is_tried else f"追上前一名最少要改多少：{races[0][1].reason}。"
    return table("与前一名的差距", header, rows, css="lt-titled lt-stack", note=note)


def _gap_row(settings: Settings, row: RankingRow, ahead: GapToNext, is_tried: bool, url: str) -> Row:
    unit = Cell(row.unit.name, relative(url, unit_url(row.unit.unit_id)), is_header=True)
    name = Cell(settings.units[ahead.unit_id].name)
    broken_by = f"按{_indicator(settings, ahead.decided_by)}分先后" if ahead.decided_by else ""
    gap = Cell(words.number(ahead.gap), css=NUMBER, note=broken_by)
    return Row([unit, name, gap, *([Cell(smallest_text(settings, row, ahead))] if is_tried else [])])


def smallest_text(settings: Settings, row: RankingRow, ahead: GapToNext) -> str:
    if ahead.smallest is None:
        return ahead.reason or "只改任何一项都追不上"
    return _needed(settings, row, ahead.smallest)


def _needed(settings: Settings, row: RankingRow, one: Improvement) -> str:
    """安全隐患按期整改率由 96.2 到 98.0."""
    indicator = settings.indicators[one.indicator_id]
    if one.value is None:
        return one.reason
    reported = words.observed(row.scores[one.indicator_id].observation, indicator)
    return (
        f"{indicator.name}由 {reported} 到 {words.measured(one.value, indicator)}{words.measure(indicator)}"
    )


def gap_sentence(settings: Settings, row: RankingRow) -> str:
    """What would have been needed for the next place, in a sentence; empty for the first and for hidden rows."""
    ahead = row.explanation.gap_to_next if row.explanation is not None else None
    if ahead is None:
        return ""
    name = settings.units[ahead.unit_id].name
    text = smallest_text(settings, row, ahead)
    needed = f"只改一项最少要：{text}" if ahead.smallest is not None else text
    return f"与前一名{name}{_gap(settings, row, ahead)}；{needed}。"


def _gap(settings: Settings, row: RankingRow, ahead: GapToNext) -> str:
    """In points; between equal totals what decides is the tie-break's value."""
    if not ahead.decided_by:
        return f"相差 {words.number(ahead.gap)} 分"
    indicator = settings.indicators[ahead.decided_by]
    return f"总分相同，按{indicator.name}分先后（本单位 {words.observed(row.tie_breaks[ahead.decided_by], indicator)}）"


def improvement_table(settings: Settings, row: RankingRow, url: str) -> Markup:
    """For each indicator alone, the value that would have drawn level with the unit ahead; what can't is named below."""
    ahead = row.explanation.gap_to_next if row.explanation is not None else None
    if ahead is None or ahead.smallest is None:
        return Markup("")
    rows = []
    for one in ahead.improvements:
        if one.value is None:
            continue
        indicator = settings.indicators[one.indicator_id]
        head = Cell(indicator.name, relative(url, indicator_url(one.indicator_id)), is_header=True)
        reported = words.observed(row.scores[one.indicator_id].observation, indicator)
        needed = words.measured(one.value, indicator)
        rows.append(Row([head, Cell(reported, css=NUMBER), Cell(needed, css=NUMBER)]))
    name = settings.units[ahead.unit_id].name
    header = [Cell("指标"), Cell("本期数值", css=NUMBER), Cell("需达到", css=NUMBER)]
    caption = f"{row.unit.name}：只改一项，追平{name}（差 {words.number(ahead.gap)} 分）"
    return table(caption, header, rows, note=_not_enough(settings, ahead))


def _not_enough(settings: Settings, ahead: GapToNext) -> str:
    """The indicators that can't close the gap alone, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in ahead.improvements:
        if one.value is None:
            reasons.setdefault(one.reason, []).append(_indicator(settings, one.indicator_id))
    return "".join(f"{reason}：{'、'.join(names)}。" for reason, names in reasons.items())


def _indicator(settings: Settings, indicator_id: str) -> str:
    return settings.indicators[indicator_id].name
