"""What a build made and needn't make again: results of pure functions by the hash of function, inputs and code.

Inputs are hashed as they are, by fields; what is worked out from them on the way (`cached_property`) is no part of it.
A result that is itself the input of something else goes by the key that it was kept under: two results of one key are equal.
"""

from __future__ import annotations

import io
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import FunctionType, NoneType
from typing import Any, TypeVar

import pandas as pd

from leitai.all_cores import on_all_cores
from leitai.keep import Follow, Held, Stage
from leitai.model.absence import Absences
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import Marks
from leitai.model.writings.library import Library
from leitai.on_disk import OnDisk
from leitai.pages.rankings.lessons import Examples, Practice
from leitai.publish.site.archive import Bounds
from leitai.publish.site.store import STORES, Store, store_key
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.texts.cases import Case

T = TypeVar("T")
Inputs = tuple[object, ...]
SHARED = frozenset(  # what many things hold; hashed once
    [Absences, Bounds, Case, Examples, Indicator, Library, Marks, Method, Observation, Practice, Ranking, RankingRow, Settings, Unit]
)  # fmt: skip
_PLAIN = frozenset([str, int, bool, float, NoneType, bytes, tuple, list, dict])
AT_ONCE = 32  # results in one job of an executor
AHEAD = 8  # jobs that are begun before the first of them is asked for
TOGETHER = 4  # jobs that the cores of this machine share out among themselves
ROOM = 32 << 20  # bytes of files that are in memory to be looked at


class Kept:
    """The `Keep` of a build, below `build/.cache/made`. `sweep` removes what this build had no use for."""

    def __init__(self, root: Path, executor: Executor | None = None, follow: Follow | None = None) -> None:
        self._executor, self._follow = executor, follow
        self._store = Store(root / "build" / STORES / "made")
        self._hashes = Hashes()
        self._parts = OnDisk[Any]()

    def __call__(self, make: Callable[..., T], *inputs: object) -> T:
        return self._result(self._key(make, inputs), make, inputs)

    def each(
        self,
        stage: Stage,
        make: Callable[..., T],
        many: Iterable[tuple[object, ...]],
        at_once: int = AT_ONCE,
    ) -> Iterator[T]:
        """What isn't kept is made by the executor, some jobs ahead; where there is none, on all cores of this machine."""
        return (result for _, result in self._each_with_key(stage, make, many, at_once))

    def each_held(
        self, stage: Stage, make: Callable[..., Mapping[str, T]], many: Iterable[tuple[object, ...]]
    ) -> Iterator[Mapping[str, Held[T]]]:
        for key, parts in self._each_with_key(stage, make, many, at_once=1):
            named = {name: f"{key} {name}" for name in parts}
            self._parts.update((named[name], part) for name, part in parts.items())
            yield {name: Held(named[name], self._parts) for name in parts}

    def _each_with_key(
        self, stage: Stage, make: Callable[..., T], many: Iterable[tuple[object, ...]], at_once: int
    ) -> Iterator[tuple[str, T]]:
        done = 0
        for batch in self._batches(make, iter(many), at_once):
            done += len(batch)
            if self._follow is not None:
                self._follow(stage, done)
            for key, inputs in batch:
                yield key, self._result(key, make, inputs)

    def _batches(
        self, make: Callable[..., T], many: Iterator[Inputs], at_once: int
    ) -> Iterator[list[tuple[str, Inputs]]]:
        """Inputs with their keys, a batch as soon as its results lie in the store: none of these stay in memory."""
        size = at_once * (1 if self._executor else TOGETHER)
        waiting: deque[Callable[[], list[tuple[str, Inputs]]]] = deque()
        while batch := list(_first(many, size)):
            waiting.append(self._begun(make, [(self._key(make, inputs), inputs) for inputs in batch]))
            if self._executor is None or len(waiting) > AHEAD:
                yield waiting.popleft()()
        for made in waiting:
            yield made()

    def _begun(
        self, make: Callable[..., T], batch: list[tuple[str, Inputs]]
    ) -> Callable[[], list[tuple[str, Inputs]]]:
        """Begin what isn't kept; what is returned waits for it."""
        missing = {key: inputs for key, inputs in batch if not self._store.has(key)}
        future = (
            self._executor.submit(_made, make, list(missing.values())) if self._executor and missing else None
        )

        def made() -> list[tuple[str, Inputs]]:
            if future is None:
                on_all_cores(lambda key: self._store.put(key, make(*missing[key])), list(missing))
            else:
                for key, value in zip(missing, future.result(), strict=True):
                    self._store.put(key, value)
            return batch

        return made

    def _key(self, make: Callable[..., T], inputs: Inputs) -> str:
        return store_key(self._hashes.of((make, inputs)))

    def _result(self, key: str, make: Callable[..., T], inputs: Inputs) -> T:
        """What was kept; made here where nothing was, or what can't be believed, or where a copy of this process was ended."""
        found: T | None = self._store.get(key)
        if found is None:
            found = make(*inputs)
            self._store.put(key, found)
        return found

    def sweep(self) -> None:
        self._store.sweep()


def _first(many: Iterator[Inputs], most: int) -> Iterator[Inputs]:
    """Some of many, fewer where they are large files."""
    room = ROOM
    for inputs in islice(many, most):
        yield inputs
        room -= sum(len(part) for part in inputs if isinstance(part, bytes))
        if room < 0:
            return


def _made(make: Callable[..., T], batch: list[tuple[object, ...]]) -> list[T]:
    """One job, wherever it runs: what its inputs have in common is sent once."""
    return [make(*inputs) for inputs in batch]


class Hashes:
    """Hashes of plain values and dataclasses; large ones that many things hold are hashed once, as long as this lives."""

    def __init__(self) -> None:
        self._known: dict[
            int, tuple[object, str]
        ] = {}  # with the object, so that its `id` isn't given to another

    def of(self, value: object) -> str:
        written = io.BytesIO()
        _Writer(written, self).dump(value)
        return sha256(written.getbuffer()).hexdigest()

    def name(self, value: object, name: str) -> None:
        """From now on this very object goes by a name that no other value has."""
        self._known[id(value)] = value, name

    def plain(self, value: Any) -> object:
        """What stands for a value: a list that begins with what it is, as no value of a portal does; itself if it is plain."""
        kind = value.__class__
        if kind in _PLAIN:
            return value
        if kind is Held:
            return [b"held", value.name]
        if kind is Decimal:
            return [b"Decimal", str(value)]
        if kind in SHARED:
            return [b"shared", self._of_shared(value)]
        if is_dataclass(kind):
            return self._parts(value)
        if kind is frozenset or kind is set:  # neither has an order that another process would find again
            return [b"set", *sorted(value)]
        if kind is FunctionType:
            bound = [cell.cell_contents for cell in value.__closure__ or ()]
            return [b"function", value.__module__, value.__qualname__, value.__code__.co_firstlineno, bound]
        if kind is pd.DataFrame:
            rows = value.to_numpy(dtype=object).tolist()
            return [b"table", tuple(value.columns), list(map(self._each_plain, rows))]
        return value

    def _parts(self, value: Any) -> object:
        kind, fields_of = _fields(value.__class__)
        return [kind, *self._each_plain(fields_of(value))]

    def _each_plain(self, values: Iterable[Any]) -> list[object]:
        return [value if value.__class__ in _PLAIN else self.plain(value) for value in values]

    def _of_shared(self, value: Any) -> str:
        if id(value) not in self._known:
            self.name(value, self.of(self._parts(value)))
        return self._known[id(value)][1]


class _Writer(pickle.Pickler):
    """Writes values so that equal ones are written alike; nothing of it is ever read."""

    def __init__(self, file: io.BytesIO, hashes: Hashes) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # one value in two places is written twice, as two equal ones are
        self._hashes = hashes

    def reducer_override(self, value: Any) -> Any:
        kind = value.__class__
        if kind is type:
            return NotImplemented
        plain = self._hashes.plain(value)
        return NotImplemented if plain is value else (str, (plain,))


@cache
def _fields(kind: type[Any]) -> tuple[bytes, Callable[[Any], tuple[Any, ...]]]:
    """What a dataclass is called, and what takes the fields of one."""
    names = [field.name for field in fields(kind)]
    taken = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, n) for n in names)
    return f"{kind.__module__}.{kind.__qualname__}".encode(), taken
