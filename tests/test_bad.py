"""One mistake per folder in, exactly one problem out, worded as `expected.txt` says.

Each folder of `tests/bad/` holds what differs from `tests/portal/` (and in `deleted.txt` what is
gone from it); its name begins with the code of the problem. `pytest --update` rewrites the texts:
read every one of them as a clerk would before committing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from leitai.problems import CATALOGUE
from portals import TESTS, Portal

CASES = sorted(path for path in (TESTS / "bad").iterdir() if path.is_dir())
NOT_BY_CHECK = {
    "K01": "only a build finds it",
    "K02": "only a build finds it",
    "K03": "only a build finds it",
    "P01": "only build --release refuses demo data",
}
KNOWN_BUGS = {
    "F01-meeting-without-index": "B32: said as F06, 这不是普通文件",
    "V02-progress": "B33: Decimal('nan') passes as a percentage",
    "F01-indicator-table-missing": "B02: a settings mistake drags every result cell after it",
    "S02-unit-without-name": "B02: a settings mistake drags every result cell after it",
    "N04-alias-is-a-name": "B03: an ambiguous name in use is reported as unknown, N04 is never reached",
    "S05-python-tag": "B04: !!python tags pass, because they resolve to tag:yaml.org,2002:",
    "F01-method-missing": "B05: M05 follows for every period",
    "S07-method-for-unknown-group": "B05: M05 follows for every period",
    "S07-unknown-indicator": "B06: KeyError in check_nothing_forgotten",
    "T08-hidden-column": "B07: hidden columns are read",
    "V03-unit-cell": "B08: one wrong 计量单位 is reported for 数值 and again for 目标值",
    "V03-column-header": "B08: one wrong unit in a header is reported once per row",
}


def cases() -> list[object]:
    return [
        pytest.param(
            path,
            id=path.name,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_BUGS[path.name])]
            if path.name in KNOWN_BUGS
            else [],
        )
        for path in CASES
    ]


@pytest.mark.parametrize("case", cases())
def test_one_mistake_is_one_problem(case: Path, portal: Portal, golden: Callable[[Path, str], None]) -> None:
    portal.overlay(case)
    checked = portal.check()
    assert checked.codes == [case.name.split("-")[0]]
    golden(case / "expected.txt", checked.text)
    (problem,) = checked.problems
    assert problem["severity"] == CATALOGUE[problem["code"]].severity
    assert checked.exit_code == (1 if problem["severity"] == "error" else 0)


def test_every_code_has_a_case() -> None:
    shown = {path.name.split("-")[0] for path in CASES}
    assert set(CATALOGUE) - shown == set(NOT_BY_CHECK)
