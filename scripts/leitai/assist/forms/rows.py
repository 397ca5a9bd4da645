"""填报表: what a form asks of each unit, and what the portal already holds.

A *slot* is one unit and one indicator. Nobody is asked twice: a value of this period that the portal has from elsewhere (a city office's
table) and the value of a year ago are filled in and marked 已由系统取得. Indicators that are computed from ballots are left out, because a
typed value would stand beside the computed one. A target is asked for only where the method takes it from the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitai.model.content import Content
from leitai.model.observations import STATE_NAMES, Observation
from leitai.model.settings import Settings
from leitai.pipeline.tools import Cell, parse_value
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.indicators import PERIOD_TYPE_NAMES, POLARITY_NAMES, Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.parsers import ValueRefused
from leitai.schema.period import Period
from leitai.schema.results.form import EXAMPLE_ROW, HELD, form_title

WORDS = tuple(STATE_NAMES[state] for state in ("missing", "nil", "not_applicable", "suppressed", "unknown"))
HOW_TO_FILL = (
    "没有报写“未报”，确实为零写“零报告”或 0，不适用写“不适用”，有数但不公开写“不公布”；空着不填会被退回。"
)
COLUMN_NOTES = {
    "单位": "单位表里的名称，不要改。",
    "指标": "指标表里的名称，不要改。",
    "数值": f"填数字，也可以带单位，例如 2.31亿元、28.7%。{HOW_TO_FILL}",
    "计量单位": "这一行数值的计量单位；用别的单位填报就改成那个单位。",
    "目标值": "按目标完成率计分，必须填；“—”表示这个指标不用目标值。",
    "上年同期": f"上年同期的数值，用来算同比；{HELD}的不用填，没有就留空。",
    "备注": "可空；不写个人姓名、电话。",
}
_NO_TARGET = "—"  # read as no target; an empty cell is one to fill in
_QUALIFIER_WORDS = {"approx": "约", "gt": "超", "lt": "近"}
_EXAMPLE = {
    "单位": EXAMPLE_ROW,
    "数值": "12",
    "目标值": "15",
    "上年同期": "11",
    "备注": HOW_TO_FILL,
}


@dataclass(frozen=True)
class FormSlot:
    """One unit and one indicator; None is an empty cell. `value` is a word for a state."""

    unit: Unit
    indicator: Indicator
    needs_target: bool
    value: Decimal | str | None
    target: Decimal | None
    year_ago: Decimal | None

    @property
    def held(self) -> tuple[str, ...]:
        """The columns that the portal has filled in."""
        filled = {"数值": self.value, "目标值": self.target, "上年同期": self.year_ago}
        return tuple(name for name, cell in filled.items() if cell is not None)


@dataclass(frozen=True)
class Form:
    """The slots of some units under a method, unit by unit; `computed` are the indicators left out."""

    period: Period
    title: str
    slots: tuple[FormSlot, ...]
    computed: tuple[Indicator, ...]


def collect_form(content: Content, method: Method, period: Period, units: Iterable[Unit]) -> Form:
    """What a method asks of some units of its group for a period."""
    given = tuple(units)
    roster = content.settings.roster(method.group, period)
    whose = (
        content.settings.portal.group_name(method.group)
        if len(given) != 1 or len(roster) == 1
        else given[0].name
    )
    asked = [rule for rule in method.reported_indicators() if rule.rule.grades is None]
    computed = [rule.indicator_id for rule in method.reported_indicators() if rule not in asked]
    slots = _asked_for(content.settings, asked)
    return Form(
        period,
        form_title(period.title, whose),
        tuple(_slot(content, period, unit, *asked_for) for unit in given for asked_for in slots),
        tuple(content.settings.indicators[indicator_id] for indicator_id in computed),
    )


def _asked_for(settings: Settings, rules: Iterable[MethodIndicator]) -> list[tuple[str, bool]]:
    """What units fill in, and whether with a target: of what is computed the numbers that it is made of, each once."""
    found: dict[str, bool] = {}
    for rule in rules:
        known = settings.indicators[rule.indicator_id]
        needs_target = not known.is_rate and rule.rule.target_source == "file"
        for name in known.made_of or (rule.indicator_id,):
            found[name] = found.get(name, False) or needs_target
    return list(found.items())


def _slot(content: Content, period: Period, unit: Unit, name: str, needs_target: bool) -> FormSlot:
    indicator = content.settings.indicators[name]
    key = (unit.unit_id, indicator.indicator_id)
    now, then = content.cells(period).get(key), content.cells(period.year_ago()).get(key)
    reported = now.year_ago if now is not None else None
    known = then.value if then is not None else None
    return FormSlot(
        unit,
        indicator,
        needs_target,
        value=_held_value(now, indicator),
        target=_plain(now.target) if now is not None and needs_target else None,
        year_ago=_plain(known if reported is None else reported),
    )


def _held_value(observation: Observation | None, indicator: Indicator) -> Decimal | str | None:
    """What to write so that it reads as before. 未报 is not held: it may still be reported."""
    if observation is None or observation.state == "missing":
        return None
    if observation.state != "value":
        return STATE_NAMES[observation.state]
    number = _plain(observation.value)
    if observation.qualifier == "eq":
        return number
    rounded = f"{_QUALIFIER_WORDS[observation.qualifier]}{number}"
    return observation.text if _reads_the_same(observation, indicator) else rounded


def _reads_the_same(observation: Observation, indicator: Indicator) -> bool:
    """Whether the text says the same without the unit of measure that stood elsewhere in its table."""
    try:
        return parse_value(observation.text, indicator.unit_of_measure).value == observation.value
    except ValueRefused:
        return False


def _plain(value: Decimal | None) -> Decimal | None:
    """Without exponent and without the zeros that a conversion left (15 digits are all that may stand)."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def tidy_table(slots: Sequence[FormSlot]) -> list[list[Cell]]:
    """Header and one row per slot: at most seven columns; 目标值 only if some slot asks for one."""
    return [
        list(_columns(slots)),
        *([_tidy_cells(slot)[name] for name in _columns(slots)] for slot in slots),
    ]


def table_with_example(slots: Sequence[FormSlot]) -> list[list[Cell]]:
    """The tidy table with an example below the header, as a row that the reader skips."""
    header, *rows = tidy_table(slots)
    first = slots[0].indicator
    example = {**_EXAMPLE, "指标": first.name, "计量单位": first.unit_of_measure}
    return [header, [example[str(name)] for name in header], *rows]


def _columns(slots: Sequence[FormSlot]) -> tuple[str, ...]:
    asks_for_target = any(slot.needs_target for slot in slots)
    return tuple(name for name in COLUMN_NOTES if name != "目标值" or asks_for_target)


def _tidy_cells(slot: FormSlot) -> dict[str, Cell]:
    return {
        "单位": slot.unit.name,
        "指标": slot.indicator.name,
        "数值": slot.value,
        "计量单位": slot.indicator.unit_of_measure,
        "目标值": slot.target if slot.needs_target else _NO_TARGET,
        "上年同期": slot.year_ago,
        "备注": "、".join(slot.held) + HELD if slot.held else None,
    }


def held_summary(form: Form) -> str:
    """In one line what nobody has to fill in; empty if there is nothing."""
    parts = [f"“{indicator.name}”按现场测评的票数计算" for indicator in form.computed]
    for column in ("数值", "目标值", "上年同期"):
        count = sum(column in slot.held for slot in form.slots)
        parts += [f"{column} {count} 格"] if count else []
    return f"{HELD}，不用填：{'；'.join(parts)}。" if parts else ""


def indicator_note(indicator: Indicator) -> str:
    """What a clerk has to know of an indicator, one line each; empty settings are left out."""
    lines = {
        "定义": indicator.definition,
        "方向": POLARITY_NAMES[indicator.polarity] if indicator.polarity else "",
        "口径": PERIOD_TYPE_NAMES.get(indicator.period_type, indicator.period_type),
        "小数": f"{indicator.decimals} 位",
        "取值范围": valid_range(indicator),
        "责任单位": indicator.owner,
        "数据来源": indicator.source,
        "提醒": indicator.note,
    }
    named = [f"{name}：{text}" for name, text in lines.items() if text]
    return "\n".join([f"{indicator.name}（{indicator.unit_of_measure}）", *named])


def valid_range(indicator: Indicator) -> str:
    """The registered range in words; empty where none is registered."""
    low, high = indicator.valid_min, indicator.valid_max
    if low is not None and high is not None:
        return f"{low:f} 到 {high:f}"
    if low is not None:
        return f"不小于 {low:f}"
    return "" if high is None else f"不大于 {high:f}"
