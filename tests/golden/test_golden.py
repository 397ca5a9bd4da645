"""Scoring cases: a small portal in, `leitai rank P --format json` out.

Each folder of `tests/golden/` brings its own `content/` and what it changes in `site_config/`; all
else comes from `tests/portal/`. `case.md` names the period, reckons every total by hand and is
compared with the ranking too, so that `pytest --update` can't freeze a wrong number unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from portals import Portal, copy_portal

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/case.md"))
HAND_MADE = re.compile(r"^\| (?P<unit>\S+) \| (?P<reckoning>[^|]*) \| (?P<rank>[\d.—]+) \|", re.MULTILINE)


def portal_of(case: Path, target: Path) -> Portal:
    portal = copy_portal(target)
    portal.delete("content")
    portal.overlay(case)
    return portal


def by_hand(text: str) -> list[tuple[str, float | None, float | None]]:
    """Unit, total (after the last `=` of the reckoning) and rank; `—` for a unit that is not ranked."""
    rows = []
    for match in HAND_MADE.finditer(text):
        total = match["reckoning"].rpartition("=")[2].strip()
        rank = None if match["rank"] == "—" else float(match["rank"])
        rows.append((match["unit"], None if rank is None else float(total), rank))
    return rows


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_ranking_is_as_expected(case: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    portal = portal_of(case, tmp_path / "portal")
    text = (case / "case.md").read_text(encoding="utf-8")
    period = text.split()[1].rstrip(":")
    found = portal.rank(period)
    del found["rankings"][0]["rules"]  # the method file again
    golden(case / "expected.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    rows = found["rankings"][0]["rows"]
    assert [(row["unit"], row["score"], row["rank"]) for row in rows] == by_hand(text)


@pytest.mark.parametrize(
    "display", ["{top_n: 1}", "none", "tiers\ntiers: [{from: 90, name: 优秀}, {from: 80, name: 良好}]"]
)
def test_display_hides_nothing_from_the_office(display: str, portal: Portal) -> None:
    """`leitai rank` is the office's full view, whatever the method publishes."""
    full = portal.rows("2019Q2")
    portal.replace("site_config/methods/county.yml", "display: full", f"display: {display}")
    found = portal.rows("2019Q2")
    assert {unit: row | {"tier": ""} for unit, row in found.items()} == full
