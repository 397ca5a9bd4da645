"""A new score kind is one module, one registry line and one slow second version for the tests; every room follows."""

from __future__ import annotations

from fractions import Fraction

import overrun
import pytest
from hypothesis import Phase, given, settings
from test_kind_edges import hold_at_edges
from test_oracle import assert_agreement

import oracle_kinds
from leitai.assist.forms.rows import collect_form
from leitai.pages.all_pages import page_files
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from leitai.schema.period import Period
from leitai.score.kinds import KINDS, SPECS
from portals import Portal
from random_content import Case, cases

NAME = overrun.SPEC.name
METHOD, INDICATORS, RESULTS = (
    "site_config/methods/county.yml",
    "site_config/indicators.csv",
    "content/results/2019Q2/隐患整改.csv",
)
UNITS = ("甲县", "乙县", "丙市", "丁山（经济）开发区")


def slowly(asked: oracle_kinds.Question) -> Fraction:
    cell = asked.cell()
    assert cell is not None
    return 100 - asked.number("loss") * max(asked.value() - asked.target(cell), Fraction(0))


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, NAME, overrun)
    monkeypatch.setitem(SPECS, NAME, overrun.SPEC)
    monkeypatch.setitem(oracle_kinds.KINDS, NAME, slowly)


@pytest.fixture
def scored(registered: None, portal: Portal) -> Portal:
    """The minimal portal with an indicator of the new kind: 隐患整改率, as if lower were better."""
    portal.replace(
        METHOD, "{kind: completion, target: file, cap: 1}", f"{{kind: {NAME}, target: file, loss: 2}}"
    )
    portal.replace(INDICATORS, "%,higher", "%,lower")
    for period, values in (("2019Q1", (86, 91, 81, 72)), ("2019Q2", (85, 90, 80, 70))):
        path = f"content/results/{period}/隐患整改.csv"
        rows = [f"{unit},隐患整改率,{value},%,80" for unit, value in zip(UNITS, values, strict=True)]
        portal.write(path, "\n".join(["单位,指标,数值,计量单位,目标值", *rows, ""]))
    return portal


def test_content_that_fits_is_accepted_and_scored(scored: Portal) -> None:
    assert scored.check().codes == []
    rows = scored.rows("2019Q2")
    found = {unit: row["scores"]["hazards"] for unit, row in rows.items()}
    assert {unit: one["score"] for unit, one in found.items()} == {
        "jia": 90,
        "yi": 80,
        "bing": 100,
        "ding": 100,
    }
    assert found["jia"]["working"] == "100 − 2 ×（85 − 80） = 90"


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (METHOD, "loss: 2", "loss: 60", "S03"),
        (RESULTS, "甲县,隐患整改率,85", "甲县,隐患整改率,99.5", "M10"),
        (RESULTS, "甲县,隐患整改率,85,%,80", "甲县,隐患整改率,85,%,", "M06"),
        (INDICATORS, "%,lower", "%,higher", "M20"),
    ],
)
def test_what_contradicts_the_kind_is_refused(
    scored: Portal, path: str, old: str, new: str, code: str
) -> None:
    scored.replace(path, old, new)
    assert scored.check().codes == [code]


def test_the_gap_closes_in_the_direction_of_the_kind(scored: Portal) -> None:
    rows = scored.rows("2019Q2")
    values = {unit: row["scores"]["hazards"]["value"] for unit, row in rows.items()}
    needed = {unit: (row["catch_up"] or {}).get("needed", {}).get("hazards") for unit, row in rows.items()}
    reached = {unit: found["value"] for unit, found in needed.items() if found and found["value"] is not None}
    assert reached
    assert all(value < values[unit] for unit, value in reached.items())


def test_a_form_asks_for_the_target(scored: Portal) -> None:
    content = load(scored.root).content
    (method,), units = content.methods, content.settings.units.values()
    form = collect_form(content, method, Period(2019, "quarter", 3), units)
    assert {slot.indicator.indicator_id for slot in form.slots if slot.needs_target} == {"hazards"}


def test_a_judged_value_is_hidden_with_its_score_and_the_kind_is_published(scored: Portal) -> None:
    scored.replace(METHOD, "display: full", "display: {top_n: 1}")
    public = public_portal(load(scored.root))
    rows = public.rankings[-1].rows
    cells = {row.score is not None: row.scores["hazards"].observation for row in rows}
    assert {shown: cell is not None and cell.value is not None for shown, cell in cells.items()} == {
        True: True,
        False: False,
    }
    pages = page_files(public)
    for page in ("handbook/scoring.md", "methods/county.md"):
        assert overrun.SPEC.formula in pages[page].decode()


@pytest.mark.slow
def test_random_methods_use_it_and_its_edges_are_tried(registered: None) -> None:
    @settings(max_examples=20, phases=[Phase.generate])
    @given(cases(kinds=[NAME]))
    def agrees(case: Case) -> None:
        assert_agreement(case)

    agrees()
    hold_at_edges(NAME)
