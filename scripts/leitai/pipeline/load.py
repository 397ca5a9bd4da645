"""read → check → score: everything under a root, or every problem that stands in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from leitai.check import (
    check_decisions,
    check_explanations,
    check_library,
    check_methods,
    check_rankings,
    check_results,
    check_settings,
)
from leitai.check.causes import without_known_causes
from leitai.keep import Keep, make_anew
from leitai.model.checked import Checked
from leitai.model.content import Content
from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.reporting import who_reported
from leitai.model.results import FileReport
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.pipeline.unchanged import digest_of_written
from leitai.problems import Problem, ProblemsFound, errors_of, sort_key
from leitai.publish.site.journal import JOURNAL, finish
from leitai.publish.site.lock import one_writer
from leitai.read.documents.conflicts import conflicts_in
from leitai.read.files.attachments import check_attachments
from leitai.read.records.context import Context, context_of
from leitai.read.records.goals import with_goals
from leitai.read.records.library import read_addresses, read_library, read_written
from leitai.read.records.mappings import read_mappings
from leitai.read.records.methods import read_methods
from leitai.read.records.privacy import read_privacy
from leitai.read.records.settings import read_settings
from leitai.read.sheets.results import read_results
from leitai.schema.config.methods import Method
from leitai.schema.ledgers.urls import Address
from leitai.score.kinds import SPECS
from leitai.score.ranking.all_rankings import rank_all
from leitai.score.ranking.computed import with_computed
from leitai.score.ranking.evaluate import with_evaluations
from leitai.score.ranking.rollup import with_rollup_indicators


@dataclass(frozen=True, eq=False)
class Loaded:
    """Content that passed every check and its rankings, in the office's full view, and the warnings and notices left.

    A reading is the same only as itself: none is compared by all that it holds.
    """

    content: Content
    rankings: tuple[Ranking, ...]
    checked: Checked

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.checked.problems


class ContentRefused(ProblemsFound):
    """There are errors; what was understood of each result file, and who has reported, is told all the same."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(list(checked.problems))
        self.checked = checked


def check_all(root: Path) -> Checked:
    """What is to be said of everything under `root`, whether or not it passes."""
    try:
        return load(root).checked
    except ProblemsFound as found:
        return checked_of(found)


def checked_of(found: ProblemsFound) -> Checked:
    """What is told of content that was refused."""
    return found.checked if isinstance(found, ContentRefused) else Checked(tuple(found.problems))


def load(root: Path, keep: Keep = make_anew) -> Loaded:
    """Read, check and score everything under `root`; any error raises `ProblemsFound` with all problems."""
    loaded = examine(root, keep)
    if errors_of(loaded.problems):
        raise ContentRefused(loaded.checked)
    return loaded


def examine(root: Path, keep: Keep = make_anew) -> Loaded:
    """The same, but errors that speak of computed rankings (seals, corrections) don't raise: they may be mended.

    Files that git left half merged come first, then names: with mistakes in units, indicators or aliases, every result would only be
    misread. Apart from that, everything that can be read is read and checked before giving up, so that a clerk knows all
    of it after the first round.
    """
    finish_sealing(root)
    refuse(conflicts_in(root))
    problems: list[Problem] = []
    privacy = read_privacy(root, problems)
    settings = _checked_settings(root, problems, privacy)
    if settings is None:
        read_methods(root, SPECS, Context(problems, privacy))
        raise ProblemsFound(in_order(problems, privacy))
    settings, methods = _checked_methods(root, settings, problems)
    are_methods_sound = not errors_of(problems)
    content = with_computed(with_evaluations(_read_content(root, settings, methods, problems, keep)))
    problems += without_known_causes(check_results(content, are_methods_sound), problems)
    files, reporting = _understood(content), who_reported(content)
    if errors_of(problems):
        raise ContentRefused(Checked(tuple(in_order(problems, privacy)), files, reporting))
    content, rankings = rank_all(content, keep)
    problems += without_known_causes(check_rankings(content, rankings), problems)
    problems += check_decisions(privacy, problems)
    problems += check_explanations(content, in_order(problems, privacy))
    return Loaded(content, rankings, Checked(tuple(in_order(problems, privacy)), files, reporting))


def load_for_forms(root: Path) -> Content:
    """What there is, without the rules over results: a period that is still coming in breaks some.

    A cell that can't be read is not held, so that it is asked for again. Settings and methods with errors raise `ProblemsFound`.
    """
    settings = load_settings(root)
    problems: list[Problem] = []
    known, methods = with_rollup_indicators(
        settings, read_methods(root, SPECS, context_of(settings, problems))
    )
    problems += check_methods(known, methods)
    refuse(problems)
    results = with_goals(
        root, read_results(root, settings, read_mappings(root, settings, []), []), settings, []
    )
    return Content(known, methods, results, read_library(root, settings, []))


def load_settings(root: Path) -> Settings:
    """The settings, or `ProblemsFound`."""
    refuse(conflicts_in(root))
    problems: list[Problem] = []
    settings = _checked_settings(root, problems, RULES_ALONE)
    if settings is None:
        raise ProblemsFound(sorted(problems, key=sort_key))
    return settings


def load_library(root: Path, problems: list[Problem]) -> Library:
    """Everything written, read alone; mistakes in it are added to `problems`, settings with errors raise `ProblemsFound`."""
    return read_library(root, load_settings(root), problems)


def _checked_settings(root: Path, problems: list[Problem], privacy: PrivacyScreen) -> Settings | None:
    """The settings; None where anything found so far stands against using them."""
    settings = read_settings(root, problems, privacy)
    if settings is not None and not errors_of(problems):
        problems += check_settings(settings)
    return None if errors_of(problems) else settings


def _without_unread(root: Path, found: Iterable[Problem], problems: Iterable[Problem]) -> list[Problem]:
    """What a refused text names by its path or in its lines may be declared there: nobody can say yet that it is unknown."""
    refused = {problem.place.path for problem in errors_of(problems)}
    texts = {
        path: (path + _texts_with(root / path)).lower() for path in refused if path.endswith((".md", ".csv"))
    }

    def may_be_declared(problem: Problem) -> bool:
        value = (problem.value or "").lower()
        word = re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w-])")
        return any(
            word.search(text) or any(value.startswith(f"{part}-") for part in path.split("/"))
            for path, text in texts.items()
            if path != problem.place.path
        )

    return [problem for problem in found if problem.code != "S07" or not may_be_declared(problem)]


def _texts_with(path: Path) -> str:
    """A text, or all texts of the folder that it leads: without it none of them is read."""
    paths = path.parent.rglob("*.md") if path.name == "index.md" else [path]
    return "".join(p.read_text(encoding="utf-8", errors="replace") for p in paths if p.is_file())


def finish_sealing(root: Path) -> None:
    """Sealing or correcting that was killed half-way: what is read is what was there before, or all of it."""
    if (root / JOURNAL).is_file():
        with one_writer(root / "build"):
            finish(root)


def _understood(content: Content) -> tuple[FileReport, ...]:
    """What was understood of each result file, without anybody's numbers and names."""
    mask = content.settings.privacy.mask
    return tuple(
        replace(
            file,
            path=mask(file.path),
            sheet=file.sheet and mask(file.sheet),
            coercions=tuple((place, mask(text), value) for place, text, value in file.coercions),
        )
        for file in content.results.files
    )


def in_order(problems: Iterable[Problem], privacy: PrivacyScreen) -> list[Problem]:
    """Problems as they are reported: by file and row, and without anybody's numbers."""
    return sorted(map(privacy.mask_problem, problems), key=sort_key)


def _checked_methods(
    root: Path, settings: Settings, problems: list[Problem]
) -> tuple[Settings, tuple[Method, ...]]:
    """The methods, and the settings with the indicators that roll-ups among them make."""
    known, methods = with_rollup_indicators(
        settings, read_methods(root, SPECS, context_of(settings, problems))
    )
    problems += check_methods(known, methods)
    return known, methods


def _read_content(
    root: Path, settings: Settings, methods: tuple[Method, ...], problems: list[Problem], keep: Keep
) -> Content:
    mappings = read_mappings(root, settings, problems)
    results = with_goals(root, read_results(root, settings, mappings, problems), settings, problems)
    library = _checked_library(root, settings, problems, keep)
    return Content(settings, methods, results, library)


@dataclass(frozen=True)
class _Files:
    """What a library is read from, as it is when its digest is this."""

    root: Path
    digest: str


@dataclass(frozen=True)
class ReadLibrary:
    """A library, what is to be said of it, and the digest of its files once it was read."""

    digest: str
    library: Library
    problems: tuple[Problem, ...]


def _checked_library(root: Path, settings: Settings, problems: list[Problem], keep: Keep) -> Library:
    """Everything written; what stands against it is added to `problems`.

    Attachments are looked into each time: what a child process says of them depends on more than files. The ledger of
    addresses is read each time, too: every build adds to it, and only of what somebody explained depends what is said.
    """
    addresses = read_addresses(root, settings, problems)
    explained = tuple(address for address in addresses if address.is_explained)
    files = _Files(root, digest_of_written(root))
    written = keep(_written, files, settings, explained)
    if written.digest != files.digest:  # edited while it was read, and kept as what it isn't
        written = _written(files, settings, explained)
    problems += written.problems
    library = replace(written.library, addresses=addresses)
    problems += check_attachments(root, (*library.folders, *library.refused), settings.privacy)
    return library


def _written(files: _Files, settings: Settings, explained: tuple[Address, ...]) -> ReadLibrary:
    problems: list[Problem] = []
    library = read_written(files.root, settings, explained, problems)
    problems += _without_unread(files.root, check_library(settings, library), problems)
    return ReadLibrary(digest_of_written(files.root), library, tuple(problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Stop if there is any error among these problems."""
    found = errors_of(problems)
    if found:
        raise ProblemsFound(found)
