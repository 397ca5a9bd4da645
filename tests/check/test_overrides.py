"""Names that must never appear, and recorded decisions that a find is no personal data (decision 28)."""

from __future__ import annotations

import pytest

from leitai.check.personal_data import check_built_text
from leitai.read.records.privacy import read_privacy
from portals import Portal

ABOUT = "content/pages/about.md"
MOBILE, MASKED = "13800138000", "138******00"
OVERRIDES = "site_config/overrides.csv"
HEADER = "code,path,text,decided_by,decided_on,reason\n"
DECIDED = f"D02,{ABOUT},{MOBILE},综合处负责人,2019-04-02,样例设备编号\n"


def about(portal: Portal, text: str) -> None:
    portal.write(ABOUT, f"---\ntitle: 关于\n---\n{text}\n")


@pytest.fixture
def listed(portal: Portal) -> Portal:
    portal.write("site_config/names.csv", "name\n张样例\n欧阳示范\n")
    return portal


@pytest.mark.parametrize("written", ["张样例", "张 样例", "张　样　例", "张\u200b样例", "信访人张样例反映"])
def test_a_listed_name_stops_the_build_and_is_masked_everywhere(listed: Portal, written: str) -> None:
    about(listed, f"本月{written}到会。")
    checked = listed.check()
    assert checked.exit_code == 1
    assert "D06" in checked.codes
    said = listed.run("check", "--all").output + listed.run("check", "--format", "json").output
    said += listed.read("build/check.html")
    assert "样例到" not in said and "样例反" not in said
    assert written not in said and "张样例" not in said
    (found,) = check_built_text(read_privacy(listed.root, []), "about.html", f"<p>{written}</p>")
    assert (found.code, found.severity) == ("D06", "error")


def test_a_listed_name_is_found_in_cells_and_masked_where_other_rules_quote_it(listed: Portal) -> None:
    listed.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,欧阳示范,36")
    checked = listed.check()
    assert sorted(checked.codes) == ["D06", "V02"]
    assert {problem["value"] for problem in checked.problems} == {"欧***"}


def test_other_names_pass(listed: Portal) -> None:
    about(listed, "张某、张样和样例市都不在名单上。")
    assert listed.check().problems == []


def test_a_name_of_one_character_is_refused(portal: Portal) -> None:
    portal.write("site_config/names.csv", "name\n张\n")
    assert portal.check().codes == ["S03"]


def test_a_decision_lets_one_text_of_one_file_through_and_is_reported(portal: Portal) -> None:
    about(portal, f"设备 {MOBILE}。")
    assert portal.check().codes == ["D02"]
    portal.write(OVERRIDES, HEADER + DECIDED)
    checked = portal.check()
    assert (checked.exit_code, checked.codes) == (0, ["D07"])
    (notice,) = checked.problems
    assert (notice["path"], notice["row"], notice["value"]) == (ABOUT, 4, MASKED)
    assert MOBILE not in portal.report()
    privacy = read_privacy(portal.root, [])
    assert list(check_built_text(privacy, "about.html", f"<p>设备 {MOBILE}。</p>")) == []
    (other,) = check_built_text(privacy, "about.html", "<p>设备 13800138001。</p>")
    assert other.code == "D02"


def test_a_decision_holds_for_its_file_its_text_and_its_code_only(portal: Portal) -> None:
    portal.write(OVERRIDES, HEADER + DECIDED.replace(ABOUT, "content/pages/other.md"))
    about(portal, f"设备 {MOBILE}。")
    assert portal.check().codes == ["D02"]
    portal.write(OVERRIDES, HEADER + DECIDED)
    about(portal, "设备 13800138001。")
    assert portal.check().codes == ["D02"]
    about(portal, f"设备 {MOBILE}。")
    portal.write(OVERRIDES, HEADER + DECIDED.replace("D02", "D03"))
    assert portal.check().codes == ["D02"]


def test_an_incomplete_decision_lets_nothing_through(portal: Portal) -> None:
    about(portal, f"设备 {MOBILE}。")
    portal.write(OVERRIDES, HEADER + DECIDED.replace("样例设备编号", ""))
    assert portal.check().codes == ["S02"]


CHILDREN = "minors,帮助的困境儿童数,人,none,quarter,0,基层服务,民政局,定义,民政统计,false,0,,,"
INDICATORS = "site_config/indicators.csv"


@pytest.mark.parametrize(
    ("row", "cell", "codes"),
    [
        (CHILDREN, "4", ["D11"]),
        (CHILDREN, "5", []),
        (CHILDREN, "0", []),
        (CHILDREN, "零报告", []),
        (CHILDREN, "不公布", []),
        (CHILDREN.replace(",人,", ",万人,"), "0.0004", ["D11"]),
        (CHILDREN.replace(",人,", ",万人,"), "0.0005", []),
        (CHILDREN.replace(",人,", ",%,"), "4", []),
        (CHILDREN.replace("帮助的困境儿童数", "参会人数"), "4", []),
    ],
)
def test_small_counts_of_vulnerable_groups_are_refused(
    portal: Portal, row: str, cell: str, codes: list[str]
) -> None:
    portal.append(INDICATORS, f"{row}\n")
    name = row.split(",")[1]
    portal.write("content/results/2019Q1/人数.csv", f"单位,{name}\n甲县,{cell}\n")
    assert portal.check().codes == codes


@pytest.mark.parametrize(("smallest", "codes"), [("0", []), ("3", []), ("10", ["D11"]), ("", ["D11"])])
def test_the_smallest_count_can_be_set(portal: Portal, smallest: str, codes: list[str]) -> None:
    rows = portal.read(INDICATORS).splitlines()
    portal.write(INDICATORS, "".join(f"{row},{'' if i else 'min_count'}\n" for i, row in enumerate(rows)))
    portal.append(INDICATORS, f"{CHILDREN},{smallest}\n")
    portal.write("content/results/2019Q1/人数.csv", "单位,帮助的困境儿童数\n甲县,4\n")
    assert portal.check().codes == codes
