"""One mistake per folder in, exactly one problem out, worded as `expected.txt` says.

Each folder of `tests/bad/` holds what differs from `tests/portal/` (and in `deleted.txt` what is
gone from it; what has nothing to do with figures is looked for in a portal without any); its name begins with the code of the problem. `pytest --update` rewrites the texts:
read every one of them as a clerk would before committing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from leitai.problems import CATALOGUE, SEVERITY_NAMES
from portals import Portal

CASES = sorted(Path(__file__).parent.glob("[A-Z][0-9][0-9]-*"))
WITHOUT_FIGURES = re.compile(r"[CDEK](?!08)|L1[2789]|L21")  # of texts and ledgers; E08 is a reward for a rank
NOT_BY_CHECK = {
    "A03": "comes with the T06 of its row: tests/read/test_shapes.py",
    "T17": "comes with the V10 of its cells: tests/read/test_cumulative.py",
    "F07": "a name that git can't hold everywhere: tests/test_portal.py",
    "F13": "a name that git can't hold everywhere: tests/read/test_file_names.py",
    "K02": "only a build finds it",
    "K03": "only a build finds it",
    "K04": "only a build finds it: tests/faults/test_links.py",
    "K05": "only a build finds it: tests/faults/test_links.py",
    "K06": "only a build finds it: tests/faults/test_machine.py",
    "K10": "only a build finds it: tests/publish/test_search_index.py",
    "K13": "only a build finds it: tests/publish/test_allowed.py",
    "K14": "only a build finds it: tests/publish/test_reachable.py",
    "K15": "only a build finds it: tests/publish/test_reachable.py",
    "K16": "only a build finds it: tests/assist/test_redact.py",
    "K17": "only a build finds it: tests/pages/test_continued.py",
    "L14": "tests/assist/test_redact.py",
    "L15": "only redact: tests/assist/test_redact.py",
    "P01": "only build --release refuses demo data",
    "P02": "only build --release: tests/check/test_release.py",
    "P03": "only build --release: tests/check/test_release.py",
    "L13": "only publish compares with what is published: tests/publish/test_published_ledgers.py",
    "P05": "only build --release: tests/check/test_release.py",
    "L11": "only seal compares with the built site: tests/faults/test_killed_sealing.py",
    "L03": "the program must change: tests/assist/test_seal.py",
}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_one_mistake_is_one_problem(case: Path, portal: Portal, golden: Callable[[Path, str], None]) -> None:
    if WITHOUT_FIGURES.match(case.name) and not (case / "content/results").exists():
        portal.delete("content/results")
    portal.overlay(case)
    code, text = case.name.partition("-")[0], portal.report()
    assert re.findall(r"^  (\S+) ([A-Z]\d\d)", text, re.MULTILINE) == [
        (SEVERITY_NAMES[CATALOGUE[code].severity], code)
    ]
    golden(case / "expected.txt", text)


def test_every_code_has_a_case() -> None:
    shown = {path.name.split("-")[0] for path in CASES}
    assert set(CATALOGUE) - shown == set(NOT_BY_CHECK)


def test_every_code_means_one_thing() -> None:
    listed = (resources.files("leitai") / "problems.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(listed) == len(CATALOGUE)
