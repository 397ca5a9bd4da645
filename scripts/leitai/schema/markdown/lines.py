"""Line breaks inside a paragraph: which of them the writer meant, and which only wrap a long line.

Markdown joins all lines. A line stands alone if

- it begins with an enumeration, a bullet or an indent,
- the sentence before it has ended,
- the line before it is a heading (一、基本情况, or short above long text),
- its form sets it apart (联系人：…, a day, a subtitle) and the line above is too short to have been wrapped, or
- it or the line above has a gap, as tables by hand have.

Any other line goes on from the one before, without a blank where either side is Chinese.
"""

from __future__ import annotations

import re
import unicodedata

_N = "[0-9０-９]{1,3}"
_HAN = "[一二三四五六七八九十百]{1,4}"
_MEASURES = (
    "[十百千万亿]|[元个人名起户件家次倍分吨亩米公平小天月年度%‰]"  # 1.5 万元 is no number of a paragraph
)
ENUMERATION = (
    rf"(?:{_N}\s*(?:[.．](?![0-9０-９])|[、)）])|[（(](?:{_N}|{_HAN})[)）]|{_HAN}[、.．]|{_HAN}是|"
    rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{2,3}}(?![0-9.])|[0-9]{{1,2}}\.[0-9]{{1,2}}[ \t\u3000]+(?!{_MEASURES})(?=[\u4e00-\u9fff])|"
    rf"(?:[A-Za-z]|[IVX]{{2,4}})(?:[、)）]|[.．](?=[ \t\u3000]))|"
    rf"第(?:{_N}|{_HAN})[章节条部项，、：是]|[①-⓿㈠-㈩❶-➓Ⅰ-ⅻ])"
)
BULLET = r"(?:[·•●○◆◇■□▪▫▲△★☆※►▶➢✓√\uf000-\uf0ff]|[-–—*+](?![-–—*+]))"
_STARTS = re.compile(rf" {{2,}}|{ENUMERATION}|{BULLET}|[|:：>＞]|(?:附件?|注|备注)[0-9]*[：:]")
_ENDS = re.compile(r"[。！？!?；;：:…][”’\"'）)》】\]*]*$")
_TITLE = re.compile(
    rf" *(?:{_HAN}[、.．]|[（(]{_HAN}[)）]|第{_HAN}[章节])[^，。；：！？,;:]{{1,20}}"
)  # 一、基本情况
_LABEL = re.compile(r"\s*[\u4e00-\u9fff]{2,8}[：:]\s*\S")  # 联系人：办公室
_APART = re.compile(
    r"[—–]{2}\S|[（(][^（()）]+[)）]\s*$|(?:[0-9０-９]{4}|[二一][〇○零一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}日)?\s*$"
)  # ——在全县大会上的讲话, （2019年9月30日）, 2019年9月30日
_GAP = re.compile(r"\S(?:\u3000{2,}| {3,}|[ \u3000]*\t)[ \u3000]*\S")
_UNFINISHED = tuple("，、,（(“《")
_LONG, _TIMES_AS_LONG = 60, 2  # columns; a wrapped line is never half as long as the next
_SHORT = 52  # columns: an official document has 56 a line


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
    is_apart = _LABEL.match(after) or _APART.match(after) or _APART.match(before)
    if (is_apart and _columns(before) < _SHORT) or _GAP.search(before) or _GAP.search(after.strip()):
        return True
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
