"""A value against its year-ago value, in words that a leader can't misread."""

from __future__ import annotations

import pytest

from leitai.model.change import Change, Direction, Judgement
from leitai.model.observations import Observation
from leitai.pages.indicators.comparisons import sentence
from leitai.pipeline.load import load
from leitai.problems import Place
from leitai.schema.period import Period
from leitai.score.explain.changes import progress_of
from portals import Portal

TIDY = "content/results/2019Q1/隐患整改.csv"


def page(portal: Portal, unit: str = "jia") -> str:
    return portal.page(f"units/{unit}")


@pytest.mark.parametrize(
    ("indicator", "value", "year_ago", "said"),
    [
        ("火灾起数", "10", "14", "↓ 4起（28.6%），向好"),
        ("火灾起数", "14", "10", "↑ 4起（40.0%），趋弱"),
        ("火灾起数", "10", "10", "→ 持平"),
        ("火灾起数", "10", "0", "↑ 10起，趋弱"),
        ("火灾起数", "90余起", "80", "↑ 10起（12.5%），趋弱<small>本期是约数</small>"),
        ("隐患整改率", "90", "87.5", "↑ 2.5个百分点，向好"),
    ],
)
def test_direction_by_arrow_and_meaning_by_word(
    portal: Portal, indicator: str, value: str, year_ago: str, said: str
) -> None:
    portal.delete("content/results/2019Q2")
    rows = f"单位,指标,数值,上年同期,目标值\n甲县,{indicator},{value},{year_ago},100\n"
    if indicator == "火灾起数":
        portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", f"甲县,{value},36")
    else:
        portal.replace(TIDY, "甲县,隐患整改率,90,%,100\n", "")
    portal.write("content/results/2019Q1/报送.csv", rows)
    assert said in page(portal)


def test_a_percentage_without_absolutes_is_marked_as_reported(portal: Portal) -> None:
    """Never a bare percentage; its sign still says which way, and N升M降 counts it."""
    portal.delete("content/results/2019Q2")
    rows = "单位,指标,数值,同比\n甲县,治安警情,410,-8.9%\n甲县,亡人事故,3,−４２.９％\n甲县,立案,9,上升3.1%\n甲县,未决,9,略降\n"
    portal.write("content/results/2019Q1/报送.csv", rows)
    for number, name in enumerate(("治安警情", "亡人事故", "立案", "未决")):
        row = f"c{number},{name},起,lower,quarter,0,平安建设,公安（虚构）,警情,警情,true,,,\n"
        portal.append("site_config/indicators.csv", row)
    text = page(portal)
    for said in (
        "-8.9%（绝对数未提供），↓ 向好",
        "−４２.９％（绝对数未提供），↓ 向好",
        "上升3.1%（绝对数未提供），↑ 趋弱",
    ):
        assert f"<td>报送值 {said}</td>" in text
    assert "<td>报送值 略降（绝对数未提供）</td>" in text
    assert "7项指标，一升两降，四项未知。其中两项向好，一项趋弱。" in text


def test_what_a_small_base_is_may_be_declared(portal: Portal) -> None:
    portal.replace("site_config/portal.yml", "recheck_days: 5", "recheck_days: 5\nsmall_base: 5")
    set_fire(portal, "6", "5")
    assert "<td>↓ 1起（16.7%），向好</td>" in page(portal)


FIRST, SECOND = (f"content/results/{period}/汇总.csv" for period in ("2019Q1", "2019Q2"))


def set_fire(portal: Portal, before: str, now: str) -> None:
    portal.replace(FIRST, "甲县,10,36", f"甲县,{before},36")
    portal.replace(SECOND, "甲县,12,38", f"甲县,{now},38")


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("200", "150", "<td>↓ 50起（25.0%），向好</td>"),
        ("200", "250", "<td>↑ 50起（25.0%），趋弱</td>"),
        ("0", "5", "<td>↑ 5起，趋弱<small>基数为零或负数，不算百分比</small></td>"),
        ("29", "30", "<td>↑ 1起（3.4%），趋弱<small>基数小，谨慎解读</small></td>"),
        ("30", "29", "<td>↓ 1起（3.3%），向好</td>"),
        ("未报", "5", "<td>—（上期没有数值）</td>"),
    ],
)
def test_against_the_period_before(portal: Portal, before: str, now: str, said: str) -> None:
    set_fire(portal, before, now)
    assert said in page(portal)


def test_rates_change_by_percentage_points(portal: Portal) -> None:
    assert "<td>↑ 6个百分点，向好</td>" in page(portal)


def test_without_year_ago_values_the_sentence_is_about_the_period_before(portal: Portal) -> None:
    """fire 10 → 12, hazards 90 → 96, service 36 → 38."""
    shown = page(portal)
    assert "2019年第二季度环比：3项指标，三项上升。" in shown
    assert shown.count("<td>—（绝对数未提供）</td>") == 3


def cumulative(portal: Portal, value: str, target: str = "100", polarity: str = "lower") -> str:
    """fire as a cumulative value with an annual target; half of the year has passed."""
    indicators = "site_config/indicators.csv"
    portal.replace(indicators, "fire,火灾起数,起,lower,quarter", f"fire,火灾起数,起,{polarity},ytd")
    set_fire(portal, "1", value)
    portal.write("content/targets.csv", f"期间,单位,指标,目标值,依据\n2019,,火灾起数,{target},任务书\n")
    return page(portal)


@pytest.mark.parametrize(
    ("value", "polarity", "said"),
    [
        ("50", "higher", "● 绿灯（按序时）<small>完成年度目标 50.0%，序时进度 50.0%</small>"),
        ("41", "higher", "● 绿灯（按序时）<small>完成年度目标 41.0%"),
        ("40", "higher", "◆ 黄灯（略有落后）<small>完成年度目标 40.0%"),
        ("20", "higher", "◆ 黄灯（略有落后）<small>完成年度目标 20.0%"),
        ("19", "higher", "▲ 红灯（落后较多）<small>完成年度目标 19.0%"),
        ("19", "lower", "● 绿灯（按序时）<small>完成年度目标 19.0%"),
        ("81", "lower", "▲ 红灯（落后较多）<small>完成年度目标 81.0%"),
    ],
)
def test_lamp_of_a_cumulative_value(portal: Portal, value: str, polarity: str, said: str) -> None:
    assert said in cumulative(portal, value, polarity=polarity)


def test_a_missed_target_is_not_green_at_the_end_of_the_year(portal: Portal) -> None:
    cumulative(portal, "99", polarity="higher")
    (portal.root / "content/results/2019Q2").rename(portal.root / "content/results/2019Q4")
    portal.replace("site_config/portal.yml", "  2019Q2:", "  2019Q4:")
    (lamp,) = {
        one.lamp
        for one in progress_of(load(portal.root).content).values()
        if one.observation.unit_id == "jia" and one.elapsed == 1
    }
    assert lamp == "yellow"


def test_cumulative_values_have_no_change_against_the_period_before(portal: Portal) -> None:
    assert "<td>—（累计数不作环比）</td>" in cumulative(portal, "30")


def test_no_lamp_on_what_may_not_be_ranked(portal: Portal) -> None:
    """The volume of petitions is neither ranked nor lit."""
    portal.replace("site_config/indicators.csv", "service,服务评分", "service,信访总量")
    portal.replace("site_config/indicators.csv", "分,higher,quarter", "分,higher,ytd")
    for path in (FIRST, SECOND):
        portal.replace(path, "服务评分", "信访总量")
    portal.replace("site_config/methods/county.yml", "display: full", "display: full\nlegal_basis: 某办法")
    portal.write("content/targets.csv", "期间,单位,指标,目标值,依据\n2019,,信访总量,100,任务书\n")
    shown = page(portal)
    assert "信访总量" in shown and "灯（" not in shown


def test_benchmarks_stand_beside_the_units(portal: Portal) -> None:
    portal.write(
        "content/benchmarks.csv",
        "期间,对标,名称,指标,数值,来源\n2019Q2,标杆地,示例甲市,隐患整改率,99.5,示例公报\n",
    )
    pages = portal.pages("units/jia", "rankings/2019Q2/county", "indicators/hazards")
    assert "<td>标杆地示例甲市 99.5</td>" in pages["units/jia"]
    assert "<td>未设定</td>" in pages["units/jia"]
    ranking = pages["rankings/2019Q2/county"]
    assert (
        '<td data-name="对标">示例甲市<small>标杆地</small></td><td data-name="数值" class="lt-number">99.5<small>%</small></td>'
        in ranking
    )
    assert "示例公报" in ranking
    indicator = pages["indicators/hazards"]
    assert (
        '<th scope="row">标杆地：示例甲市</th><td class="lt-number">99.5</td><td class="lt-number">—</td>'
        in indicator
    )


def test_who_had_no_rank_before_is_counted(portal: Portal) -> None:
    (line,) = [x for x in portal.read(FIRST).splitlines() if x[:2] == "丙市"]
    portal.replace(FIRST, line, f"丙市,未报,{line.split(',')[2]}")
    text = portal.page("rankings/2019Q2/county")
    assert "较2019年第一季度，1 个持平、2 个的变动在随机波动范围内，1 个上期没有名次。" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("up", "better")], "1个单位上升，向好。"),
        ([("up", "better")] * 3, "3个单位都上升，都向好。"),
        ([("same", "same")] * 2, "2个单位都持平。"),
        ([("down", "unknown")] * 2, "2个单位都下降。"),
        ([("up", "better")] * 2 + [("same", "same")], "3个单位，两个上升，一个持平。其中两个向好。"),
        (
            [("up", "worse"), ("down", "better"), ("unknown", "unknown")],
            "3个单位，一升一降，一个未知。其中一个向好，一个趋弱。",
        ),
        ([("unknown", "unknown")], "1个单位，一个未知。"),
    ],
)
def test_moves_are_told_as_one_would_say_them(changes: list[tuple[Direction, Judgement]], said: str) -> None:
    """No 零降, and no count of what is true of all."""
    cell = Observation(Period(2019, "quarter", 1), "jia", "fire", None, "value", "eq", "", Place("a.csv"))
    assert sentence([Change(cell, None, None, None, d, j, "") for d, j in changes], "个单位") == said
