"""What a workbook's number looks like under its format; whatever shows another number, and isn't understood, is refused."""

from __future__ import annotations

import pytest

from leitai.read.files.number_formats import FormatRefused, number_text, text_shown

ACCOUNTS = '_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '

SHOWN = [
    (0.955, "0.0%", "95.5%"),
    (0.07, "0%", "7%"),
    (0.1 + 0.2, "General", "0.3"),
    (1e-7, "General", "0.0000001"),
    (57.0, "0.00", "57"),
    (12, "@", "12"),
    (5, "00000", "5"),
    (12345, "0.00E+00", "12345"),
    (123, "[DBNum2][$-804]General", "123"),
    # printed words
    (95.5, '0.0"%"', "95.5%"),
    (95.5, r"0.0\%", "95.5%"),
    (12.3, "0.0‰", "12.3‰"),
    (12, '0"起"', "12起"),
    (12, "0!起", "12起"),
    (12, "0起", "12起"),
    (12, 'G/通用格式"起"', "12起"),
    (12, '"约"0', "约12"),
    (3, '0"万起"', "3万起"),
    (1204, "#,##0_ ", "1204"),
    (1.5, '0.0 "万元"', "1.5万元"),
    (7, "[$¥-804]0", "¥7"),
    (7, '"人民币"0', "人民币7"),
    # printed points divide, commas scale
    (80125800, '0!.0000"万元"', "8012.58万元"),
    (80125800, '0"."0000"万元"', "8012.58万元"),
    (80125800, r"0\.0000", "8012.58"),
    (58, '0!.0000"万元"', "0.0058万元"),
    (123456, '0!.0,"万"', "12.3456万"),
    (123456, "#,##0,", "123.456"),
    (1234567, "0.0,,", "1.234567"),
    (123456, "0,.0", "123.456"),
    # sections and conditions
    (16.4, '[>=1]0.0"%";0.0%', "16.4%"),
    (0.164, '[>=1]0.0"%";0.0%', "16.4%"),
    (12345678, '[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0', "1234.5678万"),
    (3456, '[>=10000]0!.0,"万";0', "3456"),
    (-6.8, "0.0", "-6.8"),
    (-6.8, "0.00_);(0.00)", "-6.8"),
    (-6.8, r"0.00_ ;[Red]\-0.00\ ", "-6.8"),
    (-6.8, "0.0;[红色]-0.0", "-6.8"),
    (-6.8, ACCOUNTS, "¥-6.8"),
    (0, ACCOUNTS, "0"),
    (0, "#.00", "0"),
    (0.5, "#", "0.5"),
    (0.16, "#.##", "0.16"),
    (0, '0;-0;"未报"', "未报"),
    (0, '0;-0;"—"', "0"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "number_format", "seen"), SHOWN)
def test_a_number_reads_as_it_is_seen(value: float, number_format: str, seen: str) -> None:
    assert number_text(value, number_format) == seen


REFUSED = {
    "不显示负号": [(-6.8, "0.0;0.0"), (-6.8, "0.00;[Red]0.00"), (-5, '"↑"0;"↓"0')],
    "不显示这个数": [
        (5, ";;;"),
        (0, "0;0;"),
        (0, "#,###"),
        (0, "???"),
        (-5, "0;;0"),
        (0.3, "#"),
        (0.004, "#.##"),
        (5, '"—"'),
        (2, '[<3]"不公布";0'),
    ],
    "在数字中间印着文字": [(5, '0"年"0'), (0.5, "# ?/?"), (1234, "000-0000"), (1234, "#,##0!.0")],
    "里印着别的数字": [(5, '"2019年"0'), (5, '0"0"')],
    "不认识": [(5, "yyyy-mm-dd"), (5, "[Foo]0"), (5, "0h"), (5, "[h]:mm")],
    "对负数写了条件": [(-3, '[>=10000]0!.0,"万";0')],
    "逗号不明确": [(1234, '0.0"千元",')],
    "条件写得不明确": [(3, "[>5]0;0;0"), (3, "0;[>5]0")],
    "没有写这个数怎样显示": [(0.5, '[>=1]0.0"%"')],
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_number_that_is_seen_otherwise_is_refused(why: str) -> None:
    for value, number_format in REFUSED[why]:
        with pytest.raises(FormatRefused, match=why):
            number_text(value, number_format)


TEXTS = [
    ("General", "5"), ("@", "5"), ("0.00", "5"), ("yyyy-mm-dd", "5"), ('0"@"', "5"), (ACCOUNTS, "5"),
    ('@"万元"', "5万元"), ('0;-0;0;"约"@', "约5"),
]  # fmt: skip


@pytest.mark.parametrize(("number_format", "seen"), TEXTS)
def test_a_text_reads_as_it_is_seen(number_format: str, seen: str) -> None:
    assert text_shown("5", number_format) == seen


@pytest.mark.parametrize("number_format", [";;;", '0;-0;0;"***"'])
def test_a_text_that_is_not_seen_is_refused(number_format: str) -> None:
    with pytest.raises(FormatRefused, match="不显示这些字"):
        text_shown("5", number_format)
