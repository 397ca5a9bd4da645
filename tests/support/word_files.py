"""Word documents made by hand, part by part: what a test asks about stands in it, byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="{_A}" xmlns:wp="{_WP}" xmlns:m="urn:m" xmlns:mc="urn:mc" xmlns:v="urn:v"'
_LEVELS = {
    "1": [("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "")],
    "2": [("bullet", ""), ("bullet", "")],
    "3": [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")],
}


def run(text: str, bold: bool = False, more: str = "") -> str:
    marks = f"<w:rPr>{'<w:b/>' if bold else ''}{more}</w:rPr>"
    return f'<w:r>{marks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(
    *runs: str, bold: bool = False, style: str = "", number: str = "", depth: int = 0, marks: str = ""
) -> str:
    """A paragraph of runs, or of one run where a plain text is given."""
    inner = "".join(r if r.startswith("<") else run(r, bold) for r in runs)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}<w:rPr>{marks}</w:rPr></w:pPr>{inner}</w:p>"


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="张某">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="张某"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def table(*rows: list[str]) -> str:
    """Cells are texts; `>` at the start spans two columns, `v` begins and `^` continues a vertical merge."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def _cell(text: str) -> str:
    marks = {">": '<w:gridSpan w:val="2"/>', "v": '<w:vMerge w:val="restart"/>', "^": "<w:vMerge/>"}
    mark = marks.get(text[:1], "")
    words = text[1:] if mark else text
    return f"<w:tc><w:tcPr>{mark}</w:tcPr>{par(words) if words else '<w:p/>'}</w:tc>"


def shown(relation: str, alt: str = "") -> str:
    described = f' descr="{alt}"' if alt else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1"{described}/>'
        f'<a:blip r:embed="{relation}"/></wp:inline></w:drawing></w:r>'
    )


def word(
    *body: str, media: Mapping[str, bytes] | None = None, others: Mapping[str, str] | None = None
) -> bytes:
    """A .docx; picture `name` of `media` has the relation `r-name`, `others` are further parts by path."""
    media = media or {}
    links = "".join(f'<Relationship Id="r-{name}" Type="image" Target="media/{name}"/>' for name in media)
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{_numbering()}</w:numbering>",
        "word/styles.xml": f"<w:styles {_NAMES}>{_styles()}</w:styles>",
        "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
        **{f"word/media/{name}": data for name, data in media.items()},
        **{path: f"<w:part {_NAMES}>{inner}</w:part>" for path, inner in (others or {}).items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return file.getvalue()


def _numbering() -> str:
    kinds = ""
    for number, levels in _LEVELS.items():
        inner = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        kinds += f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'
    return kinds + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in _LEVELS
    )


def _styles() -> str:
    nested = '<w:style w:styleId="LB2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    names = {"T": "Title", "H1": "heading 1", "H2": "heading 2", "C": "toc 1"}
    return nested + "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in names.items()
    )


def telling_picture(suffix: str = "jpg", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that says where, when, by whom and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Make of camera", "Zhang"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    form = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[suffix]
    Image.new("RGB", size, (200, 30, 30)).save(file, form, exif=exif)
    return file.getvalue()


def plain_picture(suffix: str = "png", size: tuple[int, int] = (40, 30)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (30, 200, 30)).save(file, {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[suffix])
    return file.getvalue()
