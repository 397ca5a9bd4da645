"""`site_config/methods/*.yml` → `Method`; everything that matters must be written out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from leitai.model.scoring.method import (
    AGGREGATES,
    IMPUTED,
    LOWEST_TIER,
    VETOES,
    VOID,
    AdjustmentRule,
    Dimension,
    Method,
    MethodIndicator,
    Rounding,
    Tier,
    TotalBounds,
)
from leitai.problems import Place, errors_of
from leitai.read.documents.folders import files_of
from leitai.read.documents.yaml_tree import Node, read_yaml, text_of, texts_of, texts_within
from leitai.read.records.context import Context
from leitai.read.records.displays import read_display
from leitai.read.records.score_rules import NO_RULE, Kinds, count_of, read_rollup, read_rule, weight_of
from leitai.schema.config.methods import METHOD
from leitai.schema.period import Period

VALUES = ("public", "hidden")
PREVIOUS = ("calendar", "last_published")
MISSING = ("unranked", "zero", "reweight", *IMPUTED)
RANK_ON = ("published", "exact")
TIES = ("competition", "dense", "modified", "average")


def read_methods(root: Path, kinds: Kinds, context: Context) -> tuple[Method, ...]:
    """All methods, by file name; a file with problems yields none."""
    methods, problems = [], context.problems
    for path in files_of(root, "site_config/methods", ".yml", problems):
        before = len(problems)
        shown = f"site_config/methods/{path.name}"
        context.screen_name(shown)
        node = read_yaml(path, shown, problems)
        context.screen(texts_within(node) if node is not None else ())
        keys = node.mapping(METHOD.required, METHOD.optional) if node is not None else {}
        if node is not None and not errors_of(problems[before:]):
            method = _named(_method(keys, node.place, kinds), context)
            if not errors_of(problems[before:]):
                methods.append(method)
    return tuple(methods)


def _named(method: Method, context: Context) -> Method:
    """The method with ids where it says names."""
    return replace(
        method,
        group=context.id_of("group", method.group),
        tie_break=tuple(context.id_of("indicator", text) for text in method.tie_break),
        dimensions=tuple(_with_ids(dimension, context) for dimension in method.dimensions),
    )


def _with_ids(dimension: Dimension, context: Context) -> Dimension:
    below = [_with_ids(child, context) for child in dimension.children if isinstance(child, Dimension)]
    indicators = [
        child
        if child.rollup is not None
        else replace(child, indicator_id=context.id_of("indicator", child.indicator_id))
        for child in dimension.children
        if isinstance(child, MethodIndicator)
    ]
    return replace(dimension, children=tuple(below) or tuple(indicators))


def _method(keys: dict[str, Node], place: Place, kinds: Kinds) -> Method:
    span = keys["periods"].mapping(("from",), ("to",))
    aggregate = keys["aggregate"].choice(AGGREGATES)
    display = read_display(keys["display"], keys.get("tiers"))
    return Method(
        id=keys["id"].text(),
        version=count_of(keys["version"]),
        dated=keys["dated"].day() or date.min,
        title=keys["title"].required_text(),
        group=keys["group"].text(),
        first_period=_period(span.get("from")) or Period(1900, "year", 1),
        last_period=_period(span.get("to")),
        scale=keys["scale"].positive() or Decimal(0),
        aggregate=aggregate,
        rounding=_rounding(keys["rounding"]),
        rank_on=keys["rank_on"].choice(RANK_ON),
        ties=keys["ties"].choice(TIES),
        tie_break=texts_of(keys, "tie_break"),
        missing=keys["missing"].choice(MISSING),
        not_applicable=keys["not_applicable"].choice(("reweight", "full", "unranked")),
        display=display,
        change_reason=text_of(keys, "change_reason"),
        legal_basis=text_of(keys, "legal_basis"),
        comparable_with=_versions(keys["comparable_with"]) if "comparable_with" in keys else (),
        adjustments=_adjustments(keys["adjustments"], display.tiers) if "adjustments" in keys else None,
        dimensions=tuple(_dimension(node, kinds, aggregate) for node in keys["dimensions"].items()),
        place=place,
        total=_total(keys["total"]) if "total" in keys else None,
        values=keys["values"].choice(VALUES) if "values" in keys else VALUES[0],
        previous=keys["previous"].choice(PREVIOUS) if "previous" in keys else PREVIOUS[0],
        places={key: node.place for key, node in keys.items()},
    )


def _versions(node: Node) -> tuple[int, ...]:
    return tuple(count_of(item) for item in node.items())


def _period(node: Node | None) -> Period | None:
    if node is None:
        return None
    period = Period.parse(node.text())
    if period is None:
        node.report("S03", "期间写法不对。", "请写成 2019Q3、2019-08、2019H1 或 2019。")
    return period


def _rounding(node: Node) -> Rounding:
    keys = node.mapping(("places", "mode", "at"), ("scores",))
    if not {"places", "mode", "at"} <= keys.keys():
        return Rounding(2, "half_up", "indicator")
    places, scores = _places(keys["places"]), _places(keys["scores"]) if "scores" in keys else None
    mode, at = (
        keys["mode"].choice(("half_up", "half_even")),
        keys["at"].choice(("indicator", "dimension", "total")),
    )
    return Rounding(places, mode, at, scores)


def _places(node: Node) -> int:
    places = node.integer()
    if places is None or not 0 <= places <= 6:
        node.report("S03", "小数位数超出范围。", "请写 0 到 6 之间的整数。")
    return places or 0


def _adjustments(node: Node, tiers: tuple[Tier, ...]) -> AdjustmentRule:
    keys = node.mapping(("bonus_cap", "deduction_cap", "veto"), ("item_cap",))
    if not {"bonus_cap", "deduction_cap", "veto"} <= keys.keys():
        return AdjustmentRule(Decimal(0), Decimal(0))
    veto = keys["veto"].choice(VETOES)
    if veto == LOWEST_TIER and not tiers:
        keys["veto"].report(
            "S08", "一票否决的定为最低等次，办法却没有等次。", "请写 tiers，或改 veto: unranked、no_award。"
        )
    return AdjustmentRule(
        keys["bonus_cap"].number() or Decimal(0),
        keys["deduction_cap"].number() or Decimal(0),
        keys["item_cap"].positive() if "item_cap" in keys else None,
        veto,
    )


def _total(node: Node) -> TotalBounds:
    keys = node.mapping((), ("floor", "cap"))
    floor, cap = (keys[name].number() if name in keys else None for name in ("floor", "cap"))
    if not keys:
        node.report("S02", "总分的上下限是空的。", "请写 floor 或 cap，或删去 total。")
    if floor is not None and cap is not None and floor >= cap:
        node.report("S03", f"floor 是 {floor}，cap 是 {cap}：总分都一样。", "floor 要小于 cap。")
    return TotalBounds(floor, cap)


_HOLDS = ("indicators", "dimensions", "rollup")


def _dimension(node: Node, kinds: Kinds, above: str) -> Dimension:
    keys = node.mapping(("id", "name", "weight"), ("aggregate", "rank_on", "missing", *_HOLDS))
    aggregate = keys["aggregate"].choice(AGGREGATES) if "aggregate" in keys else above
    if len(keys.keys() & {*_HOLDS}) != 1:
        what = "维度里要么是指标，要么是下级维度，要么由较短的期间合成。"
        node.report("S03", what, "请写 indicators:、dimensions: 或 rollup: 其中一个。")
    children: tuple[Dimension, ...] | tuple[MethodIndicator, ...] = ()
    if "dimensions" in keys:
        children = tuple(_dimension(child, kinds, aggregate) for child in keys["dimensions"].items())
    elif "indicators" in keys:
        children = tuple(_indicator(child, kinds) for child in keys["indicators"].items())
    elif {"rollup", "id", "weight"} <= keys.keys():
        children = (read_rollup(keys["rollup"], kinds, keys["id"].text(), weight_of(keys["weight"])),)
    if ("dimensions" in keys or "indicators" in keys) and not children:
        node.report("S03", "这个维度下面没有指标。", "请写上指标，或删去这个维度。")
    return Dimension(
        dimension_id=text_of(keys, "id"),
        name=text_of(keys, "name"),
        weight=weight_of(keys["weight"]) if "weight" in keys else Fraction(0),
        aggregate=aggregate,
        children=children,
        place=node.place,
        rank_on=keys["rank_on"].choice(RANK_ON) if "rank_on" in keys else "",
        missing=keys["missing"].choice((*MISSING, VOID)) if "missing" in keys else "",
    )


def _indicator(node: Node, kinds: Kinds) -> MethodIndicator:
    keys = node.mapping(("id", "weight", "score"))
    if len(keys) < 3:
        return MethodIndicator("", Fraction(0), NO_RULE, node.place)
    weight, rule = weight_of(keys["weight"]), read_rule(keys["score"], kinds)
    if weight <= 0:
        keys["weight"].report("S03", "这里应当大于 0。", "请写大于 0 的数。")
    return MethodIndicator(keys["id"].text(), weight, rule, node.place)
