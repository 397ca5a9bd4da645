"""Results of pure functions that needn't be made again: what the rooms know of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Keep(Protocol):
    """`make(*inputs)`, or what was kept of it from an earlier run with the same inputs.

    Whatever the result depends on is among `inputs`, as plain values and dataclasses: they are the key (`pipeline/kept.py`).
    """

    def __call__(self, make: Callable[..., T], *inputs: object) -> T: ...


def make_anew(make: Callable[..., T], *inputs: object) -> T:
    """Keeps nothing."""
    return make(*inputs)
