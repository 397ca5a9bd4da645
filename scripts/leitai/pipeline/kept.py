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
from leitai.keep import Follow, Stage
from leitai.model.absence import Absences
from leitai.model.change import Change
from leitai.model.observations import Observation
from leitai.model.scoring.explanation import Explanation
from leitai.model.scoring.ranking import IndicatorScore, Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.shows import Marks
from leitai.model.writings.library import Library
from leitai.pages.rankings.lessons import Examples, Practice
from leitai.publish.site.archive import Bounds
from leitai.publish.site.store import STORES, Store, store_key
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.texts.cases import Case

T = TypeVar("T")
SHARED = frozenset(  # what many things hold; hashed once
    [Absences, Bounds, Case, Change, Examples, Explanation, Indicator, IndicatorScore, Library, Marks, Method, Observation, Practice, Ranking, RankingRow, Settings, Unit]
)  # fmt: skip
_PLAIN = frozenset([str, int, bool, float, NoneType, bytes, tuple, list, dict])
AT_ONCE = 32  # results in one job of an executor
AHEAD = 8  # jobs that are begun before the first of them is asked for


class Kept:
    """The `Keep` of a build, below `build/.cache/made`. `sweep` removes what this build had no use for."""

    def __init__(self, root: Path, executor: Executor | None = None, follow: Follow | None = None) -> None:
        self._executor, self._follow = executor, follow
        self._store = Store(root / "build" / STORES / "made")
        self._hashes = Hashes()

    def __call__(self, make: Callable[..., T], *inputs: object) -> T:
        (found,) = self._begun(make, [inputs], None)()
        return found

    def each(
        self,
        stage: Stage,
        make: Callable[..., T],
        many: Iterable[tuple[object, ...]],
        at_once: int = AT_ONCE,
    ) -> Iterator[T]:
        """What isn't kept is made by the executor, some jobs ahead; where there is none, on all cores of this machine."""
        done = 0
        for results in self._batches(make, iter(many), at_once):
            done += len(results)
            if self._follow is not None:
                self._follow(stage, done)
            yield from results

    def _batches(
        self, make: Callable[..., T], many: Iterator[tuple[object, ...]], at_once: int
    ) -> Iterator[list[T]]:
        size = at_once if self._executor else at_once * AHEAD
        waiting: deque[Callable[[], list[T]]] = deque()
        while batch := list(islice(many, size)):
            waiting.append(self._begun(make, batch, self._executor))
            if self._executor is None or len(waiting) > AHEAD:
                yield waiting.popleft()()
        for results in waiting:
            yield results()

    def _begun(
        self, make: Callable[..., T], batch: list[tuple[object, ...]], executor: Executor | None
    ) -> Callable[[], list[T]]:
        """Look a batch up and begin what is missing; what is returned waits for it."""
        keys = [store_key(self._hashes.of((make, inputs))) for inputs in batch]
        found: dict[str, T | None] = {key: self._store.get(key) for key in keys}
        missing = {key: inputs for key, inputs in zip(keys, batch, strict=True) if found[key] is None}
        future = executor.submit(_made, make, list(missing.values())) if executor and missing else None

        def results() -> list[T]:
            if future is None:
                found.update(self._made_here(make, missing))
            else:
                for key, value in zip(missing, future.result(), strict=True):
                    self._store.put(key, value)
                    found[key] = value
            return [self._named(key, found[key]) for key in keys]

        return results

    def _made_here(self, make: Callable[..., T], missing: Mapping[str, tuple[object, ...]]) -> dict[str, T]:
        """On all cores: what a copy of this process made lies in the store, or it wasn't made."""
        made: dict[str, T] = {}

        def work(key: str) -> None:
            made[key] = make(*missing[key])
            self._store.put(key, made[key])

        on_all_cores(work, list(missing))
        for key in missing:
            if key not in made and (by_copy := self._store.get(key)) is not None:
                made[key] = by_copy
            elif key not in made:
                work(key)
        return made

    def _named(self, key: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            for name, part in value.items():
                self._hashes.name(part, f"{key} {name}")
        return value

    def sweep(self) -> None:
        self._store.sweep()


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
