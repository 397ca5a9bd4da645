"""Why a total moved: tables and sentences from a row's explanation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.scoring.explanation import Movement
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.pages.kit import words
from leitai.pages.kit.charts import Move, moves
from leitai.pages.kit.heads import indicator_head, unit_head
from leitai.pages.kit.tables import Cell, Row, numeric, table
from leitai.schema.config.units import Unit

REMAINDER = "四舍五入和总分上下限差额"
ADJUSTMENT = "加分减扣分"
NAMED_PARTS = 3  # and climbers
EXTRA_KEYS = {ADJUSTMENT: "adjustment", REMAINDER: "rounding"}
PART_NAMES = {"indicators": "指标", "dimensions": "维度"}
GEOMETRIC_NOTE = "总分是几何平均，各维度的变化不能相加"


def movement_sentence(settings: Settings, ranking: Ranking, row: RankingRow) -> str:
    """The change in total, what carried it, and who changed places; or why there is no comparison."""
    explanation = row.explanation
    if explanation is None:
        return ""
    movement = explanation.movement
    if movement is None:
        return f"不与上期比较：{explanation.why_not}。"
    parts = [f"总分较{movement.period.title}{_risen(movement.change)}"]
    parts += _carried(settings, ranking, movement) if movement.adds_up else [GEOMETRIC_NOTE]
    parts += [f"超过{_names(settings, movement.overtook)}"] if movement.overtook else []
    parts += [f"被{_names(settings, movement.overtaken_by)}超过"] if movement.overtaken_by else []
    parts += [f"名次的变动{words.CHANGED_BY[row.moved]}"] if row.moved in words.CHANGED_BY else []
    return "；".join(parts) + "。"


@dataclass(frozen=True)
class Climber:
    """A unit that rose, by how much, and what carried it; `url` is its row in the ranking."""

    name: str
    url: str
    change: str
    sentence: str


def climbers_of(settings: Settings, ranking: Ranking) -> tuple[Climber, ...]:
    """The units that rose most."""
    return tuple(
        Climber(
            row.unit.name,
            ranking.url_of_row(row),
            words.rank_change(row),
            movement_sentence(settings, ranking, row),
        )
        for row in ranking.climbers[:NAMED_PARTS]
    )


def _risen(change: Decimal) -> str:
    if change == 0:
        return "持平"
    return f"{'增加' if change > 0 else '减少'} {words.number(abs(change))} 分"


def _carried(settings: Settings, ranking: Ranking, movement: Movement) -> list[str]:
    """The indicators or dimensions that gave and took the most points."""
    found = []
    for word, sign in (("增分较多的是", 1), ("失分较多的是", -1)):
        moved = [part for part in movement.contributions if part.change * sign > 0]
        moved.sort(key=lambda part: -abs(part.change))
        names = [
            f"{_part_name(settings, ranking, movement, part.part_id)}（{words.signed_change(part.change)}）"
            for part in moved[:NAMED_PARTS]
        ]
        found += [word + "、".join(names)] if names else []
    return found


def _names(settings: Settings, unit_ids: Sequence[str]) -> str:
    return "、".join(settings.units[unit_id].name for unit_id in unit_ids)


def _part_name(settings: Settings, ranking: Ranking, movement: Movement, part_id: str) -> str:
    if movement.of == "indicators":
        return settings.indicators[part_id].name
    return next(d.name for d in ranking.method.dimensions if d.dimension_id == part_id)


def movement_table(settings: Settings, ranking: Ranking, row: RankingRow) -> Markup:
    """Points then and now, part by part; the changes add up to the last line unless the total is a geometric mean."""
    movement = row.movement
    if movement is None or row.score is None:
        return Markup("")
    rows = [
        _line(_head(settings, ranking, movement, part.part_id), part.before, part.now, part.change)
        for part in movement.contributions
    ]
    rows += [
        _line(Cell(name, is_header=True), None, None, change) for name, change in _beside_parts(movement)
    ]
    total = Cell("总分", is_header=True)
    rows.append(_line(total, row.score - movement.change, row.score, movement.change, "lt-sum"))
    kind = PART_NAMES[movement.of]
    caption = f"{row.unit.name}各{kind}分值变化（较{movement.period.title}）"
    note = "各行变化相加，等于总分的变化。" if movement.adds_up else f"{GEOMETRIC_NOTE}。"
    return table(caption, (kind, *map(numeric, ("上期", "本期", "变化"))), rows, note=note)


def _beside_parts(movement: Movement) -> Iterator[tuple[str, Decimal]]:
    """What moved the total beside indicators and dimensions."""
    if movement.adjustment is not None:
        yield ADJUSTMENT, movement.adjustment
    if movement.remainder:
        yield REMAINDER, movement.remainder


def _head(settings: Settings, ranking: Ranking, movement: Movement, part_id: str) -> Cell:
    """The indicator or dimension whose points moved."""
    if movement.of == "indicators":
        return indicator_head(settings.indicators[part_id])
    return Cell(_part_name(settings, ranking, movement, part_id), is_header=True)


def _line(head: Cell, before: Decimal | None, now: Decimal | None, change: Decimal, css: str = "") -> Row:
    return Row((head, words.points(before), words.points(now), words.signed_change(change)), css=css)


def movement_matrix(settings: Settings, ranking: Ranking) -> Markup:
    """Every unit's change in total and what made it up, one line each."""
    moves = [(row, row.movement) for row in ranking.rows if row.movement is not None]
    if not moves:
        return Markup("")
    first = moves[0][1]
    names = list(dict.fromkeys(part.part_id for _, move in moves for part in move.contributions))
    beside = {name for _, move in moves for name, _ in _beside_parts(move)}
    extra = [name for name in EXTRA_KEYS if name in beside]
    rows = [_matrix_row(row.unit, move, (*names, *extra)) for row, move in moves]
    header = [Cell("单位", key="moved-unit"), numeric("总分变化", key="moved")]
    header += [numeric(_part_name(settings, ranking, first, name), key=f"moved-{name}") for name in names]
    header += [numeric(name, key=f"moved-{EXTRA_KEYS[name]}") for name in extra]
    caption = f"较{first.period.title}的分值变化"
    note = "每行右边各格相加，等于总分变化。" if first.adds_up else f"{GEOMETRIC_NOTE}。"
    return table(caption, header, rows, css="lt-matrix", note=note)


def _matrix_row(unit: Unit, movement: Movement, columns: Sequence[str]) -> Row:
    changes = {part.part_id: part.change for part in movement.contributions}
    changes |= {ADJUSTMENT: movement.adjustment or Decimal(0), REMAINDER: movement.remainder}
    told = (movement.change, *(changes[name] for name in columns))
    return Row((unit_head(unit), *map(words.signed_change, told)), unit=unit.unit_id)


def movement_chart(settings: Settings, ranking: Ranking, row: RankingRow) -> Markup:
    """The same as bars, where the changes add up."""
    movement = row.movement
    if movement is None or not movement.adds_up:
        return Markup("")
    parts = [
        (_part_name(settings, ranking, movement, part.part_id), part.change)
        for part in movement.contributions
    ]
    parts += _beside_parts(movement)
    steps = [Move(name, change, words.signed_change(change)) for name, change in parts]
    total = Move("总分", movement.change, words.signed_change(movement.change))
    return moves("moves", f"{row.unit.name}总分变化的构成", steps, total)
