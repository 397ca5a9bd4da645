"""The lines of a sheet, and where among them the header stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from leitai.grouping import grouped
from leitai.problems import Problem, column_letter
from leitai.read.documents.alike import row_ranges
from leitai.read.documents.marks import has_chinese, is_translation
from leitai.read.documents.tables import Sheet, SheetRow, TextCell
from leitai.read.documents.values import is_figure
from leitai.schema.folding import fold
from leitai.schema.results.mappings import proposed


def _folded(words: str) -> tuple[str, ...]:
    return tuple(map(fold, words.split()))


UNIT_HEADERS = _folded(
    "单位 参评单位 单位名称 单位名称（盖章） 单位\\指标 单位/指标 责任单位 填报单位 考核单位 报送单位 被考核单位 上报单位 属地 属地单位 "
    "县（市、区） 各县（市、区） 县（市区） 县市区 县区 区县 地区 地市名称 地区名称 行政区 行政区划 城市 省份 市州 地市 区域 "
    "乡镇（街道） 街道（乡镇） 镇（街道） 乡镇街道 镇街 街镇 乡镇"
)
INDICATOR_HEADERS = _folded("指标 指标名称 项目 考核指标 考核项目 指标项")
MEASURE_HEADERS = _folded("计量单位 单位 数据单位 指标单位")
PERIOD_HEADERS = _folded("期间 年份 年度 年 月份 月 季度 季 报告期 统计期 统计期间 year period")
DAY_HEADERS = _folded("日期 时间 数据日期 数据时间 统计日期 统计时间 截止日期 截至日期 date")
_WEIGHT = "权重|权数|分值|满分"
_DESCRIPTION = (
    "(?:指标|目标|考核)?(?:类型|类别|属性|性质|方向|来源)|(?:计分|评分|赋分|考核|计算|评价)(?:方法|方式|办法|标准|公式|细则)|数据来源"
    "|(?:数据|统计|指标)口径|指标(?:说明|解释|定义)|(?:责任|牵头|主管|主责|考核|数据提供|提供数据|配合)(?:单位|部门|科室|处室)"
)
_UNUSED = re.compile(rf"序号|备注|说明|.{{0,8}}(?:编号|编码|代码)|no\.?|id|{_DESCRIPTION}", re.IGNORECASE)
_DESCRIBES = re.compile(f".{{1,8}}(?:编号|编码|代码)|{_DESCRIPTION}|{_WEIGHT}")
SEARCHED_LINES = 20
_SHOWN_LINES, _SHOWN_CHARACTERS = 3, 40
_SEPARATORS = {";": "分号", "；": "中文分号", "\t": "制表符", "，": "中文逗号", "、": "顿号", "|": "竖线"}
_OTHER_SEPARATOR = re.compile(rf"(?:^|.*[{''.join(_SEPARATORS)}])单位(?P<mark>[{''.join(_SEPARATORS)}])")
_FOOTNOTE = re.compile(
    "(?:附?注|备注|说明|数据来源|资料来源|来源|口径)[0-9０-９一二三四五]*[:：.．、]"
    "|摘编?自|引自|数据来自|根据.{0,20}(?:整理|计算)"
    "|(?:填表|填报|制表|审核|复核|联系|单位负责)(?:人|电话|(?:单位|部门|时间|日期)?(?:[(（].*[)）])?[:：])"
)


_COLUMN_NAME = re.compile("[甲乙丙丁]栏?|[栏列行][次号目]|(?:指标)?序号|编号")
_BRACKET = re.compile(r"[()\[\]]")
_COLUMN_NUMBER = re.compile(r"([0-9]{1,2})(?:=[0-9+*/×÷-]+)?")
_MARKED = re.compile(  # * 含开发区, a.按当年价格计算
    r"(?:[*＊※†‡#△▲★☆①-⑳]+|[\[［(（〔][0-9０-９]{1,2}[\]］)）〕]|[a-z][.．、)）])\s*(?=.*[A-Za-z一-鿿])"
)
_CONTINUED = re.compile(
    r"[\[(]?(?:[附续]?表?[0-9]+(?:[.-][0-9]+)*)?续表?(?:[一二三四五六七八九0-9]*)[\])]?(?:continued)?|\(?(?:to|table)?(?:be)?continued\)?",
    re.IGNORECASE,
)


def no_header(sheet: Sheet, lines: Sequence[SheetRow]) -> Problem:
    """Why there is no header: an empty file, columns that no comma parts, or no 单位."""
    if not lines:
        return Problem("T10", sheet.place, None, "文件是空的。", "请确认存对了文件；确实没有数据就删除它。")
    for line in lines[:SEARCHED_LINES]:
        separator = _OTHER_SEPARATOR.search(line.first_text) if len(line.cells) == 1 else None
        if separator is not None:
            what = f"各列之间用的是{_SEPARATORS[separator['mark']]}，不是英文逗号。"
            fix = "请在 WPS 或 Excel 中“另存为”xlsx 或“CSV（逗号分隔）”后再放入。"
            return Problem("T01", sheet.at_row(line.number), None, what, fix)
    return _not_recognised(sheet, lines)


def _not_recognised(sheet: Sheet, lines: Sequence[SheetRow]) -> Problem:
    """What was seen: the first lines, the likely header and the likely column of units; and what to write."""
    seen = "；".join(f"第 {line.number} 行 “{_shortened(line.written)}”" for line in lines[:_SHOWN_LINES])
    what = f"认不出这张表：没有哪一列、哪一行或标题里是登记过的单位。看到的是：{seen}。"
    fix = "请保证单位名与单位表一致（别的写法登记在 site_config/aliases.csv）；表头行里写指标名。"
    found = _likely(lines)
    if found is None:
        return Problem("T01", sheet.place, None, what, fix)
    header, index, names = found
    letter = column_letter(index + 1)
    what += f"多半第 {header.number} 行是表头，{letter} 列是单位（{names}）。"
    keys = [("header", str(header.number)), ("unit", letter)]
    fix += f"表头或单位列认错了的，{proposed(sheet.place, keys)}"
    return Problem("T01", sheet.at_row(header.number), None, what, fix)


def _likely(lines: Sequence[SheetRow]) -> tuple[SheetRow, int, str] | None:
    """The line above the first figures, the column of texts beside them, and the first of these."""
    with_figures = (n for n, line in enumerate(lines[:SEARCHED_LINES]) if any(map(is_figure, line.cells)))
    first = next(with_figures, None)
    if not first:
        return None
    below = lines[first : first + SEARCHED_LINES]
    cells = (cell for line in below for cell in line.filled if not is_figure(cell.text.strip()))
    texts = grouped((cell.column, cell.text.strip()) for cell in cells)
    if not texts:
        return None
    index = max(texts, key=lambda i: (len(texts[i]), -i))
    return lines[first - 1], index, "、".join(texts[index][:3])


def leaving_out(sheet: Sheet, lines: Iterable[SheetRow]) -> str:
    """What to write into mapping.yml so that lines aren't read; nothing for lines that were columns."""
    rows = [line.number for line in lines if line.rows is None]
    return proposed(sheet.place, [("skip_rows", row_ranges(rows, len(rows)))]) if rows else ""


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def is_unused(header: str) -> bool:
    """Whether a column only serves to tell lines apart or to say something of them."""
    return _UNUSED.fullmatch(fold(header)) is not None


def numbers_columns(line: SheetRow) -> bool:
    """Whether a line only numbers the columns, each of them: （1）（2）（3）, 甲 乙 1 2, 栏次 1 2 3=1/2."""
    cells = [_BRACKET.sub("", fold(text)) for text in line.cells]
    named = list(takewhile(_COLUMN_NAME.fullmatch, cells))
    lead = named or list(takewhile("".__eq__, cells))
    numbers = [found[1] if (found := _COLUMN_NUMBER.fullmatch(text)) else "" for text in cells[len(lead) :]]
    is_sure = bool(named) or not lead or any("=" in text for text in cells)
    are_in_order = numbers == [str(n) for n, _ in enumerate(numbers, 1)]
    return len(cells) > 1 and bool(numbers) and is_sure and are_in_order


def describes_columns(line: SheetRow) -> bool:
    """Whether a line below the names of the columns only says something of them: 计分方法, 牵头部门, a translation."""
    texts = [text for text in line.cells if text.strip()]
    if len(texts) > 1 and _DESCRIBES.fullmatch(fold(line.first_text)) is not None:
        return True
    return any(map(is_translation, texts)) and not any(has_chinese(text) or is_figure(text) for text in texts)


def is_continued(line: SheetRow) -> bool:
    """Whether a line only says that the table goes on: 续表, 3-1 续表 continued."""
    return line.is_lone and _CONTINUED.fullmatch(fold(line.first_text)) is not None


def footnotes(sheet: Sheet) -> Iterator[TextCell]:
    """The cells of the notes among the last lines of a sheet."""
    for line in sheet.rows[-SEARCHED_LINES:]:
        if not line.is_blank and is_footnote(line):
            yield from line.filled


def is_footnote(line: SheetRow) -> bool:
    """Whether a line is a note below a table: by its mark and standing alone, or by its first word."""
    is_marked = line.is_lone and _MARKED.match(line.first_text) is not None
    return is_marked or _FOOTNOTE.match(line.first_text) is not None
