"""Single values that look wrong against their own past: sign, cumulative falls, jumps; and what `check` says of their size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from leitai.assist.diff.model import Finding, Scope
from leitai.assist.diff.series import EarlierValue, Series, collect_series, is_count, successive_changes

JUMP = 3  # times the median of earlier changes
FEWEST_CHANGES = 3
FEWEST_PEERS = 5
ONE_CELL, COLUMN = "Q01", "Q02"

Medians = dict[str, tuple[Decimal, int]]


def find_value_changes(scope: Scope) -> Iterator[Finding]:
    """每个数值与自己的过去比；一格只报最要紧的一条，整列都差同样倍数的只报那一列。"""
    doubted = list(doubted_sizes(scope))
    yield from doubted
    columns = {finding.indicator for finding in doubted if finding.unit is None}
    told = {finding.source for finding in doubted}
    series = [one for one in collect_series(scope) if one.indicator.indicator_id not in columns]
    medians = group_medians(series)
    for one in series:
        if one.cell.place not in told:
            found = (finding for find in CELL_FINDINGS for finding in find(one, medians))
            yield from (finding for finding in [next(found, None)] if finding is not None)


def doubted_sizes(scope: Scope) -> Iterator[Finding]:
    """`leitai check` 疑为差了倍数的数和列（Q01、Q02），照它的话列出；Q01 把一个文件里差同样倍数的格合成一条。"""
    cells = {cell.place: cell for cell in scope.now.values()}
    for problem in scope.loaded.problems:
        cell = cells.get(problem.place)
        if problem.code in (ONE_CELL, COLUMN) and cell is not None:
            unit_id = cell.unit_id if problem.code == ONE_CELL else None
            then = scope.before.get((cell.unit_id, cell.indicator_id)) if unit_id else None
            yield Finding(
                "scale_flip", "check", scope.group.group_id, f"{problem.what}{problem.fix}", unit_id, cell.indicator_id,
                then.value if then else None, cell.value if unit_id else None, cell.place,
            )  # fmt: skip


def find_sign_flips(series: Series, medians: Medians) -> Iterator[Finding]:
    """以往各期的数同号，本期变了号；0 不算正负，以往有正有负的不报。"""
    *past, now = [point.value for point in series.levels]
    signs = {value > 0 for value in past if value != 0}
    if now != 0 and signs == {now < 0} and past[-1] != 0:
        what = f"{series.then_and_now(series.levels)}：以往各期同号，本期变了号；请核对正负号。"
        yield _finding(series, "sign_flip", what, series.levels)


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
    past = successive_changes(series.flows[:-1])
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


def _finding(
    series: Series, kind: str, what: str, points: Sequence[EarlierValue], strength: Decimal = Decimal(0)
) -> Finding:
    return Finding(
        kind, "check", series.scope.group.group_id, what, series.unit.unit_id, series.indicator.indicator_id,
        points[-2].value, points[-1].value, series.cell.place, strength,
    )  # fmt: skip
