"""Numbers and facts as words and figures, the same on every page (GB/T 15835)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from leitai.model.absence import Absences
from leitai.model.observations import STATE_NAMES, Observation
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.units import Unit
from leitai.schema.config.weights import weight_text
from leitai.schema.period import Period
from leitai.schema.texts.review import ReviewStep

NOTHING = "—"
POINTS = {"%": "个百分点", "‰": "个千分点"}


def number(value: Decimal) -> str:
    """A decimal as written: no exponent; five and more digits before the point get commas."""
    text = f"{value:f}"
    whole = text.lstrip("-").partition(".")[0]
    return f"{value:,f}" if len(whole) > 4 else text


def weight(value: Fraction) -> str:
    """A declared weight: a decimal where it ends, else a fraction."""
    text = weight_text(value)
    return text if "/" in text else number(Decimal(text))


def points(value: Decimal | None) -> str:
    """A score or total; a dash for none."""
    return NOTHING if value is None else number(value)


def percent(share: Fraction) -> str:
    """A share as a percentage with one decimal."""
    return f"{Decimal(round(share * 1000)).scaleb(-1)}%"


def signed_change(value: Decimal) -> str:
    """A change in points: +1.20, −0.35, 0."""
    if value == 0:
        return "0"
    return f"{'+' if value > 0 else '−'}{number(abs(value))}"


def apart(difference: Decimal) -> str:
    """高 1.2 分, 低 1.2 分; empty where there is no difference."""
    word = "高" if difference > 0 else "低"
    return f"{word} {number(abs(difference))} 分" if difference else ""


def measure(indicator: Indicator) -> str:
    """A unit of measure behind a number: % and ‰ close up, others after a space."""
    unit = indicator.unit_of_measure
    return unit if unit in ("%", "‰") else f" {unit}"


def between(first: str, last: str, indicator: Indicator) -> tuple[str, str]:
    """The ends of a range: a sign of percent stands behind both (GB/T 15835), any other unit behind the last."""
    unit = measure(indicator)
    is_share = unit == indicator.unit_of_measure and not first.endswith(unit)
    return first + (unit if is_share else ""), last + unit


def measure_of_change(indicator: Indicator) -> str:
    """The same behind a difference: two shares of 100 are so many 百分点 apart."""
    return POINTS.get(indicator.unit_of_measure) or measure(indicator)


def fraction(value: Fraction | None, places: int = 2) -> str:
    """A weight or target: exact where it ends within `places`, else rounded for display."""
    if value is None:
        return NOTHING
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = round(exact, places).normalize()
    return number(rounded) if rounded != 0 else "0"


def observed_in(
    absences: Absences, seen: Observation | None, unit: Unit, indicator: Indicator, period: Period
) -> str:
    """A cell of any table of units and periods: as reported, or why it isn't there."""
    if seen is None:
        return absences.word(unit, indicator.indicator_id, period)
    return observed(seen, indicator)


def observed(observation: Observation | None, indicator: Indicator) -> str:
    """A reported cell: the number with the indicator's decimals, or the text as written where that says more.

    None is 未报: right for what the method of a ranking asks of the units that it lists, and only for that.
    """
    if observation is None:
        return STATE_NAMES["missing"]
    if observation.state != "value" or observation.value is None:
        return observation.text or STATE_NAMES[observation.state]
    if observation.qualifier != "eq":
        return observation.text
    return measured(observation.value, indicator)


def cell_order(observation: Observation | None) -> str:
    """What a reported cell is ordered by: its number, or nothing."""
    return "" if observation is None or observation.value is None else str(observation.value)


def measured(value: Decimal, indicator: Indicator) -> str:
    """A number with the indicator's decimals; more if the value has more (nothing is cut off)."""
    return number(round(value, max(indicator.decimals, decimal_places(value))))


def chinese(count: int) -> str:
    """Small counts in Chinese numerals, as set phrases want them: 八升四降, 两项持平."""
    digits = "零一二三四五六七八九"
    if count < 10:
        return "两" if count == 2 else digits[count]
    tens, ones = divmod(count, 10)
    if tens > 9:
        return str(count)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def decimal_places(value: Decimal) -> int:
    """Places behind the point, trailing zeros left out."""
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


CHANGED_BY = {"chance": "在随机波动范围内", "members": "来自参评单位的增减"}  # what a unit didn't do itself


def rank_change(row: RankingRow) -> str:
    """进位 / 退位 / 持平 in words and arrows, or why there is none."""
    if row.rank is None:
        return NOTHING
    if row.rank_change is None:
        return row.change_note
    if row.rank_change == 0:
        return "持平"
    arrow, word = ("↑", "进位") if row.rank_change > 0 else ("↓", "退位")
    if row.change_by:
        word = f"名，{CHANGED_BY[row.change_by]}"
    return f"{arrow}{abs(row.rank_change)} {word}"


def column_change(row: RankingRow, ranking: Ranking) -> str:
    """The same in a column of a ranking: a reason that holds for the whole group is said once, above the table."""
    return NOTHING if ranking.not_comparable else rank_change(row)


def since_last(row: RankingRow) -> str:
    """The same in a sentence: 较上期↑3 进位; a reason speaks for itself."""
    return rank_change(row) if row.rank_change is None else f"较上期{rank_change(row)}"


def rank_words(row: RankingRow, ranking: Ranking) -> str:
    """A unit's place for a sentence: 第3名（并列，共10个）, or why there is none."""
    if row.rank is not None:
        tied = "并列，" if row.tied else ""
        return f"第{row.rank}名（{tied}共{ranking.ranked_size}个）"
    if row.status == "ranked":
        return row.tier or "名次不公布"
    return row.reason


def day(value: date | None) -> str:
    """A date in prose: 2019年8月5日, no leading zeros."""
    return NOTHING if value is None else f"{value.year}年{value.month}月{value.day}日"


def period(value: Period) -> str:
    """A period where room is short, as under a chart: 19Q3, 19-08, 19H1, 2019."""
    return value.id if value.kind == "year" else value.id[2:]


def known_date(value: str) -> str:
    """A date with the precision that is known: 2019年8月15日, 2019年8月, 2019年."""
    parts = [int(part) for part in value.split("-")]
    return "".join(f"{number}{mark}" for number, mark in zip(parts, "年月日", strict=False))


def review_steps(review: Iterable[ReviewStep]) -> str:
    """三审三校 and the secrecy and personal-data checks: step, office or post, day, result; never a name."""
    return "；".join(f"{step.name} {step.by} {day(step.day)}（{step.result}）" for step in review)
