"""A .docx → `WordDocument`: insertions accepted, deletions, comments and hidden text left out, nothing else dropped without a word.

Read here and not by mammoth, which turns every numbered paragraph into `<li>`: 一、（一） that Word itself counts, the usual
headings of office texts, would come out as 1. 2. 3., and formulas, text boxes and contents vanish without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from leitai.model.writings.pictures import says_nothing
from leitai.read.documents.word.blocks import Block, Paragraph, Run, WordDocument, WordPicture, WordTable
from leitai.read.documents.word.numbering import Numbering, child, value
from leitai.read.documents.word.styles import Styles, is_on
from leitai.read.files.containers import local
from leitai.read.files.word_parts import Element, WordParts, open_word

_DELETED = ("del", "moveFrom")
_WRAPPERS = (
    "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "fldSimple", "ruby", "rubyBase",
)  # fmt: skip
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = {"chart": "图表", "relIds": "智能图形（SmartArt）", "OLEObject": "嵌入的对象", "control": "控件"}
_PARTS = {"word/header": "页眉", "word/footer": "页脚", "word/comments": "批注"}


def read_word(path: Path) -> WordDocument:
    """Raises `WordRefused` for what is no readable .docx."""
    parts = open_word(path)
    with parts.archive:
        reader = _Reader(parts, Styles.of(parts.part("styles")), Numbering.of(parts.part("numbering")))
        reader.notes |= _notes(parts.part("footnotes"), "footnoteReference")
        reader.notes |= _notes(parts.part("endnotes"), "endnoteReference")
        blocks = tuple(reader.blocks(parts.body))
        parts_left = {f"{name}没有带过来" for start, name in _PARTS.items() if parts.has(start)}
    return WordDocument(blocks, tuple(sorted({*reader.left_out, *parts_left})))


def _notes(part: Element | None, kind: str) -> dict[tuple[str, str], Element]:
    return {} if part is None else {(kind, value(note, "id")): note for note in part}


@dataclass
class _Reader:
    parts: WordParts
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    boxes: list[Element] = field(default_factory=list)

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of a body, cell or text box; a text box follows the paragraph that it is anchored in."""
        before = tuple[Run, ...]()
        for element in _flat(container):
            tag = local(element.tag)
            if tag == "tbl":
                yield from self._table(element)
            elif tag == "altChunk":
                self.left_out.add("嵌入的另一份文档没有带过来")
            elif tag == "p":
                paragraph = self._paragraph(element, before)
                before = ()
                if paragraph is not None and _is_mark_deleted(element):
                    before = paragraph.runs
                elif paragraph is not None and paragraph.runs:
                    yield paragraph
                while self.boxes:
                    self.left_out.add("文本框里的文字接在它所在的一段后面，请核对位置")
                    yield from self.blocks(self.boxes.pop(0))
        if before:
            yield Paragraph(before)

    def _paragraph(self, element: Element, before: tuple[Run, ...]) -> Paragraph | None:
        properties = child(element, "pPr")
        if self.styles.is_contents(properties):
            self.left_out.add("目录没有带过来，网页自己有")
            return None
        runs = (*before, *self._runs(element, self.styles.is_bold(properties), ""))
        if not any(run.text.strip() or run.picture for run in runs):
            return Paragraph(())
        number, level_of_list, depth = self.styles.numbering(properties) or ("", 0, -1)
        label, is_bullet = self.numbering.label(number, level_of_list)
        return Paragraph(
            tuple(run for run in runs if run.text or run.picture),
            self.styles.level(properties),
            label,
            is_bullet,
            depth,
            self.styles.is_title(properties),
            _centred_size(element),
        )

    def _runs(self, element: Element, is_bold: bool, url: str) -> Iterator[Run]:
        for inner in element:
            tag = local(inner.tag)
            if tag == "r":
                yield from self._run(inner, is_bold, url)
            elif tag == "hyperlink":
                target = self.parts.targets.get(value(inner, "id"), "")
                is_address = target.startswith(("http://", "https://", "mailto:"))
                yield from self._runs(inner, is_bold, target if is_address else "")
            elif tag in _WRAPPERS:
                yield from self._runs(inner, is_bold, url)
            elif tag in ("oMath", "oMathPara"):
                self.left_out.add("公式改成了一行文字，请核对")
                yield Run("".join(e.text or "" for e in inner.iter() if local(e.tag) == "t"), is_bold)
            elif tag in _DELETED:
                self.left_out.add("修订中删去的文字没有带过来")

    def _run(self, run: Element, is_bold: bool, url: str) -> Iterator[Run]:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            self.left_out.add("隐藏的文字没有带过来")
            return
        own = child(properties, "b")
        is_bold = is_on(own) if own is not None else is_bold or self.styles.is_bold(properties)
        for inner in run:
            tag = local(inner.tag)
            if tag == "ruby":
                yield from self._runs(inner, is_bold, url)
            elif tag in ("drawing", "pict", "object", "AlternateContent"):
                choice = child(inner, "Choice")  # what a program of today shows of alternatives
                yield from self._drawing(inner if choice is None else choice)
            elif tag in ("footnoteReference", "endnoteReference"):
                yield from self._note(tag, value(inner, "id"), is_bold)
            else:
                yield Run(self._sign(inner), is_bold, url)

    def _sign(self, element: Element) -> str:
        tag = local(element.tag)
        if tag == "t":
            return element.text or ""
        if tag == "br":
            return "" if value(element, "type") in ("page", "column") else "\n"
        if tag == "sym":
            self.left_out.add("特殊字体的符号没有带过来")
        return _SIGNS.get(tag, "")

    def _note(self, kind: str, number: str, is_bold: bool) -> Iterator[Run]:
        note = self.notes.get((kind, number))
        if note is not None:
            words = "".join(block.words for block in self.blocks(note) if isinstance(block, Paragraph))
            yield Run(f"（注：{words}）", is_bold)

    def _drawing(self, element: Element) -> Iterator[Run]:
        """Pictures in place, text boxes kept for later, what is neither named."""
        found, inside = False, set[Element]()
        alt = next((value(e, "descr") for e in element.iter() if local(e.tag) in ("docPr", "shape")), "")
        for inner in element.iter():
            tag = "" if inner in inside else local(inner.tag)
            found = found or tag in ("txbxContent", "Fallback", "blip", "imagedata", *_DRAWN)
            if tag in ("txbxContent", "Fallback"):
                inside.update(inner.iter())
                self.boxes += [inner] if tag == "txbxContent" else []
            elif tag in ("blip", "imagedata"):
                yield from self._picture(value(inner, "embed") or value(inner, "id"), alt)
            elif tag in _DRAWN:
                self.left_out.add(f"{_DRAWN[tag]}没有带过来，请截图后作为图片放进目录")
        if not found:
            self.left_out.add("画的图形没有带过来")

    def _picture(self, relation: str, alt: str) -> Iterator[Run]:
        media, words = self.parts.media(relation), "" if says_nothing(alt) else " ".join(alt.split())
        if media is None:
            self.left_out.add("链接到文件外面的图片没有带过来")
        else:
            yield Run(picture=WordPicture(*media, words))

    def _table(self, element: Element) -> Iterator[Block]:
        rows, above = list[tuple[tuple[Paragraph, ...], ...]](), dict[int, tuple[Paragraph, ...]]()
        for line in (e for e in _flat(element) if local(e.tag) == "tr"):
            properties = child(line, "trPr")
            if child(properties, "del") is not None:
                self.left_out.add("修订中删去的文字没有带过来")
                continue
            above = self._cells(line, above, int(value(child(properties, "gridBefore")) or 0))
            rows.append(tuple(above[column] for column in sorted(above)))
        width = max(map(len, rows), default=0)
        if width == 1 and len(rows) == 1:
            yield from rows[0][0]
        elif width:
            yield WordTable(tuple(row + ((),) * (width - len(row)) for row in rows))

    def _cells(
        self, line: Element, above: dict[int, tuple[Paragraph, ...]], start: int
    ) -> dict[int, tuple[Paragraph, ...]]:
        """The paragraphs of each column of a row; what a merged cell covers has those of its first place."""
        found: dict[int, tuple[Paragraph, ...]] = {column: () for column in range(start)}
        for cell in (e for e in _flat(line) if local(e.tag) == "tc"):
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            span = int(value(child(properties, "gridSpan")) or 1)
            column = len(found)
            is_below = merged is not None and value(merged) != "restart"
            words = above.get(column, ()) if is_below else tuple(self._in_cell(cell))
            if merged is not None or span > 1:
                self.left_out.add("合并的格已经拆开，每一格都写上同样的字")
            found |= dict.fromkeys(range(column, column + span), words)
        return found

    def _in_cell(self, cell: Element) -> Iterator[Paragraph]:
        for block in self.blocks(cell):
            if isinstance(block, Paragraph):
                yield replace(block, level=0)
            else:
                self.left_out.add("表格里的表格排成了文字")
                yield from (words for row in block.rows for inner in row for words in inner)


def _centred_size(paragraph: Element) -> int:
    """The size of the first letters of a paragraph in the middle, in half points, as far as it is written there itself."""
    if value(child(child(paragraph, "pPr"), "jc")) != "center":
        return 0
    sizes = (value(e) for e in paragraph.iter() if local(e.tag) == "sz")
    return int(next((size for size in sizes if size.isdigit()), 0))


def _flat(container: Element) -> Iterator[Element]:
    """The children, those of content controls and accepted insertions among them."""
    for element in container:
        if local(element.tag) in _WRAPPERS:
            yield from _flat(element)
        elif local(element.tag) not in _DELETED:
            yield element


def _is_mark_deleted(paragraph: Element) -> bool:
    """Whether its end is a tracked deletion: it goes on in the next one."""
    marks = child(child(paragraph, "pPr"), "rPr")
    return any(child(marks, name) is not None for name in _DELETED)
