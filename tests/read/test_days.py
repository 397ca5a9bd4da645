"""One reading for every date: what people and spreadsheets write, as far as it is known, or what to write instead."""

from __future__ import annotations

import shutil

import pytest

from leitai.model.privacy.screen import PrivacyScreen
from leitai.read.records.context import context_of
from leitai.read.records.settings import read_settings
from leitai.schema.days import DateRefused, read_dated_text, read_day, read_known_date
from leitai.schema.parsers import PERIOD, RowSoFar, ValueRefused
from portals import SAMPLE, Portal

KNOWN = {
    "2019": "2019 2019年 ２０１９",
    "2019-08": "2019-08 2019-8 2019/8 2019.08 2019年8月 2019年08月",
    "2019-08-15": "2019-08-15 2019/8/15 2019.8.15 2019年8月15日 2019年8月15号 20190815 2019-08-15T00:00:00 ２０１９／８／１５",
}


@pytest.mark.parametrize("known", KNOWN)
def test_a_date_is_read_as_far_as_it_is_known(known: str) -> None:
    assert {read_known_date(text) for text in KNOWN[known].split()} == {known}


def test_a_day_may_carry_the_midnight_of_a_spreadsheet_and_no_other_time() -> None:
    assert read_day("2019/9/30 0:00") == read_day("2019-09-30 00:00:00") == read_day("2019-09-30")
    for text in ("2019-09-30 08:30", "2019-09"):
        with pytest.raises(DateRefused):
            read_day(text)


REFUSED = {
    "没有这一天": "2020-02-30 2019/2/29 2019-13 2019-00-10 2019-08-00 20190231 2019年6月31日",
    "改写成了英文": "Sep-19 30-Sep-19 Aug-2019",
    "如果是 2019-09-01": "43709 43709.0",
    "年在前": "9/30/2019 30.9.19 19-9-30",
    "写法不对": "去年底 2019.1 2019-8/15 2019年8-15 201908 2019-08-15-3 待定 2019Q3",
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_date_is_refused_with_what_to_write(why: str) -> None:
    for text in REFUSED[why].split():
        with pytest.raises(DateRefused) as refused:
            read_known_date(text)
        assert why in refused.value.what + refused.value.hint, text


def _row() -> RowSoFar:
    settings = read_settings(SAMPLE, [], PrivacyScreen(()))
    assert settings is not None
    return RowSoFar({}, context_of(settings, []))


MONTHS = ["Aug-19", "AUG-2019", "2019/8/1", "2019/08/01", "2019-08", "2019年8月"]


@pytest.mark.parametrize("text", MONTHS)
def test_a_period_is_the_month_of_which_a_spreadsheet_made_a_day(text: str) -> None:
    assert str(PERIOD.read(text, _row())) == "2019-08"


@pytest.mark.parametrize("text", ["19-Aug", "2019/8/15", "Aug-1", "2019-08-01"])
def test_a_day_is_no_period(text: str) -> None:
    with pytest.raises(ValueRefused):
        PERIOD.read(text, _row())


DATED = [
    ("2019/4/18", "2019-04-18"),
    ("2019.4.18（网址日期），转载2022-09-23", "2019-04-18（网址日期），转载2022-09-23"),
    ("2019年9月30日", "2019年9月30日"),
    ("2024年第1期", "2024年第1期"),
    ("每季度", "每季度"),
]


@pytest.mark.parametrize(("text", "read"), DATED)
def test_days_among_words_are_days(text: str, read: str) -> None:
    assert read_dated_text(text) == read


@pytest.mark.parametrize(
    "text", ["43709", "Sep-19", "9/30/2019", "2019-02-30（网址日期）", "到2019年11月31日"]
)
def test_what_is_no_day_among_words_is_refused(text: str) -> None:
    with pytest.raises(DateRefused):
        read_dated_text(text)


LEDGER = "编号,来源,日期,单位,类别,指标,问题,要求完成\n"
FACTS = "编号,事实,时间,出处,发布日期,提醒\n"
CLAIMS = "编号,单位,表述,类型,层级,截至,来源,核实\n"
WRONG = {  # a file with a date that is none, in each kind of place
    "content/ledgers/problems.csv": [
        LEDGER + "Q001,暗访,去年底,甲县,消防,,通道堵塞,2019-09-30\n",
        LEDGER + "Q001,暗访,2019-09,甲县,消防,,通道堵塞,Sep-19\n",
    ],
    "content/facts.csv": [
        FACTS + "F01,甲县办结12件,2019年,样例报,去年底,\n",
        FACTS + "F01,甲县办结12件,2019年,样例报,43709,\n",
        FACTS + "F01,甲县办结12件,2019-06-31,样例报,2019-07,\n",
    ],
    "content/ledgers/claims.csv": [CLAIMS + "C01,甲县,全省第一,位次,全省,43709,F10,未核实\n"],
    "content/meetings/2019-08-x/index.md": [
        "---\ntitle: 会\ndate: 2019-02-30\nvenue: 甲县\nhost: 市委政法委\nshort_title: 会\nreviews: [2019Q1]\n---\n",
        "---\ntitle: 会\ndate: 2019-09-06\nvenue: 甲县\nhost: 市委政法委\nshort_title: 会\nreviews: [2019Q1]\n---\n",
    ],
}


def test_dates_of_every_kind_of_file_go_through_it(portal: Portal) -> None:
    for path, texts in WRONG.items():
        for text in texts:
            portal.write(path, text)
            found = [(p["code"], p["path"]) for p in portal.check().problems if p["severity"] == "error"]
            assert ("S03", path) in found or ("E04", path) in found, text
        if path.endswith("index.md"):
            shutil.rmtree((portal.root / path).parent)
        else:
            portal.delete(path)
