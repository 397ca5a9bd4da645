"""What would say a hidden score in other words is nowhere: judged values, ballots, corrections, past ranks."""

from __future__ import annotations

import json
import re

import pytest

from leitai.pipeline.build import public_portal
from leitai.pipeline.downloads import download_files
from leitai.pipeline.load import load
from portals import Portal

pytestmark = pytest.mark.slow

METHOD = "site_config/methods/county.yml"
JUDGED = {"甲县": "38.17", "乙县": "35.29", "丙市": "33.31", "丁山（经济）开发区": "39.43"}

MEETING = """\
---
title: 样例市会议（虚构）
short_title: 会议
date: 2019-07
host: 样例市政法委（虚构）
reviews: [2019Q2]
practices: []
agenda: [{type: report, note: 各地汇报}]
sources: []
---
"""


@pytest.fixture
def judged(portal: Portal) -> Portal:
    """Judged values that no other number looks like."""
    for old, new in (
        ("12,38", "12,38.17"),
        ("8,35", "8,35.29"),
        ("20,33", "20,33.31"),
        ("16,39", "16,39.43"),
    ):
        portal.replace("content/results/2019Q2/汇总.csv", old, new)
    return portal


def public_texts(portal: Portal) -> dict[str, str]:
    """Every page and every download, workbooks left aside."""
    files = download_files(public_portal(load(portal.root)))
    return portal.pages() | {
        name: data.decode() for name, data in files.items() if not name.endswith(("xlsx", "sqlite"))
    }


def shown_values(portal: Portal) -> set[str]:
    text = "\n".join(public_texts(portal).values())
    return {unit for unit, value in JUDGED.items() if value in text}


def test_judged_values_are_hidden_with_the_scores_that_they_are(judged: Portal) -> None:
    assert shown_values(judged) == set(JUDGED)
    judged.replace(METHOD, "display: full", "display: {top_n: 1}")
    assert shown_values(judged) == {"甲县"}
    judged.replace(METHOD, "display: {top_n: 1}", "display: none")
    assert shown_values(judged) == set()


def test_reported_values_stay_public(judged: Portal) -> None:
    judged.replace(METHOD, "display: full", "display: none")
    page = judged.page("units/yi")
    assert "火灾起数" in page and re.search(r"服务评分.*不公布", page)


def test_hidden_values_are_nowhere(judged: Portal) -> None:
    """Nor is anything that was reported by units whose rank is not published; the office sees it all."""
    judged.replace("content/results/2019Q2/隐患整改.csv", "乙县,隐患整改率,88", "乙县,隐患整改率,88.77")
    judged.replace(METHOD, "display: full", "display: {top_n: 1}")
    assert judged.check().codes == ["M26"]
    assert any("88.8" in text or "88.77" in text for text in public_texts(judged).values())
    judged.replace(METHOD, "display: {top_n: 1}", "display: {top_n: 1}\nvalues: hidden")
    texts = public_texts(judged)
    assert not [name for name, text in texts.items() if "88.8" in text or "88.77" in text]
    assert "填报的数值也不公布" in texts["methods/county"]
    shown = json.loads(texts["rankings/2019Q2/county.json"])["rankings"][0]["rows"][0]
    assert {place["rank"] for place in shown["dimensions"].values()} == {None}, (
        "how many hidden ones are better"
    )
    assert judged.rows("2019Q2")["yi"]["scores"]["hazards"]["value"] == 88.77


def test_corrections_of_judged_values_and_ranks_name_no_number(judged: Portal) -> None:
    judged.replace(METHOD, "display: full", "display: none")
    assert judged.run("seal", "2019Q2").exit_code == 0
    judged.replace("content/results/2019Q2/汇总.csv", "35.29", "36.61")
    done = judged.correct("2019Q2", "乙县", "服务评分", "35.29", "36.61", reason="登记错误")
    assert done.exit_code == 0, done.output
    texts = public_texts(judged)
    assert not [name for name, text in texts.items() if "35.29" in text or "36.61" in text]
    assert "乙县 服务评分,未公布,未公布,登记错误" in texts["ledgers/corrections.csv"]
    kept = (judged.root / "content/ledgers/seals/2019Q2").rglob("*/county.*")
    assert not [p.name for p in kept if p.suffix != ".xlsx" and "36.61" in p.read_text(encoding="utf-8")]


def test_ballots_behind_a_hidden_score_are_hidden(portal: Portal) -> None:
    grades = "{kind: as_given, evaluation: {优秀: 40, 良好: 30}}"
    portal.replace(METHOD, "{kind: as_given, full: 40}", grades)
    for old in ("12,38", "8,35", "20,33", "16,39"):
        portal.replace("content/results/2019Q2/汇总.csv", old, f"{old.split(',')[0]},")
    portal.replace("content/results/2019Q2/汇总.csv", "单位,火灾起数（起）,服务评分", "单位,火灾起数（起）,")
    portal.write("content/meetings/2019-07-yi/index.md", MEETING)
    votes = "".join(f"{unit},市级单位,{n},{7 - n}\n" for n, unit in enumerate(JUDGED, start=1))
    portal.write("content/meetings/2019-07-yi/evaluation.csv", f"单位,评价人,优秀,良好\n{votes}")
    assert "现场测评票数" in portal.page("meetings/2019-07-yi")
    portal.replace(METHOD, "display: full", "display: none")
    assert "现场测评票数" not in portal.page("meetings/2019-07-yi")


def test_the_office_sees_every_value(judged: Portal) -> None:
    judged.replace(METHOD, "display: full", "display: none")
    assert judged.rows("2019Q2")["yi"]["scores"]["service"]["value"] == 35.29


def test_a_rank_hidden_by_the_version_before_is_no_previous_rank(portal: Portal) -> None:
    old = portal.read(METHOD)
    first = re.sub(r"periods: .*", "periods: {from: 2019Q1, to: 2019Q1}", old)
    portal.write(METHOD, first.replace("display: full", "display: none"))
    second = re.sub(r"periods: .*", "periods: {from: 2019Q2}", old).replace("version: 1", "version: 2")
    bridge = "comparable_with: [1]\nchange_reason: 只改公布范围\ndisplay: full"
    portal.write("site_config/methods/county-2.yml", second.replace("display: full", bridge))
    assert portal.rows("2019Q2")["yi"]["previous_rank"] is not None
    (ranking,) = [r for r in public_portal(load(portal.root)).rankings if r.period.id == "2019Q2"]
    assert {(row.previous_rank, row.rank_change, row.change_note) for row in ranking.rows} == {
        (None, None, "上期名次未公布")
    }


@pytest.mark.parametrize(
    ("display", "told"),
    [
        ("display: tiers\ntiers: {by: points, 优秀: 85, 良好: 60}", "等次变动：甲县 优秀 → 良好。"),
        ("display: tiers\ntiers: {by: points, 优秀: 99, 良好: 60}", "公布的等次没有变动。"),
        ("display: none", "名次和得分按办法不公布。"),
        (
            "display: {top_n: 1}",
            "名次变动：甲县 第1名 → 未公布；丁山（经济）开发区 未公布 → 第1名。",
        ),
    ],
)
def test_the_corrections_log_says_what_is_published(portal: Portal, display: str, told: str) -> None:
    """甲 falls from the first rank (93, 优秀) to the last (73, 良好); 乙 and 丙 share 3.5, and then 2.5."""
    portal.replace(METHOD, "ties: competition", "ties: average")
    portal.replace("content/results/2019Q1/汇总.csv", "乙县,20,32", "乙县,20,29.5")
    portal.replace(METHOD, "display: full", display)
    portal.run("seal", "2019Q1", "--date", "2019-05-01")
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,10,16")
    portal.correct("2019Q1", "甲县", "服务评分", "36", "16")
    log = portal.page("ledgers/corrections")
    assert f">{told}</td>" in log
