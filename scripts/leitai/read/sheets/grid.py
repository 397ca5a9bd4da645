"""The lines of a sheet, and where among them the header stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leitai.problems import Place, Problem
from leitai.read.documents.tables import Row, Sheet
from leitai.schema.folding import fold

UNIT_HEADERS = tuple(
    fold(text)
    for text in (
        *("单位", "参评单位", "单位名称", "单位名称（盖章）", "单位\\指标", "单位/指标"),
        *("县（市、区）", "县（市区）", "县市区", "县区", "区县", "地区", "地市名称"),
        *("乡镇（街道）", "镇（街道）", "乡镇街道", "镇街", "乡镇"),
    )
)
INDICATOR_HEADERS = tuple(fold(text) for text in ("指标", "指标名称", "项目", "考核指标"))
MEASURE_HEADERS = ("计量单位", "单位")
UNUSED_HEADERS = ("序号", "备注")
TOTAL_HEADERS = tuple(
    fold(text) for text in ("总分", "总得分", "综合得分", "合计得分", "得分", "总得分（100）")
)
RANK_HEADERS = ("名次", "排名", "位次")
SEARCHED_LINES = 20
_SEPARATORS = {";": "分号", "；": "中文分号", "\t": "制表符", "，": "中文逗号", "、": "顿号", "|": "竖线"}
_OTHER_SEPARATOR = re.compile(rf"(?:^|.*[{''.join(_SEPARATORS)}])单位(?P<mark>[{''.join(_SEPARATORS)}])")
_FOOTNOTE = re.compile(
    "(?:附?注|备注|说明|数据来源|资料来源|来源|口径)[0-9０-９一二三四五]*[:：.．、]"
    "|(?:填表|填报|制表|审核|复核|联系|单位负责)(?:(?:人|单位|部门|电话|时间|日期)|[:：])"
)


def find_header(lines: Sequence[Row]) -> int | None:
    """The position of the first line near the top that holds a unit column."""
    for position, line in enumerate(lines[:SEARCHED_LINES]):
        if any(fold(text) in UNIT_HEADERS for text in line.cells):
            return position
    return None


def no_header(sheet: Sheet, lines: Sequence[Row]) -> Problem:
    """Why there is no header: an empty file, columns that no comma parts, or no 单位."""
    if not lines:
        return Problem("T10", sheet.place, None, "文件是空的。", "请确认存对了文件；确实没有数据就删除它。")
    for line in lines[:SEARCHED_LINES]:
        separator = _OTHER_SEPARATOR.search(line.first_text) if len(line.cells) == 1 else None
        if separator is not None:
            what = f"各列之间用的是{_SEPARATORS[separator['mark']]}，不是英文逗号。"
            fix = "请在 WPS 或 Excel 中“另存为”xlsx 或“CSV（逗号分隔）”后再放入。"
            return Problem("T01", Place(sheet.place.path, sheet.place.sheet, line.number), None, what, fix)
    fix = "请保证表头行里有一列叫“单位”，其余各列是指标名；或使用 单位,指标,数值 三列的长表。"
    return Problem("T01", sheet.place, None, "找不到写有“单位”的表头行。", fix)


def is_footnote(line: Row) -> bool:
    return _FOOTNOTE.match(line.first_text) is not None
