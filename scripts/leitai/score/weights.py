"""The weight that each indicator carries for one unit, after reweighting among siblings."""

from __future__ import annotations

from fractions import Fraction

from leitai.model.method import Dimension, Method, MethodIndicator


def effective_weights(method: Method, counted: frozenset[str]) -> dict[str, Fraction]:
    """Weights of the counted indicators; they add up to the method's scale if any counts.

    The weight of what does not count is shared among its siblings in proportion to their weights; a
    dimension of which nothing counts passes its weight on to its own siblings.
    """
    weights: dict[str, Fraction] = {}
    _share(method.dimensions, Fraction(method.scale), counted, weights)
    return weights


def _share(
    siblings: tuple[Dimension, ...] | tuple[MethodIndicator, ...],
    available: Fraction,
    counted: frozenset[str],
    weights: dict[str, Fraction],
) -> None:
    present = [node for node in siblings if _counts(node, counted)]
    declared = sum((Fraction(node.weight) for node in present), Fraction(0))
    for node in present:
        weight = available * Fraction(node.weight) / declared
        if isinstance(node, MethodIndicator):
            weights[node.indicator_id] = weight
        else:
            _share(node.children, weight, counted, weights)


def _counts(node: Dimension | MethodIndicator, counted: frozenset[str]) -> bool:
    if isinstance(node, MethodIndicator):
        return node.indicator_id in counted
    return any(indicator.indicator_id in counted for indicator in node.indicators())
