"""Whatever a method may say of numbers is varied by the random contents, and read by the second implementation.

A new key, word or parameter fails here until both know it, or until it stands below with what tests it instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

import pytest
from hypothesis import given, settings

from leitai.problems import Place
from leitai.read.records.context import Context
from leitai.schema.columns import Column, Record, columns_of, with_nested
from leitai.schema.config.indicators import INDICATORS
from leitai.schema.config.methods import METHOD
from leitai.schema.config.score_kinds import COMMON, ScoreRule
from leitai.schema.parsers import Parser, RowSoFar, ValueRefused
from leitai.score.kinds import SPECS
from portals import REPOSITORY
from random_computed import computed_cases
from random_content import SCORED, Case, cases, score_rules

# What the random contents need not vary, and why.
ELSEWHERE = {
    "id version dated change_reason title group legal_basis display.kind display.top_n values": "no number depends on it",
    "periods.from periods.to comparable_with previous": "test_versions, test_previous",
    "dimensions[].id dimensions[].name dimensions[].indicators[].id tiers.等次的名称": "names",
    "dimensions[].rollup.method dimensions[].rollup.of dimensions[].rollup.combine": "test_rollup",
    "dimensions[].rollup.weights dimensions[].rollup.n dimensions[].rollup.last": "test_rollup",
    "as_given.panels as_given.trim": "test_evaluation",
    "indicator_id name unit_of_measure decimals theme owner definition source rankable": "names, and what is printed",
    "valid_min valid_max min_count lever valid_from valid_to asked_as note": "checks, the public view, advice",
}
# Words of a key that is varied which are tried elsewhere, or no rule at all.
WORDS_ELSEWHERE = {
    "polarity": ("interval", "none"),  # bands and interval look at values only
    "period_type": ("ytd", "since_start"),  # what `check` and the reader of cumulative figures ask
}
ORACLE = "".join(
    (REPOSITORY / f"tests/support/{name}.py").read_text(encoding="utf-8")
    for name in ("oracle", "oracle_kinds")
)
CASES, RULES = 400, 120


@dataclass(frozen=True)
class Key:
    """`words`: the closed list of what it may hold; empty for numbers, names and truths."""

    path: str
    field: str
    words: frozenset[str]


def keys() -> Iterator[Key]:
    """Every key of a method, every parameter of every score kind and of all, every column of an indicator."""
    for column in (*with_nested(METHOD.columns), *INDICATORS.columns):
        if isinstance(column.parser, Parser):
            yield Key(column.name, column.name.rpartition(".")[2], words_of(column))
    for kind, spec in SPECS.items():
        yield from (Key(f"{kind}.{p.name}", p.name, words_of(p)) for p in spec.parameters)
    yield from (Key(f"score.{p.name}", p.name, words_of(p)) for p in COMMON)


def words_of(column: Column) -> frozenset[str]:
    """As the reader names them in refusing another one."""
    try:
        if isinstance(column.parser, Parser):
            column.parser.read("〇", RowSoFar({}, Context([])))
    except ValueRefused as refused:
        named = refused.fix.partition("允许的值：")[2]
        return frozenset(re.findall(r"(?:^|、)([a-z_]+)(?= |、|。)", named))
    return frozenset()


def told_by(case: Case) -> Iterator[tuple[str, object]]:
    """What a case says under each key."""
    yield from said(case.method, "")
    for indicator in case.content.settings.indicators.values():
        yield from said(indicator, "")


def said(thing: object, within: str) -> Iterator[tuple[str, object]]:
    """The keys of a mapping and of those below it, named as in the file."""
    if isinstance(thing, ScoreRule):
        common = {parameter.name for parameter in COMMON}
        for name, value in thing.parameters.items():
            yield f"{'score' if name in common else thing.kind}.{name}", value
        return
    assert is_dataclass(thing)
    names = {f: c.name for f, c in columns_of(type(thing)).items()} if isinstance(thing, Record) else {}
    for each in fields(thing):
        path, value = within + names.get(each.name, each.name), getattr(thing, each.name)
        yield path, value
        inside = "dimensions[]." if each.name == "dimensions" else f"{path}[]."
        for below in value if isinstance(value, tuple) else (value,):
            if is_dataclass(below) and not isinstance(below, Place):
                yield from said(below, inside if isinstance(value, tuple) else f"{path}.")


def seen_of_rules(kind: str, seen: Mapping[str, set[str]]) -> None:
    @given(score_rules("higher", (kind,), SCORED))
    @settings(max_examples=RULES, database=None, derandomize=True)
    def look(rule: ScoreRule) -> None:
        for path, value in said(rule, ""):
            seen[path].add(shown(value))

    look()


def shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.slow
def test_the_random_contents_vary_every_key_and_use_every_word() -> None:
    seen: Mapping[str, set[str]] = defaultdict(set)

    @given(cases(on=SCORED) | computed_cases())
    @settings(max_examples=CASES, database=None, derandomize=True)
    def look(case: Case) -> None:
        for path, value in told_by(case):
            seen[path].add(shown(value))

    look()
    for kind in SPECS:
        seen_of_rules(kind, seen)
    excused = {path for paths in ELSEWHERE for path in paths.split()}
    asked = [key for key in keys() if key.path not in excused]
    assert [key.path for key in asked if len(seen[key.path]) < 2] == []
    missing = {k.path: k.words - seen[k.path] - {*WORDS_ELSEWHERE.get(k.path, ())} for k in asked}
    assert {path: words for path, words in missing.items() if words} == {}


def test_the_second_implementation_reads_every_key() -> None:
    excused = {path for paths in ELSEWHERE for path in paths.split()}
    asked = [key for key in keys() if key.path not in excused]
    assert [k.path for k in asked if not re.search(rf"\.{k.field}\b|[\"']{k.field}[\"']", ORACLE)] == []
