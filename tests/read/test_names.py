"""Names resolve through the tables only; folding is said, the unknown is refused with the nearest."""

from __future__ import annotations

from datetime import date

import pytest

from leitai.model.names import Name, NameTable
from leitai.problems import Place
from portals import Portal

WIDE = "content/results/2019Q1/汇总.csv"
WIDE_Q2 = "content/results/2019Q2/汇总.csv"
DING = "丁山（经济）开发区"
ALIASES = "site_config/aliases.csv"
DAY = date(2019, 9, 30)
PLACE = Place("tests")


def name_in(portal: Portal, name: str, path: str = WIDE) -> list[tuple[str, str]]:
    """Codes and hints after writing the fourth unit in another way."""
    portal.replace(path, DING, name)
    return [(problem["code"], problem["fix"]) for problem in portal.check().problems]


@pytest.mark.parametrize("name", ["丁山区", DING, "开发区"])
def test_name_short_name_and_alias_are_the_unit(portal: Portal, name: str) -> None:
    before = portal.rows("2019Q1")["ding"]["score"]
    assert name_in(portal, name) == []
    assert portal.rows("2019Q1")["ding"]["score"] == before


@pytest.mark.parametrize(
    "name",
    [
        "丁山(经济)开发区",
        "丁山【经济】开发区".translate(str.maketrans("【】", "()")),
        " 丁山（经济）开发区 ",
        "丁山 （经济） 开发区",
        "丁山\u3000（经济）开发区",
        "丁山\u200b（经济）开发区",
        "\ufeff丁山（经济）开发区",
    ],
)
def test_folded_name_is_read_with_a_notice(portal: Portal, name: str) -> None:
    before = portal.rows("2019Q1")["ding"]["score"]
    assert [code for code, _ in name_in(portal, name)] == ["N03"]
    assert portal.rows("2019Q1")["ding"]["score"] == before


@pytest.mark.parametrize(
    "name", ["丁山开发区", "丁山（经纪）开发区", "丁山（经济）开发区管委会", "戊县", "甲", "甲县乙县"]
)
def test_other_name_is_never_taken_for_a_unit(portal: Portal, name: str) -> None:
    """甲 is a unit, but then 甲县 is there twice with other figures."""
    codes = [code for code, _ in name_in(portal, name)]
    assert codes and set(codes) <= {"N01", "V05"}


def test_nearest_name_is_offered() -> None:
    known = ("婺城区", "金东区", "兰溪市", "东阳市", "义乌市", "武义县")
    counties = NameTable("单位", "N01", "单位表", [Name(text, text, PLACE) for text in known])
    for text, near in (("婺成区", "婺城区"), ("义鸟市", "义乌市"), ("金 东 区（筹）", "金东区")):
        assert counties.find(text, DAY) is None
        problem = counties.refusal(text, PLACE, DAY)
        assert (problem.code, problem.value) == ("N01", text)
        assert problem.fix.startswith(f"是不是“{near}”？")
    assert "是不是" not in counties.refusal("XYZ", PLACE, DAY).fix


def test_group_scoped_alias_needs_its_group(portal: Portal) -> None:
    """A bare 开发区 is the one of the units around it; alone in a table it may be any."""
    assert name_in(portal, "开发区") == []
    portal.write("content/results/2019Q1/补充.csv", "单位,火灾起数\n开发区,15\n")
    assert portal.check().codes == ["N01"]


def test_dated_alias_holds_only_between_its_days(portal: Portal) -> None:
    """丁山新区 from April, 丁山镇 until March."""
    assert name_in(portal, "丁山镇") == []
    assert name_in(portal, "丁山新区", WIDE_Q2) == []
    portal.replace(WIDE, "丁山镇", "丁山新区")
    portal.replace(WIDE_Q2, "丁山新区", "丁山镇")
    assert portal.check().codes == ["N01", "N01"]


def test_hint_is_never_the_refused_text_itself(portal: Portal) -> None:
    ((_, fix),) = name_in(portal, "丁山新区")
    assert "是不是“丁山新区”" not in fix


def test_group_scoped_alias_in_targets(portal: Portal) -> None:
    portal.write(
        "content/targets.csv",
        "期间,单位,指标,目标值,依据\n2019,甲县,隐患整改率,95,任务书\n2019,开发区,隐患整改率,95,任务书\n",
    )
    assert portal.check().problems == []


def test_alias_may_pass_to_another_unit_on_a_day(portal: Portal) -> None:
    text = portal.read(ALIASES)
    portal.write(ALIASES, f"{text}unit,新区,bing,,,2019-03-31\nunit,新区,ding,,2019-04-01,\n")
    assert portal.check().problems == []


def test_alias_of_two_units_in_one_group_is_ambiguous(portal: Portal) -> None:
    text = portal.read(ALIASES)
    portal.write(ALIASES, f"{text}unit,高新区,bing,county,,\nunit,高新区,ding,county,,\n")
    assert portal.check().codes == ["N04"]


def test_names_that_fold_to_one_are_ambiguous(portal: Portal) -> None:
    text = portal.read(ALIASES)
    portal.write(ALIASES, f"{text}unit,丙 市,jia,,,\n")
    assert portal.check().codes == ["N04"]


def test_figures_of_a_unit_that_no_longer_exists_are_refused(portal: Portal) -> None:
    portal.replace(
        "site_config/units.csv", "功能区,county,yangli,,4,,", "功能区,county,yangli,,4,,2018-12-31"
    )
    assert portal.check().problems != []


def test_names_of_files_mean_nothing(portal: Portal) -> None:
    """The same tables under names that sort the other way round give the same ranking."""
    before = {u: (r["rank"], r["score"], r["rank_change"]) for u, r in portal.rows("2019Q2").items()}
    for period in ("2019Q1", "2019Q2"):
        folder = portal.root / "content/results" / period
        (folder / "汇总.csv").rename(folder / "zz.csv")
        (folder / "隐患整改.csv").rename(folder / "aa.csv")
    assert {u: (r["rank"], r["score"], r["rank_change"]) for u, r in portal.rows("2019Q2").items()} == before


REPEAT = "单位,隐患整改率\n甲县,90\n乙县,95\n丙市,80\n丁山（经济）开发区,100\n"


@pytest.mark.parametrize(
    "name",
    [
        "a.csv",
        "隐患整改重复.csv",
    ],
)
def test_repeated_figures_mean_nothing_wherever_they_sort(portal: Portal, name: str) -> None:
    """The same values once more, without targets: four notices, the same ranking."""
    before = [(u, r["score"]) for u, r in portal.rows("2019Q1").items()]
    portal.write(f"content/results/2019Q1/{name}", REPEAT)
    assert portal.check().codes == ["V06"] * 4
    assert [(u, r["score"]) for u, r in portal.rows("2019Q1").items()] == before


def test_repeated_figure_with_another_target_is_refused(portal: Portal) -> None:
    portal.write("content/results/2019Q1/隐患整改更正.csv", "单位,指标,数值,目标值\n甲县,隐患整改率,90,80\n")
    assert portal.check().codes == ["V05"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("⼄县", "a Kangxi radical that looks like 乙"),
        ("甲縣", "a traditional form"),
        ("甲 县市", "a suffix too many"),
        ("NA", "what a spreadsheet program takes for an empty cell"),
    ],
)
def test_a_lookalike_is_refused_and_never_a_new_unit(portal: Portal, text: str, why: str) -> None:
    ((code, _),) = name_in(portal, text)
    assert code == "N01", why


def test_a_unit_called_na_stays_na(portal: Portal) -> None:
    text = portal.read("site_config/units.csv")
    portal.write("site_config/units.csv", text.replace(",乙县,乙,", ",NA,乙,"))
    for path in sorted((portal.root / "content/results").rglob("*.csv")):
        path.write_text(path.read_text(encoding="utf-8").replace("乙县", "NA"), encoding="utf-8")
    assert portal.check().exit_code == 0
    assert [row["name"] for row in portal.rows("2019Q1").values() if row["unit"] == "yi"] == ["NA"]


def test_a_character_that_only_looks_right_is_said_to_be_another(portal: Portal) -> None:
    portal.write(WIDE, "单位,火灾起数,服务评分\n⼄县,20,32\n,20,32\n")
    first, second = [p for p in portal.check().problems if p["path"] == WIDE]
    assert "看上去是“乙县”，但有的字是形似的另一个字" in first["fix"]
    assert second["what"] == "这里没有写单位名。"
