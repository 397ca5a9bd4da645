"""Results of pure functions that needn't be made again: what the rooms know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Stage:
    """What somebody who waits is told while many are made: what they are, in Chinese, and how many, None if that isn't known before."""

    title: str
    count: int | None = None


class Held(Generic[T]):
    """A value that waits among others until somebody asks for it, on disk if these are; whoever is sent one gets the value with it.

    What it is hashed by is its name.
    """

    __slots__ = ("_values", "name")

    def __init__(self, name: str, values: Mapping[str, T]) -> None:
        self.name, self._values = name, values

    def get(self) -> T:
        return self._values[self.name]

    def __reduce__(self) -> tuple[Any, ...]:
        return Held, (self.name, {self.name: self.get()})


Follow = Callable[[Stage, int], None]  # called as a stage goes on, with how many there are by now


class Keep(Protocol):
    """`make(*inputs)`, made here, or what was kept of it from an earlier run with the same inputs.

    Whatever the result depends on is among `inputs`, as plain values and dataclasses: they are the key (`pipeline/kept.py`).
    """

    def __call__(self, make: Callable[..., T], *inputs: object) -> T: ...

    def each(
        self, stage: Stage, make: Callable[..., T], many: Iterable[tuple[object, ...]], at_once: int = ...
    ) -> Iterator[T]:
        """The same for each of many, in order; `at_once` of them are one job, where others help to make them."""
        ...

    def each_held(
        self, stage: Stage, make: Callable[..., Mapping[str, T]], many: Iterable[tuple[object, ...]]
    ) -> Iterator[Mapping[str, Held[T]]]:
        """The same for results that are large and have many parts: these wait until they are asked for."""
        ...


class _MakeAnew:
    """Keeps nothing."""

    def __call__(self, make: Callable[..., T], *inputs: object) -> T:
        return make(*inputs)

    def each(
        self, stage: Stage, make: Callable[..., T], many: Iterable[tuple[object, ...]], at_once: int = 1
    ) -> Iterator[T]:
        return (make(*inputs) for inputs in many)

    def each_held(
        self, stage: Stage, make: Callable[..., Mapping[str, T]], many: Iterable[tuple[object, ...]]
    ) -> Iterator[Mapping[str, Held[T]]]:
        for found in self.each(stage, make, many):
            yield {name: Held(name, found) for name in found}


make_anew = _MakeAnew()
