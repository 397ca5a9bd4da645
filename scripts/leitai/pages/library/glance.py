"""一眼看清: six lines that answer, before any prose, whether a practice is worth the reader's time."""

from __future__ import annotations

from markupsafe import Markup, escape

from leitai.model.settings import Settings
from leitai.model.writings.standing import absolute_results, costs_of, has_absolute
from leitai.pages.kit import text
from leitai.pages.kit.tables import Cell, definitions
from leitai.schema.texts.cases import WORKED, Case
from leitai.schema.texts.practice import GRADES, INDEPENDENCE, NOT_STATED, VISITED, Result

TOP_GRADE = max(GRADES)
NO_ABSOLUTE = "没有绝对数"


def glance(settings: Settings, case: Case) -> Markup:
    """一眼看清: a write-up in six lines."""
    return definitions(glance_lines(settings, case))


def glance_lines(settings: Settings, case: Case) -> list[tuple[str, Cell | str]]:
    """What it solves, who used it for how long, what it takes, how soon, what came of it, how sure that is."""
    settings = settings.on(case.day)
    return [
        ("解决什么问题", text.plain_line(case.problem or NOT_STATED)),
        ("谁用过", _users(settings, case)),
        ("要多少人和钱", _cost(case)),
        ("多久能用上", text.plain_line(case.time_to_set_up or NOT_STATED)),
        ("效果", _effect(settings, case)),
        ("证据等级", Cell(grade(case), note=_independence(case))),
    ]


def units_in_short(settings: Settings, case: Case) -> str:
    """Where a practice was, in short, by the names of its year."""
    return "、".join(settings.on(case.day).units[unit_id].short for unit_id in case.units)


def grade(case: Case) -> str:
    """●●○○ 2 级：有前后数据."""
    return f"{grade_mark(case)}：{GRADES[case.evidence]}"


def grade_mark(case: Case) -> str:
    """●●○○ 2 级."""
    return f"{'●' * case.evidence}{'○' * (TOP_GRADE - case.evidence)} {case.evidence} 级"


def _independence(case: Case) -> str:
    if not case.independence:
        return f"最高 {TOP_GRADE} 级"
    return f"最高 {TOP_GRADE} 级；成效出自{case.independence}：{INDEPENDENCE[case.independence]}"


def _users(settings: Settings, case: Case) -> str:
    names = "、".join(settings.units[unit_id].name for unit_id in case.units)
    described = f"，写的是{case.year}年" if case.year else ""
    since = case.since.title if case.since else f"开始时间{NOT_STATED}{described}"
    adopters = sum(one.status != VISITED for one in case.adopted_by)
    borrowed = f"{adopters} 个单位借鉴" if adopters else "没有登记借鉴的单位"
    return f"{names}，{since}{'起' if case.since else ''}；{borrowed}"


def known_costs(case: Case) -> int:
    """How many of the four items of cost are known."""
    return sum(cost not in ("", NOT_STATED) for cost in costs_of(case).values())


def _cost(case: Case) -> Markup:
    costs = costs_of(case)
    told = [f"{name}：{cost or NOT_STATED}" for name, cost in list(costs.items())[:2]]
    return text.plain_line("；".join(told)) + Markup("<small>投入 4 项中已知 {} 项</small>").format(
        known_costs(case)
    )


def _effect(settings: Settings, case: Case) -> Markup:
    """The figures, and below them that it failed or came out differently elsewhere."""
    told = _figures(settings, case)
    verdict = WORKED.get(case.worked, "")
    return told + (Markup("<small><b>{}</b></small>").format(verdict) if verdict else Markup(""))


def _figures(settings: Settings, case: Case) -> Markup:
    """The first result with absolutes; else what there is, and that it has none."""
    best = next(iter(absolute_results(case)), None)
    if best is not None:
        return _sentence(settings, best)
    if case.results:
        first = case.results[0]
        return _sentence(settings, first) + Markup("<small>{}</small>").format(NO_ABSOLUTE)
    return escape("没有成效数据" + ("，只有工作量" if case.outputs else ""))


def _sentence(settings: Settings, result: Result) -> Markup:
    known = settings.indicators.get(result.indicator)
    name = result.indicator if known is None else known.name
    change = f"{result.before} → {result.after}" if result.before else result.after
    return text.plain_line(f"{name}：{change}，{result.period}")


def lacks_absolute(result: Result) -> bool:
    """Whether a result is a percentage without saying of how many."""
    return not has_absolute(result.after)
