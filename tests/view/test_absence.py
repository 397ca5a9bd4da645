"""Why a figure isn't there, case by case: 未报 is said only of what somebody asked for."""

from __future__ import annotations

from leitai.model.absence import absences_of
from leitai.pipeline.load import load
from leitai.schema.period import Period
from portals import REPOSITORY, Portal

UNITS = "site_config/units.csv"


def word(portal: Portal, unit: str, indicator: str, period: str) -> str:
    content = load(portal.root).content
    parsed = Period.parse(period)
    assert parsed is not None
    return absences_of(content).word(content.settings.units[unit], indicator, parsed)


def yearly(portal: Portal, rows: str) -> None:
    """A year, which no method ranks."""
    portal.replace("site_config/portal.yml", "periods:\n", "periods:\n  2019: {data_status: demo}\n")
    portal.write("content/results/2019/年度.csv", f"单位,指标,数值\n{rows}")


def test_what_the_method_asks_for_is_not_reported(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36\n", "")
    portal.replace("content/results/2019Q1/隐患整改.csv", "甲县,隐患整改率,90,%,100\n", "")
    assert word(portal, "jia", "fire", "2019Q1") == "未报"


def test_without_a_method_it_was_asked_for_if_most_of_the_group_have_it(portal: Portal) -> None:
    yearly(portal, "甲县,火灾起数,9\n乙县,火灾起数,9\n丙市,火灾起数,9\n")
    assert word(portal, "ding", "fire", "2019") == "未报"


def test_the_own_figure_of_one_unit_was_not_asked_of_the_others(portal: Portal) -> None:
    yearly(portal, "甲县,火灾起数,9\n")
    assert word(portal, "ding", "fire", "2019") == "未要求报送"
    status = portal.page("status/2019")
    assert "应报 1 个：已报 1 个，迟报 0 个，未报 0 个，零报告 0 个；另有 3 个未要求报送。" in status


def test_a_registered_receipt_shows_that_a_report_was_asked_for(portal: Portal) -> None:
    yearly(portal, "甲县,火灾起数,9\n")
    portal.write("content/results/2019/receipts.csv", "单位,收到日期,说明\n丁山（经济）开发区,,催过\n")
    status = portal.page("status/2019")
    assert "未报 1 个，零报告 0 个；另有 2 个未要求报送。" in status


def test_a_unit_before_it_existed_and_after_it_ended(portal: Portal) -> None:
    portal.replace(UNITS, "yangli,,4,,,虚构", "yangli,,4,2019-01-01,2019-06-30,虚构")
    assert word(portal, "ding", "fire", "2018Q4") == "单位尚未设立"
    assert word(portal, "ding", "fire", "2019Q3") == "单位已撤销"


def test_a_period_before_the_indicator_existed(portal: Portal) -> None:
    assert word(portal, "yangli", "fire", "2018Q4") == "指标尚未设立"
    assert word(portal, "yangli", "fire", "2019Q2") == "未要求报送"


def test_what_the_source_does_not_say_is_neither_a_number_nor_unreported(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,不详,36")
    assert portal.check().exit_code == 0
    score = portal.rows("2019Q1")["jia"]["scores"]["fire"]
    assert (score["value"], score["state"]) == (None, "unknown")
    page = portal.page("indicators/fire")
    assert "不详" in page and "未报" not in page


def test_the_sample_accuses_nobody_who_was_not_asked() -> None:
    content = load(REPOSITORY).content
    absences, settings = absences_of(content), content.settings
    year = Period(2019, "year", 1)
    owing = [u.unit_id for u in settings.roster("municipal_organ", year) if absences.owes_report(u, year)]
    assert owing == []
    towns = settings.roster("town", Period(2018, "quarter", 4))
    first = {absences.word(t, "mediation_success", Period(2018, "quarter", 4)) for t in towns}
    assert first == {"未要求报送"}
