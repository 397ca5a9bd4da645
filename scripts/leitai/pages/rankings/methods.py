"""Methods: every rule that changes a rank, in words, made from the method file itself."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.method import GEOMETRIC, Dimension, Example, Method, MethodIndicator, ScoreKindSpec
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking
from leitai.model.shows import NOTHING, of_periods
from leitai.model.urls import indicator_url, method_url, ranking_url
from leitai.pages.kit import words
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.rules import late_note, rounding_words
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.rankings.rankings import DISPLAY_NOTES, title_of
from leitai.schema.config.indicators import POLARITY_NAMES

RANK_ON = {
    "published": "按公布的总分（取整后）排名",
    "exact": "按取整前的总分（保留 10 位小数）排名，各维度的位次也一样",
}
TIES = {
    "competition": "同分同名次，后续名次顺延（1、2、2、4）",
    "dense": "同分同名次，后续名次不跳号（1、2、2、3）",
}
AGGREGATES = {
    "arithmetic": "加权求和：下级的所得分值相加",
    "geometric": "加权几何平均：所得分值 = 权重 × 各下级（所得分值 ÷ 权重）的加权几何平均，以权重占比为指数连乘；"
    "有一项得 0 分，合成即为 0；负分不接受",
}
MISSING = {
    "unranked": "任一指标未报的单位不参加排名，列在最后并注明",
    "zero": "未报的指标计 0 分",
    "reweight": "未报的指标不计，权重按比例分给同级其他指标",
}
NOT_APPLICABLE = {
    "reweight": "不适用的指标不计，权重按比例分给同级其他指标",
    "full": "不适用的指标计满分",
    "unranked": "有不适用指标的单位不参加排名",
}


def collect(portal: Portal) -> Iterator[Page]:
    yield _index(portal)
    for method_id in dict.fromkeys(method.id for method in portal.content.methods):
        versions = [method for method in portal.content.methods if method.id == method_id]
        yield _method_page(portal, versions)


def _index(portal: Portal) -> Page:
    rows = [
        Row(
            [
                Cell(method.title, relative(urls.METHODS, method_url(method.id)), is_header=True),
                Cell(str(method.version), css="lt-number"),
                Cell(portal.content.settings.portal.group_name(method.group)),
                Cell(_span(method)),
                Cell(words.day(method.dated)),
            ]
        )
        for method in portal.content.methods
    ]
    header = [Cell("办法"), Cell("版本", css="lt-number"), Cell("组别"), Cell("适用期间"), Cell("制定日期")]
    return Page(
        urls.METHODS,
        "考核办法",
        "rankings/methods.md.j2",
        {"table": table("考核办法", header, rows, css="lt-titled lt-stack")},
        NOTHING,
    )


def _span(method: Method) -> str:
    last = method.last_period.title if method.last_period is not None else "今后"
    return f"{method.first_period.title}至{last}"


def _method_page(portal: Portal, versions: list[Method]) -> Page:
    current = max(versions, key=lambda method: method.version)
    url = method_url(current.id)
    latest = [_latest_with_influence(portal, method) for method in versions]
    return Page(
        url=url,
        title=current.title,
        template="rankings/method.md.j2",
        description=f"{current.title}：指标、权重、计分和排名规则",
        shows=of_periods(ranking.period for ranking in latest if ranking is not None),
        crumbs=(("考核办法", urls.METHODS),),
        context={
            "versions": [_version(portal, method, url) for method in reversed(versions)],
        },
    )


def _version(portal: Portal, method: Method, url: str) -> dict[str, object]:
    used = {indicator.rule.kind: indicator.rule.spec for indicator in method.indicators()}
    return {
        "number": method.version,
        "anchor": f"v{method.version}",
        "facts": _facts(portal, method),
        "change_reason": method.change_reason,
        "tree": _tree_table(portal, method, url),
        "meanings": _meanings(portal, method, url),
        "kinds": [_kind(used[name]) for name in sorted(used)],
        "influence": _influence_table(portal, method),
        "rankings": [
            {"title": title_of(portal, ranking), "url": ranking_url(ranking.period.id, ranking.group)}
            for ranking in portal.rankings_under(method)
        ],
    }


def _meanings(portal: Portal, method: Method, url: str) -> Markup:
    """What each indicator stands for, who answers for it, and what it may spoil."""
    rows = []
    for counted in method.indicators():
        known = portal.content.settings.indicators[counted.indicator_id]
        name = Cell(known.name, relative(url, indicator_url(known.indicator_id)), is_header=True)
        rows.append(
            Row(
                [
                    name,
                    Cell(known.definition),
                    Cell(known.source),
                    Cell(known.owner),
                    Cell(known.note or words.NOTHING),
                ]
            )
        )
    header = [Cell(name) for name in ("指标", "定义", "数据来源", "责任单位", "使用提醒")]
    return table("指标说明", header, rows, css="lt-stack")


def _latest_with_influence(portal: Portal, method: Method) -> Ranking | None:
    rankings = (ranking for ranking in portal.rankings_under(method) if ranking.influence)
    return max(rankings, key=lambda ranking: ranking.period.last_day, default=None)


def _influence_table(portal: Portal, method: Method) -> Markup:
    """Which indicators decide the order of the latest ranking under a method, and which do nothing."""
    latest = _latest_with_influence(portal, method)
    if latest is None:
        return Markup("")
    rows = []
    for counted in method.indicators():
        found = latest.influence[counted.indicator_id]
        name = portal.content.settings.indicators[counted.indicator_id].name
        moved = f"{found.moved} 个，最多 {found.largest} 名" if found.moved else "不改变名次"
        rows.append(
            Row(
                [
                    Cell(name, is_header=True),
                    Cell(words.weight(counted.weight), css="lt-number"),
                    Cell(moved),
                    Cell(words.points(found.correlation), css="lt-number"),
                ]
            )
        )
    header = [
        Cell("指标"),
        Cell("权重", css="lt-number"),
        Cell("去掉它，名次变动的单位"),
        Cell("与总分的相关系数", css="lt-number"),
    ]
    note = "去掉一个指标时，它的权重按比例分给同级其他指标。相关系数接近 1，说明它和总分的先后大体一致。"
    return table(f"{latest.period.title}各指标对名次的影响", header, rows, note=note)


def _kind(spec: ScoreKindSpec) -> dict[str, object]:
    return {
        "title": spec.title,
        "formula": spec.formula,
        "degenerate": spec.degenerate,
        "examples": [example_table(spec, example) for example in spec.examples],
    }


def example_table(spec: ScoreKindSpec, example: Example) -> Markup:
    """A worked example as readers see it; the tests run the same one through the scorer."""
    known = {parameter.name: parameter for parameter in spec.parameters}
    declared = [
        f"{known[name].title}：{known[name].shown(value)}" for name, value in example.parameters.items()
    ]
    with_targets = any(cell.target for cell in example.cells)
    header = [
        Cell("数值", css="lt-number"),
        *([Cell("目标值", css="lt-number")] if with_targets else []),
        Cell("算式"),
    ]
    rows = [
        Row(
            [
                Cell(cell.value, css="lt-number"),
                *([Cell(cell.target, css="lt-number")] if with_targets else []),
                Cell(cell.working),
            ]
        )
        for cell in example.cells
    ]
    return table(f"{spec.title}算例：{example.title}", header, rows, note="；".join(declared))


def _facts(portal: Portal, method: Method) -> Markup:
    display = DISPLAY_NOTES[method.display.kind] or "公布全部得分和名次。"
    if method.display.top_n is not None:
        display = f"只公布前 {method.display.top_n} 名，其余单位按习惯顺序列出。"
    pairs = [
        ("组别", portal.content.settings.portal.group_name(method.group)),
        ("适用期间", _span(method)),
        ("制定日期", words.day(method.dated)),
        ("满分", words.number(method.scale)),
        ("取整", rounding_words(method)),
        ("合成", AGGREGATES[method.aggregate]),
        ("排名依据", RANK_ON[method.rank_on]),
        ("并列", TIES[method.ties]),
        *_tie_break(portal, method),
        ("未报", MISSING[method.missing]),
        ("不适用", NOT_APPLICABLE[method.not_applicable]),
        ("公布范围", display),
        ("名次变化", "只有组别、参评单位和办法都与上期相同时才比较"),
    ]
    if method.adjustments is not None:
        rule = method.adjustments
        caps = f"加分最多 {words.number(rule.bonus_cap)} 分，扣分最多 {words.number(rule.deduction_cap)} 分"
        pairs.append(("加扣分", f"{caps}；一票否决的不参与排名"))
    if method.comparable_with:
        versions = "、".join(f"第 {number} 版" for number in method.comparable_with)
        pairs.append(("跨版本比较", f"名次可与{versions}比较，理由：{method.change_reason}"))
    if method.is_set_during(method.first_period):
        pairs.append(("期中调整", late_note(method).removeprefix("期中调整：")))
    if method.legal_basis:
        pairs.append(("排名依据文件", method.legal_basis))
    return definitions([(term, Cell(text)) for term, text in pairs])


def _tie_break(portal: Portal, method: Method) -> Iterator[tuple[str, str]]:
    names = [portal.content.settings.indicators[indicator_id].name for indicator_id in method.tie_break]
    if names:
        order = "，再比".join(f"“{name}”" for name in names)
        yield "同分", f"先比{order}，按填报的数值和指标方向；没有数值的列后；都相同的并列"


def _tree_table(portal: Portal, method: Method, url: str) -> Markup:
    header = [Cell("维度或指标"), Cell("权重", css="lt-number"), Cell("方向"), Cell("计分方法"), Cell("参数")]
    rows = [row for dimension in method.dimensions for row in _tree_rows(portal, dimension, url, depth=0)]
    return table("指标和权重", header, rows, css="lt-stack")


def _tree_rows(portal: Portal, dimension: Dimension, url: str, depth: int) -> Iterator[Row]:
    weight = Cell(words.weight(dimension.weight), css="lt-number")
    name = Cell(dimension.name, css=f"lt-depth-{depth}", is_header=True)
    kind = Cell("加权几何平均" if dimension.aggregate == GEOMETRIC else "")
    yield Row([name, weight, Cell(""), kind, Cell("")], css="lt-branch")
    for child in dimension.children:
        if isinstance(child, Dimension):
            yield from _tree_rows(portal, child, url, depth + 1)
        else:
            yield _indicator_row(portal, child, url, depth + 1)


def _indicator_row(portal: Portal, counted: MethodIndicator, url: str, depth: int) -> Row:
    indicator = portal.content.settings.indicators[counted.indicator_id]
    spec = counted.rule.spec
    values = counted.rule.parameters
    declared = [
        f"{parameter.title}：{parameter.shown(values[parameter.name])}"
        for parameter in spec.parameters
        if values[parameter.name] is not None
    ]
    href = relative(url, indicator_url(indicator.indicator_id))
    return Row(
        [
            Cell(indicator.name, href, css=f"lt-depth-{depth}", is_header=True),
            Cell(words.weight(counted.weight), css="lt-number"),
            Cell(POLARITY_NAMES[indicator.polarity or "none"]),
            Cell(spec.title),
            Cell("；".join(declared) or words.NOTHING),
        ]
    )
