"""`site_config/methods/*.yml` → `Method`; everything that matters must be written out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from leitai.model.scoring.method import (
    AGGREGATES,
    AdjustmentRule,
    Dimension,
    Display,
    Method,
    MethodIndicator,
    Rounding,
    Tier,
    TotalBounds,
)
from leitai.model.scoring.score_kind import Band, Parameter, ParameterValue, ScoreKindSpec, ScoreRule
from leitai.problems import Place, errors_of
from leitai.read.documents.folders import files_of
from leitai.read.documents.yaml_tree import Node, read_yaml, text_of, texts_of, texts_within
from leitai.read.records.context import Context
from leitai.schema.config.methods import METHOD
from leitai.schema.period import Period

_FRACTION = re.compile(r"[1-9]\d{0,5}/[1-9]\d{0,5}")
VALUES = ("public", "hidden")
PREVIOUS = ("calendar", "last_published")
RANK_ON = ("published", "exact")
DISPLAYS = ("full", "tiers", "none")

_NO_RULE = ScoreRule(ScoreKindSpec("", "", (), lambda rule: "neither", "", ()), {})

Kinds = Mapping[str, ScoreKindSpec]


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
        replace(child, indicator_id=context.id_of("indicator", child.indicator_id))
        for child in dimension.children
        if isinstance(child, MethodIndicator)
    ]
    return replace(dimension, children=tuple(below) or tuple(indicators))


def _method(keys: dict[str, Node], place: Place, kinds: Kinds) -> Method:
    span = keys["periods"].mapping(("from",), ("to",))
    aggregate = keys["aggregate"].choice(AGGREGATES)
    return Method(
        id=keys["id"].text(),
        version=_count(keys["version"]),
        dated=keys["dated"].day() or date.min,
        title=keys["title"].required_text(),
        group=keys["group"].text(),
        first_period=_period(span.get("from")) or Period(1900, "year", 1),
        last_period=_period(span.get("to")),
        scale=keys["scale"].positive() or Decimal(0),
        aggregate=aggregate,
        rounding=_rounding(keys["rounding"]),
        rank_on=keys["rank_on"].choice(RANK_ON),
        ties=keys["ties"].choice(("competition", "dense")),
        tie_break=texts_of(keys, "tie_break"),
        missing=keys["missing"].choice(("unranked", "zero", "reweight")),
        not_applicable=keys["not_applicable"].choice(("reweight", "full", "unranked")),
        display=_display(keys["display"], keys.get("tiers")),
        change_reason=text_of(keys, "change_reason"),
        legal_basis=text_of(keys, "legal_basis"),
        comparable_with=_versions(keys["comparable_with"]) if "comparable_with" in keys else (),
        adjustments=_adjustments(keys["adjustments"]) if "adjustments" in keys else None,
        dimensions=tuple(_dimension(node, kinds, aggregate) for node in keys["dimensions"].items()),
        place=place,
        total=_total(keys["total"]) if "total" in keys else None,
        values=keys["values"].choice(VALUES) if "values" in keys else VALUES[0],
        previous=keys["previous"].choice(PREVIOUS) if "previous" in keys else PREVIOUS[0],
        places={key: node.place for key, node in keys.items()},
    )


def _count(node: Node, least: int = 1) -> int:
    """A whole number from `least` on."""
    number = node.integer()
    if number is not None and number < least:
        node.report("S03", f"这里应当是 {least} 或更大的整数。", f"请写 {least}、{least + 1}、{least + 2} …")
    return number or 0


def _versions(node: Node) -> tuple[int, ...]:
    return tuple(_count(item) for item in node.items())


def _period(node: Node | None) -> Period | None:
    if node is None:
        return None
    period = Period.parse(node.text())
    if period is None:
        node.report("S03", "期间写法不对。", "请写成 2019Q3、2019-08、2019H1 或 2019。")
    return period


def _rounding(node: Node) -> Rounding:
    keys = node.mapping(("places", "mode", "at"))
    if len(keys) < 3:
        return Rounding(2, "half_up", "indicator")
    places = keys["places"].integer()
    if places is None or not 0 <= places <= 6:
        keys["places"].report("S03", "小数位数超出范围。", "请写 0 到 6 之间的整数。")
    mode, at = keys["mode"].choice(("half_up", "half_even")), keys["at"].choice(("indicator", "total"))
    return Rounding(places or 0, mode, at)


def _adjustments(node: Node) -> AdjustmentRule:
    keys = node.mapping(("bonus_cap", "deduction_cap", "veto"))
    if len(keys) < 3:
        return AdjustmentRule(Decimal(0), Decimal(0))
    keys["veto"].choice(("unranked",))
    return AdjustmentRule(
        keys["bonus_cap"].number() or Decimal(0), keys["deduction_cap"].number() or Decimal(0)
    )


def _total(node: Node) -> TotalBounds:
    keys = node.mapping((), ("floor", "cap"))
    floor, cap = (keys[name].number() if name in keys else None for name in ("floor", "cap"))
    if not keys:
        node.report("S02", "总分的上下限是空的。", "请写 floor 或 cap，或删去 total。")
    if floor is not None and cap is not None and floor >= cap:
        node.report("S03", f"floor 是 {floor}，cap 是 {cap}：总分都一样。", "floor 要小于 cap。")
    return TotalBounds(floor, cap)


def _display(node: Node, tiers: Node | None) -> Display:
    if isinstance(node.value, dict):
        keys = node.mapping(("top_n",))
        return Display("top_n", top_n=_count(keys["top_n"]) if "top_n" in keys else None)
    kind = node.choice(DISPLAYS)
    if (kind == "tiers") != (tiers is not None):
        node.report(
            "S08",
            "“display: tiers”和等次表“tiers”必须同时写明。",
            "请补上 tiers: [{from: 90, name: 优秀}, …]，或改 display。",
        )
    return Display(kind, tiers=_tiers(tiers) if tiers is not None else ())


def _tiers(node: Node) -> tuple[Tier, ...]:
    found = []
    for item in node.items():
        keys = item.mapping(("from", "name"))
        if len(keys) == 2:
            found.append(Tier(keys["from"].number() or Decimal(0), keys["name"].text()))
    return tuple(sorted(found, key=lambda tier: tier.lower, reverse=True))


def _dimension(node: Node, kinds: Kinds, above: str) -> Dimension:
    keys = node.mapping(("id", "name", "weight"), ("aggregate", "rank_on", "indicators", "dimensions"))
    aggregate = keys["aggregate"].choice(AGGREGATES) if "aggregate" in keys else above
    if ("indicators" in keys) == ("dimensions" in keys):
        node.report("S03", "维度里要么是指标，要么是下级维度。", "请写 indicators: 或 dimensions: 其中一个。")
    children: tuple[Dimension, ...] | tuple[MethodIndicator, ...] = ()
    if "dimensions" in keys:
        children = tuple(_dimension(child, kinds, aggregate) for child in keys["dimensions"].items())
    elif "indicators" in keys:
        children = tuple(_indicator(child, kinds) for child in keys["indicators"].items())
    if ("dimensions" in keys or "indicators" in keys) and not children:
        node.report("S03", "这个维度下面没有指标。", "请写上指标，或删去这个维度。")
    return Dimension(
        dimension_id=text_of(keys, "id"),
        name=text_of(keys, "name"),
        weight=_weight(keys["weight"]) if "weight" in keys else Fraction(0),
        aggregate=aggregate,
        children=children,
        place=node.place,
        rank_on=keys["rank_on"].choice(RANK_ON) if "rank_on" in keys else "",
    )


def _indicator(node: Node, kinds: Kinds) -> MethodIndicator:
    keys = node.mapping(("id", "weight", "score"))
    if len(keys) < 3:
        return MethodIndicator("", Fraction(0), _NO_RULE, node.place)
    weight, rule = _weight(keys["weight"]), _rule(keys["score"], kinds)
    if weight <= 0:
        keys["weight"].report("S03", "这里应当大于 0。", "请写大于 0 的数。")
    return MethodIndicator(keys["id"].text(), weight, rule, node.place)


def _weight(node: Node) -> Fraction:
    """A number, or a fraction such as 1/3 where no decimal would be exact; 0 if reported."""
    text = node.value if isinstance(node.value, str) else ""
    if _FRACTION.fullmatch(text):
        return Fraction(text)
    return Fraction(node.number() or 0)


def _rule(node: Node, kinds: Kinds) -> ScoreRule:
    entries = node.entries()
    kind = kinds.get(entries["kind"].text()) if "kind" in entries else None
    if kind is None:
        written = entries.get("kind", node)
        near = difflib.get_close_matches(str(written.value), kinds, n=1)
        hint = f"是不是“{near[0]}”？" if near else ""
        written.report("S03", "没有写明计分方法，或没有这种计分方法。", f"{hint}可用：{'、'.join(kinds)}。")
        return _NO_RULE
    required = ["kind", *(p.name for p in kind.parameters if p.required)]
    keys = node.mapping(required, [p.name for p in kind.parameters if not p.required])
    values = {p.name: _parameter(p, keys[p.name]) if p.name in keys else p.default for p in kind.parameters}
    for group in kind.one_of:
        if sum(values[name] is not None for name in group) != 1:
            node.report("S02", "参数不全或互相冲突。", f"请在 {'、'.join(group)} 中写一个，只写一个。")
    return ScoreRule(kind, values)


def _parameter(parameter: Parameter, node: Node) -> ParameterValue:
    if parameter.type == "number":
        return node.positive() if parameter.positive else node.number()
    if parameter.type == "count":
        return Decimal(_count(node, least=0))
    if parameter.type == "bool":
        return node.choice(("false", "true")) == "true"
    if parameter.type == "numbers":
        return tuple(item.number() or Decimal(0) for item in node.items())
    if parameter.type == "thresholds":
        return _bands(node)
    if parameter.type == "panels":
        return {panel: item.positive() or Decimal(1) for panel, item in node.entries().items()}
    if parameter.type == "grades":
        return {grade: item.number() or Decimal(0) for grade, item in node.entries().items()}
    if parameter.type == "target" and node.text().startswith("benchmark:"):
        return node.text()
    return node.choice(parameter.choices)


def _bands(node: Node) -> tuple[Band, ...]:
    """Thresholds, the highest first."""
    found = []
    for item in node.items():
        keys = item.mapping(("from", "score"))
        if len(keys) == 2:
            found.append((keys["from"].number() or Decimal(0), keys["score"].number() or Decimal(0)))
    if len({start for start, _ in found}) < len(found) or not found:
        node.report(
            "S03", "分档不能为空，起点不能重复。", "请写成 [{from: 95, score: 100}, {from: 90, score: 80}]。"
        )
    return tuple(sorted(found, reverse=True))
