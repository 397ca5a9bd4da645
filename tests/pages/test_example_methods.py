"""The methods and tables that the handbook prints are put into an empty portal, checked and reckoned by hand."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from leitai.cli import main
from leitai.pages.site.example_methods import EXAMPLE_METHODS, OUTCOMES, PORTAL_LINES, example_tables
from portals import Portal


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal that began with nothing, and what the chapter says to put into it."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "试一试", "--title", "试一试"]).exit_code == 0
    portal = Portal(tmp_path / "试一试")
    settings = portal.read("site_config/portal.yml")
    groups, _, periods = PORTAL_LINES.partition("periods:")
    settings = re.sub(r"groups:.*?\n(?=themes:)", groups, settings, flags=re.DOTALL)
    portal.write("site_config/portal.yml", re.sub(r"periods: .*\n", f"periods:{periods}", settings))
    for method in EXAMPLE_METHODS:
        portal.write(f"site_config/methods/{method.name}", method.text)
    for table in example_tables():
        portal.write(table.path, table.text)
    return portal


def test_they_are_accepted_and_give_what_was_reckoned_by_hand(written: Portal) -> None:
    """甲 in Q1: 90 · 20 %, 102.22 · 20 %, 92 · 20 %, 75 · 20 %, 90 · 20 % and 2 of 3 points of bonus: 18 + 20.44 + 18.4 + 15 + 18 + 2.
    丙: no year-ago value, so service has all 40. The year of 甲: 70 % of (91.84 + 2 · 91.84) / 3, 30 % of 94.74.
    """
    assert [problem for problem in written.check().problems if problem["severity"] == "error"] == []
    for outcome in OUTCOMES:
        (ranking,) = [r for r in written.rank(outcome.period)["rankings"] if r["group"] == outcome.group]
        told = [(row["name"], row["score"], row["tier"]) for row in ranking["rows"]]
        assert told == [(unit, float(total), tier) for unit, total, tier in outcome.rows]


def test_every_rule_of_them_is_on_their_pages(written: Portal) -> None:
    """In words on the pages of methods, as arithmetic on the steps pages."""
    pages = written.pages()
    for name, words in {
        "methods/county-quarter": (
            "每项最多 2 分",
            "照常排名，不授奖",
            "优秀 30%",
            "“平安建设”得分低于 80 分的，最高评为良好，名额不递补",
            "比上年同期增长的百分比",
            "超过目标加分：每 1 个单位 0.2 分、最多加 1 分",
            "所写的分以多少分为满分：20",
            "较大事故的不参与排名",
        ),
        "methods/town-quarter": ("有一项未报，整个维度不计", "红旗到第 1 名", "比上一期增加的数"),
        "methods/county-year": (
            "各期总分的加权平均",
            "各期的权重依次为 1、1、1、2",
            "中最好 2 期的平均",
            "1/3",
        ),
        "rankings/2019Q1/county-steps": ("100 ×（80 − 100）÷ 100 = −20", "5 ÷ 10 = 0.5", "等次：优秀"),
        "rankings/2019/county-steps": ("（92.2 × 1 + 92.2 × 2）÷ 3 = 92.2", "2019年第二季度 未排名"),
        "handbook/scoring": ("未完成扣分：完成率每低 1 个百分点扣 2 分、最低得 60 分",),
        "handbook/methods": (
            "weights: [1, 1, 1, 2]",
            "clip: {low: 60, high: 100}",
            "丙市,火灾起数,0",
            "丙市 99.57（第一等）",
        ),
    }.items():
        assert [word for word in words if word not in unescape(pages[name])] == [], name
