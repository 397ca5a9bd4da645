"""Words beside an indicator's name that say which of its values is meant: 本季, 累计, 1-9月, 上年同期 …"""

from __future__ import annotations

import re

from leitai.schema.folding import fold
from leitai.schema.period import Period

PERIOD_VALUE, CUMULATIVE = "当期", "累计"
FIELD_WORDS = {
    "数值": ("本期", "数值", "实际值"),
    PERIOD_VALUE: ("本季", "本季度", "本月", "当期"),
    CUMULATIVE: ("累计", "本年累计", "今年以来", "年初以来", "1至本月累计"),
    "上年同期": ("上年同期", "去年同期"),
    "同比": ("同比",),
    "目标值": ("目标值", "目标"),
    "备注": ("备注",),
}
FIELDS = {word: name for name, words in FIELD_WORDS.items() for word in words}
_TO_MONTH = re.compile(r"1月?[-–—~至到](?P<last>[1-9]|1[0-2])月份?(?:累计)?")
_WITH_UNIT = re.compile(r"(?P<name>.+?)[（(](?P<unit>[^（()）]+)[)）]")


def field_of(text: str) -> str | None:
    """What a header word says of an indicator's column: 本季, 累计, 1-9月, 上年同期 …; None for other words."""
    folded = fold(text)
    return CUMULATIVE if _TO_MONTH.fullmatch(folded) else FIELDS.get(folded)


def wrong_months(text: str, period: Period) -> tuple[str, str] | None:
    """What is wrong with a label like 1-6月 in the folder of a third quarter, and how to mend it."""
    months = _TO_MONTH.fullmatch(fold(text))
    if months is None or int(months["last"]) == period.last_day.month:
        return None
    what = f"文件放在 {period.id} 目录，这里写的是“{text.strip()}”。"
    return what, f"本期的累计是 1-{period.last_day.month}月；请改正，或把文件移到对应期间的目录。"


def split_label(text: str) -> tuple[str, str] | None:
    """`火灾起数（累计）` as the name and what stands in the brackets."""
    match = _WITH_UNIT.fullmatch(text.strip())
    return None if match is None else (match["name"], match["unit"])
