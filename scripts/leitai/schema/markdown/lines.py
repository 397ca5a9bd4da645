"""Line breaks inside a paragraph: which of them the writer meant, and which only wrap a long line.

Markdown joins all of them. A line stands alone if it begins with an enumeration, a bullet or an indent,
if the sentence before it has ended, or if the line before it is a heading (一、基本情况, or short above long text); otherwise the line was
wrapped and goes on, without a blank where either side is Chinese.
"""

from __future__ import annotations

import re
import unicodedata

_N = "[0-9０-９]{1,3}"
_HAN = "[一二三四五六七八九十百]{1,4}"
ENUMERATION = (
    rf"(?:{_N}\s*(?:[.．](?![0-9０-９])|[、)）])|[（(](?:{_N}|{_HAN})[)）]|{_HAN}[、.．]|{_HAN}是|"
    rf"第(?:{_N}|{_HAN})[章节条部项，、：是]|[①-⓿㈠-㈩❶-➓Ⅰ-ⅻ])"
)
BULLET = r"(?:[·•●○◆◇■□▪▫▲△★☆※►▶➢✓√\uf000-\uf0ff]|[-–—*+](?![-–—*+]))"
_STARTS = re.compile(rf" {{2,}}|{ENUMERATION}|{BULLET}|[|:：]|(?:附件?|注|备注)[0-9]*[：:]")
_ENDS = re.compile(r"[。！？!?；;：:…][”’\"'）)》】\]*]*$")
_TITLE = re.compile(
    rf" *(?:{_HAN}[、.．]|[（(]{_HAN}[)）]|第{_HAN}[章节])[^，。；：！？,;:]{{1,20}}"
)  # 一、基本情况
_UNFINISHED = tuple("，、,（(“《")
_LONG, _TIMES_AS_LONG = 60, 2  # columns; a wrapped line is never half as long as the next


def is_new_line(before: str, after: str) -> bool:
    """Whether a line break between two lines of a paragraph stays one.

    >>> is_new_line("主要做法有", "1、健全机制")
    True
    >>> is_new_line("把矛盾化解在", "基层")
    False
    """
    if before.endswith("  ") or _STARTS.match(after):
        return True
    before = before.rstrip()
    if before.endswith(_UNFINISHED):
        return False
    length = _columns(after)
    is_ended = _ENDS.search(before) or _TITLE.fullmatch(before)
    return bool(is_ended) or (length >= _LONG and _columns(before) * _TIMES_AS_LONG <= length)


def joint(before: str, after: str) -> str:
    """What stands between two parts of a wrapped line: a blank between Latin words, otherwise nothing."""
    return "" if _is_wide(before.rstrip()[-1:]) or _is_wide(after.lstrip()[:1]) else " "


def _columns(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text.strip())


def _is_wide(character: str) -> bool:
    """Chinese characters and their punctuation; quotation marks and dashes, which Chinese shares, count."""
    return bool(character) and (unicodedata.east_asian_width(character) in "WF" or character in "“”‘’—…·")
