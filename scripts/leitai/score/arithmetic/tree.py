"""A method's tree as a flat list of nodes, its weights after reweighting, and how children become a parent.

Everything here runs on arrays of any shape whose last axes are units (and, for `robustness.py`, scenarios),
in floats or in fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

import numpy as np

from leitai.schema.config.dimensions import ARITHMETIC, GEOMETRIC, Dimension, MethodIndicator
from leitai.schema.config.methods import Method
from leitai.score.arithmetic.numbers import Array, Floats
from leitai.score.arithmetic.precise import geometric_mean

_SMALL_RATE = 1e-3  # below it, a root magnifies float error beyond what `settle.py` allows for


@dataclass(frozen=True)
class Node:
    """A leaf has the `column` of its indicator; a branch has `children`, by their ids, which are their places in the list, and
    maybe bounds of its points.

    The root is its own parent.
    """

    weight: Fraction
    aggregate: str
    column: int | None
    children: tuple[int, ...]
    parent: int
    floor: Fraction | None = None
    cap: Fraction | None = None

    @property
    def is_sum(self) -> bool:
        """Whether its points are those of its children added up, whatever comes out."""
        return self.aggregate == ARITHMETIC and self.floor is None and self.cap is None

    def bounded_exactly(self, points: Fraction, weight: Fraction) -> Fraction:
        """Points of one unit within the declared bounds, which go with the weight that the node carries."""
        share = weight / self.weight
        points = points if self.floor is None else max(points, self.floor * share)
        return points if self.cap is None else min(points, self.cap * share)

    def bounded(self, points: Floats, weight: Floats) -> Floats:
        """The same in floats."""
        share = weight / float(self.weight)
        points = points if self.floor is None else np.maximum(points, float(self.floor) * share)
        return points if self.cap is None else np.minimum(points, float(self.cap) * share)


def tree_of(method: Method) -> tuple[Node, ...]:
    """The root first, then the dimensions and indicators in the order of the file, parents before children."""
    nodes: list[Node] = []
    root = Node(Fraction(method.scale), method.aggregate, None, (), 0)
    _add(nodes, root, method.dimensions, count())
    return tuple(nodes)


def _add(
    nodes: list[Node], branch: Node, inner: Sequence[Dimension | MethodIndicator], columns: Iterator[int]
) -> None:
    """A branch and all that is in it."""
    node_id, children = len(nodes), []
    nodes.append(branch)
    for child in inner:
        children.append(len(nodes))
        if isinstance(child, Dimension):
            floor, cap = (None if bound is None else Fraction(bound) for bound in (child.floor, child.cap))
            below = Node(child.weight, child.aggregate, None, (), node_id, floor, cap)
            _add(nodes, below, child.children, columns)
        else:
            nodes.append(Node(child.weight, "", next(columns), (), node_id))
    nodes[node_id] = replace(branch, children=tuple(children))


def node_weights(tree: Sequence[Node], declared: Sequence[Array], counted: Sequence[Array]) -> list[Array]:
    """The weight that each node carries for each unit; 0 where nothing of it counts.

    `declared` are the nodes' own weights, `counted` says by indicator where it counts. The weight of what does not
    count is shared among its siblings in proportion to their weights; a branch of which nothing counts passes its
    weight on to its own siblings.
    """
    present: dict[int, Array] = {}
    for node_id in reversed(range(len(tree))):
        node = tree[node_id]
        inner = [present[child] for child in node.children]
        present[node_id] = counted[node.column] if node.column is not None else np.logical_or.reduce(inner)
    weights: list[Array] = [declared[0]] * len(tree)
    for node_id, node in enumerate(tree):
        shares = {
            child: np.where(present[child], declared[child], declared[child] * 0) for child in node.children
        }
        whole = sum(shares.values())
        for child, share in shares.items():
            weights[child] = weights[node_id] * share / np.where(whole == 0, 1, whole)
    return weights


def combined(
    node: Node, points: Sequence[Array], weights: Sequence[Array], weight: Array
) -> tuple[Floats, Array]:
    """A branch's points from its children's, in floats, and where they must be settled exactly.

    arithmetic: the sum of the children's points. geometric: weight · ∏ (points / weight of the child) ^ (its share of
    the weight), the weighted geometric mean of the children's scores; a child with 0 points or fewer makes it 0. Both within
    the branch's own bounds.
    """
    if node.aggregate != GEOMETRIC:
        total = np.sum(points, axis=0)
        return node.bounded(total, weight), np.zeros(total.shape, dtype=bool)
    powers, doubtful = np.zeros(np.shape(points[0])), np.zeros(np.shape(points[0]), dtype=bool)
    for own, carried in zip(points, weights, strict=True):
        counts = carried != 0
        rate = np.where(counts, np.maximum(own, 0) / np.where(counts, carried, 1), 1)
        doubtful |= rate < _SMALL_RATE
        with np.errstate(divide="ignore"):
            powers = powers + carried / np.where(weight == 0, 1, weight) * np.log(rate)
    return node.bounded(weight * np.exp(powers), weight), doubtful


def node_points(
    tree: Sequence[Node], of_leaves: Sequence[Floats], weights: Sequence[Array]
) -> tuple[list[Floats], list[Array]]:
    """The points of every node from those of the indicators, in floats, and where they must be settled exactly."""
    points, doubtful = [np.zeros(0)] * len(tree), [np.zeros(0, dtype=bool)] * len(tree)
    for node_id in reversed(range(len(tree))):
        node = tree[node_id]
        if node.column is not None:
            points[node_id] = of_leaves[node.column]
            doubtful[node_id] = np.zeros(points[node_id].shape, dtype=bool)
            continue
        own, carried = ([of[child] for child in node.children] for of in (points, weights))
        points[node_id], unsure = combined(node, own, carried, weights[node_id])
        doubtful[node_id] = np.logical_or.reduce([unsure, *(doubtful[child] for child in node.children)])
    return points, doubtful


def geometric_exactly(points: Sequence[Fraction], weights: Sequence[Fraction], weight: Fraction) -> Fraction:
    """The geometric mean for one unit, in fractions."""
    counting = [
        (own / carried, carried / weight) for own, carried in zip(points, weights, strict=True) if carried
    ]
    if not counting:
        return Fraction(0)
    rates, shares = zip(*counting, strict=True)
    return weight * geometric_mean(rates, shares)
