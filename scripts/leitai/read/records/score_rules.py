"""How one indicator of a method is scored: kind, parameters, weight; or which shorter periods make it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from leitai.model.scoring.method import BEST, COMBINES, MEAN, WEIGHTED, MethodIndicator, Rollup
from leitai.model.scoring.score_kind import Band, Parameter, ParameterValue, ScoreKindSpec, ScoreRule
from leitai.read.documents.yaml_tree import Node

_FRACTION = re.compile(r"[1-9]\d{0,5}/[1-9]\d{0,5}")
NO_RULE = ScoreRule(ScoreKindSpec("", "", (), lambda rule: "neither", "", ()), {})

Kinds = Mapping[str, ScoreKindSpec]


def count_of(node: Node, least: int = 1) -> int:
    """A whole number from `least` on."""
    number = node.integer()
    if number is not None and number < least:
        node.report("S03", f"这里应当是 {least} 或更大的整数。", f"请写 {least}、{least + 1}、{least + 2} …")
    return number or 0


def weight_of(node: Node) -> Fraction:
    """A number, or a fraction such as 1/3 where no decimal would be exact; 0 if reported."""
    text = node.value if isinstance(node.value, str) else ""
    if _FRACTION.fullmatch(text):
        return Fraction(text)
    return Fraction(node.number() or 0)


def read_rule(node: Node, kinds: Kinds) -> ScoreRule:
    entries = node.entries()
    kind = kinds.get(entries["kind"].text()) if "kind" in entries else None
    if kind is None:
        written = entries.get("kind", node)
        near = difflib.get_close_matches(str(written.value), kinds, n=1)
        hint = f"是不是“{near[0]}”？" if near else ""
        written.report("S03", "没有写明计分方法，或没有这种计分方法。", f"{hint}可用：{'、'.join(kinds)}。")
        return NO_RULE
    required = ["kind", *(p.name for p in kind.parameters if p.required)]
    known = kind.all_parameters
    keys = node.mapping(required, [p.name for p in known if not p.required])
    values = {p.name: _parameter(p, keys[p.name]) if p.name in keys else p.default for p in known}
    for group in kind.one_of:
        if sum(values[name] is not None for name in group) != 1:
            node.report("S02", "参数不全或互相冲突。", f"请在 {'、'.join(group)} 中写一个，只写一个。")
    return ScoreRule(kind, values)


def _parameter(parameter: Parameter, node: Node) -> ParameterValue:
    return _READERS.get(parameter.type, _word)(parameter, node)


def _number(parameter: Parameter, node: Node) -> ParameterValue:
    return node.positive() if parameter.positive else node.number()


def _count(parameter: Parameter, node: Node) -> ParameterValue:
    return Decimal(count_of(node, least=int(parameter.positive)))


def _truth(parameter: Parameter, node: Node) -> ParameterValue:
    return node.choice(("false", "true")) == "true"


def _numbers(parameter: Parameter, node: Node) -> ParameterValue:
    return tuple(item.number() or Decimal(0) for item in node.items())


def _panels(parameter: Parameter, node: Node) -> ParameterValue:
    return {panel: item.positive() or Decimal(1) for panel, item in node.entries().items()}


def _grades(parameter: Parameter, node: Node) -> ParameterValue:
    return _by_name(node.entries())


def _named(parameter: Parameter, node: Node) -> ParameterValue:
    return _by_name(node.mapping(tuple(parameter.choices)))


def _limits(parameter: Parameter, node: Node) -> ParameterValue:
    if not isinstance(node.value, dict):
        return _truth(parameter, node)
    found = node.mapping((), tuple(parameter.choices))
    if not found:
        names = "、".join(parameter.choices)
        node.report("S02", f"{parameter.name} 是空的。", f"请写 {names}，或写 {parameter.name}: true。")
    return _by_name(found)


def _by_name(nodes: Mapping[str, Node]) -> Mapping[str, Decimal]:
    return {name: node.number() or Decimal(0) for name, node in nodes.items()}


def _target(parameter: Parameter, node: Node) -> ParameterValue:
    return node.text() if node.text().startswith("benchmark:") else _word(parameter, node)


def _word(parameter: Parameter, node: Node) -> ParameterValue:
    return node.choice(parameter.choices)


def _bands(parameter: Parameter, node: Node) -> tuple[Band, ...]:
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


_READERS: Mapping[str, Callable[[Parameter, Node], ParameterValue]] = {
    "number": _number,
    "count": _count,
    "bool": _truth,
    "numbers": _numbers,
    "thresholds": _bands,
    "panels": _panels,
    "grades": _grades,
    "named": _named,
    "limits": _limits,
    "target": _target,
}


def read_rollup(node: Node, kinds: Kinds, name: str, weight: Fraction) -> MethodIndicator:
    """The one thing that counts in such a dimension; its full mark is known when all methods are (`rollup.py`)."""
    keys = node.mapping(("method", "of", "combine"), ("weights", "n", "last"))
    if not {"method", "of", "combine"} <= keys.keys():
        return MethodIndicator(name, weight, NO_RULE, node.place)
    combine = keys["combine"].choice(COMBINES)
    for key, needed_by in (("weights", WEIGHTED), ("n", BEST)):
        if (key in keys) != (combine == needed_by):
            what = f"combine: {combine} 与 {key} 不相配。"
            node.report("S08", what, f"{key} 和 combine: {needed_by} 同时写，或都不写。")
    spec = next(spec for spec in kinds.values() if spec.scores_rollups)
    defaults = {parameter.name: parameter.default for parameter in spec.all_parameters}
    rollup = Rollup(
        keys["method"].text(),
        keys["of"].text(),
        combine or MEAN,
        tuple(item.positive() or Decimal(1) for item in keys["weights"].items()) if "weights" in keys else (),
        count_of(keys["n"]) if "n" in keys else None,
        count_of(keys["last"], least=2) if "last" in keys else None,
    )
    rule = ScoreRule(spec, {**defaults, "full": Decimal(100)})
    return MethodIndicator(name, weight, rule, node.place, rollup)
