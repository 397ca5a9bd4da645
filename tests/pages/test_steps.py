"""A reader with a pocket calculator can follow a rank back to the cells."""

from __future__ import annotations

import re
from html import unescape

from leitai.model.budget import MOST_NODES
from portals import Portal

METHOD = "site_config/methods/county.yml"


def page(portal: Portal, name: str) -> str:
    return unescape(portal.page(name))


def cells(text: str, unit: str) -> list[list[str]]:
    """The lines of a unit's first table, as text."""
    section = text.split(f'<div id="{unit}">')[1].split("</table>")[0]
    lines = re.findall(r"<tr.*?</tr>", section)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", re.sub(r"</?a[^>]*>", "", line)) for line in lines]


def test_every_step_from_cell_to_rank(portal: Portal) -> None:
    text = page(portal, "rankings/2019Q2/county-steps")
    assert cells(text, "yi")[1:] == [
        [
            "火灾起数<small>2019Q2/汇总.csv 第 3 行 “火灾起数（起）”列</small>",
            "8<small>起</small>",
            "60 + 40 ×（8 − 20）÷（8 − 20） = 100<small>本组最差值 20，本组最好值 8</small>",
            "30",
            "30",
            "30.00",
        ],
        [
            "隐患整改率<small>2019Q2/隐患整改.csv 第 3 行 “数值”列</small>",
            "88.0<small>%</small>",
            "100 × 88 ÷ 100 = 88<small>目标值：content/results/2019Q2/隐患整改.csv 第 3 行 “数值”列</small>",
            "30",
            "26.4",
            "26.40",
        ],
        [
            "服务评分<small>2019Q2/汇总.csv 第 3 行 “服务评分”列</small>",
            "35.0<small>分</small>",
            "100 × 35 ÷ 40 = 87.5",
            "40",
            "35",
            "35.00",
        ],
        ["合计", "", "", "", "91.4", "91.40"],
    ]
    assert "总分 91.40；第2名（共4个）。" in text


def test_numbers_of_the_group_say_where_they_come_from(portal: Portal) -> None:
    """隐患整改率 96, 88, 92 and 99: 375 in all; 2.25² + 5.75² + 1.75² + 5.25² = 68.75."""
    portal.replace(METHOD, "{kind: minmax, floor: 60, span: 40}", "{kind: minmax, best: 5}")
    portal.replace(METHOD, "{kind: completion, target: file, cap: 1}", "{kind: zscore, population: false}")
    fire, hazards, *_ = cells(page(portal, "rankings/2019Q2/county-steps"), "yi")[1:]
    assert fire[2] == "0 + 100 ×（8 − 20）÷（5 − 20） = 80<small>本组最差值 20，办法写明的满意值 5</small>"
    told = "本组平均值 = 375 ÷ 4 = 93.75；标准差 = √（与平均值之差的平方和 68.75 ÷ 3） = 4.7871355388"
    assert hazards[2].endswith(f"<small>{told}</small>")
    found = portal.rows("2019Q2")["yi"]["scores"]
    assert (found["hazards"]["basis"], found["service"]["basis"]) == (told, "")


def test_a_weight_that_siblings_left_says_how_it_came(portal: Portal) -> None:
    """Of 30 and 30 in a dimension of 60 one does not count; the other dimension's weights are as declared."""
    portal.replace(METHOD, "missing: unranked", "missing: reweight")
    portal.replace("content/results/2019Q2/汇总.csv", "乙县,8,35", "乙县,未报,35")
    fire, hazards, service, _ = cells(page(portal, "rankings/2019Q2/county-steps"), "yi")[1:]
    assert [line[3] for line in (fire, hazards, service)] == ["—", "60<small>60 × 30 ÷ 30 = 60</small>", "40"]


def test_why_it_moved_stands_beside_the_steps(portal: Portal) -> None:
    text = page(portal, "rankings/2019Q2/county-steps")
    assert (
        "总分较2019年第一季度增加 6.90 分；增分较多的是火灾起数（+6.00）、服务评分（+3.00）；"
        "失分较多的是隐患整改率（−2.10）；超过丁山（经济）开发区；名次的变动在随机波动范围内。"
    ) in text
    assert "与前一名乙县相差 0.70 分；只改一项就够：火灾起数由 16 到 15 起。" in text


def test_the_first_period_says_why_there_is_no_comparison(portal: Portal) -> None:
    assert "不与上期比较：无上期排名。" in page(portal, "rankings/2019Q1/county-steps")


def test_a_remainder_has_a_line_and_a_column_of_its_own(portal: Portal) -> None:
    """Only the total is rounded: 30 + 27 + 36.4 = 93.4 → 93, then 28 + 28.38 + 36.4 = 92.78 → 93.

    Printed points go 30 + 27 + 36 = 93 → 28 + 28 + 36 = 92, one less than the total: 四舍五入和总分上下限差额 +1.
    """
    portal.replace(METHOD, "places: 2, mode: half_up, at: indicator", "places: 0, mode: half_up, at: total")
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,10,36.4")
    portal.replace("content/results/2019Q2/汇总.csv", "甲县,12,38", "甲县,10,36.4")
    portal.replace("content/results/2019Q2/隐患整改.csv", "甲县,隐患整改率,96", "甲县,隐患整改率,94.6")
    moved = portal.rows("2019Q2")["jia"]["movement"]
    points = {"fire": -2, "hazards": 1, "service": 0}
    assert (moved["change"], moved["points"], moved["remainder"]) == (0, points, 1)
    pages = portal.pages("rankings/2019Q2/county", "rankings/2019Q2/county-steps")
    heading = 'data-key="moved-rounding" data-name="四舍五入和总分上下限差额">四舍五入和总分上下限差额</th>'
    assert heading in pages["rankings/2019Q2/county"]
    assert "各项取整后的分值加起来，末位可能差一点" in pages["rankings/2019Q2/county"]
    steps = pages["rankings/2019Q2/county-steps"]
    remainder = '<th scope="row">四舍五入和总分上下限差额</th><td class="lt-number">—</td><td class="lt-number">—</td>'
    assert f'{remainder}<td class="lt-number">+1</td>' in steps


def test_large_groups_are_split_in_customary_order(portal: Portal) -> None:
    more = "".join(f"u{n},样例{n}县,样例{n},县,county,yangli,,{n},,,虚构\n" for n in range(10, 60))
    portal.append("site_config/units.csv", more)
    lines = "".join(f"样例{n}县,{n},30\n" for n in range(10, 60))
    tidy = "".join(f"样例{n}县,隐患整改率,90,%,100\n" for n in range(10, 60))
    for period in ("2019Q1", "2019Q2"):
        portal.append(f"content/results/{period}/汇总.csv", lines)
        portal.append(f"content/results/{period}/隐患整改.csv", tidy)
    pages = portal.pages()
    first, second = (unescape(pages[f"rankings/2019Q2/county-steps{part}"]) for part in ("", "-2"))
    assert (first.count("<details"), second.count("<details")) == (31, 23)
    assert len(re.findall("<[a-z]", first)) < MOST_NODES
    assert "最少要" in first, "in groups of any size"
    ranking = unescape(pages["rankings/2019Q2/county"])
    assert 'href="county-steps.html#u36"' in ranking and 'href="county-steps-2.html#u37"' in ranking
