"""Results of pure functions that needn't be made again: what the rooms know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Keep(Protocol):
    """`make(*inputs)`, made here, or what was kept of it from an earlier run with the same inputs.

    Whatever the result depends on is among `inputs`, as plain values and dataclasses: they are the key (`pipeline/kept.py`).
    """

    def __call__(self, make: Callable[..., T], *inputs: object) -> T: ...

    def each(
        self, make: Callable[..., T], many: Iterable[tuple[object, ...]], at_once: int = ...
    ) -> Iterator[T]:
        """The same for each of many, in order; `at_once` of them are one job, where others help to make them."""
        ...


class _MakeAnew:
    """Keeps nothing."""

    def __call__(self, make: Callable[..., T], *inputs: object) -> T:
        return make(*inputs)

    def each(
        self, make: Callable[..., T], many: Iterable[tuple[object, ...]], at_once: int = 1
    ) -> Iterator[T]:
        return (make(*inputs) for inputs in many)


make_anew = _MakeAnew()
