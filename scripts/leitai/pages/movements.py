"""Why a total moved and what the unit ahead has more: tables and sentences from a row's explanation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from leitai.model.explanation import CatchUp, Improvement, Movement
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.pages import words
from leitai.pages.charts import Move, moves
from leitai.pages.page import indicator_url, relative, unit_url
from leitai.pages.tables import Cell, Row, table

REMAINDER = "四舍五入差额"
ADJUSTMENT = "加分减扣分"
NAMED_PARTS = 3  # and climbers
PART_NAMES = {"indicators": "指标", "dimensions": "维度"}
GEOMETRIC_NOTE = "总分是几何平均，各维度的变化不能相加"
TRIED = "其他各项和其他单位的数值不变，重新计算得出；“最少”按与组内差距之比。只作参考，不是目标。"
NUMBER = "lt-number"


def movement_sentence(portal: Portal, ranking: Ranking, row: RankingRow) -> str:
    """The change in total, what carried it, and who changed places; or why there is no comparison."""
    explanation = row.explanation
    if explanation is None:
        return ""
    movement = explanation.movement
    if movement is None:
        return f"不与上期比较：{explanation.why_not}。"
    parts = [f"总分较{movement.period.title}{_risen(movement.change)}"]
    parts += _carried(portal, ranking, movement) if movement.adds_up else [GEOMETRIC_NOTE]
    parts += [f"超过{_names(portal, movement.overtook)}"] if movement.overtook else []
    parts += [f"被{_names(portal, movement.overtaken_by)}超过"] if movement.overtaken_by else []
    return "；".join(parts) + "。"


def climber_sentences(portal: Portal, ranking: Ranking) -> list[dict[str, str]]:
    """The units that rose most, each with what carried it."""
    return [
        {
            "name": row.unit.name,
            "url": unit_url(row.unit.unit_id),
            "change": words.rank_change(row),
            "sentence": movement_sentence(portal, ranking, row),
        }
        for row in ranking.climbers[:NAMED_PARTS]
    ]


def _risen(change: Decimal) -> str:
    if change == 0:
        return "持平"
    return f"{'增加' if change > 0 else '减少'} {words.number(abs(change))} 分"


def _carried(portal: Portal, ranking: Ranking, movement: Movement) -> list[str]:
    """The indicators or dimensions that gave and took the most points."""
    found = []
    for word, sign in (("增分较多的是", 1), ("失分较多的是", -1)):
        moved = [part for part in movement.contributions if part.change * sign > 0]
        moved.sort(key=lambda part: -abs(part.change))
        names = [
            f"{_part_name(portal, ranking, movement, part.part_id)}（{words.signed(part.change)}）"
            for part in moved[:NAMED_PARTS]
        ]
        found += [word + "、".join(names)] if names else []
    return found


def _names(portal: Portal, unit_ids: Sequence[str]) -> str:
    return "、".join(portal.content.settings.units[unit_id].name for unit_id in unit_ids)


def _indicator(portal: Portal, indicator_id: str) -> str:
    return portal.content.settings.indicators[indicator_id].name


def _part(portal: Portal, ranking: Ranking, movement: Movement, part_id: str, url: str) -> Cell:
    """The indicator or dimension whose points moved."""
    name = _part_name(portal, ranking, movement, part_id)
    href = relative(url, indicator_url(part_id)) if movement.of == "indicators" else ""
    return Cell(name, href, is_header=True)


def _part_name(portal: Portal, ranking: Ranking, movement: Movement, part_id: str) -> str:
    if movement.of == "indicators":
        return _indicator(portal, part_id)
    return next(d.name for d in ranking.method.dimensions if d.dimension_id == part_id)


def movement_table(portal: Portal, ranking: Ranking, row: RankingRow, url: str) -> Markup:
    """Points then and now, part by part; the changes add up to the last line unless the total is a geometric mean."""
    movement = row.explanation.movement if row.explanation is not None else None
    if movement is None or row.score is None:
        return Markup("")
    rows = [
        _line(
            _part(portal, ranking, movement, part.part_id, url),
            words.points(part.before),
            words.points(part.now),
            part.change,
        )
        for part in movement.contributions
    ]
    if movement.adjustment is not None:
        rows.append(
            _line(Cell(ADJUSTMENT, is_header=True), words.NOTHING, words.NOTHING, movement.adjustment)
        )
    if movement.remainder:
        rows.append(_line(Cell(REMAINDER, is_header=True), words.NOTHING, words.NOTHING, movement.remainder))
    before = words.points(row.score - movement.change)
    rows.append(
        _line(Cell("总分", is_header=True), before, words.points(row.score), movement.change, "lt-sum")
    )
    kind = PART_NAMES[movement.of]
    header = [Cell(kind), *(Cell(name, css=NUMBER) for name in ("上期", "本期", "变化"))]
    caption = f"{row.unit.name}各{kind}分值变化（较{movement.period.title}）"
    note = "各行变化相加，等于总分的变化。" if movement.adds_up else f"{GEOMETRIC_NOTE}。"
    return table(caption, header, rows, note=note)


def _line(head: Cell, before: str, now: str, change: Decimal, css: str = "") -> Row:
    return Row(
        [head, Cell(before, css=NUMBER), Cell(now, css=NUMBER), Cell(words.signed(change), css=NUMBER)],
        css=css,
    )


def movement_matrix(portal: Portal, ranking: Ranking, url: str) -> Markup:
    """Every unit's change in total and what made it up, one line each."""
    moves = [
        (row, row.explanation.movement)
        for row in ranking.rows
        if row.explanation is not None and row.explanation.movement is not None
    ]
    if not moves:
        return Markup("")
    first = moves[0][1]
    names = list(dict.fromkeys(part.part_id for _, move in moves for part in move.contributions))
    extra = _extra_columns([move for _, move in moves])
    rows = []
    for row, move in moves:
        changes = {part.part_id: part.change for part in move.contributions}
        changes |= {ADJUSTMENT: move.adjustment or Decimal(0), REMAINDER: move.remainder}
        cells = [Cell(words.signed(changes[name]), css=NUMBER) for name in (*names, *extra)]
        total = Cell(words.signed(move.change), css=NUMBER)
        unit = Cell(row.unit.name, relative(url, unit_url(row.unit.unit_id)), is_header=True)
        rows.append(Row([unit, total, *cells]))
    header = [Cell("单位"), Cell("总分变化", css=NUMBER)]
    header += [Cell(_part_name(portal, ranking, first, name), css=NUMBER) for name in names]
    header += [Cell(name, css=NUMBER) for name in extra]
    caption = f"较{first.period.title}的分值变化"
    note = "每行右边各格相加，等于总分变化。" if first.adds_up else f"{GEOMETRIC_NOTE}。"
    return table(caption, header, rows, css="lt-wide", note=note)


def _extra_columns(moves: Sequence[Movement]) -> list[str]:
    found = [ADJUSTMENT] if any(move.adjustment is not None for move in moves) else []
    return found + ([REMAINDER] if any(move.remainder for move in moves) else [])


def gap_table(portal: Portal, ranking: Ranking, url: str) -> Markup:
    """How far each shown unit is behind the next, and the smallest change of one indicator that closes it;
    where that was not looked for, the note says why."""
    found = [(row, row.explanation.catch_up) for row in ranking.rows if row.explanation is not None]
    races = [(row, ahead) for row, ahead in found if ahead is not None]
    if not races:
        return Markup("")
    is_tried = any(ahead.improvements for _, ahead in races)
    rows = []
    for row, ahead in races:
        unit = Cell(row.unit.name, relative(url, unit_url(row.unit.unit_id)), is_header=True)
        name = Cell(portal.content.settings.units[ahead.unit_id].name)
        broken_by = f"按{_indicator(portal, ahead.decided_by)}分先后" if ahead.decided_by else ""
        gap = Cell(words.number(ahead.gap), css=NUMBER, note=broken_by)
        smallest = [Cell(smallest_text(portal, row, ahead))] if is_tried else []
        rows.append(Row([unit, name, gap, *smallest]))
    header = [Cell("单位"), Cell("前一名"), Cell("相差（分）", css=NUMBER)]
    header += [Cell("只改一项，最少要")] if is_tried else []
    note = TRIED if is_tried else f"追上前一名最少要改多少：{races[0][1].reason}。"
    return table("与前一名的差距", header, rows, note=note)


def smallest_text(portal: Portal, row: RankingRow, ahead: CatchUp) -> str:
    if ahead.smallest is None:
        return ahead.reason or "只改任何一项都追不上"
    return _needed(portal, row, ahead.smallest)


def _needed(portal: Portal, row: RankingRow, one: Improvement) -> str:
    """安全隐患按期整改率由 96.2 到 98.0."""
    indicator = portal.content.settings.indicators[one.indicator_id]
    if one.value is None:
        return one.reason
    reported = words.observed(row.scores[one.indicator_id].observation, indicator)
    return (
        f"{indicator.name}由 {reported} 到 {words.measured(one.value, indicator)}{words.measure(indicator)}"
    )


def gap_sentence(portal: Portal, row: RankingRow) -> str:
    """What would have been needed for the next place, in a sentence; empty for the first and for hidden rows."""
    ahead = row.explanation.catch_up if row.explanation is not None else None
    if ahead is None:
        return ""
    name = portal.content.settings.units[ahead.unit_id].name
    text = smallest_text(portal, row, ahead)
    needed = f"只改一项最少要：{text}" if ahead.smallest is not None else text
    return f"与前一名{name}{_gap(portal, row, ahead)}；{needed}。"


def _gap(portal: Portal, row: RankingRow, ahead: CatchUp) -> str:
    """In points; between equal totals what decides is the tie-break's value."""
    if not ahead.decided_by:
        return f"相差 {words.number(ahead.gap)} 分"
    indicator = portal.content.settings.indicators[ahead.decided_by]
    return f"总分相同，按{indicator.name}分先后（本单位 {words.observed(row.tie_breaks[ahead.decided_by], indicator)}）"


def improvement_table(portal: Portal, row: RankingRow, url: str) -> Markup:
    """For each indicator alone, the value that would have drawn level with the unit ahead; what can't is named below."""
    ahead = row.explanation.catch_up if row.explanation is not None else None
    if ahead is None or ahead.smallest is None:
        return Markup("")
    rows = []
    for one in ahead.improvements:
        if one.value is None:
            continue
        indicator = portal.content.settings.indicators[one.indicator_id]
        head = Cell(indicator.name, relative(url, indicator_url(one.indicator_id)), is_header=True)
        reported = words.observed(row.scores[one.indicator_id].observation, indicator)
        needed = words.measured(one.value, indicator)
        rows.append(Row([head, Cell(reported, css=NUMBER), Cell(needed, css=NUMBER)]))
    name = portal.content.settings.units[ahead.unit_id].name
    header = [Cell("指标"), Cell("本期数值", css=NUMBER), Cell("需达到", css=NUMBER)]
    caption = f"{row.unit.name}：只改一项，追平{name}（差 {words.number(ahead.gap)} 分）"
    return table(caption, header, rows, note=_not_enough(portal, ahead))


def _not_enough(portal: Portal, ahead: CatchUp) -> str:
    """The indicators that can't close the gap alone, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in ahead.improvements:
        if one.value is None:
            reasons.setdefault(one.reason, []).append(_indicator(portal, one.indicator_id))
    return "".join(f"{reason}：{'、'.join(names)}。" for reason, names in reasons.items())


def movement_chart(portal: Portal, ranking: Ranking, row: RankingRow) -> Markup:
    """The same as bars, where the changes add up."""
    movement = row.explanation.movement if row.explanation is not None else None
    if movement is None or not movement.adds_up:
        return Markup("")
    parts = [
        (_part_name(portal, ranking, movement, part.part_id), part.change) for part in movement.contributions
    ]
    if movement.adjustment is not None:
        parts.append((ADJUSTMENT, movement.adjustment))
    if movement.remainder:
        parts.append((REMAINDER, movement.remainder))
    steps = [Move(name, change, words.signed(change)) for name, change in parts]
    total = Move("总分", movement.change, words.signed(movement.change))
    return moves("moves", f"{row.unit.name}总分变化的构成", steps, total)
