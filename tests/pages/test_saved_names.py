"""What a download is called once it is saved."""

from __future__ import annotations

from leitai.pages.kit.shelf import LONGEST, saved_as

RANKING = "rankings/2019Q3/county.csv"
DEMO = "（演示数据）"


def test_a_download_is_called_by_what_it_holds() -> None:
    assert (
        saved_as("2019年第三季度县（市、区）排名", DEMO, RANKING)
        == "2019年第三季度县（市、区）排名（演示数据）.csv"
    )
    assert saved_as("2019年第三季度县（市、区）排名", "", RANKING) == "2019年第三季度县（市、区）排名.csv"


def test_windows_takes_any_title() -> None:
    assert saved_as('A/B\\C:"甲"*?<乙>|丙. ', "", RANKING) == "A／B＼C：＂甲＂＊？＜乙＞｜丙.csv"


def test_a_long_title_is_cut_and_keeps_its_mark() -> None:
    name = saved_as("排" * 3 * LONGEST, DEMO, RANKING)
    assert name == "排" * LONGEST + DEMO + ".csv" and len(name.encode()) < 255
