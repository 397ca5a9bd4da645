"""No page, feed, preview or download shows a demo number without saying so, whatever the mixture of statuses.

Proved by difference: a number that is demo is changed, everything is made again, and each file of which a byte is
another one must say 演示数据. The other way round, what is marked must depend on a demo number.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixed import PERIODS, STATUSES, Mixed, published, write_mixed

from leitai.model.demo import says_demo
from portals import Portal

MARK = "演示数据"
# Marked whatever the numbers are: pages about a period as such, the one whose numbers are in a script beside it, and advice,
# which any earlier value may bound and most don't.
ABOUT_A_PERIOD = re.compile(r"archive/|status/|compare.md|data/index.md|rankings/.*-steps.md")


@st.composite
def mixtures(draw: Any) -> Mixed:
    return Mixed(
        statuses={period: draw(st.sampled_from(["demo", *STATUSES])) for period in PERIODS},
        display=draw(st.sampled_from(["full", "full", "{top_n: 2}"])),
        reviewed=draw(st.sampled_from(PERIODS)),
        is_ledger_demo=draw(st.booleans()),
        is_case_demo=draw(st.booleans()),
    )


def files_of(mixed: Mixed) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        return published(write_mixed(Path(folder) / "portal", mixed))


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@settings(max_examples=max(2, settings().max_examples // 4))
@given(mixtures(), st.data())
def test_every_file_that_shows_a_demo_number_says_so(mixed: Mixed, data: st.DataObject) -> None:
    sources = mixed.demo_sources()
    if not sources:
        return
    source = data.draw(st.sampled_from(sources))
    before, after = files_of(mixed), files_of(replace(mixed, bumped=frozenset([source])))
    touched = changed(before, after)
    assert touched, f"nothing shows {source}"
    assert not [path for path in touched if not (MARK in before[path] and MARK in after[path])], source


@pytest.mark.parametrize(
    "statuses", [dict.fromkeys(PERIODS, "final") | {"2019Q1": "demo"}, dict.fromkeys(PERIODS, "demo")]
)
def test_only_files_that_show_a_demo_number_say_so(statuses: dict[str, str]) -> None:
    mixed = Mixed(statuses)
    before = files_of(mixed)
    after = files_of(replace(mixed, bumped=frozenset(mixed.demo_sources())))
    marked = {path for path, text in before.items() if re.search(r'^title: ".*演示数据）"$', text, re.M)}
    idle = {path for path in marked - changed(before, after) if not ABOUT_A_PERIOD.match(path)}
    assert not idle


def test_a_real_quarter_after_demo_quarters_says_which_of_its_figures_are_demo() -> None:
    statuses = dict.fromkeys(PERIODS, "demo") | {"2019Q4": "preliminary"}
    files = files_of(Mixed(statuses, is_ledger_demo=False))
    named = "其中2018年第四季度、2019年第一季度、2019年第二季度等4项是演示数据，非真实考核结果"
    last = "其中2019年第三季度是演示数据，非真实考核结果"
    assert named in files["units/briefs/jia.md"] and named in files["rankings/2019Q4/county-briefs.md"]
    assert "等4项是演示数据" in files["rankings/2019Q4/county.md"]
    assert 'title: "2019年第四季度县（市、区）排名（含演示数据）"' in files["rankings/2019Q4/county.md"]
    assert named in files["compare.md"] and named in files["assets/compare-data.js"]
    assert last in files["assets/compare/2019Q4-county.js"]
    rows = files["rankings/2019Q4/county.csv"].splitlines()
    assert all(row.endswith(f",初步数（{last}）") for row in rows[1:])
    assert f'"notice": "初步数（{named}）"' in files["rankings/2019Q4/county.json"], (
        "it also tells what would close a gap"
    )


def test_a_portal_of_real_figures_says_nothing_of_demo_data() -> None:
    mixed = Mixed(dict.fromkeys(PERIODS, "final"), is_ledger_demo=False, is_case_demo=False)
    marked = {path for path, text in files_of(mixed).items() if MARK in text}
    assert not {path for path in marked if not path.startswith("handbook/")}


def test_what_was_corrected_of_a_demo_period_is_demo_data(portal: Portal) -> None:
    settings = (portal.root / "site_config/portal.yml").read_text(encoding="utf-8")
    portal.write("site_config/portal.yml", f"site_url: https://example.org/\n{settings}")
    portal.write("mkdocs.yml", (portal.root / "mkdocs.yml").read_text() + "site_url: https://example.org/\n")
    assert portal.run("seal", "2019Q1").exit_code == 0
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,20,36")
    told = ("--old", "10", "--new", "20", "--reason", "漏统计", "--date", "2019-05-06", "--document", "5号")
    assert portal.run("correct", "2019Q1", "甲县", "火灾起数", *told).exit_code == 0
    telling = {path: text for path, text in published(portal).items() if "漏统计" in text}
    assert {"ledgers/corrections.csv", "ledgers/corrections.md", "feeds/corrections.xml"} < telling.keys()
    assert not [path for path, text in telling.items() if MARK not in text]


INVENTED = {  # a word that stands nowhere else, with 演示 in some other field of the same record
    "claim": ("content/ledgers/claims.csv", "编号,单位,表述,类型,层级,截至,来源,核实\nY01,甲县,率先建成蓝鲸驿站,率先,全市,2019-09,演示文件,未核实\n"),
    "reward": ("content/ledgers/rewards.csv", "期间,组别,单位,名次,奖励,依据\n2019Q3,county,{first},1,蓝鲸流动红旗,演示文件\n"),
    "problem": ("content/ledgers/problems.csv", "编号,来源,会议,日期,单位,类别,指标,问题,要求完成\nQ009,暗访,,2019-10,乙县,消防（演示）,,蓝鲸通道堵塞,2019-12-09\n"),
    "programme": ("content/programmes/blue.md", "---\ntitle: 蓝鲸创建\nkind: 创建\ngoal: 全覆盖（演示）\nmembers: [{unit: 甲县, status: 创建}]\n---\n\n说明。\n"),
}  # fmt: skip


@pytest.mark.parametrize("kind", INVENTED)
def test_a_record_is_demo_whichever_of_its_fields_says_so(kind: str, tmp_path: Path) -> None:
    path, text = INVENTED[kind]
    real = Mixed(dict.fromkeys(PERIODS, "final"), is_ledger_demo=False, is_case_demo=False)
    portal = write_mixed(tmp_path / "portal", real)
    first = next(iter(portal.rows("2019Q3").values()))["name"]
    portal.write(path, text.format(first=first) if kind == "reward" else text)
    if kind == "problem":
        portal.delete("content/ledgers/events.csv")
    telling = {url: page for url, page in published(portal).items() if "蓝鲸" in page}
    assert telling and not [url for url, page in telling.items() if MARK not in page]


def test_a_row_is_demo_because_it_says_so() -> None:
    assert all(
        map(
            says_demo,
            (
                "演示",
                "演示：堆放杂物",
                "演示文件",
                "演示数据",
                "演示；原文未点名",
                "规范化建设（演示）",
                "任务书(演示)",
            ),
        )
    )
    assert not any(map(says_demo, ("", "演示会加分", "消防演示", "举办现场演示（优秀）")))
