"""Figures that are off by a power of ten, told by logarithms: nothing but their size is looked at.

A figure is *like* another one up to `_LIKE` times it. Powers are those of 百分号, 千, 万 and 亿; marks, days and other
measures without larger units know only the first.
"""

from __future__ import annotations

import math

import numpy as np

from leitai.check.figures.history import ComparedColumn, Flags, Floats

SHARES = ("%", "‰", "‱")
_POWERS = (2, 3, 4, 8)
_LIKE = math.log10(2.5)
_FAR = math.log10(5)  # from here on a figure isn't like its own past
_NEAR_PEERS = math.log10(1.5)  # outside the span of the others
_TYPICAL = math.log10(30)  # around the median: what counts as the others
_GAP_LOST = 1.5  # a power of k stands at least k less this many powers away from the others
_SMALL_GAP = 1.3
_FEW_COUNTS = math.log10(5)  # 1 → 100 of a count may well be

_TIMES = {1: " 10 倍", 2: " 100 倍", 3: " 1000 倍", 4: " 1 万倍", 8: " 1 亿倍"}
_PARTS = {1: "十分之一", 2: "百分之一", 3: "千分之一", 4: "万分之一", 8: "亿分之一"}


def sizes_of(values: Floats) -> Floats:
    """Powers of ten; NaN for 0, which has none."""
    sizes = np.full(values.shape, np.nan)
    np.log10(np.abs(values), out=sizes, where=np.nan_to_num(values) != 0)
    return sizes


def powers_for(column: ComparedColumn) -> tuple[int, ...]:
    """By which powers of ten figures of a column may be off: money and counts also by 千, 万, 亿, all others by a hundred."""
    found = _POWERS if column.indicator.is_additive else _POWERS[:1]
    return tuple(sign * power for power in found for sign in (1, -1))


def off_by(column: ComparedColumn) -> dict[int, list[int]]:
    """By power k: the positions of figures that are 10**k times what they should be, by their own past or else by the others.

    A figure that is like its own past is never doubted, nor one that is like the others where the mended one isn't: then the past is
    wrong. Where most of a column is off against its past the whole column moved, and its figures are not doubted one by one.
    Of several powers that the others allow the smallest counts.
    """
    sizes = sizes_of(column.values)
    pasts = [sizes_of(past.values) for past in column.past]
    if not _is_any_far(sizes, pasts):
        return {}
    found: dict[int, int] = {}
    for power in powers_for(column):
        doubted = _off_from_past(column, sizes, pasts, power) & _may_be(column, power)
        if 2 * doubted.sum() <= len(sizes):
            found |= dict.fromkeys(np.flatnonzero(doubted).tolist(), power)
    is_like_past = np.zeros(sizes.shape, dtype=bool)
    for past in pasts:
        is_like_past |= np.abs(sizes - past) <= _FAR
    for power in powers_for(column):
        doubted = _off_from_peers(column, sizes, power) & _may_be(column, power) & ~is_like_past
        found = dict.fromkeys(np.flatnonzero(doubted).tolist(), power) | found
    return {power: [i for i in sorted(found) if found[i] == power] for power in dict.fromkeys(found.values())}


def _is_any_far(sizes: Floats, pasts: list[Floats]) -> bool:
    """Whether any figure lies so far from its past or from the middle of the others that it can be doubted: hardly ever."""
    known = sizes[~np.isnan(sizes)]
    nearest = _POWERS[0] - _LIKE
    from_past = any(np.any(np.abs(sizes - past) >= nearest) for past in pasts)
    return from_past or bool(len(known) and np.any(np.abs(known - np.median(known)) > _SMALL_GAP))


def _off_from_past(column: ComparedColumn, sizes: Floats, pasts: list[Floats], power: int) -> Flags:
    found = np.zeros(sizes.shape, dtype=bool)
    for past in pasts:
        is_large = np.maximum(sizes, past) - abs(power) >= _FEW_COUNTS
        is_sure = is_large | (abs(power) > _POWERS[0]) | (column.indicator.unit_of_measure in SHARES)
        found |= (np.abs(sizes - past - power) <= _LIKE) & is_sure
    typical = _typical(sizes)
    if typical.sum() * 2 > len(sizes):
        found &= ~(_is_within(sizes, sizes[typical]) & ~_is_within(sizes - power, sizes[typical]))
    return found


def _off_from_peers(column: ComparedColumn, sizes: Floats, power: int) -> Flags:
    """Against the span of the figures around the median, which must be most of them and lie near together.

    In a percentage two others are enough, elsewhere three, and four for a hundred times.
    """
    typical = _typical(sizes)
    is_share, is_small = column.indicator.unit_of_measure in SHARES, abs(power) == _POWERS[0]
    fewest = 2 if is_share else 4 if is_small else 3
    if typical.sum() < max(fewest, (~np.isnan(sizes)).sum() / 2):
        return np.zeros(sizes.shape, dtype=bool)
    low, high = sizes[typical].min(), sizes[typical].max()
    if is_small and not is_share and high - low > 1:
        return np.zeros(sizes.shape, dtype=bool)
    gap = _SMALL_GAP if is_small else abs(power) - _GAP_LOST
    is_apart: Flags = (sizes - high if power > 0 else low - sizes) >= gap
    return is_apart & _is_within(sizes - power, sizes[typical]) & ~typical


def _typical(sizes: Floats) -> Flags:
    """The figures around the median."""
    known = sizes[~np.isnan(sizes)]
    middle = np.median(known) if len(known) else np.nan
    found: Flags = np.abs(sizes - middle) <= _TYPICAL
    return found


def _is_within(sizes: Floats, others: Floats) -> Flags:
    found: Flags = (sizes >= others.min() - _NEAR_PEERS) & (sizes <= others.max() + _NEAR_PEERS)
    return found


def _may_be(column: ComparedColumn, power: int) -> Flags:
    """The figures of which the mended one lies in the indicator's range, as the one written does (V04 tells of others)."""
    low, high = column.indicator.valid_min, column.indicator.valid_max
    found = np.ones(column.values.shape, dtype=bool)
    for values in (column.values, column.values / 10.0**power):
        if low is not None:
            found &= values >= float(low)
        if high is not None:
            found &= values <= float(high)
    return found


def times_words(power: int) -> str:
    """How many times as much 10**power is; `power` is 1, 2, 3, 4 or 8, or the negative of one of them."""
    return _TIMES[power] if power > 0 else _PARTS[-power]
