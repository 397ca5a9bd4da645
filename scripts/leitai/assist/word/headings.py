"""Which paragraphs of an office text are headings, and which block of a write-up each begins."""

from __future__ import annotations

import re

from leitai.pipeline.tools import Paragraph
from leitai.schema.markdown.lines import ENUMERATION
from leitai.schema.texts.cases import BLOCKS

_LONGEST = 30
_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[章节部](?:分)?")
_SECOND = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}\.[0-9]{1,2}[ \u3000]+(?=[\u4e00-\u9fff]{2})"
)
_THIRD = re.compile(r"[0-9０-９]{1,2}[、.．]|[（(][0-9０-９]{1,2}[)）]")
_NUMBER = re.compile(rf"(?:第[一二三四五六七八九十]{{1,3}}[章节部]分?|{ENUMERATION})\s*")
_SENTENCE = re.compile(r"[。；！？!?;，,]")
_WORDS = {
    "背景": r"背景|为什么(?:要|这样)?[做搞]|起因|缘起|由来|基本情况|概况|现状|前言|要解决的问题|面临的?(?:问题|困难)|实施前",
    "做法": r"做法|措施|举措|步骤|流程|实施过程|实践探索|怎么做",
    "成效": r"成效|效果|做得怎么?样|成果|成绩|结果",
    "适用条件": r"适用|必备条件|推广条件|推广价值|借鉴意义",
    "不足与提醒": r"不足|短板|困难|教训|提醒|注意事项|局限|存在的?问题",
}
_BLOCKS = {block: re.compile(words) for block, words in _WORDS.items()}
assert tuple(_WORDS) == BLOCKS
_QUALIFIERS = (
    "主要|具体|基本|工作|实施|开展|创新|总体|取得的?|初步|实际|实践|项目|活动|经验|存在的?|有关|几点"
)
_NAMES_A_BLOCK = re.compile(
    rf"(?:{_QUALIFIERS})*(?:{'|'.join(_WORDS.values())})(?:情况)?(?:[和与及、]\w{{2,8}})?"
)
_MOST_WORDS = 14


def heading_level(paragraph: Paragraph) -> int:
    """1 to 6 of a heading: by style, by 一、（一）1. before a short line, by bold alone; 0 of text.

    A line that says nothing but the name of a block (主要做法, 存在问题和下步打算) is its heading however it looks.
    """
    if paragraph.level:
        return min(paragraph.level, 6)
    words = full_words(paragraph)
    if (
        not words
        or len(words) > _LONGEST
        or _SENTENCE.search(words)
        or any(r.picture for r in paragraph.runs)
    ):
        return 0
    if _FIRST.match(words):
        return 1
    if _SECOND.match(words):
        return 2
    if names_a_block(words):
        return 1
    if not paragraph.is_bold or paragraph.is_bullet or (words.endswith(("：", ":")) and not block_of(words)):
        return 0
    return 3 if _THIRD.match(words) else 1 if block_of(words) else 2


def full_words(paragraph: Paragraph) -> str:
    """With the number that Word puts before them."""
    return f"{'' if paragraph.is_bullet else paragraph.label}{paragraph.words}".strip()


def bare(words: str) -> str:
    """A heading without its number and colon: 一、主要做法： is 主要做法."""
    return _NUMBER.sub("", words, count=1).strip().strip("【】〔〕").rstrip("：:").strip()


def names_a_block(words: str) -> bool:
    """Whether a line says nothing but which block begins; 成效明显 and 查找不足 say more."""
    name = bare(words)
    return len(name) <= _MOST_WORDS and _NAMES_A_BLOCK.fullmatch(name) is not None


def block_of(words: str) -> str:
    """The block that a heading begins, "" of any other."""
    name = bare(words)
    if len(name) > _MOST_WORDS:
        return ""
    found = [(match.start(), block) for block, shape in _BLOCKS.items() if (match := shape.search(name))]
    return min(found)[1] if found else ""
