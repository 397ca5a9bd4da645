"""A laid-out paper as a Word document in the form of official letters (GB/T 9704-2012); the same paper gives the same bytes.

Letters: A4 with margins of 37, 35, 28, 26 mm, 22 lines of 28 characters, title in 方正小标宋 二号, text in 仿宋_GB2312 三号, level-1
headings in 黑体, page numbers at the outer edge. Sheets and charts keep these typefaces in the size that their paper allows. A
computer without them shows others of its own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Letter
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from selectolax.lexbor import LexborHTMLParser, LexborNode

from leitai.publish.downloads.spreadsheets import CREATED, ZIP_DATE

TITLE_FONT, TEXT_FONT, HEADING_FONT, SUBHEADING_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
PAGE_FONT, NOTICE_SIZE = "宋体", 12
_TABLE_STYLES = ("Normal Table", "Table Grid")
_UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml")
_BOXES = ("div", "section", "ul", "ol", "dl")
_BLOCKS = ("h1", "h2", "h3", "p", "li", "dt", "table", "hr")
_BLANKS = re.compile(r"[ \t\r\n]+")
_GRID = {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}  # 225 mm / 22, 156 mm / 28 − 三号


@dataclass(frozen=True)
class LetterForm:
    """Sizes in points; width, height and margins (top, bottom, left, right) in millimetres; `line` 0 is single spacing."""

    size: tuple[int, int]
    margins: tuple[int, int, int, int]
    title: float
    text: float
    table: float
    line: float


FORMS = {
    "letter": LetterForm((210, 297), (37, 35, 28, 26), title=22, text=16, table=12, line=28.95),
    "sheet": LetterForm((210, 297), (15, 15, 18, 18), title=16, text=10, table=8.5, line=0),
    "board": LetterForm((420, 297), (15, 15, 15, 15), title=26, text=14, table=16, line=0),
}


def letters(page: bytes) -> dict[str, bytes]:
    """One document for each article of a page, by file name: the article's id and `.docx`."""
    return {
        f"{article.attributes['id']}.docx": _letter(article)
        for article in LexborHTMLParser(page).css("article")
    }


def _letter(article: LexborNode) -> bytes:
    form, mark = FORMS[article.attributes["data-form"] or ""], article.attributes["data-mark"] or ""
    document = Document()
    _set_up(document, form, mark.strip("（）"))
    for node in _blocks(article):
        _add(document, form, node)
    title = article.css_first("h1")
    document.core_properties.title = (_line(title) if title is not None else "") + mark
    return _reproducible(document)


def _set_up(document: Letter, form: LetterForm, mark: str) -> None:
    properties, section = document.core_properties, document.sections[0]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = CREATED
    width, height = form.size
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = form.margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    if form.line:
        (grid,) = section._sectPr.findall(qn("w:docGrid"))
        for name, value in _GRID.items():
            grid.set(qn(f"w:{name}"), value)
    for style, (font, size) in _styles(form).items():
        _set_style(document.styles[style], font, size, form)
    _head_and_number(document, mark)
    _lighten(document)


def _lighten(document: Letter) -> None:
    """Without what nothing here uses of the library's template: most of its bytes."""
    for part in (document.part, document.part.package):
        for relation in list(part.rels.values()):
            if relation.reltype.endswith(_UNUSED):
                part.rels.pop(relation.rId)
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()


def _styles(form: LetterForm) -> dict[str, tuple[str, float]]:
    return {
        "Normal": (TEXT_FONT, form.text),
        "Title": (TITLE_FONT, form.title),
        "Heading 1": (HEADING_FONT, form.text),
        "Heading 2": (SUBHEADING_FONT, form.text),
    }


def _set_style(style: BaseStyle, font: str, size: float, form: LetterForm) -> None:
    """Black, neither bold nor slanted, without the lines and gaps of the program's own style."""
    assert isinstance(style, ParagraphStyle)
    _set_font(style.font, font, size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(form.line) if form.line else 1.0
    if style.name == "Title":
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_font(font: Font, name: str, size: float) -> None:
    """One typeface for Chinese and Latin letters; a theme's would come before it."""
    font.name, font.size = name, Pt(size)
    (fonts,) = font._element.rPr.findall(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _head_and_number(document: Letter, mark: str) -> None:
    """The mark of invented data on top of every page, — 1 — at the outer edge below."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    for header in (section.header, section.even_page_header):
        _write(header.paragraphs[0], mark, HEADING_FONT, 14)
    sides = (section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    for footer, side in sides:
        number = footer.paragraphs[0]
        number.alignment = side
        _write(number, "— ", PAGE_FONT, 14)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number._p.append(field)
        _write(number, "1", PAGE_FONT, 14)
        field.append(number.runs[-1]._r)
        _write(number, " —", PAGE_FONT, 14)


def _write(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    if text:
        _set_font(paragraph.add_run(text).font, font, size)


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
        _add_text(document, node, f"{_line(node)}：{_line(node.next)}")
    elif node.tag == "li" and node.parent is not None and node.parent.tag == "ol":
        _add_text(document, node, f"{_place(node)}. {_line(node)}")
    else:
        _add_text(document, node, _line(node))


def _place(node: LexborNode) -> int:
    """The number of a line in its list."""
    place, before = 1, node.prev
    while before is not None:
        place, before = place + (before.tag == node.tag), before.prev
    return place


def _add_text(document: Letter, node: LexborNode, text: str) -> None:
    classes = (node.attributes.get("class") or "").split()
    paragraph = document.add_paragraph(
        style={"h1": "Title", "h2": "Heading 1", "h3": "Heading 2"}.get(node.tag or "")
    )
    if "lt-notice" in classes:
        _write(paragraph, text, HEADING_FONT, NOTICE_SIZE)
        return
    paragraph.add_run(text)
    if "lt-number-line" in classes:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif "lt-signed" in classes:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif node.tag != "h1" and "lt-to" not in classes:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")  # two characters, whatever their size


def _add_table(document: Letter, form: LetterForm, node: LexborNode) -> None:
    """The caption above unless the heading says it, the header line again on every page, no line torn in two."""
    caption, lines = node.css_first("caption"), node.css("tr")
    if caption is not None and not _is_titled(node):
        _write(document.add_paragraph(), _line(caption), HEADING_FONT, form.table)
    cells = [[cell for cell in line.iter() if cell.tag in ("th", "td")] for line in lines]
    table = document.add_table(rows=len(cells), cols=max(map(len, cells)), style="Table Grid")
    for row, line in zip(table.rows, cells, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, source in zip(row.cells, line, strict=True):
            cell.paragraphs[0].paragraph_format.line_spacing = 1.0
            _write(cell.paragraphs[0], _text(source), TEXT_FONT, form.table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


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
