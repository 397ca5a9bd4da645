"""What a write-up rests on: its publications, from facts that it cites and from those that it names itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from leitai.schema.markdown.citations import cited_ids, is_fact_id
from leitai.schema.texts.cases import Case
from leitai.schema.texts.facts import Fact
from leitai.schema.texts.practice import Adoption, Development, Endorsement, FailureMode, Output, Result
from leitai.schema.texts.sources import INDEPENDENT_KINDS, Source

Sourced = Result | Output | FailureMode | Adoption | Development | Endorsement
Facts = Mapping[str, Fact]
_BETWEEN = re.compile(r"[、，；]|(?<=[0-9])\s+(?=[A-Z])")


@dataclass(frozen=True)
class Publication:
    """One report, paper or file; `fact_ids` are what is cited of it. `mirror` is who copied it, "" for the original."""

    title: str
    publisher: str
    published: str
    address: str
    kind: str
    mirror: str
    fact_ids: tuple[str, ...] = ()

    @property
    def is_original(self) -> bool:
        return not self.mirror

    @property
    def is_anonymous_copy(self) -> bool:
        """A copy that doesn't say who published the original: a lead, no ground for a figure."""
        return bool(self.mirror) and not self.publisher

    @property
    def is_independent(self) -> bool:
        return self.kind in INDEPENDENT_KINDS


def named_in(source: str) -> tuple[str, ...]:
    """The numbers and titles that a `source` lists: W01、W02 or [W01][W02], or a title, which may hold such marks itself."""
    parts = tuple(part.strip(" []") for part in _BETWEEN.split(source.replace("][", "、")))
    return parts if all(map(is_fact_id, parts)) else (source.strip(),)


def sourced(case: Case) -> tuple[Sourced, ...]:
    """Everything in a write-up's keys that names a source of its own."""
    return (
        *case.results,
        *case.outputs,
        *case.failure_modes,
        *case.adopted_by,
        *case.later,
        *case.endorsements,
    )


def source_names(case: Case) -> tuple[str, ...]:
    """Every number and title that a write-up gives as a source, in keys and text, each once."""
    listed = (name for one in sourced(case) for name in named_in(one.source) if one.source)
    named = (*(source.title for source in case.sources), *cited_ids("\n".join(case.lines)), *listed)
    return tuple(dict.fromkeys(name for name in named if name))


def publications_of(case: Case, facts: Facts) -> tuple[Publication, ...]:
    """What a write-up rests on, in the order of first mention; what is neither a fact nor declared is left out."""
    return _grouped(_found(source_names(case), case, facts))


def behind(source: str, case: Case, facts: Facts) -> tuple[Publication, ...]:
    """What one `source` of a write-up stands for."""
    return _grouped(_found(named_in(source), case, facts))


def of_facts(ids: Iterable[str], facts: Facts) -> tuple[Publication, ...]:
    """Where some facts were published; unknown numbers are left out."""
    return _grouped(_publication(facts[number], number) for number in ids if number in facts)


def _found(names: Iterable[str], case: Case, facts: Facts) -> Iterator[Publication]:
    own = {source.title: source for source in case.sources if not is_fact_id(source.title)}
    for name in names:
        if name in facts:
            yield _publication(facts[name], name)
        elif name in own:
            yield _publication(own[name])


def _publication(of: Fact | Source, *fact_ids: str) -> Publication:
    return Publication(of.title, of.publisher, of.published, of.address, of.kind, of.mirror, fact_ids)


def _grouped(found: Iterable[Publication]) -> tuple[Publication, ...]:
    """One for each publication, with all that is cited of it; facts that differ in kind stay apart."""
    groups: dict[Publication, tuple[str, ...]] = {}
    for one in found:
        key = replace(one, fact_ids=())
        groups[key] = groups.get(key, ()) + one.fact_ids
    return tuple(replace(key, fact_ids=ids) for key, ids in groups.items())
