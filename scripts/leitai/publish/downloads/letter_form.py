"""The form of an official letter (GB/T 9704-2012) in Word: its paper, typefaces, lines, what stands above and below each page.

Letters: A4 with margins of 37, 35, 28, 26 mm, 22 lines of 28 characters, title in 方正小标宋 二号, text in 仿宋_GB2312 三号, level-1
headings in 黑体, page numbers at the outer edge. Sheets and charts keep these typefaces in the size that their paper allows. A
computer without them shows others of its own.
Lines keep to a grid, characters don't: LibreOffice gives two places to one that is a hair wider than its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Letter
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from leitai.publish.downloads.spreadsheets import CREATED

TITLE_FONT, TEXT_FONT, HEADING_FONT, SUBHEADING_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
PAGE_FONT, NUMBER, NOTICE_SIZE = "宋体", 14, 12  # points
_TABLE_STYLES = ("Normal Table", "Table Grid")
_UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml")
_GRID = {"type": "lines", "linePitch": "579"}  # twentieths of a point: 225 mm / 22
_CLOSER = "-5"  # twentieths of a point: 28 characters of 三号 on 156 mm
_NUMBER_BELOW = 23  # mm from the edge of the paper: 7 mm below 22 lines


@dataclass(frozen=True)
class LetterForm:
    """Sizes in points; width, height and margins (top, bottom, left, right) in millimetres; `line` 0 is single spacing.

    `gaps`: points above and below the title.
    """

    size: tuple[int, int]
    margins: tuple[int, int, int, int]
    title: float
    heading: float
    text: float
    table: float
    line: float
    gaps: tuple[float, float]


FORMS = {
    "letter": LetterForm(
        (210, 297), (37, 35, 28, 26), title=22, heading=16, text=16, table=12, line=28.95, gaps=(57.9, 28.95)
    ),
    "sheet": LetterForm(
        (210, 297), (15, 15, 18, 18), title=16, heading=14, text=10, table=8.5, line=0, gaps=(6, 6)
    ),
    "board": LetterForm(
        (420, 297), (15, 15, 15, 15), title=26, heading=18, text=14, table=16, line=0, gaps=(6, 6)
    ),
}


def set_up(document: Letter, form: LetterForm, mark: str) -> None:
    """Lay out an empty document; `mark` (演示数据) goes on top of every page."""
    properties, section = document.core_properties, document.sections[0]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = CREATED
    width, height = form.size
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = form.margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    for style, (font, size) in _styles(form).items():
        _set_style(document.styles[style], font, size, form)
    if form.line:
        section.footer_distance = Mm(_NUMBER_BELOW)
        (grid,) = section._sectPr.findall(qn("w:docGrid"))
        for name, value in _GRID.items():
            grid.set(qn(f"w:{name}"), value)
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), _CLOSER)
        document.styles["Normal"].element.rPr.insert_element_before(closer, "w:sz", "w:szCs")
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
        "Heading 1": (HEADING_FONT, form.heading),
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
    above, below = form.gaps if style.name == "Title" else (0, 0)
    layout.space_before, layout.space_after = Pt(above), Pt(below)
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
        write(header.paragraphs[0], mark, HEADING_FONT, 14)
    sides = (section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    for footer, side in sides:
        number = footer.paragraphs[0]
        number.alignment = side
        number.paragraph_format.left_indent = number.paragraph_format.right_indent = Pt(NUMBER)
        write(number, "— ", PAGE_FONT, NUMBER)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number._p.append(field)
        write(number, "1", PAGE_FONT, NUMBER)
        field.append(number.runs[-1]._r)
        write(number, " —", PAGE_FONT, NUMBER)


def write(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    """Add a text in a typeface of its own."""
    if text:
        _set_font(paragraph.add_run(text).font, font, size)
