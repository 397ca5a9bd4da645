"""`leitai diff`: the whole of it, as text and as JSON."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from diffs import LAST, diff_of, set_cells, told

import leitai.assist.diff
from leitai.assist.diff.findings import FINDINGS, diff_period
from leitai.assist.diff.model import KINDS
from leitai.assist.diff.text import diff_json, diff_text
from leitai.assist.diff.values import CELL_FINDINGS
from leitai.pipeline.load import load
from leitai.problems import RequestRefused
from portals import REPOSITORY, Portal


def test_nothing_conspicuous(steady: Portal) -> None:
    """甲县 in 2019Q2 is 21, 91.5, 31, 21: up by one from 2019Q1, and 10 + 11 cases in the year."""
    diff = diff_of(steady)
    assert [finding.kind for finding in diff.findings] == ["unpublished"]
    assert diff_text(diff) == (
        "2019年第二季度（2019Q2），与上期（2019Q1）比，并与 build/site 里已生成的比：需核对 0 处，提示 1 处。\n"
        "\n"
        "提示：还没有生成过（1 处）\n"
        "  “县（市、区）”2019Q2 的排名在 build/site 里还没有，无从比较已发布的内容。\n"
    )


def test_minimal_portal_needs_no_check(portal: Portal) -> None:
    """Two quarters and four units: too little to judge a change by."""
    assert {finding.severity for finding in diff_of(portal).findings} == {"note"}


def test_first_period_has_nothing_to_compare(portal: Portal) -> None:
    diff = diff_of(portal, "2019Q1")
    assert diff.previous is None
    assert [finding.kind for finding in diff.findings] == ["unpublished"]
    assert "没有更早的同类期间可比" in diff_text(diff)


def test_gap_between_periods_is_told(steady: Portal) -> None:
    steady.delete("content/results/2019Q1")
    lines = steady.read("site_config/portal.yml").splitlines(
        keepends=True
    )  # a declared period would be missed
    steady.write("site_config/portal.yml", "".join(line for line in lines if "  2019Q1:" not in line))
    set_cells(steady, "2019Q2", "甲县", "60,91.5,31,21")
    diff = diff_of(steady)
    assert diff_text(diff).startswith("2019年第二季度（2019Q2），与 2018Q4 比（2019Q1 没有数据），")
    assert told(diff, "jump") == [
        "甲县“火灾起数（起）”（与 2018Q4 比）21 → 60：上升 39，超过自身以往 3 次变化中位数 1 的 3 倍。"
    ]


def test_unknown_period(portal: Portal) -> None:
    with pytest.raises(RequestRefused, match="2019Q1、2019Q2"):
        diff_of(portal, "2017Q1")


def test_most_serious_first(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "33,91.5,31,21")
    set_cells(steady, "2019Q2", "乙县", "99,92.5,32,25")
    set_cells(steady, "2019Q2", "丙市", "29,93.5,0.32,29")
    kinds = [(f.kind, f.unit) for f in diff_of(steady).findings if f.severity == "check"]
    assert kinds == [
        ("scale_flip", "bing"),
        ("total_differs", "yangli"),
        ("jump", "yi"),
        ("jump", "jia"),
    ]


def test_json_of_one_finding(steady: Portal) -> None:
    set_cells(steady, "2019Q2", "甲县", "33,91.5,31,21")
    steady.delete("content/results/2019Q2/全市.csv")
    data = json.loads(diff_json(diff_of(steady)))
    assert (data["period"], data["previous_period"]) == ("2019Q2", "2019Q1")
    (found,) = (finding for finding in data["findings"] if finding["kind"] == "jump")
    assert found == {
        "kind": "jump",
        "severity": "check",
        "group": "county",
        "unit": "jia",
        "indicator": "fire",
        "before": 20,
        "after": 33,
        "factor": 1.65,
        "what": "甲县“火灾起数（起）”20 → 33：上升 13，超过自身以往 4 次变化中位数 1 的 3 倍。",
        "source": {"path": LAST, "sheet": None, "row": 2, "column": "火灾起数（起）"},
    }
    assert list(data["summary"]) == list(KINDS)
    assert data["summary"]["jump"] == 1


KEYS = ["kind", "severity", "group", "unit", "indicator", "before", "after", "factor", "what", "source"]


def modules() -> Iterator[ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(leitai.assist.diff.__path__)]
    return (importlib.import_module(f"leitai.assist.diff.{name}") for name in names)


@pytest.mark.slow
def test_sample_portal() -> None:
    """The last period of each kind in the sample can be compared; its JSON keeps the promised shape."""
    loaded = load(REPOSITORY)
    content = loaded.content
    for period in {period.kind: period for period in content.results.periods}.values():
        diff = diff_period(REPOSITORY, loaded, period.id)
        data = json.loads(diff_json(diff))
        assert list(data) == ["period", "previous_period", "findings", "summary"]
        assert sum(data["summary"].values()) == len(data["findings"])
        for found in data["findings"]:
            assert list(found) == KEYS
            assert found["severity"] in ("check", "note")
            assert found["kind"] in KINDS
            assert found["unit"] is None or found["unit"] in content.settings.units
            assert found["what"].endswith("。")
            assert found["source"] is None or list(found["source"]) == ["path", "sheet", "row", "column"]
        assert len(diff_text(diff).splitlines()) >= len(diff.findings)


def test_every_finding_is_registered_and_published_in_chinese() -> None:
    registered = [*FINDINGS, *CELL_FINDINGS]
    written = {
        function
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isgeneratorfunction)
        if name.startswith("find_")
    }
    assert written == set(registered)
    assert len(registered) == len(written)
    for function in registered:
        text = inspect.getdoc(function)
        assert text and re.search(r"[\u4e00-\u9fff]", text) and text.endswith("。"), function
