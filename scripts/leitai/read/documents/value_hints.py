"""What to write in place of a figure as people say it: 下降6.8%, （6.8）, —6.8, 6-8. Nothing is read so: each may mean two things."""

from __future__ import annotations

import re

_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_AFTER = r"\s*(?:%|‰|个百分点|百分点)?"
_FALL = "下降了?|减少了?|降低了?|回落|同比下降|降|减|负|↓|▼|↘"
_RISE = "增长了?|上升了?|增加了?|提高了?|同比增长|升|增|正|↑|▲|↗"
_HINTS = (
    (rf"[(（]\s*{_NUMBER}{_AFTER}\s*[)）]", "括号里的数如果是负数，请用减号写成 -6.8 的样子；不是负数就去掉括号。"),
    (rf"[—–―ーｰ─]+\s*{_NUMBER}{_AFTER}", "数字前面是破折号：如果是负数，请用减号写成 -6.8 的样子；不是就去掉。"),
    (rf"(?:{_FALL})\s*{_NUMBER}{_AFTER}|{_NUMBER}{_AFTER}\s*[↓▼↘]", "下降、减少请写成负数，例如 -6.8；要填的是总量，就只写总量的数。"),
    (rf"(?:{_RISE})\s*{_NUMBER}{_AFTER}|{_NUMBER}{_AFTER}\s*[↑▲↗]", "增长、上升只写数，例如 6.8；要填的是总量，就只写总量的数。"),
    (r"…+|\.{2,}|·{2,}", "“…”在统计表里表示数很小，不足一个单位：请填实际的数，确实为零填 0。"),
    (r"[#＃]|\*+|×+|x+", "这里只有一个符号：请填数字，没有数的写“未报”“零报告”或“不适用”。"),
    (r"[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?", "数字中间有空格，像是分节：请去掉空格。"),
    (rf"{_NUMBER}%?\s*[-—–~～至到]+\s*[0-9][0-9.,]*%?", "请只写一个数；范围写在备注里。"),
    (rf"{_NUMBER}%?\s*(?:以上|以下|以内|及以上)", "请写确切的数，或写成“超过90”“近90”的样子。"),
)  # fmt: skip


def what_to_write(plain: str) -> str:
    """A sentence that says what to write instead; empty where nothing is known of the text."""
    return next((hint for pattern, hint in _HINTS if re.fullmatch(pattern, plain)), "")
