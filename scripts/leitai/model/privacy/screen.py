"""The screen against personal data with what an office adds to it: names that must never appear, decisions
that a find is none (decision 28)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from leitai.model.privacy.digits import as_read
from leitai.model.privacy.personal_data import (
    PersonalData,
    code_of,
    find_numbers,
    find_personal_data,
    personal_texts,
    problem_of,
)
from leitai.problems import Place, Problem
from leitai.schema.characters import UNSEEN
from leitai.schema.config.overrides import Override
from leitai.schema.folding import fold

_BETWEEN = f"[\\s{UNSEEN}·]*"  # 张 三 is the same name


@dataclass(frozen=True)
class PrivacyScreen:
    """`names` and `overrides` as registered in `site_config/`."""

    names: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()

    def problems(self, texts: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
        """One problem for each piece of personal data in texts that were read; a notice where it is let through."""
        for written, place in texts:
            text = as_read(written)
            for finding in self._in_order(text, find_personal_data(text)):
                override = self._override(finding, text, place.path)
                if override is None:
                    yield problem_of(finding, place)
                else:
                    yield Problem("D07", place, finding.masked, override.sentence, "无须处理。")

    def problems_among(self, texts: Iterable[str], placed: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
        """Those of many texts, most of which say nothing: they are gone through with their places only where any does."""
        hits = self.hits(texts)
        if hits:
            yield from self.problems((text, place) for text, place in placed if text in hits)

    def hits(self, texts: Iterable[str]) -> frozenset[str]:
        """Those of many texts in which `problems` finds anything; each distinct one is looked at once."""
        if not self.names:
            return frozenset(personal_texts(texts))
        distinct = frozenset(texts)
        listed = (text for text in distinct if self._pattern.search(as_read(text)))
        return frozenset((*personal_texts(distinct), *listed))

    def find_blocking(self, text: str) -> Iterator[PersonalData]:
        """What blocks a built text: numbers and listed names, apart from what some decision lets through."""
        for finding in self._in_order(text, find_numbers(text)):
            if self._override(finding, text, None) is None:
                yield finding

    def mask(self, text: str) -> str:
        """The text with every ID number, mobile number, bank card and listed name masked, those in references, too."""
        read = as_read(text)
        if read != text and (masked := self.mask(read)) != read:
            return masked
        parts, done = [], 0
        for finding in self._in_order(text, find_numbers(text)):
            if finding.start >= done:
                parts += [text[done : finding.start], finding.masked]
                done = finding.end
        return "".join([*parts, text[done:]])

    def mask_problem(self, problem: Problem) -> Problem:
        """A problem as it may be printed: also what other rules quote, and names of files and columns."""
        place = problem.place
        sheet, column = place.sheet and self.mask(place.sheet), place.column and self.mask(place.column)
        value = None if problem.value is None else self.mask(problem.value)
        what, fix = self.mask(problem.what), self.mask(problem.fix)
        return replace(
            problem,
            place=Place(self.mask(place.path), sheet, place.row, column),
            value=value,
            what=what,
            fix=fix,
        )

    def _in_order(self, text: str, found: Iterable[PersonalData]) -> list[PersonalData]:
        return sorted([*found, *self._listed_names(text)], key=lambda finding: finding.start)

    def _listed_names(self, text: str) -> Iterator[PersonalData]:
        for match in self._pattern.finditer(text) if self.names else ():
            masked = match[0][0] + "*" * (len(match[0]) - 1)
            yield PersonalData("listed_name", *match.span(), masked, "error")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile("|".join(_BETWEEN.join(map(re.escape, fold(name))) for name in longest_first))

    def _override(self, finding: PersonalData, text: str, path: str | None) -> Override | None:
        """The decision on a find in a file; `path` None: in any file, for what is built from them."""
        if not self.overrides:
            return None
        key = (code_of(finding), fold(text[finding.start : finding.end]))
        fitting = (o for o in self.overrides if (o.code, fold(o.text)) == key and path in (None, o.path))
        return next(fitting, None)


RULES_ALONE = PrivacyScreen()  # the rules alone
