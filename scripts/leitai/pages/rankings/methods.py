"""Methods: every rule that changes a rank, in words, made from the method file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.gates import gate_words
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import NOTHING
from leitai.model.urls import method_url
from leitai.pages.kit import words
from leitai.pages.kit.page import Link, Listed, Page
from leitai.pages.kit.rules import (
    DISPLAY_NOTES,
    adjustment_words,
    bounds_words,
    late_note,
    rounding_words,
    tiers_words,
)
from leitai.pages.kit.tables import Cell, Cells, definitions, numeric, table
from leitai.pages.rankings.method_tables import meanings_table, tree_table
from leitai.pages.rankings.titles import link_to
from leitai.schema.config.dimensions import UNRANKED
from leitai.schema.config.methods import Method
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.score_kinds import Example, ScoreKindSpec

RANK_ON = {
    "published": "按公布的总分（取整后）排名；各维度的位次按维度自己的得分（满分 100，取整后）",
    "exact": "按取整前的总分（保留 10 位小数）排名；维度没有另写的，位次也一样",
}
TIES = {
    "competition": "同分同名次，后续名次顺延（1、2、2、4）",
    "dense": "同分同名次，后续名次不跳号（1、2、2、3）",
    "modified": "同分同名次，都取所占名次中最后的一个（1、3、3、4）",
    "average": "同分同名次，都取所占名次的平均数（1、2.5、2.5、4）",
}
AGGREGATES = {
    "arithmetic": "加权求和：下级的所得分值相加",
    "geometric": "加权几何平均：所得分值 = 权重 × 各下级（所得分值 ÷ 权重）的加权几何平均，以权重占比为指数连乘；"
    "有一项得 0 分，合成即为 0；负分不接受",
}
HIDDEN_VALUES = "名次不公布的单位，填报的数值也不公布"
PREVIOUS = {
    "calendar": "与日历上的上一期比，那一期没有排名的不比较",
    "last_published": "与上一次排过名的同类期间比，不论中间隔了几期",
}
MISSING = {
    "unranked": "任一指标未报的单位不参加排名，列在最后并注明",
    "zero": "未报的指标计 0 分",
    "reweight": "未报的指标不计，权重按比例分给同级其他指标",
    "median": "未报的指标以本组各单位数值的中位数代替，逐步计算页注明",
    "mean": "未报的指标以本组各单位数值的平均数代替，逐步计算页注明",
    "worst": "未报的指标以本组最差的数值代替，逐步计算页注明",
    "previous": "未报的指标以本单位上一期的数值代替，上一期也没有的不参加排名，逐步计算页注明",
    "void": "有一项未报，整个维度不计，权重分给同级其他维度",
}
NOTHING_SENT = "一项也没有报的单位不参加排名"
NOT_APPLICABLE = {
    "reweight": "不适用的指标不计，权重按比例分给同级其他指标",
    "full": "不适用的指标计满分",
    "unranked": "有不适用指标的单位不参加排名",
}


def collect(portal: Portal) -> Iterator[Page]:
    """The index of methods, and one page for all versions of each."""
    settings, methods = portal.content.settings, portal.content.methods
    yield _index(settings.portal, methods)
    for method_id in dict.fromkeys(method.id for method in methods):
        versions = [method for method in methods if method.id == method_id]
        yield _method_page(settings, [(method, portal.rankings_under(method)) for method in versions])


@dataclass(frozen=True)
class MethodIndexContext:
    """What the list of methods shows."""

    table: Markup


def _index(settings: PortalSettings, methods: Sequence[Method]) -> Page:
    rows = [_index_row(method, settings.group_name(method.group)) for method in methods]
    header = ("办法", numeric("版本"), "组别", "适用期间", "制定日期")
    context = MethodIndexContext(table("考核办法", header, rows, css="lt-titled lt-stack"))
    return Page(urls.METHODS, "考核办法", "rankings/methods.md.j2", context, NOTHING)


def _index_row(method: Method, group: str) -> Cells:
    return (
        Cell(method.title, method_url(method.id), is_header=True),
        str(method.version),
        group,
        _span(method),
        words.day(method.dated),
    )


def _span(method: Method) -> str:
    last = method.last_period.title if method.last_period is not None else "今后"
    first = method.first_period.title
    return first if first == last else f"{first}至{last}"


@dataclass(frozen=True)
class KindWords:
    """How a score kind works, in words and worked examples."""

    title: str
    formula: str
    degenerate: tuple[str, ...]
    examples: tuple[Markup, ...]


@dataclass(frozen=True)
class VersionWords:
    """One version of a method."""

    number: int
    anchor: str
    facts: Markup
    change_reason: str
    tree: Markup
    meanings: Markup
    kinds: tuple[KindWords, ...]
    rankings: tuple[Link, ...]


def _method_page(settings: Settings, versions: Sequence[tuple[Method, Sequence[Ranking]]]) -> Page:
    """All versions of a method, each with its rankings; the newest version first. One that ended keeps the names of its end."""
    current = max((method for method, _ in versions), key=lambda method: method.version)
    newest_first = sorted(versions, key=lambda version: -version[0].version)
    said = (_version(settings, method, rankings) for method, rankings in newest_first)
    return Page(
        url=method_url(current.id),
        title=current.title,
        template="rankings/method.md.j2",
        description=f"{current.title}：指标、权重、计分和排名规则",
        shows=NOTHING,
        crumbs=(("考核办法", urls.METHODS),),
        context=Listed(tuple(said)),
    )


def _version(settings: Settings, method: Method, rankings: Sequence[Ranking]) -> VersionWords:
    used = {indicator.rule.kind: indicator.rule.spec for indicator in method.indicators()}
    settings = settings.on(method.last_period.last_day if method.last_period else None)
    known = settings.indicators
    return VersionWords(
        number=method.version,
        anchor=f"v{method.version}",
        facts=_facts(settings, method),
        change_reason=method.change_reason,
        tree=tree_table(known, method),
        meanings=meanings_table(known, method),
        kinds=tuple(_kind(used[name]) for name in sorted(used)),
        rankings=tuple(link_to(settings, ranking) for ranking in rankings),
    )


def _kind(spec: ScoreKindSpec) -> KindWords:
    examples = tuple(example_table(spec, example) for example in spec.examples)
    return KindWords(spec.title, spec.formula, tuple(spec.degenerate), examples)


def example_table(spec: ScoreKindSpec, example: Example) -> Markup:
    """A worked example as readers see it; the tests run the same one through the scorer."""
    known = {parameter.name: parameter for parameter in spec.parameters}
    declared = (
        f"{known[name].meaning}：{known[name].shown(value)}" for name, value in example.parameters.items()
    )
    rows = [(cell.value, cell.target, cell.working) for cell in example.cells]
    header = (numeric("数值"), numeric("目标值"), "算式")
    return table(f"{spec.title}算例：{example.title}", header, rows, note="；".join(declared))


def _facts(settings: Settings, method: Method) -> Markup:
    return definitions(
        (
            ("组别", settings.portal.group_name(method.group)),
            ("适用期间", _span(method)),
            ("制定日期", words.day(method.dated)),
            ("满分", words.number(method.scale)),
            ("取整", rounding_words(method)),
            ("合成", AGGREGATES[method.aggregate]),
            ("排名依据", RANK_ON[method.rank_on]),
            ("并列", TIES[method.ties]),
            ("同分", _tie_break(settings, method)),
            ("未报", _missing_words(method)),
            ("不适用", NOT_APPLICABLE[method.not_applicable]),
            ("公布范围", _display(method)),
            ("数值", HIDDEN_VALUES if method.values == "hidden" else ""),
            ("名次变化", f"{PREVIOUS[method.previous]}；只有组别、参评单位和办法都与它相同时才比较"),
            ("加扣分", adjustment_words(method.adjustments) if method.adjustments else ""),
            ("等次", _tiers(settings, method)),
            ("总分上下限", bounds_words(method.total) if method.total else ""),
            ("跨版本比较", _comparable(method)),
            (
                "期中调整",
                late_note(method).removeprefix("期中调整：")
                if method.is_set_during(method.first_period)
                else "",
            ),
            ("排名依据文件", method.legal_basis),
        )
    )


def _display(method: Method) -> str:
    if method.display.top_n is not None:
        return f"只公布前 {method.display.top_n} 名，其余单位按习惯顺序列出。"
    return DISPLAY_NOTES[method.display.kind] or "公布全部得分和名次。"


def _tiers(settings: Settings, method: Method) -> str:
    gates = (f"{gate_words(gate, method, settings)}，名额不递补" for gate in method.gates)
    return "；".join([tiers_words(method.tiers), *gates]) if method.tiers is not None else ""


def _comparable(method: Method) -> str:
    versions = "、".join(f"第 {number} 版" for number in method.comparable_with)
    return f"名次可与{versions}比较，理由：{method.change_reason}" if versions else ""


def _missing_words(method: Method) -> str:
    own = [f"维度“{d.name}”：{MISSING[d.missing]}" for d in method.all_dimensions() if d.missing]
    policies = set(method.missing_policies.values())
    nothing = [NOTHING_SENT] if policies - {UNRANKED} else []
    return "；".join([MISSING[method.missing], *own, *nothing])


def _tie_break(settings: Settings, method: Method) -> str:
    order = "，再比".join(f"“{settings.indicators[name].name}”" for name in method.tie_break)
    return f"先比{order}，按填报的数值和指标方向；没有数值的列后；都相同的并列" if order else ""
