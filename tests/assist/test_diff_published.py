"""`leitai diff`: against the last build."""

from __future__ import annotations

import pytest
from diffs import LAST, diff_of, only, told

from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from leitai.publish.downloads.ranking_json import rankings_json
from portals import Portal


def publish(portal: Portal, period: str = "2019Q2") -> None:
    """What a build leaves of a period's rankings."""
    public = public_portal(load(portal.root))
    for ranking in (r for r in public.rankings if r.period.id == period):
        path = f"build/site/rankings/{period}/{ranking.group}.json"
        portal.write(path, rankings_json([ranking], public.content))


def test_published_ranking_that_stays(steady: Portal) -> None:
    publish(steady)
    assert diff_of(steady).findings == ()


def test_published_values_scores_and_ranks(portal: Portal) -> None:
    """乙县 with 39 instead of 35 has 95.4 and overtakes 甲县 (92.8)."""
    publish(portal)
    portal.replace(LAST, "乙县,8,35", "乙县,8,39")
    diff = diff_of(portal)
    assert told(diff, "published_value") == ["乙县“服务评分（分）”：已生成的数值 35.0 → 39.0。"]
    assert told(diff, "published_score") == ["乙县：已生成的得分 91.4 → 95.4。"]
    assert told(diff, "published_rank") == ["乙县：已生成的名次 2 → 1。", "甲县：已生成的名次 1 → 2。"]
    found = only(diff, "published_value")
    assert str(found.source) == f"{LAST} 第 3 行 “服务评分”列"
    assert [f.severity for f in diff.findings if f.kind.startswith("published")] == ["check"] * 4


def test_published_status_and_name(portal: Portal) -> None:
    publish(portal)
    portal.replace(LAST, "丙市,20", "丙市,未报")
    for path in ("site_config/units.csv", LAST, "content/results/2019Q2/隐患整改.csv"):
        portal.replace(path, "甲县", "甲区")
    for path in ("content/results/2019Q1/汇总.csv", "content/results/2019Q1/隐患整改.csv"):
        portal.replace(path, "甲县", "甲")
    diff = diff_of(portal)
    assert told(diff, "published_status") == ["丙市：已生成的状态 参加排名 → 未报或不适用：火灾起数。"]
    assert told(diff, "published_value") == ["丙市“火灾起数（起）”：已生成的数值 20 → 未报。"]
    assert told(diff, "unit_renamed") == ["甲区：已生成的单位名 甲县 → 甲区。"]


def test_published_method_and_data_status(portal: Portal) -> None:
    publish(portal)
    portal.replace("site_config/methods/county.yml", "display: full", "display: {top_n: 3}")
    portal.replace(
        "site_config/portal.yml", "2019-07-15, data_status: demo", "2019-07-15, data_status: final"
    )
    diff = diff_of(portal)
    assert told(diff, "published_ranking") == [
        "“县（市、区）”2019Q2：已生成的公开范围（display） full → top_n: 3。"
    ]
    assert told(diff, "published_data_status") == [
        "“县（市、区）”2019Q2：已生成的数据状态 演示数据 → 最终数。"
    ]
    assert told(diff, "published_rank") == ["丙市：已生成的名次 4 → 不公布。"]


def test_published_ranking_that_would_vanish(portal: Portal) -> None:
    publish(portal)
    portal.replace("site_config/methods/county.yml", "to: 2019Q4", "to: 2019Q1")
    portal.delete("content/results/2019Q1")
    assert told(diff_of(portal), "published_ranking") == [
        "“县（市、区）”2019Q2 的排名已在 build/site 里，再次生成会没有；请核对数据和办法的期间。"
    ]


def test_hidden_ranks_are_not_compared(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: none")
    publish(portal)
    portal.replace(LAST, "乙县,8,35", "乙县,6,39")  # 39 is a judged value, hidden with the score that it is
    told_of = [str(f.source) for f in diff_of(portal).findings if f.kind.startswith("published")]
    assert told_of == [f"{LAST} 第 3 行 “火灾起数（起）”列"]


@pytest.mark.parametrize("text", ["{", "[]", '{"rankings": []}', '{"rankings": [{"rows": [1]}]}'])
def test_unreadable_site_is_told(portal: Portal, text: str) -> None:
    portal.write("build/site/rankings/2019Q2/county.json", text)
    assert told(diff_of(portal), "published_ranking") == [
        "“县（市、区）”2019Q2 的排名在 build/site 里读不出来；请重新生成网站。"
    ]
