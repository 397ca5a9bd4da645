"""The tables of a method's page: indicators with their weights, what they stand for, what they do to the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from leitai.model.scoring.ranking import Influence, Ranking
from leitai.model.urls import indicator_url
from leitai.pages.kit import words
from leitai.pages.kit.page import relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.dimensions import GEOMETRIC, Dimension, MethodIndicator, Rollup
from leitai.schema.config.indicators import POLARITY_NAMES, Indicator
from leitai.schema.config.methods import Method

Indicators = Mapping[str, Indicator]
ENOUGH_TO_CORRELATE = 10  # ranked units: a coefficient over fewer is chance


def tree_table(known: Indicators, method: Method, url: str) -> Markup:
    """Dimensions and indicators as they hang together, with weights and parameters."""
    header = [Cell("维度或指标"), Cell("权重", css="lt-number"), Cell("方向"), Cell("计分方法"), Cell("参数")]
    rows = [row for dimension in method.dimensions for row in _tree_rows(known, dimension, url, depth=0)]
    return table("指标和权重", header, rows, css="lt-stack")


def _tree_rows(known: Indicators, dimension: Dimension, url: str, depth: int) -> Iterator[Row]:
    weight = Cell(words.weight(dimension.weight), css="lt-number")
    name = Cell(dimension.name, css=f"lt-depth-{depth}", is_header=True)
    kind = Cell("加权几何平均" if dimension.aggregate == GEOMETRIC else "")
    yield Row([name, weight, Cell(""), kind, Cell("")], css="lt-branch")
    for child in dimension.children:
        if isinstance(child, Dimension):
            yield from _tree_rows(known, child, url, depth + 1)
        else:
            yield _indicator_row(known, child, url, depth + 1)


def _indicator_row(known: Indicators, counted: MethodIndicator, url: str, depth: int) -> Row:
    indicator = known[counted.indicator_id]
    spec = counted.rule.spec
    values = counted.rule.parameters
    declared = [
        f"{parameter.meaning}：{parameter.shown(values[parameter.name])}"
        for parameter in spec.columns
        if parameter.is_told(values.get(parameter.name))
    ]
    if counted.rollup is not None:
        declared = [indicator.definition, *rollup_words(counted.rollup)]
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


def rollup_words(rollup: Rollup) -> Iterator[str]:
    """What a roll-up declares besides what it is of."""
    if rollup.weights:
        yield f"各期的权重依次为 {'、'.join(words.number(weight) for weight in rollup.weights)}"
    if rollup.last is not None:
        yield f"由到本期末为止的 {rollup.last} 期合成"


def meanings_table(known: Indicators, method: Method, url: str) -> Markup:
    """What each indicator stands for, who answers for it, and what it may spoil."""
    rows = [_meaning(known[counted.indicator_id], url) for counted in method.indicators()]
    header = [Cell(name) for name in ("指标", "定义", "数据来源", "责任单位", "使用提醒")]
    return table("指标说明", header, rows, css="lt-titled lt-stack")


def _meaning(indicator: Indicator, url: str) -> Row:
    name = Cell(indicator.name, relative(url, indicator_url(indicator.indicator_id)), is_header=True)
    texts = (indicator.definition, indicator.source, indicator.owner, indicator.note or words.NOTHING)
    return Row([name, *(Cell(text) for text in texts)])


def influence_table(known: Indicators, latest: Ranking) -> Markup:
    """Which indicators decide the order of a ranking, and which do nothing."""
    correlates = latest.ranked_size >= ENOUGH_TO_CORRELATE
    rows = [
        _influence_row(
            known[counted.indicator_id], counted, latest.influence[counted.indicator_id], correlates
        )
        for counted in latest.method.indicators()
    ]
    header = [Cell("指标"), Cell("权重", css="lt-number"), Cell("去掉它，名次变动的单位")]
    note = "去掉一个指标时，它的权重按比例分给同级其他指标。"
    if correlates:
        header.append(Cell("与总分的相关系数", css="lt-number"))
        note += "相关系数接近 1，说明它和总分的先后大体一致。"
    return table(f"{latest.period.title}各指标对名次的影响", header, rows, note=note)


def _influence_row(indicator: Indicator, counted: MethodIndicator, found: Influence, correlates: bool) -> Row:
    moved = f"{found.moved} 个，最多 {found.largest} 名" if found.moved else "不改变名次"
    weight = Cell(words.weight(counted.weight), css="lt-number")
    cells = [Cell(indicator.name, is_header=True), weight, Cell(moved)]
    if correlates:
        told = words.NOTHING if found.correlation is None else words.signed_change(found.correlation)
        cells.append(Cell(told, css="lt-number"))
    return Row(cells)
