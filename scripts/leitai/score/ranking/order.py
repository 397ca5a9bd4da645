"""Totals and tie-breaks → ranks.

Competition ranking 1-2-2-4, dense 1-2-2-3, modified competition ranking 1-3-3-4 or fractional ranking 1-2.5-2.5-4 as
declared: what is equal shares the best of its ranks, the worst or their mean. Units of equal
total are then compared by the method's `tie_break` indicators, one after the other: by reported value and
polarity; a unit without a value comes after those with one, and two without are equal. Units equal in all of
them stay tied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from leitai.score.arithmetic.numbers import Array, Floats
from leitai.score.arithmetic.settle import Scaled
from leitai.score.ranking.reported import VALUE, Reported

Codes = npt.NDArray[np.int64]  # 0 for the best, equal for equals
Places = Codes | Floats  # 1 for the best; floats where a rank may be a half


@dataclass(frozen=True)
class Order:
    """`ranks` by unit, `tied` who shares one. `ahead_by`: which tie-break (its place in the list, from 0)
    puts a unit ahead of the next one of equal total; −1 where none does. `codes`: the order, 0 for the best, equal for
    equals. `tie_codes`: the order by the
    tie-breaks alone, 0 for the best."""

    ranks: Places
    tied: Array
    ahead_by: Codes
    tie_codes: Codes
    codes: Codes


def order_of(key: Scaled, ties: str, tie_breaks: Sequence[Reported] = ()) -> Order:
    """The order of units by a key, the highest first."""
    criteria = [dense_codes(-key), *(tie_break_codes(reported) for reported in tie_breaks)]
    codes = combined_codes(criteria)
    tie_codes = combined_codes([np.zeros_like(codes), *criteria[1:]])
    tied = np.bincount(codes)[codes] > 1
    return Order(ranks_of(codes, ties), tied, _ahead_by(criteria, codes), tie_codes, codes)


def combined_codes(criteria: Sequence[Codes]) -> Codes:
    """One code for several criteria, the first of which weighs most."""
    codes = criteria[0]
    for criterion in criteria[1:]:
        codes = dense_codes(codes * (criterion.max(initial=0) + 1) + criterion)
    return codes


def tie_break_codes(reported: Reported) -> Codes:
    """By unit a code that rises from the best value to the worst; units without a value come last together."""
    has_value = reported.states == VALUE
    codes = np.zeros(len(has_value), dtype=np.int64)
    numerators = reported.values.numerators[has_value]
    codes[has_value] = dense_codes(numerators if reported.polarity == "lower" else -numerators)
    codes[~has_value] = codes.max(initial=0) + 1
    return codes


def ranks_of(codes: Codes, ties: str) -> Places:
    """1 for the best; after equals, competition ranking counts on and dense ranking doesn't; modified competition ranking
    counts the equals first; fractional ranking (`average`, the only one with halves) is the mean of the two."""
    if ties == "dense":
        return codes + 1
    sizes = np.bincount(codes)
    last: Codes = np.cumsum(sizes)
    first = last - sizes + 1
    if ties == "average":
        return ((first + last) / 2)[codes]
    found: Codes = (last if ties == "modified" else first)[codes]
    return found


def dense_codes(values: Array) -> Codes:
    """0 for the lowest value, 1 for the next …"""
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _ahead_by(criteria: Sequence[Codes], codes: Codes) -> Codes:
    """The first criterion after the total in which a unit differs from the next one of equal total."""
    found = np.full(len(codes), -1, dtype=np.int64)
    if len(criteria) == 1 or not len(codes):
        return found
    order = np.argsort(codes, kind="stable")
    last_of_equals = np.flatnonzero(np.diff(codes[order], append=codes.max() + 1))
    for leader, follower in pairwise(last_of_equals):
        ahead, behind = order[leader], order[follower]
        differing = [n for n, criterion in enumerate(criteria) if criterion[ahead] != criterion[behind]]
        if differing[0]:
            found[codes == codes[ahead]] = differing[0] - 1
    return found
