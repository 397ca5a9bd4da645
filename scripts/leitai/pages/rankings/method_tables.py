"""The tables of a method's page: indicators with their weights, what they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from leitai.pages.kit import words
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.rules import bounds_of_dimension
from leitai.pages.kit.tables import Cell, Cells, Row, numeric, table
from leitai.schema.config.dimensions import GEOMETRIC, Dimension, MethodIndicator, Rollup
from leitai.schema.config.indicators import POLARITY_NAMES, Indicator
from leitai.schema.config.methods import Method

Indicators = Mapping[str, Indicator]


def tree_table(known: Indicators, method: Method) -> Markup:
    """Dimensions and indicators as they hang together, with weights and parameters."""
    header = ("维度或指标", numeric("权重"), "方向", "计分方法", "参数")
    rows = [row for dimension in method.dimensions for row in _tree_rows(known, dimension, depth=0)]
    return table("指标和权重", header, rows, css="lt-stack")


def _tree_rows(known: Indicators, dimension: Dimension, depth: int) -> Iterator[Row | Cells]:
    weight = words.weight(dimension.weight)
    name = Cell(dimension.name, css=f"lt-depth-{depth}", is_header=True)
    kind = "加权几何平均" if dimension.aggregate == GEOMETRIC else ""
    yield Row([name, weight, "", kind, bounds_of_dimension(dimension)], css="lt-branch")
    for child in dimension.children:
        if isinstance(child, Dimension):
            yield from _tree_rows(known, child, depth + 1)
        else:
            yield _indicator_row(known, child, depth + 1)


def _indicator_row(known: Indicators, counted: MethodIndicator, depth: int) -> Cells:
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
    return (
        indicator_head(indicator, css=f"lt-depth-{depth}"),
        words.weight(counted.weight),
        POLARITY_NAMES[indicator.polarity or "none"],
        spec.title,
        "；".join(declared) or words.NOTHING,
    )


def rollup_words(rollup: Rollup) -> Iterator[str]:
    """What a roll-up declares besides what it is of."""
    if rollup.weights:
        yield f"各期的权重依次为 {'、'.join(words.number(weight) for weight in rollup.weights)}"
    if rollup.last is not None:
        yield f"由到本期末为止的 {rollup.last} 期合成"


def meanings_table(known: Indicators, method: Method) -> Markup:
    """What each indicator stands for, who answers for it, and what it may spoil."""
    rows = [_meaning(known[counted.indicator_id]) for counted in method.indicators()]
    header = ("指标", "定义", "数据来源", "责任单位", "使用提醒")
    return table("指标说明", header, rows, css="lt-titled lt-stack")


def _meaning(indicator: Indicator) -> Cells:
    name = indicator_head(indicator)
    texts = (indicator.definition, indicator.source, indicator.owner, indicator.note or words.NOTHING)
    return (name, *(text for text in texts))
