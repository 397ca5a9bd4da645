"""What to write in place of a figure as people say it: 下降6.8%, （6.8）, —6.8, 6-8. Nothing is read so: each may mean two things."""

from __future__ import annotations

import re

_NUMBER = r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"
_FALL, _RISE = (
    "下降了?|减少了?|降低了?|回落|同比下降|降|减|负|↓|▼|↘",
    "增长了?|上升了?|增加了?|提高了?|同比增长|升|增|正|↑|▲|↗",
)
_AFTER = r"\s*(?:%|‰|个百分点|百分点)?"
_BRACKETS = re.compile(rf"[(（]\s*{_NUMBER}{_AFTER}\s*[)）]")
_DASH = re.compile(rf"[—–―ーｰ─]+\s*{_NUMBER}{_AFTER}")
_FALLING = re.compile(
    rf"(?:{_FALL})\s*{_NUMBER}{_AFTER}|{_NUMBER.replace('number', 'other')}{_AFTER}\s*[↓▼↘]"
)
_RISING = re.compile(rf"(?:{_RISE})\s*{_NUMBER}{_AFTER}|{_NUMBER.replace('number', 'other')}{_AFTER}\s*[↑▲↗]")
_SPAN = re.compile(rf"{_NUMBER}%?\s*[-—–~～至到]+\s*[0-9][0-9.,]*%?")
_AT_LEAST = re.compile(rf"{_NUMBER}%?\s*(?:以上|以下|以内|及以上)")


def what_to_write(plain: str) -> str:
    """A sentence that says what to write instead; empty where nothing is known of the text."""
    for pattern, sentence in (
        (_BRACKETS, "括号里的数如果是负数，请写 -{0}；不是负数就去掉括号，写 {0}。"),
        (_DASH, "数字前面是破折号：如果是负数，请用减号写 -{0}；不是就写 {0}。"),
        (_FALLING, "下降、减少请写成负数 -{0}；要填的是总量，就只写总量的数。"),
        (_RISING, "增长、上升只写数：{0}；要填的是总量，就只写总量的数。"),
        (_SPAN, "请只写一个数；范围写在备注里。"),
        (_AT_LEAST, "请写成“超过{0}”“近{0}”或确切的数。"),
    ):
        found = pattern.fullmatch(plain)
        if found is not None:
            named = found.groupdict()
            return sentence.format(named["number"] or named.get("other"))
    return ""
