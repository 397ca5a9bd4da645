"""Single values that look wrong against their own past: scale, sign, cumulative falls, jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from leitai.assist.diff.model import Finding, Scope, quoted
from leitai.assist.diff.series import Point, Series, changes, collect_series, is_count
from leitai.schema.magnitudes import times_words

JUMP = 3  # times the median of earlier changes
FEWEST_CHANGES = 3
FEWEST_PEERS = 5
STEADY = 3  # the largest earlier value is at most this many times the smallest
LIKE = Decimal("1.5")  # at most this many times the largest earlier value, or the smallest this many times it
OFF_BY = (1, 2, 3, 4, 8)
_POWERS = [sign * power for power in OFF_BY for sign in (1, -1)]
_HINTS = {
    1: "小数点",
    2: "小数点和百分号",
    3: "小数点和“千”",
    4: "有没有多写或漏写“万”",
    8: "有没有多写或漏写“亿”",
}

Medians = dict[str, tuple[Decimal, int]]


def find_value_changes(scope: Scope) -> Iterator[Finding]:
    """每个数值与自己的过去比；一格只报最要紧的一条，整列都差同样倍数时合并成一条。"""
    series = list(collect_series(scope))
    columns = {finding.indicator: finding for finding in column_scale_flips(scope, series)}
    yield from columns.values()
    medians = group_medians(series)
    for one in series:
        if one.indicator.indicator_id not in columns:
            found = (finding for find in CELL_FINDINGS for finding in find(one, medians))
            yield from (finding for finding in [next(found, None)] if finding is not None)


def column_scale_flips(scope: Scope, series: Sequence[Series]) -> Iterator[Finding]:
    """同组至少 5 个单位的同一指标，本期与上期之比的中位数在 10 的 ±1、±2、±3、±4、±8 次方上下 20% 以内。"""
    columns: dict[str, list[Series]] = {}
    for one in series:
        if len(one.levels) > 1 and one.levels[-2].value != 0:
            columns.setdefault(one.indicator.indicator_id, []).append(one)
    for indicator_id, found in columns.items():
        power = power_of_ten(median(one.levels[-1].value / one.levels[-2].value for one in found), "0.2")
        if power is not None and len(found) >= FEWEST_PEERS:
            times = times_words(power)
            what = (
                f"{scope.group.name}{quoted(scope.indicator(indicator_id))}整列约为{_label(found[0])}的{times}"
                f"（{len(found)} 个单位的中位数，例如{_example(found[0])}）；请核对{_HINTS[abs(power)]}。"
            )
            yield Finding(
                "scale_flip", "check", scope.group.group_id, what, None, indicator_id,
                source=found[0].cell.place, strength=Decimal(1 + abs(power)),
            )  # fmt: skip


def find_sign_flips(series: Series, medians: Medians) -> Iterator[Finding]:
    """以往各期的数同号，本期变了号；0 不算正负，以往有正有负的不报。"""
    *past, now = [point.value for point in series.levels]
    signs = {value > 0 for value in past if value != 0}
    if now != 0 and signs == {now < 0} and past[-1] != 0:
        what = f"{series.then_and_now(series.levels)}：以往各期同号，本期变了号；请核对正负号。"
        yield _finding(series, "sign_flip", what, series.levels)


def find_scale_flips(series: Series, medians: Medians) -> Iterator[Finding]:
    """本期比单位自己以往各期最大的还大 3 倍，或不到最小的三分之一，而移动 1、2、3、4、8 位小数点就与以往相当。

    相当：在以往最小的三分之二到最大的 1.5 倍之间。只看以往平稳的：同号、都不为 0，最大的不超过最小的 3 倍；
    只有一期可比也算。累计数与上年同期比。上期或本期为 0 时没有倍数，不报。
    """
    *past, now = [point.value for point in series.levels]
    power = shifted_by(now, past) if past and is_steady(past) else None
    if power is not None:
        low, high = (series.shown(bound) for bound in (min(past), max(past)))
        history = f"此前 {len(past)} 期都在 {low} 到 {high} 之间，" if len(past) > 1 else ""
        fitting = f"本期的{times_words(-power)}（{series.shown(now.scaleb(-power))}）才与以往相当"
        what = f"{series.then_and_now(series.levels)}：{history}{fitting}；请核对{_HINTS[abs(power)]}。"
        yield _finding(series, "scale_flip", what, series.levels, Decimal(abs(power)))


def find_cumulative_falls(series: Series, medians: Medians) -> Iterator[Finding]:
    """本年累计、成立以来累计的计数比之前少；本年累计只在同一年内比，率和分数可升可降，不报。"""
    if not is_count(series.indicator) or series.indicator.period_type not in ("ytd", "since_start"):
        return
    year = series.cell.period.year if series.indicator.period_type == "ytd" else None
    comparable = [point for point in series.values if year in (None, point.period.year)]
    if len(comparable) > 1 and comparable[-1].value < comparable[-2].value:
        less = series.shown(comparable[-2].value - comparable[-1].value)
        what = f"{series.then_and_now(comparable)}：累计数不应减少，却少了 {less}；请核对是否误填当期数。"
        yield _finding(series, "cumulative_fall", what, comparable)


def find_jumps(series: Series, medians: Medians) -> Iterator[Finding]:
    """变化超过自身以往各期变化中位数的 3 倍。

    以往变化不足 3 次，或中位数为 0 时，改与同组各单位本期变化的中位数比（至少 5 个单位），并写明；
    仍不够就不判断。累计的计数比每期新增，累计的率比上年同期。
    """
    change = series.judged_change()
    yardstick = _yardstick(series, medians) if change is not None else None
    if change is not None and yardstick is not None and abs(change) > JUMP * yardstick[0]:
        usual, against, why = yardstick
        amount = f"{'上升' if change > 0 else '下降'} {series.shown(abs(change))}"
        limit = f"超过{against} {series.shown(usual)} 的 {JUMP} 倍"
        strength = abs(change) / usual if usual else Decimal("Infinity")
        what = f"{series.then_and_now(series.flows)}：{amount}，{limit}{why}。"
        yield _finding(series, "jump", what, series.flows, strength)


def _yardstick(series: Series, medians: Medians) -> tuple[Decimal, str, str] | None:
    """The usual size of a change, whose it is, and why it is not the unit's own; None if nothing is known."""
    past = changes(series.flows[:-1])
    if len(past) >= FEWEST_CHANGES and median(past) > 0:
        return median(past), f"自身以往 {len(past)} 次变化中位数", ""
    if series.indicator.indicator_id not in medians:
        return None
    usual, size = medians[series.indicator.indicator_id]
    return usual, f"同组 {size} 个单位本期变化中位数", f"（{_why_not_own(len(past))}，改用同组比较）"


def _why_not_own(size: int) -> str:
    if size >= FEWEST_CHANGES:
        return "自身以往变化中位数为 0"
    return f"自身以往变化只有 {size} 次，不足 {FEWEST_CHANGES} 次" if size else "自身没有以往变化可比"


CellFinding = Callable[[Series, Medians], Iterator[Finding]]

CELL_FINDINGS: tuple[CellFinding, ...] = (  # the first that speaks about a cell is the one that is told
    find_sign_flips,
    find_scale_flips,
    find_cumulative_falls,
    find_jumps,
)


def group_medians(series: Sequence[Series]) -> Medians:
    """By indicator: the median absolute change into this period, and of how many units; small groups have none."""
    found: dict[str, list[Decimal]] = {}
    for one in series:
        change = one.judged_change()
        if change is not None:
            found.setdefault(one.indicator.indicator_id, []).append(abs(change))
    return {name: (median(sizes), len(sizes)) for name, sizes in found.items() if len(sizes) >= FEWEST_PEERS}


def is_steady(values: Sequence[Decimal]) -> bool:
    """Of one sign, none 0, the largest at most `STEADY` times the smallest."""
    sizes = [abs(value) for value in values]
    one_sign = len({value > 0 for value in values}) == 1
    return one_sign and min(sizes) > 0 and max(sizes) <= STEADY * min(sizes)


def shifted_by(value: Decimal, past: Sequence[Decimal]) -> int | None:
    """The power k of `OFF_BY` (or its negative) for which value / 10**k is like a steady past, and the value is not."""
    low, high, size = min(map(abs, past)), max(map(abs, past)), abs(value)
    if low <= STEADY * size <= STEADY**2 * high:
        return None
    return next((k for k in _POWERS if low <= LIKE * size.scaleb(-k) <= LIKE**2 * high), None)


def power_of_ten(ratio: Decimal, tolerance: str) -> int | None:
    """The power k of `OFF_BY` (or its negative) for which the ratio is 10**k, give or take the tolerance."""
    return next((k for k in _POWERS if abs(ratio.scaleb(-k) - 1) <= Decimal(tolerance)), None)


def _label(series: Series) -> str:
    return series.scope.label(series.levels[-2].period)


def _example(series: Series) -> str:
    before, after = (series.shown(point.value) for point in series.levels[-2:])
    return f"{series.unit.name} {before} → {after}"


def _finding(
    series: Series, kind: str, what: str, points: Sequence[Point], strength: Decimal = Decimal(0)
) -> Finding:
    return Finding(
        kind, "check", series.scope.group.group_id, what, series.unit.unit_id, series.indicator.indicator_id,
        points[-2].value, points[-1].value, series.cell.place, strength,
    )  # fmt: skip
