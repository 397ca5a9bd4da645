"""What stands beside a name or a figure and says nothing of it: marks of footnotes, numbers of a list, a translation."""

from __future__ import annotations

import re

_SIGNS = "*＊※†‡§#△▲★☆①-⑳¹²³⁴-⁹"
_NUMBER = "[0-9０-９一二三四五六七八九十]"
_CHINESE = "一-鿿"
_BEHIND = re.compile(
    rf"(?:\s*(?:[{_SIGNS}]|[\[［(（〔]\s*(?:注\s*{_NUMBER}?|[0-9０-９]{{1,2}})\s*[\]］)）〕]|(?<=[{_CHINESE}])[a-z][)）]?|[a-z][)）]))+\s*\Z"
)
_BEFORE = re.compile(
    rf"\s*(?:[{_SIGNS}]+|[(（]{_NUMBER}{{1,3}}[)）]|[A-Z]?{_NUMBER}{{1,3}}(?:[.．-][0-9]{{1,2}})*(?:[.．、)）]|\s)"
    rf"|其中\s*[:：])\s*+(?!{_NUMBER})"
)
_OF_FIGURES = re.compile(  # 20000*, 8①, 8[1], 8 a)
    r"(?:\s*(?:[*※†‡#△▲★☆①-⑳]|\[[0-9]{1,2}\]|\(注[0-9一二三四五]?\)|[a-z]\)))+\Z"
)
_WORD = re.compile("[A-Za-z]{2}")
_TRANSLATION = re.compile(rf"(?<=[{_CHINESE})）%])\s+[A-Za-z][A-Za-z.,'&()/%\s-]*\Z")
_HAS_CHINESE = re.compile(f"[{_CHINESE}]")


def without_marks(text: str) -> str:
    """A name without the marks around it: 甲县①, 1.火灾起数, 其中：诈骗损失, 甲县 Jia County; the text itself if nothing is left."""
    plain = _without_translation(text)
    previous = ""
    while plain != previous:
        previous, plain = plain, _BEFORE.sub("", _BEHIND.sub("", plain), count=1)
    return plain if plain.strip() else text


def without_figure_marks(plain: str) -> str:
    """A figure without the mark of a footnote behind it."""
    return _OF_FIGURES.sub("", plain)


def has_chinese(text: str) -> bool:
    """Whether any character of a text is Chinese."""
    return _HAS_CHINESE.search(text) is not None


def is_translation(text: str) -> bool:
    """Whether a text is in Latin words only."""
    return _WORD.search(text) is not None and not has_chinese(text)


def _without_translation(text: str) -> str:
    if _WORD.search(text) is None or not has_chinese(text):
        return text
    lines = [line for line in text.splitlines() if not is_translation(line)]
    return _TRANSLATION.sub("", "\n".join(lines))
