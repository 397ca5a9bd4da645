"""The smallest number of steps that reaches a goal, found by asking as seldom as possible."""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt

Lead = tuple[bool, int]  # whether the goal is reached, and how far the lead lies above it (below: negative)


def first_step(length: int, reaches: Callable[[int], bool], steady: bool) -> int | None:
    """By doubling and then halving; None if none is found to.

    Where the search is `steady`, what the last step doesn't reach, none does.
    """
    if steady and not reaches(length):
        return None
    high = 1
    while not reaches(high):
        if high == length:
            return None
        high = min(high * 2, length)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


def least_step(length: int, below: int, lead: Callable[[int], Lead]) -> int | None:
    """The fewest steps whose lead is enough, None if `length` steps are not; the lead must not fall as steps are added.

    `below` is the lead of no step, which is not enough. The next guess is interpolated from the leads at both ends; every third
    one is their geometric mean, as leads may be anything but linear.
    """
    is_enough, above = lead(length)
    if not is_enough:
        return None
    low, high, asked = 0, length, 0
    while high - low > 1:
        asked += 1
        if asked % 3 and above > below:
            aim = low + -((high - low) * below // (above - below))
        else:
            aim = isqrt((low + 1) * high)
        step = min(max(aim, low + 1), high - 1)
        is_enough, found = lead(step)
        if is_enough:
            high, above = step, found
        else:
            low, below = step, found
    return high
