"""What may be chance isn't called progress: tails reckoned by hand, and what pages say of a swap within them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leitai.score.arithmetic.chance import Events, is_within_chance
from portals import Portal


def counts(one: int, other: int, *bases: int) -> bool:
    first, second = bases or (1, 1)
    return is_within_chance(Events(one, Fraction(first)), Events(other, Fraction(second)))


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        (3, 9, True),  # (1 + 12 + 66 + 220) / 4096 = 7.3 % on one side
        (2, 10, False),  # (1 + 12 + 66) / 4096 = 1.9 %
        (0, 5, True),  # 1 / 32 = 3.1 %
        (0, 6, False),  # 1 / 64 = 1.6 %
        (500, 560, True),  # (30 − 0.5)² = 870 under 3.8416 · 265
        (500, 570, False),  # (35 − 0.5)² = 1190 over 3.8416 · 267.5
    ],
)
def test_counts_of_equal_exposure(one: int, other: int, within: bool) -> None:
    assert counts(one, other) == counts(other, one) == within


def test_exposure_counts() -> None:
    """12 in 1 and 30 in 3 are alike: 12 of 42 where 10.5 are to be expected; 22 and 30 are not."""
    assert counts(12, 30, 1, 3)
    assert not counts(22, 30, 1, 3)


@pytest.mark.parametrize(("one", "other", "within"), [(4, 0, False), (3, 1, True)])
def test_shares_of_cases(one: int, other: int, within: bool) -> None:
    """Fisher's cups of tea: 1 / 70 and 17 / 70 on one side."""
    first, second = (Events(count, Fraction(4), is_share=True) for count in (one, other))
    assert is_within_chance(first, second) == within


def test_many_cases_are_told_by_the_normal_curve() -> None:
    """80 % and 75 % of 200: 160 where 155 are expected, variance 155 · 200 · 90 / (400 · 399) = 17.5."""
    first, second, third = (Events(n, Fraction(200), is_share=True) for n in (160, 150, 130))
    assert is_within_chance(first, second)
    assert not is_within_chance(first, third)


def test_a_swap_within_chance_is_no_progress(portal: Portal) -> None:
    """甲 and 乙 change places with 10 and 12 fires; 丙 falls from 13 to 50, which is no chance, and 丁 rises for that."""
    portal.score_only(fire="kind: minmax")
    for period, numbers in (("2019Q1", (10, 12, 13, 20)), ("2019Q2", (12, 10, 50, 20))):
        rows = zip(("甲县", "乙县", "丙市", "丁山（经济）开发区"), numbers, strict=True)
        portal.write(
            f"content/results/{period}/火灾.csv", "单位,火灾起数\n" + "".join(f"{u},{n}\n" for u, n in rows)
        )
    rows = portal.rows("2019Q2")
    assert {unit: (row["rank_change"], row.get("within_chance", False)) for unit, row in rows.items()} == {
        "jia": (-1, True),
        "yi": (1, True),
        "bing": (-1, False),
        "ding": (1, False),
    }
    pages = portal.pages("index", "rankings/2019Q2/county", "indicators/fire")
    assert "乙县" not in pages["index"].partition("进位最多：")[2].partition("</p>")[0]
    assert "1 个进位、1 个退位、2 个的变动在随机波动范围内" in pages["rankings/2019Q2/county"]
    assert "高，超出随机波动" in pages["indicators/fire"]


@pytest.mark.parametrize(("without", "change"), [("2019Q2", 1), ("2019Q1", -1)])
def test_who_moves_because_another_leaves_or_comes_is_not_said_to_climb_or_fall(
    portal: Portal, without: str, change: int
) -> None:
    """甲, 乙, 丙 and 丁 stay in this order; in one of the periods 乙 doesn't report, and 丁 passes 丙 in the second."""
    portal.score_only(fire="kind: minmax")
    for period, numbers in (("2019Q1", (10, 20, 30, 60)), ("2019Q2", (10, 20, 90, 50))):
        rows = zip(("甲县", "乙县", "丙市", "丁山（经济）开发区"), numbers, strict=True)
        told = "".join(f"{u},{n}\n" for u, n in rows if (u, period) != ("乙县", without))
        portal.write(f"content/results/{period}/火灾.csv", "单位,火灾起数\n" + told)
    rows = portal.rows("2019Q2")
    assert [rows[unit]["rank_change"] for unit in ("jia", "ding", "bing")] == [0, 1 + change, change - 1]
    moved = {unit for unit, row in rows.items() if row.get("by_members")}
    assert moved == set()
    portal.replace("content/results/2019Q2/火灾.csv", "丙市,90", "丙市,40")
    rows = portal.rows("2019Q2")
    assert {unit for unit, row in rows.items() if row.get("by_members")} == {"bing", "ding"}
    pages = portal.pages("index", "rankings/2019Q2/county", "rankings/2019Q2/county-notice")
    assert "进位最多" not in pages["index"] + pages["rankings/2019Q2/county"]
    assert "2 个的变动来自参评单位的增减" in pages["rankings/2019Q2/county"]
    notice = pages["rankings/2019Q2/county-notice"]
    assert "个单位进位" not in notice and "2个单位的变动来自参评单位的增减" in notice


def test_cumulative_counts_are_held_against_the_pace_until_then(portal: Portal) -> None:
    """甲 had 10 and now 14 more, 乙 12 and 10 more: no change of pace; 丙 13 and 60 more, which 丁 passes with 20 and 20 more."""
    portal.score_only(fire="kind: minmax")
    portal.replace("site_config/indicators.csv", "火灾起数,起,lower,quarter", "火灾起数,起,lower,ytd")
    for period, numbers in (("2019Q1", (10, 12, 13, 20)), ("2019Q2", (24, 22, 73, 40))):
        rows = zip(("甲县", "乙县", "丙市", "丁山（经济）开发区"), numbers, strict=True)
        told = "".join(f"{u},{n}\n" for u, n in rows)
        portal.write(f"content/results/{period}/火灾.csv", "单位,火灾起数\n" + told)
    rows = portal.rows("2019Q2")
    assert {unit for unit, row in rows.items() if row.get("within_chance")} == {"jia", "yi"}
    assert [rows[unit]["rank_change"] for unit in ("ding", "bing")] == [1, -1]


@pytest.mark.parametrize(
    ("jia", "yi", "within"), [((5, 5), (4, 4), {"jia", "yi"}), ((18, 18), (6, 6), set())]
)
def test_what_is_made_of_quarters_is_held_against_those_before(
    portal: Portal, jia: tuple[int, int], yi: tuple[int, int], within: set[str]
) -> None:
    """甲 had 9 fires in the first half-year and 乙 12; in the second one 乙 is ahead: with 8 against 10, which is chance, or
    because 甲 has 36, which is not."""
    portal.score_only(fire="kind: deduct, per_unit: 1")
    fires = {"2019Q1": (5, 6, 40, 60), "2019Q2": (4, 6, 40, 60)}
    fires |= {f"2019Q{n + 3}": (jia[n], yi[n], 40, 60) for n in (0, 1)}
    for period, numbers in fires.items():
        rows = zip(("甲县", "乙县", "丙市", "丁山（经济）开发区"), numbers, strict=True)
        told = "".join(f"{u},{n}\n" for u, n in rows)
        portal.write(f"content/results/{period}/火灾.csv", "单位,火灾起数\n" + told)
    days = "".join(f"  2019{name}: {{data_status: demo}}\n" for name in ("Q3", "Q4", "H1", "H2"))
    portal.replace("site_config/portal.yml", "themes:", f"{days}themes:")
    head = portal.read("site_config/methods/county.yml").partition("dimensions:")[0]
    head = head.replace("id: county\n", "id: half\n").replace("{from: 2019Q1, to: 2019Q4}", "{from: 2019H1}")
    tree = "  - {id: all, name: 半年, weight: 100, rollup: {method: county, of: total, combine: mean}}\n"
    portal.write("site_config/methods/half.yml", f"{head}dimensions:\n{tree}")
    rows = portal.rows("2019H2")
    assert {unit: row["rank_change"] for unit, row in rows.items() if row["rank_change"]} == {
        "jia": -1,
        "yi": 1,
    }
    assert {unit for unit, row in rows.items() if row.get("within_chance")} == within
