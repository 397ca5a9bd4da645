"""Programmes and rewards: a title needs its source, a reward its rank."""

from __future__ import annotations

import pytest

from portals import Portal

PROGRAMME = "---\ntitle: 示范所创建（虚构）\nkind: 创建\nmembers: [{}]\nindicators: [hazards]\n---\n说明。\n"
REWARDS = "期间,组别,单位,名次,奖励,依据\n"


@pytest.mark.parametrize(
    ("members", "codes"),
    [
        ("{unit: jia, status: 创建}, {unit: yi, status: 命名, date: 2019-06, source: 样〔2019〕7号}", []),
        ("{unit: jia, status: 命名}", ["E02"]),
        ("{unit: jia, status: 创建}, {unit: jia, status: 退出}", ["S04"]),
        ("{unit: nobody, status: 创建}", ["S07"]),
        ("{unit: jia, status: 达标}", ["S03"]),
    ],
)
def test_members(portal: Portal, members: str, codes: list[str]) -> None:
    portal.write("content/programmes/model.md", PROGRAMME.format(members))
    assert portal.check().codes == codes


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("2019Q2,county,甲县,1,通报表扬,样〔2019〕9号", []),
        ("2019Q2,county,甲县,2,通报表扬,样〔2019〕9号", ["E08"]),
        ("2019Q2,town,甲县,1,通报表扬,样〔2019〕9号", ["E08"]),
        ("2018Q2,county,甲县,1,通报表扬,样〔2019〕9号", ["E08"]),
        ("2019Q2,county,甲县,1,通报表扬,", ["S02"]),
    ],
)
def test_rewards(portal: Portal, row: str, codes: list[str]) -> None:
    portal.write("content/ledgers/rewards.csv", f"{REWARDS}{row}\n")
    assert portal.check().codes == codes


def test_their_pages(portal: Portal) -> None:
    portal.write("content/programmes/model.md", PROGRAMME.format("{unit: jia, status: 创建, date: 2019-06}"))
    portal.write("content/ledgers/rewards.csv", f"{REWARDS}2019Q2,county,甲县,1,通报表扬,样〔2019〕9号\n")
    pages = portal.pages("ledgers/programmes", "ledgers/rewards")
    shown = pages["ledgers/programmes"].partition("{: #model }")[2]
    assert ">创建<" in shown and "2019年6月" in shown and "../indicators/hazards.html" in shown
    assert "通报表扬" in pages["ledgers/rewards"] and "演示数据" in pages["ledgers/rewards"]


@pytest.mark.parametrize(("name", "codes"), [("需加力", []), ("较差", ["S03"]), ("差", ["S03"])])
def test_no_tier_shames(portal: Portal, name: str, codes: list[str]) -> None:
    method = portal.read("site_config/methods/county.yml")
    tiers = f"display: tiers\nvalues: hidden\ntiers: [{{from: 90, name: 优秀}}, {{from: 0, name: {name}}}]"
    portal.write("site_config/methods/county.yml", method.replace("display: full", tiers))
    assert portal.check().codes == codes
