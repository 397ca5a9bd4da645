"""A laid-out paper as a Word document in the form of official letters (`letter_form`); the same paper gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from docx import Document
from docx.document import Document as Letter
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from selectolax.lexbor import LexborHTMLParser, LexborNode

from leitai.publish.downloads.letter_form import (
    FORMS,
    HEADING_FONT,
    NOTICE_SIZE,
    NUMBER,
    TEXT_FONT,
    LetterForm,
    set_up,
    write,
)
from leitai.publish.downloads.spreadsheets import ZIP_DATE

_BOXES = ("div", "section", "ul", "ol", "dl")
_BLOCKS = ("h1", "h2", "h3", "p", "li", "dt", "table", "hr")
_BLANKS = re.compile(r"[ \t\r\n]+")
_DAY_FROM_RIGHT = 4  # characters
_COLUMN = (4, 18)  # the widest line of a column counts as at least and at most so many characters
_TO_WRITE_IN = 9  # characters for a column that is empty


def letters(page: bytes) -> dict[str, bytes]:
    """One document for each article of a page, by file name: the article's id and `.docx`."""
    return {
        f"{article.attributes['id']}.docx": _letter(article)
        for article in LexborHTMLParser(page).css("article")
    }


def _letter(article: LexborNode) -> bytes:
    form, mark = FORMS[article.attributes["data-form"] or ""], article.attributes["data-mark"] or ""
    document = Document()
    set_up(document, form, mark.strip("（）"))
    for node in _blocks(article):
        _add(document, form, node)
    title = article.css_first("h1")
    document.core_properties.title = (_line(title) if title is not None else "") + mark
    return _reproducible(document)


def _blocks(node: LexborNode) -> Iterator[LexborNode]:
    """What becomes paragraphs, tables and page breaks, in order; the boxes around them don't matter."""
    for child in node.iter():
        if child.tag in _BOXES:
            yield from _blocks(child)
        elif child.tag in _BLOCKS:
            yield child


def _add(document: Letter, form: LetterForm, node: LexborNode) -> None:
    if node.tag == "hr":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif node.tag == "table":
        _add_table(document, form, node)
    elif node.tag == "dt" and node.next is not None:
        _add_text(document, form, node, f"{_line(node)}：{_line(node.next)}")
    elif node.tag == "li" and node.parent is not None and node.parent.tag == "ol":
        _add_text(document, form, node, f"{_place(node)}. {_line(node)}")
    else:
        _add_text(document, form, node, _line(node))


def _place(node: LexborNode) -> int:
    """The number of a line in its list."""
    place, before = 1, node.prev
    while before is not None:
        place, before = place + (before.tag == node.tag), before.prev
    return place


def _add_text(document: Letter, form: LetterForm, node: LexborNode, text: str) -> None:
    classes = (node.attributes.get("class") or "").split()
    paragraph = document.add_paragraph(
        style={"h1": "Title", "h2": "Heading 1", "h3": "Heading 2"}.get(node.tag or "")
    )
    if "lt-notice" in classes:
        write(paragraph, text, HEADING_FONT, NOTICE_SIZE)
        return
    if "lt-record" in classes:
        write(paragraph, text, TEXT_FONT, NUMBER)
        _rule(paragraph, form)
        return
    paragraph.add_run(text)
    if "lt-number-line" in classes:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif "lt-signed" in classes:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _indent(paragraph, "right", _from_right(node), form)
        layout, is_signer = paragraph.paragraph_format, "lt-signer" in classes
        layout.space_before, layout.space_after = (
            Pt(form.line if one else 0) for one in (is_signer, not is_signer)
        )
    elif node.tag != "h1" and "lt-to" not in classes:
        _indent(paragraph, "firstLine", 2, form)


def _indent(paragraph: Paragraph, side: str, characters: float, form: LetterForm) -> None:
    """In characters, as Word counts, and as a length for programs that don't."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
    indent.set(qn(f"w:{side}"), str(round(characters * form.text * 20)))


def _rule(paragraph: Paragraph, form: LetterForm) -> None:
    """Lines above and below, between equal ones, too: who else gets the letter, who printed it."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "bottom", "between"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
    _indent(paragraph, "firstLine", 1, form)


def _from_right(node: LexborNode) -> float:
    """The indent from the right, in characters: 4 for the day, and for who signs as many as centre the name above it."""
    day = node.next
    while day is not None and "lt-signed" not in (day.attributes.get("class") or ""):
        day = day.next
    shorter = 0 if day is None else _width(_line(day)) - _width(_line(node))
    return max(0, _DAY_FROM_RIGHT + shorter / 2)


def _width(text: str) -> float:
    """In Chinese characters."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def _add_table(document: Letter, form: LetterForm, node: LexborNode) -> None:
    """The caption above unless the heading says it, the header line again on every page, no line torn in two."""
    caption, lines = node.css_first("caption"), node.css("tr")
    if caption is not None and not _is_titled(node):
        write(document.add_paragraph(), _line(caption), HEADING_FONT, form.table)
    cells = [[_text(cell) for cell in line.iter() if cell.tag in ("th", "td")] for line in lines]
    table = document.add_table(rows=len(cells), cols=max(map(len, cells)), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _widths(form, cells), strict=True):
        column.width = Mm(width)
    for row, line in zip(table.rows, cells, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, line, strict=True):
            cell.width = table.columns[cell._tc.grid_offset].width
            _free(cell.paragraphs[0])
            write(cell.paragraphs[0], text, TEXT_FONT, form.table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _free(paragraph: Paragraph) -> None:
    """Single spacing, off the grid of lines."""
    paragraph.paragraph_format.line_spacing = 1.0
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")


def _widths(form: LetterForm, cells: Sequence[Sequence[str]]) -> Iterator[float]:
    """Millimetres: each column's share goes by its widest line; one that is empty is there to be written in."""
    least, most = _COLUMN
    counts = []
    for column in zip_longest(*cells, fillvalue=""):
        widest = max(_width(line) for text in column for line in text.split("\n"))
        counts.append(min(max(widest, least), most) if any(column[1:]) else _TO_WRITE_IN)
    (width, _), (_, _, left, right) = form.size, form.margins
    yield from ((width - left - right) * count / sum(counts) for count in counts)


def _is_titled(table: LexborNode) -> bool:
    box = table.parent.parent if table.parent is not None else None
    return box is not None and "lt-titled" in (box.attributes.get("class") or "").split()


def _line(node: LexborNode) -> str:
    return _text(node).replace("\n", " ")


def _text(node: LexborNode) -> str:
    """The words of a node; a line break and a smaller note begin a new line."""
    parts: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(_BLANKS.sub(" ", child.text_content or ""))
        else:
            parts += ["\n" if child.tag in ("small", "br") else "", _text(child)]
    return "".join(parts).strip(" \n")


def _reproducible(document: Letter) -> bytes:
    """Saved once, then packed again: stored, with one date for all parts."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_DATE), source.read(name))
    return packed.getvalue()
