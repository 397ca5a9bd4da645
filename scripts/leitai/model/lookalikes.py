"""Which texts look alike (己区, 已区), and which only read alike and name different things (第一产业, 第三产业)."""

from __future__ import annotations

import difflib
import re
import unicodedata

_GROUPS = "0OoОоΟο〇○ AaАаΑα BbВвΒ CcСс EeЕеΕ HhНнΗ Il1|ΙІі KkКкΚ MmМмΜ NnΝ PpРрΡ TtТтΤ XxХхΧ YyУуΥ 己已巳 未末 土士 日曰 人入 千干 戊戌戍 崇祟 市巿"
_ALIKE = str.maketrans({character: group[0] for group in _GROUPS.split() for character in group})
_CONTRASTS = [
    set(group)
    for group in [
        "0123456789一二三四五六七八九十百千万",
        "甲乙丙丁戊己庚辛壬癸",
        "上下",
        "大小",
        "男女",
        "老少",
        "城乡农村镇",
        "东南西北中",
        "升降增减",
        "高低",
        "内外",
        "公私",
        "国民",
        "省市县区乡",
        "出入进",
        "收支",
        "前后",
        "新旧",
        "生死亡伤",
        "年季月日",
        "本上去同",
    ]
]
_SHORTEST_NAME = 2
_OF_IT = re.compile(
    ".*(?:占比|比重|比例|指数|增速|增长|增幅|排名|得分|目标|增加值|率)"
)  # what makes another figure of a name


def looks(text: str) -> str:
    """What a text looks like: ⼄ as 乙, A in Greek or Cyrillic as A, 已 as 己."""
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def are_siblings(one: str, other: str) -> bool:
    """Whether two texts differ in a word that tells things apart: a number, 上 and 下, or words put before a name."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > _SHORTEST_NAME and longer.endswith(shorter) and len(longer) > len(shorter) + 1:
        return True
    if bool(_OF_IT.search(one)) != bool(_OF_IT.search(other)) or longer == shorter + "率":
        return True
    edits = difflib.SequenceMatcher(None, one, other).get_opcodes()
    return any(
        tag == "replace" and (_is_contrast(one[a:b], other[c:d]) or _is_other_word(a, one[a:b], other[c:d]))
        for tag, a, b, c, d in edits
    )


def _is_other_word(start: int, one: str, other: str) -> bool:
    """人均 in place of 地区 before a name."""
    return start == 0 and min(len(one), len(other)) >= _SHORTEST_NAME


def _is_contrast(one: str, other: str) -> bool:
    return any(set(one) & group and set(other) & group for group in _CONTRASTS)
