"""Worked examples of how one cell is read: every form, every state, every refusal."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leitai.read.documents.values import parse_value
from leitai.schema.parsers import ValueRefused

READ = [  # text, declared unit of measure, value, qualifier
    # plain numbers
    ("95.5", "分", "95.5", "eq"),
    ("0", "起", "0", "eq"),
    ("0.00", "起", "0", "eq"),
    ("-6.8", "分", "-6.8", "eq"),
    ("+5", "分", "5", "eq"),
    ("−6.8", "分", "-6.8", "eq"),  # the typographer's minus
    (" 95.5 ", "分", "95.5", "eq"),
    ("\u3000\u00a095.5", "分", "95.5", "eq"),
    ("007", "起", "7", "eq"),
    ("\u202d95.5\u202c", "分", "95.5", "eq"),  # as copied from the calculator of Windows
    ("\ufeff5\u200b起", "起", "5", "eq"),
    # thousands, full width
    ("1,204", "起", "1204", "eq"),
    ("1,234,567.5", "元", "1234567.5", "eq"),
    ("71.98400000000001", "%", "71.98400000000001", "eq"),
    ("-2.69e-05", "分", "-0.0000269", "eq"),  # as programs write small numbers, in full
    ("９８．５", "分", "98.5", "eq"),
    ("１，２０４", "起", "1204", "eq"),
    ("－６．８％", "%", "-6.8", "eq"),
    # units of measure
    ("28.7%", "%", "28.7", "eq"),
    ("-6.8%", "%", "-6.8", "eq"),
    ("28.7", "%", "28.7", "eq"),
    ("5 %", "%", "5", "eq"),
    ("5‰", "%", "0.5", "eq"),
    ("0.5%", "‰", "5", "eq"),
    ("5起", "起", "5", "eq"),
    ("5 起", "起", "5", "eq"),
    ("12人/万车", "人/万车", "12", "eq"),
    ("2.31亿元", "万元", "23100", "eq"),
    ("2.31亿元", "亿元", "2.31", "eq"),
    ("2.31亿元", "元", "231000000", "eq"),
    ("5000元", "万元", "0.5", "eq"),
    ("5千元", "万元", "0.5", "eq"),
    ("5千元", "千元", "5", "eq"),
    ("0.5万元", "千元", "5", "eq"),
    ("3百万元", "万元", "300", "eq"),
    ("2.5千万元", "亿元", "0.25", "eq"),
    ("12百亿元", "亿元", "1200", "eq"),
    ("5千余元", "元", "5000", "gt"),
    ("3千人次", "人次", "3000", "eq"),
    ("8千克", "千克", "8", "eq"),
    ("800克", "千克", "0.8", "eq"),
    ("2百分点", "百分点", "2", "eq"),
    ("5千", "起", "5000", "eq"),
    ("1.2万", "万元", "1.2", "eq"),
    ("1.2万", "起", "12000", "eq"),
    ("3.2万人次", "人次", "32000", "eq"),
    # about, more than, less than
    ("11亿余元", "亿元", "11", "gt"),
    ("11亿余元", "万元", "110000", "gt"),
    ("14万余条", "条", "140000", "gt"),
    ("9300余起", "起", "9300", "gt"),
    ("10多起", "起", "10", "gt"),
    ("超过300起", "起", "300", "gt"),
    ("超300", "起", "300", "gt"),
    ("逾300起", "起", "300", "gt"),
    ("近5万", "人", "50000", "lt"),
    ("不足3%", "%", "3", "lt"),
    ("不到3%", "%", "3", "lt"),
    ("约300", "起", "300", "approx"),
    ("超20000*", "起", "20000", "gt"),
    ("95.5①", "%", "95.5", "eq"),
    ("12 ② [1]", "起", "12", "eq"),
    ("8（注2）", "起", "8", "eq"),
    ("9#", "起", "9", "eq"),
    ("95.5%※", "%", "95.5", "eq"),
    ("300左右", "起", "300", "approx"),
    ("300起上下", "起", "300", "approx"),
]

STATES = [
    ("未报", "missing"),
    ("缺报", "missing"),
    (" 未报 ", "missing"),
    ("不适用", "not_applicable"),
    ("—", "not_applicable"),
    ("——", "not_applicable"),
    ("/", "not_applicable"),
    ("／", "not_applicable"),
    ("零报告", "nil"),
    ("不公布", "suppressed"),
]

REFUSED = [
    # nothing there: the editor has to say what it means
    ("", "起", "V01"),
    ("   ", "起", "V01"),
    ("\u3000", "起", "V01"),
    # words that may mean anything
    *(
        (word, "起", "V02")
        for word in ("无", "N/A", "n/a", "NA", "待报", "暂无", "-", "－", "--", "空", "null")
    ),
    # not a number
    *((text, "起", "V02") for text in ("零", "〇", "O", "Ｏ", "一百", "1百零8", "近百起", "TRUE", "见附件")),
    *((text, "分", "V02") for text in ("95..5", "95,5", "1,20", "12345,678", "1.204.5", ".5", "5.", "1 204")),
    *(
        (text, "分", "V02")
        for text in (
            "inf",
            "-inf",
            "Infinity",
            "nan",
            "NaN",
            "1e5",
            "1E5",
            "2.69E-05",
            "12e-05",
            "0x10",
            "1_000",
        )
    ),
    *((text, "起", "V02") for text in ("2019-03-01", "2019/3/1", "3-5", "3~5", "1/3", "½", "约约3")),
    *(
        (text, "起", "V02")
        for text in ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "=1+1", "↓28.7%", "(5)", "（5）")
    ),
    # another unit of measure
    ("95.5%", "起", "V03"),
    ("5件", "起", "V03"),
    ("3千米", "起", "V03"),
    ("2.31亿元", "起", "V03"),
    ("5个百分点", "%", "V03"),
    ("2019年", "起", "V03"),
    ("5%%", "%", "V03"),
    ("5万", "%", "V03"),
    ("5万%", "‰", "V03"),
    # more digits than a spreadsheet holds
    ("1234567890123456", "元", "V08"),
    ("0.1234567890123456789012345678901", "%", "V08"),
    # footnote marks, superscripts and enumerators are no digits
    ("12a", "起", "V03"),
    ("5²", "起", "V03"),
    ("5½", "起", "V03"),
    ("②", "起", "V02"),
    # a space inside: perhaps two numbers
    *((text, "起", "V02") for text in ("1 204", "1, 204", "1 .5", "1. 5")),
]


@pytest.mark.parametrize(("text", "unit", "value", "qualifier"), READ)
def test_value_is_read(text: str, unit: str, value: str, qualifier: str) -> None:
    found = parse_value(text, unit)
    assert (found.value, found.state, found.qualifier) == (Decimal(value), "value", qualifier)


@pytest.mark.parametrize(("text", "state"), STATES)
def test_state_is_read_and_only_a_nil_report_is_zero(text: str, state: str) -> None:
    found = parse_value(text, "起")
    assert (found.state, found.value) == (state, Decimal(0) if state == "nil" else None)


@pytest.mark.parametrize(("text", "unit", "code"), REFUSED)
def test_value_is_refused(text: str, unit: str, code: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        parse_value(text, unit)
    assert refused.value.code == code
    assert refused.value.what.endswith(("。", "？")) and refused.value.fix.endswith("。")


@pytest.mark.parametrize(
    ("text", "declared", "written", "value"),
    [
        ("12", "元", "万元", "120000"),
        ("12", "万元", "元", "0.0012"),
        ("12", "万元", "万元", "12"),
        ("2.31亿元", "万元", "万元", "23100"),  # the cell's own unit beats the table's
        ("5", "%", "‰", "0.5"),
        ("5%", "%", "‰", "5"),
        ("3.5", "起", "", "3.5"),
    ],
)
def test_unit_that_the_table_gives_counts_where_the_cell_has_none(
    text: str, declared: str, written: str, value: str
) -> None:
    assert parse_value(text, declared, written).value == Decimal(value)


def test_multiplier_in_the_cell_is_not_multiplied_with_that_of_the_header() -> None:
    assert parse_value("1.2万", "万元", "万元").value == parse_value("1.2万", "万元").value


PLAIN = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10)


@given(PLAIN)
def test_plain_decimal_reads_back_exactly(value: Decimal) -> None:
    found = parse_value(f"{value:f}", "分")
    assert (found.value, found.state, found.qualifier) == (value, "value", "eq")


@given(PLAIN)
def test_thousands_and_full_width_change_nothing(value: Decimal) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in f"{value:,f}")
    assert parse_value(wide, "分").value == parse_value(f"{value:,f}", "分").value == value


CELLISH = st.text(
    st.sampled_from(list("0123456789.,+-−％%‰万亿余多约近超 　元起零报告未不适用—/无①²Oo〇eE")), max_size=8
)


@given(CELLISH | st.text(max_size=12))
@example("〇")
@example("零")
@example("无")
@example("")
@settings(max_examples=4 * settings().max_examples)
def test_nothing_is_ever_read_as_zero_that_does_not_say_zero(text: str) -> None:
    try:
        found = parse_value(text, "元")
    except ValueRefused:
        return
    says_zero = "零报告" in text or any(unicodedata.digit(c, None) == 0 for c in text)
    assert found.value != 0 or says_zero
    assert (found.value is None) == (found.state in ("missing", "not_applicable", "suppressed"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("下降6.8%", "-6.8"),
        ("降 6.8", "-6.8"),
        ("同比下降6.8个百分点", "-6.8"),
        ("↓6.8", "-6.8"),
        ("6.8↓", "-6.8"),
        ("负6.8", "-6.8"),
        ("（6.8）", "-6.8"),
        ("(1,206.8%)", "-6.8"),
        ("—6.8", "-6.8"),
        ("——6.8%", "-6.8"),
        ("增长6.8%", "只写数"),
        ("6.8%↑", "只写数"),
        ("6-8", "范围"),
        ("6%～8%", "范围"),
        ("90%以上", "超过90"),
    ],
)
def test_what_people_say_for_a_figure_is_told_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        parse_value(text, "%")
    assert refused.value.code in ("V02", "V03") and said in refused.value.fix
