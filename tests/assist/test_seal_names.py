"""Names are no sealed facts: seals of before, which held them, still hold; a renamed unit needs no correction."""

from __future__ import annotations

from datetime import date

import pytest

from leitai.model.seals.former import facts_of
from leitai.model.seals.seal import Snapshot
from leitai.read.records.context import Context
from leitai.read.records.seals import read_seals
from portals import TESTS, Portal

UNITS, INDICATORS = "site_config/units.csv", "site_config/indicators.csv"
LEDGERS = "content/ledgers"
DATA = "content/results/2019Q1/汇总.csv"
BEFORE = TESTS / "bad/L01-sealed-cell-changed"  # its seals were written while snapshots held names


@pytest.fixture
def of_before(portal: Portal) -> Portal:
    data = portal.read(DATA)
    portal.overlay(BEFORE)
    portal.write(DATA, data)
    return portal


def test_the_reason_for_no_rank_holds_no_name() -> None:
    results = {
        "jia/名次": "1",
        "yi/名次": "未报或不适用：火灾起数",
        "bing/名次": "按规定不排名：办法含有不得排名的指标（案件数）",
    }
    old = Snapshot("2019Q1", 1, date(2019, 4, 15), {}, {}, results, {}, form=1)
    assert dict(facts_of(old).results) == {"jia/名次": "1", "yi/名次": "未报", "bing/名次": "按规定不排名"}


def test_a_seal_of_before_has_the_same_facts(of_before: Portal) -> None:
    """Not a byte of it is written anew, and it says what a seal of the same period says today."""
    kept = {path: path.read_bytes() for path in (of_before.root / LEDGERS).rglob("*.*") if path.is_file()}
    (old,) = read_seals(of_before.root, Context([]))
    assert of_before.errors() == []
    assert {path: path.read_bytes() for path in kept} == kept
    of_before.delete(LEDGERS)
    assert of_before.run("seal", "2019Q1").exit_code == 0
    (new,) = read_seals(of_before.root, Context([]))
    for part in ("inputs", "method", "results"):
        assert getattr(old.snapshot, part) == getattr(new.snapshot, part)


def test_a_value_that_is_not_the_sealed_one_is_found_in_a_seal_of_before(of_before: Portal) -> None:
    of_before.replace(DATA, "甲县,10,", "甲县,11,")
    assert "L01" in of_before.check().codes
    assert of_before.correct("2019Q1", "甲县", "火灾起数", "10", "11").exit_code == 0
    assert of_before.errors() == []
    of_before.replace(DATA, "甲县,11,", "甲县,12,")
    assert of_before.correct("2019Q1", "甲县", "火灾起数", "11", "12").exit_code == 0


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (UNITS, "jia,甲县,甲,县", "jia,甲区,甲区,市辖区"),
        (INDICATORS, "service,服务评分,分", "service,群众评议得分,分"),
    ],
)
def test_a_name_mended_in_place_breaks_no_seal(of_before: Portal, path: str, old: str, new: str) -> None:
    name, after = old.split(",")[1], new.split(",")[1]
    of_before.replace(path, old, new)
    kind = "unit,甲县,jia" if path == UNITS else "indicator,服务评分,service"
    of_before.append("site_config/aliases.csv", f"{kind},,,\n")
    assert of_before.errors() == [], f"{name} → {after}"


def test_tables_are_read_with_the_names_of_then_and_now(portal: Portal) -> None:
    """The name of then, or today's; a name that ended is refused later, and may pass on to another unit."""
    second = "content/results/2019Q2/汇总.csv"
    portal.replace(
        UNITS, "jia,甲县,甲,县,county,yangli,,1,,,虚构",
        "jia,甲县,甲,县,county,yangli,,1,,2019-03-31,虚构\njia,甲区,甲区,市辖区,county,yangli,,1,2019-04-01,,虚构",
    )  # fmt: skip
    assert {problem["code"] for problem in portal.check().problems} == {"N01"}
    assert "请写全称“甲区”" in portal.errors()[0]
    for path in (second, "content/results/2019Q2/隐患整改.csv"):
        portal.write(path, portal.read(path).replace("甲县", "甲区"))
    assert portal.errors() == []
    first = "content/results/2019Q1/汇总.csv"
    portal.replace(first, "甲县,", "甲区,")
    assert portal.errors() == []
    names = {period: portal.rows(period)["jia"]["name"] for period in ("2019Q1", "2019Q2")}
    assert names == {"2019Q1": "甲县", "2019Q2": "甲区"}
    portal.replace(
        UNITS,
        "yi,乙县,乙,县,county,yangli,,2,,,",
        "yi,乙县,乙,县,county,yangli,,2,,2019-03-31,\nyi,甲县,甲,县,county,yangli,,2,2019-04-01,,",
    )
    for path in (second, "content/results/2019Q2/隐患整改.csv"):
        portal.write(path, portal.read(path).replace("乙县", "甲县"))
    assert portal.errors() == []
    assert portal.rows("2019Q1")["jia"]["scores"]["service"]["value"] == 36
    assert portal.rows("2019Q2")["yi"]["scores"]["service"]["value"] == 35
