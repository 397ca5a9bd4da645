"""What the one helper for tables does for all of them."""

from __future__ import annotations

from markupsafe import Markup

from leitai.pages.kit.tables import Cell, Row, period_head, row_count, table
from leitai.schema.period import Period

HEADER = [Cell("单位"), Cell("名次"), Cell("得分"), Cell("较上期"), Cell("期间")]


def test_a_column_in_which_no_row_says_anything_is_left_out() -> None:
    rows = [Row([Cell("—"), Cell("—"), Cell("98"), Cell("—", note="新设"), Cell("")]) for _ in range(2)]
    shown = table("排名", HEADER, rows)
    assert [name for name in ("单位", "名次", "得分", "较上期", "期间") if name in shown] == [
        "单位",
        "得分",
        "较上期",
    ]
    assert shown.count("<td>98</td>") == 2


def test_rows_are_counted_without_the_head_and_what_opens_below() -> None:
    rows = [Row([Cell(name), Cell("1")], below=Markup("<p>原因</p>")) for name in ("甲县", "丙县")]
    assert row_count(table("排名", HEADER[:2], rows)) == 2
    assert row_count(table("排名", HEADER[:2], [])) == 0


def test_few_columns_stay_together_and_short_words_whole() -> None:
    rows = [Row([Cell("甲县"), Cell("2019年10月31日"), Cell("已在会上说明，下个月再核对一次")])]
    assert 'class="lt-table  lt-few"' in table("台账", HEADER[:3], rows)
    cards = table("台账", HEADER[:3], rows, css="lt-stack")
    assert "lt-few" not in cards
    assert '<td data-name="名次" class="lt-whole">2019年10月31日</td><td data-name="得分">已在' in cards


def test_periods_above_numbers_stand_in_two_lines_and_are_called_by_their_whole_name() -> None:
    header = [
        Cell("单位"),
        *(period_head(Period.of(name), name) for name in ("2019Q4", "2019H1", "2019-08", "2019")),
    ]
    shown = table("数值", header, [Row([Cell("甲县"), *[Cell("1")] * 4])])
    assert shown.count('class="lt-number lt-period"') == 4
    for words, name in (
        ("2019年<small>四季度</small>", "2019年第四季度"),
        ("2019年<small>上半年</small>", "2019年上半年"),
        ("2019年<small>8月</small>", "2019年8月"),
        ("2019年", "2019年"),
    ):
        assert f'data-name="{name}">{words}</th>' in shown
