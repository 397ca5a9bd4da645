"""Blocks of a Word document → Markdown of our dialect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from leitai.assist.word.headings import full_words, heading_level
from leitai.model.writings.pictures import PictureRefused, taken_over
from leitai.pipeline.tools import Block, Paragraph, Run, WordPicture, WordTable
from leitai.schema.markdown.spelling import escaped_words, spelled_cell, spelled_line
from leitai.schema.texts.written import TO_BE_WRITTEN

NO_ALT = f"画面上有什么：{TO_BE_WRITTEN}"
_INDENT = "    "
_PLAIN_NUMBER = re.compile(r"[（(]?(?P<digits>\d{1,9})[.．、)）]?")


@dataclass
class Pictures:
    """The pictures met so far: `files` by name, `told` what the editor should know of them."""

    start: str
    files: dict[str, bytes] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def shown(self, picture: WordPicture) -> str:
        """The picture as Markdown; "" of one that can't be taken over."""
        try:
            suffix, data = taken_over(picture.data)
        except PictureRefused as refused:
            self.told.append(f"图片 {picture.file} 没有带过来：{refused.what}")
            return ""
        if len(data) < len(picture.data):
            self.told.append(
                f"图片 {picture.file} 已缩小或去掉拍摄信息（{len(picture.data) >> 10} → {len(data) >> 10} kB）"
            )
        same = next((name for name, known in self.files.items() if known == data), None)
        name = same or f"{self.start}{len(self.files) + 1}{suffix}"
        self.files[name] = data
        if not picture.alt:
            self.told.append(f"图片 {name} 没有替代文字，请写在方括号里")
        alt = picture.alt.translate(str.maketrans("[]", "（）"))
        return f"![{escaped_words(alt) or NO_ALT}]({name})"


@dataclass(frozen=True)
class Piece:
    """A heading of some `level`, or 0 and text, in Markdown; `words` without markup."""

    level: int
    words: str
    markdown: str


def pieces_of(blocks: Iterable[Block], pictures: Pictures) -> Iterator[Piece]:
    """The blocks in order; items of a list that follow one another are one piece."""
    for is_list, group in groupby(blocks, _is_item):
        if is_list:
            items = [_item(block, pictures) for block in group if isinstance(block, Paragraph)]
            yield Piece(0, "", "\n".join(items))
            continue
        for block in group:
            if isinstance(block, WordTable):
                yield Piece(0, "", _table(block, pictures))
            else:
                yield from _paragraph(block, pictures)


def _is_item(block: Block) -> bool:
    """Whether it is an item of a list that Word numbers 1. 2. or with signs; 一、 and （一） are written out as they are."""
    if not isinstance(block, Paragraph) or heading_level(block):
        return False
    return (
        block.is_bullet
        or _PLAIN_NUMBER.fullmatch(block.label) is not None
        or (block.depth > 0 and bool(block.label))
    )


def _item(paragraph: Paragraph, pictures: Pictures) -> str:
    plain = _PLAIN_NUMBER.fullmatch(paragraph.label)
    marker = f"{int(plain['digits'])}." if plain else "-"
    label = "" if plain or paragraph.is_bullet else f"{paragraph.label} "
    words = _inline(paragraph.runs, pictures).strip().replace("\n", "　")
    return f"{_INDENT * paragraph.depth}{marker} {label}{spelled_line(words)}"


def _paragraph(paragraph: Paragraph, pictures: Pictures) -> Iterator[Piece]:
    level = heading_level(paragraph)
    if level:
        label = "" if paragraph.is_bullet else paragraph.label
        shown = (pictures.shown(run.picture) for run in paragraph.runs if run.picture)
        words = " ".join(full_words(paragraph).split())
        yield Piece(level, words, escaped_words(f"{label}{paragraph.words}".replace("\n", " ")))
        yield from (Piece(0, "", picture) for picture in shown if picture)
        return
    lines = (_inline(paragraph.runs, pictures).strip()).split("\n")
    text = "  \n".join(spelled_line(line.strip()) for line in lines if line.strip())
    if text:
        yield Piece(0, full_words(paragraph), f"{paragraph.label}{text}")


def _inline(runs: Iterable[Run], pictures: Pictures) -> str:
    """Bold and links as markup; runs that differ in nothing are one, since Word cuts words anywhere."""
    parts = []
    for (is_bold, url, is_picture), group in groupby(
        runs, lambda r: (r.is_bold, r.url, r.picture is not None)
    ):
        if is_picture:
            parts += [pictures.shown(run.picture) for run in group if run.picture]
            continue
        words = "".join(run.text for run in group)
        text = escaped_words(words)
        if url:
            text = f"[{text.strip()}](<{url}>)" if "(" in url or ")" in url else f"[{text.strip()}]({url})"
        elif is_bold and text.strip() and "*" not in text and "\n" not in text:
            lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{lead}**{text.strip()}**{tail}"
        parts.append(text)
    return "".join(parts)


def _table(table: WordTable, pictures: Pictures) -> str:
    lines = ["| " + " | ".join(_cell(cell, pictures) for cell in row) + " |" for row in table.rows]
    lines.insert(1, "| " + " | ".join(["---"] * len(table.rows[0])) + " |")
    return "\n".join(lines)


def _cell(paragraphs: Iterable[Paragraph], pictures: Pictures) -> str:
    texts = (f"{p.label}{_inline(p.runs, pictures).strip()}" for p in paragraphs)
    return spelled_cell("　".join(text for text in texts if text))
