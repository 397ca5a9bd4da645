"""`rollup: {method, of, combine}`: a dimension that is made of shorter periods."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from leitai.model.scoring.method import BEST, COMBINES, MEAN, WEIGHTED, MethodIndicator, Rollup
from leitai.model.scoring.score_kind import ScoreRule
from leitai.read.documents.yaml_tree import Node
from leitai.read.records.score_rules import NO_RULE, Kinds, count_of


def read_rollup(node: Node, kinds: Kinds, name: str, weight: Fraction) -> MethodIndicator:
    """The one thing that counts in such a dimension; its full mark is known when all methods are (`rollup.py`)."""
    keys = node.mapping(("method", "of", "combine"), ("weights", "n"))
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
    )
    rule = ScoreRule(spec, {**defaults, "full": Decimal(100)})
    return MethodIndicator(name, weight, rule, node.place, rollup)
