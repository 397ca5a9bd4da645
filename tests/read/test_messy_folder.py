"""A quarter as offices really send it: read exactly, or refused line by line.

The first folder is all untidy and nothing in it is wrong; the second has a mistake in every file. The exact
words of both reports are golden files: read them as a clerk would before accepting a change (`--update`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leitai.model.observations import observation_records
from leitai.pipeline.load import load
from portals import Portal
from workbooks import workbook

FOLDER = "content/results/2019Q1"
OLD = Path(__file__).parent / "books" / "old.xls"
EXPECTED = Path(__file__).parent / "messy"
MORE_INDICATORS = """\
loss,诈骗损失,元,lower,quarter,0,反诈防骗,反诈中心,本季诈骗损失金额。,警情,true,0,,
visits,走访户数,户,higher,quarter,0,基层服务,政法委,本季走访户数。,台账,true,0,,
backlog,积案化解数,件,higher,ytd,0,矛盾化解,政法委,本年累计化解积案。,台账,true,0,,
"""
LOSSES = """\
样例市2019年第一季度诈骗损失情况,,,
（单位：万元）,,,
序号,单 位,诈骗损失,走访户数（户）
1,甲　县,2.31亿元,14万余户
2,乙县,１，２０４,9300余
3,丙 市,—,零报告
,,,
4,丁山(经济)开发区,未报,约50
,合计,24304,
注：丙市不适用。,,,
"""


def two_header_rows() -> bytes:
    """A merged title, two merged header rows, a blank column, a hidden column and a hidden sheet."""
    rows = [
        ["2019年第一季度平安建设情况"],
        ["单位", "火灾起数", None, "积案化解数", None, None, "内部"],
        [None, "本季", "上年同期", "本季", "累计", "同比", None],
        ["甲县", 10, 12, 3, 7, "5.2%", "勿公开"],
        ["乙县", 20, 18, 4, 9, "-6.8%", "勿公开"],
        ["丙市", 30, 33, 5, 11, "1%", "勿公开"],
        ["丁山（经济）开发区", 15, 15, 6, 13, "0%", "勿公开"],
        ["平均", 18.8, None, None, 10, None, None],
    ]

    def change(sheet: Worksheet) -> None:
        for span in ("A1:G1", "A2:A3", "B2:C2", "D2:F2"):
            sheet.merge_cells(span)
        sheet.column_dimensions["G"].hidden = True
        hidden = sheet.parent.create_sheet("草稿")
        hidden["A1"], hidden.sheet_state = "单位", "hidden"

    return workbook(rows, change)


@pytest.fixture
def folder(portal: Portal) -> Portal:
    indicators = "site_config/indicators.csv"
    text = portal.read(indicators)
    portal.write(indicators, text.rstrip() + "\n" + MORE_INDICATORS)
    shutil.rmtree(portal.root / FOLDER)
    return portal


def test_an_untidy_folder_is_read_exactly(folder: Portal, golden: Callable[[Path, str], None]) -> None:
    folder.write_bytes(f"{FOLDER}/一季度(终稿).xlsx", two_header_rows())
    folder.write_bytes(f"{FOLDER}/诈骗损失 GBK.csv", LOSSES.encode("gb18030"))
    folder.write_bytes(f"{FOLDER}/诈骗损失 GBK (1).csv", LOSSES.encode("gb18030"))
    folder.write_bytes(f"{FOLDER}/~$一季度.xlsx", b"locked")
    folder.write_bytes(f"{FOLDER}/Thumbs.db", b"\0")
    tidy = "单位,指标,数值,目标值\r\n甲县,整改率,90%,100\r\n,服务评分,36分,\r\n"
    tidy += "乙县,整改率,９５.０,100\r\n,服务评分,32,\r\n丙市,整改率,80,100\r\n,服务评分,40,\r\n"
    tidy += "开发区,整改率,100,100\r\n,服务评分,30,\r\n"
    folder.write(f"{FOLDER}/长表.csv", tidy, "utf-8-sig")
    assert folder.run("check").exit_code == 0
    golden(EXPECTED / "untidy.txt", folder.run("check", "--all").stdout)
    golden(EXPECTED / "untidy.csv", values(folder))


def values(portal: Portal) -> str:
    """Every cell that was read: value, state, qualifier and the text that display keeps."""
    observations = observation_records(load(portal.root).content.observations)
    rows = [
        f"{o.unit_id},{o.indicator_id},{'' if o.value is None else format(o.value, 'f')},{o.state},{o.qualifier},{o.text}"
        for o in observations
        if o.period.id == "2019Q1"
    ]
    return "\n".join(["unit,indicator,value,state,qualifier,text", *sorted(rows), ""])


WRONG = {
    "错名.csv": "单位,火灾起数\n婺 成 县,1\n甲己县,2\n己县,3\n乙县\u200b,4\n",
    "错值.csv": "单位,火灾起数,服务评分\n甲县,3千米,36\n乙县,1百零8,95..5\n丙市,inf,无\n丁山区,95.5%,#DIV/0!\n",
    "空格.csv": "单位,火灾起数\n甲县,\n乙县,待报\n丙市,2019-09-30\n",
    "口径.csv": "单位,火灾起数（1-9月）\n甲县,30\n",
    "比率.csv": "单位,整改率（累计）\n甲县,90%\n",
    "计量.csv": "单位,火灾起数（万元）\n甲县,30\n",
    "两列.csv": "单位,火灾起数,火灾起数（起）\n甲县,3,4\n",
    "错位.csv": "单位,火灾起数,服务评分\n甲县,1,204,36\n乙县,20\n",
    "引号.csv": '单位,火灾起数\n甲县,"10\n乙县,20\n',
    "分号.csv": "单位;火灾起数\n甲县;10\n",
    "个人.csv": "单位,网格员,火灾起数\n甲县,某某,10\n",
    "电话.csv": "单位,火灾起数,备注\n甲县,10,联系13800138000\n",
    "别季.csv": "单位,指标,数值,期间\n甲县,火灾起数,10,2019Q2\n",
    "新指标.csv": "单位,火灾次数\n甲县,10\n",
    "空.csv": "",
    "只有表头.csv": "单位,火灾起数\n",
    "表.et": "x",
}


def test_a_folder_full_of_mistakes_is_refused_line_by_line(
    folder: Portal, golden: Callable[[Path, str], None]
) -> None:
    for name, text in WRONG.items():
        folder.write(f"{FOLDER}/{name}", text)
    folder.write_bytes(f"{FOLDER}/乱码.csv", "单位,火灾起数\n甲县,10\n".encode("utf-16"))
    folder.write_bytes(f"{FOLDER}/假的.xls", b"<html><table></table></html>")
    folder.write_bytes(f"{FOLDER}/坏了.xlsx", two_header_rows()[:-400])
    folder.write_bytes(f"{FOLDER}/公式.xlsx", workbook([["单位", "火灾起数"], ["甲县", "=1+1"]]))
    result = folder.run("check", "--all")
    assert result.exit_code == 1
    golden(EXPECTED / "mistakes.txt", result.stdout)
    problems = folder.check().problems
    untouched = {f"{FOLDER}/{name}" for name in WRONG} - {p["path"] for p in problems}
    assert not untouched
    assert not (folder.root / "build/pages").exists()
