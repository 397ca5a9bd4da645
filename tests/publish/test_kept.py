"""What a build made is taken again only where the same would come out."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pytest

from leitai.pipeline.kept import Hashes, Kept
from leitai.pipeline.load import load_library
from leitai.problems import Place
from leitai.publish.site import store
from portals import REPOSITORY

MADE: list[object] = []


@dataclass(frozen=True)
class Thing:
    name: str
    parts: tuple[Decimal | Fraction | Place, ...] = ()
    marks: Set[str] | None = None

    @cached_property
    def length(self) -> int:
        return len(self.name)


THING = Thing("擂台", (Decimal("1.20"), Fraction(1, 3), Place("a.csv", row=2)), frozenset("台擂甲乙丙"))


def make(thing: Thing, factor: int = 1) -> dict[str, object]:
    MADE.append(thing)
    return {"length": thing.length * factor, "place": thing.parts[-1:], "sum": Fraction(factor, 3)}


def remake(thing: Thing, factor: int = 1) -> dict[str, object]:
    return make(thing, factor)


def times_made(root: Path, function: Callable[..., object] = make, *inputs: object) -> int:
    before = len(MADE)
    assert Kept(root)(function, *inputs) == function(*inputs)
    return len(MADE) - before - 1


def test_the_same_is_made_once_in_whatever_order_sets_come(tmp_path: Path) -> None:
    assert times_made(tmp_path, make, THING) == 1
    again = replace(THING, marks=frozenset("丙乙甲擂台"))
    assert again.length == 2, "what is worked out on the way counts for nothing"
    assert times_made(tmp_path, make, again) == 0
    assert times_made(tmp_path, make, replace(THING, marks=set("甲乙丙擂台"))) == 0


@pytest.mark.parametrize(
    "other",
    [
        replace(THING, name="擂"),
        replace(THING, marks=None),
        replace(THING, marks=frozenset()),
        replace(THING, parts=(Decimal("1.2"), *THING.parts[1:])),
        replace(THING, parts=(*THING.parts[:2], Place("a.csv", row=3))),
    ],
    ids=["text", "no set", "empty set", "decimal", "inner"],
)
def test_another_input_is_another_result(tmp_path: Path, other: Thing) -> None:
    times_made(tmp_path, make, THING)
    assert times_made(tmp_path, make, other) == 1


def test_another_function_or_another_version_of_the_code_makes_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times_made(tmp_path, make, THING)
    assert times_made(tmp_path, remake, THING) == 1
    monkeypatch.setattr(store, "code_digest", lambda: "another")
    assert times_made(tmp_path, make, THING) == 1


def test_what_a_function_holds_counts(tmp_path: Path) -> None:
    def held(value: int) -> Callable[[], int]:
        return lambda: value

    hashes = Hashes()
    assert hashes.of(held(1)) == hashes.of(held(1)) != hashes.of(held(2))


def test_the_sweep_leaves_what_this_build_needed(tmp_path: Path) -> None:
    times_made(tmp_path, make, THING, 2)
    kept = Kept(tmp_path)
    kept(make, THING, 3)
    kept.sweep()
    assert (times_made(tmp_path, make, THING, 2), times_made(tmp_path, make, THING, 3)) == (1, 0)


def test_what_is_written_is_kept_whole(tmp_path: Path) -> None:
    """Every kind of text and record of the sample."""
    library, kept = load_library(REPOSITORY, []), store.Store(tmp_path)
    kept.put("library", library)
    assert Hashes().of(kept.get("library")) == Hashes().of(library)


class Command:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("acted",)


def test_an_entry_that_somebody_made_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data, key = pickle.dumps(Command()), store.store_key("x")
    (tmp_path / key).write_bytes(sha256(data).hexdigest().encode() + data)
    assert store.Store(tmp_path).get(key) is None
    assert not Path("acted").exists()
