"""The methods that the handbook prints are read, checked and reckoned by hand."""

from __future__ import annotations

from html import unescape

import pytest

from leitai.pages.site.example_methods import example_methods
from portals import Portal

INDICATORS = """indicator_id,name,unit_of_measure,polarity,period_type,decimals,theme,owner,definition,source,rankable,valid_min,valid_max,lever,numerator,denominator,per,note
people,常住人口,万人,none,point,1,结构,统计局,年末常住人口。,年鉴,true,,,,,,,
fire,火灾起数,起,lower,quarter,0,平安建设,消防机构,本季火灾。,统计,true,0,,,,,,
fire_rate,每万人火灾起数,起/万人,lower,quarter,2,平安建设,消防机构,本季火灾除以人口。,统计,true,0,,,fire,people,1,
hazards,隐患整改率,%,higher,quarter,1,平安建设,平安办,按期整改的比例。,台账,true,0,100,,,,,
disputes,纠纷化解率,%,higher,quarter,1,平安建设,司法局,化解的比例。,台账,true,0,100,,,,,
thefts,盗窃警情,起,lower,quarter,0,平安建设,公安局,本季警情。,统计,true,0,,,,,,
service,服务评分,分,higher,quarter,1,基层服务,政法委,群众评议。,汇总,true,0,100,,,,,
"""
UNITS = """unit_id,name,short,kind,group,parent_id,gbt2260,sort,valid_from,valid_to,note
jia,甲县,甲,县,county,,,1,,,
yi,乙县,乙,县,county,,,2,,,
bing,丙市,丙,县级市,county,,,3,,,
t1,东镇,东,镇,town,,,4,,,
t2,西镇,西,镇,town,,,5,,,
t3,南镇,南,镇,town,,,6,,,
"""
PEOPLE = "单位,常住人口\n甲县,10\n乙县,7\n丙市,5\n东镇,2\n西镇,3\n南镇,1\n"
HEADER = "单位,指标,数值,目标值,上年同期\n"
COUNTY = (
    HEADER
    + """甲县,火灾起数,5,,
甲县,隐患整改率,94,90,
甲县,纠纷化解率,92,,
甲县,盗窃警情,80,,100
甲县,服务评分,90,,
乙县,火灾起数,14,,
乙县,隐患整改率,81,90,
乙县,纠纷化解率,79,,
乙县,盗窃警情,120,,100
乙县,服务评分,80,,
丙市,火灾起数,0,,
丙市,隐患整改率,100,80,
丙市,纠纷化解率,96,,
丙市,盗窃警情,30,,
丙市,服务评分,95,,
"""
)
TOWNS = (
    HEADER
    + """东镇,火灾起数,1,,
东镇,盗窃警情,8,,
东镇,服务评分,80,,
西镇,火灾起数,未报,,
西镇,盗窃警情,8,,
西镇,服务评分,90,,
南镇,火灾起数,0,,
南镇,盗窃警情,8,,
南镇,服务评分,70,,
"""
)
EARLIER = HEADER + "东镇,盗窃警情,10,,\n西镇,盗窃警情,10,,\n南镇,盗窃警情,8,,\n"
ADJUSTMENTS = """单位,类别,分值,事由,依据,日期
甲县,加分,3,演示：经验推广,办法第十条,2019-02-01
丙市,扣分,1,演示：迟报,办法第十条,2019-02-01
乙县,一票否决,,演示：事由,办法第十五条,2019-03-20
"""
GROUPS = "groups:\n  county: 县（市、区）\n  town: 乡镇（街道）\n"
PERIODS = "".join(
    f"  {name}: {{data_status: demo}}\n" for name in ("2018", "2018Q4", "2019Q1", "2019Q4", "2019")
)


@pytest.fixture
def written(portal: Portal) -> Portal:
    """The minimal portal with the handbook's methods, and numbers that a pocket calculator can follow."""
    portal.delete("content")
    portal.write("site_config/aliases.csv", "kind,alias,id,group,valid_from,valid_to\n")
    portal.delete("site_config/methods/county.yml")
    settings = portal.read("site_config/portal.yml")
    head, themes = settings.partition("groups:")[0], settings[settings.index("themes:") :]
    portal.write("site_config/portal.yml", f"{head}{GROUPS}periods:\n{PERIODS}{themes}")
    portal.write("site_config/indicators.csv", INDICATORS)
    portal.write("site_config/units.csv", UNITS)
    for file in example_methods():
        portal.write(f"site_config/methods/{file.name}", file.text)
    portal.write("content/results/2018/人口.csv", PEOPLE)
    portal.write("content/results/2018Q4/乡镇.csv", EARLIER)
    portal.write("content/results/2019Q1/县.csv", COUNTY)
    portal.write("content/results/2019Q1/乡镇.csv", TOWNS)
    portal.write("content/results/2019Q1/adjustments.csv", ADJUSTMENTS)
    portal.write("content/results/2019Q4/乡镇.csv", TOWNS.replace("西镇,服务评分,90", "西镇,服务评分,91"))
    portal.write("content/results/2019Q4/县.csv", COUNTY.replace("甲县,服务评分,90", "甲县,服务评分,100"))
    return portal


def test_they_are_accepted_and_give_what_was_reckoned_by_hand(written: Portal) -> None:
    """甲 in Q1: 90 · 20 %, 102.22 · 20 %, 92 · 20 %, 75 · 20 %, 90 · 20 % and 2 of 3 points of bonus: 18 + 20.44 + 18.4 + 15 + 18 + 2.
    丙: no year-ago value, so service has all 40. The year of 甲: 70 % of (91.84 + 2 · 91.84) / 3, 30 % of 94.74.
    """
    errors = [problem for problem in written.check().problems if problem["severity"] == "error"]
    assert errors == []

    def told(period: str, group: str) -> dict[str, tuple[float, int, str]]:
        (ranking,) = [one for one in written.rank(period)["rankings"] if one["group"] == group]
        return {row["unit"]: (row["score"], row["rank"], row["tier"]) for row in ranking["rows"]}

    assert told("2019Q1", "county") == {
        "bing": (98, 1, "优秀"),
        "jia": (91.84, 2, "良好"),
        "yi": (46, 3, "一般"),
    }
    assert told("2019Q1", "town") == {
        "t2": (90, 1, "红旗"),
        "t1": (87.5, 2, "达标"),
        "t3": (80, 3, "达标"),
    }
    assert told("2019", "county") == {
        "bing": (99.57, 1, "第一等"),
        "jia": (92.71, 2, "第二等"),
        "yi": (47.2, 3, "第三等"),
    }


def test_every_rule_of_them_is_on_their_pages(written: Portal) -> None:
    """In words on the pages of methods, as arithmetic on the steps pages."""
    pages = written.pages()
    for name, words in {
        "methods/county-quarter": (
            "每项最多 2 分",
            "照常排名，不授奖",
            "优秀 30%",
            "比上年同期增长的百分比",
            "超额加分",
        ),
        "methods/town-quarter": ("有一项未报，整个维度不计", "红旗到第 1 名", "比上一期增加的数"),
        "methods/county-year": (
            "各期总分的加权平均",
            "各期的权重依次为 1、1、1、2",
            "中最好 2 期的平均",
            "1/3",
        ),
        "rankings/2019Q1/county-steps": ("100 ×（80 − 100）÷ 100 = −20", "5 ÷ 10 = 0.5", "等次：优秀"),
        "rankings/2019/county-steps": ("（91.84 × 1 + 91.84 × 2）÷ 3 = 91.84", "2019年第二季度 未排名"),
        "handbook/methods": ("weights: [1, 1, 1, 2]", "clip: {low: 60, high: 100}"),
    }.items():
        assert [word for word in words if word not in unescape(pages[name])] == [], name
