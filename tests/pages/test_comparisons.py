"""A value against its year-ago value, in words that a leader can't misread (US-L4, US-L5)."""

from __future__ import annotations

import pytest

from portals import Portal

TIDY = "content/results/2019Q1/隐患整改.csv"


def page(portal: Portal, unit: str = "jia") -> str:
    assert portal.run("pages").exit_code == 0
    return (portal.root / f"build/pages/units/{unit}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("indicator", "value", "year_ago", "said"),
    [
        ("火灾起数", "10", "14", "↓ 4起（28.6%） 向好"),
        ("火灾起数", "14", "10", "↑ 4起（40.0%） 趋弱"),
        ("火灾起数", "10", "10", "→ 持平"),
        ("火灾起数", "10", "0", "↑ 10起 趋弱"),
        ("隐患整改率", "90", "87.5", "↑ 2.5个百分点 向好"),
    ],
)
def test_direction_by_arrow_and_meaning_by_word(
    portal: Portal, indicator: str, value: str, year_ago: str, said: str
) -> None:
    portal.delete("content/results/2019Q2")
    rows = f"单位,指标,数值,上年同期,目标值\n甲县,{indicator},{value},{year_ago},100\n"
    if indicator == "火灾起数":
        portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", f"甲县,{value},36")
        portal.write("content/results/2019Q1/上年.csv", rows)
    else:
        portal.replace(TIDY, "甲县,隐患整改率,90,%,100\n", "")
        portal.write("content/results/2019Q1/上年.csv", rows)
    assert said in page(portal)


def test_a_percentage_without_absolutes_is_marked_as_reported(portal: Portal) -> None:
    """R-RNK-04: never a bare percentage."""
    portal.delete("content/results/2019Q2")
    text = (portal.root / TIDY).read_text(encoding="utf-8")
    text = text.replace("目标值\n", "目标值,同比\n").replace("%,100\n", "%,100,\n")
    portal.write(TIDY, text.replace("甲县,隐患整改率,90,%,100,", "甲县,隐患整改率,90,%,100,-8.9%"))
    assert "报送值 -8.9%（绝对数未提供）" in page(portal)
