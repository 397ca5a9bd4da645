"""Office documents (docx, xlsx, pptx, ofd) part by part: every one is looked into, or named.

Text counts wherever it stands: deleted, hidden, in comments, headers, properties, charts, alternative texts, addresses of
links. A paragraph is one text, since Word cuts words into runs; what was deleted from it is another. What would run or load something
when the file is opened is named, and so is what can't be looked into.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from leitai.read.files.findings import Findings, NotLookedInto
from leitai.read.files.pictures import PICTURES, look_at_picture

_LARGEST = 32 << 20  # bytes of a part; a larger one is a film
_DEEPEST = 3  # documents inside documents
_NUMBER = re.compile(r"\d+")
_WORDS = re.compile(r"[\u4e00-\u9fff]|[0-9A-Za-z@.+-]{6,}")
_XML = (".xml", ".rels", ".vml", ".svg", ".html", ".htm", ".txt", ".rtf")
_DOCUMENTS = (".docx", ".xlsx", ".pptx", ".ofd")
_ACTING = (  # parts that run, or stand for something that does
    (re.compile(r"vbaproject|vbadata|macrosheets/|customui|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|scr|jar)$"), "宏或程序"),
    (re.compile(r"activex/|ctrlprops/"), "控件"),
    (re.compile(r"embeddings/.*\.(?:bin|ole)$|oleobject"), "嵌入的对象（OLE）"),
    (re.compile(r"xl/connections\.xml|xl/querytables/"), "数据连接"),
    (re.compile(r"xl/externallinks/"), "对别的工作簿的链接"),
)  # fmt: skip
_PLACES = (
    (re.compile(r"ppt/(?:slides|notesSlides)/"), "第 {} 张幻灯片"),
    (re.compile(r"comment|person|people"), "批注"),
    (re.compile(r"header|footer"), "页眉页脚"),
    (re.compile(r"footnote|endnote"), "脚注"),
    (re.compile(r"docProps/|customXml/"), "文件属性"),
    (re.compile(r"chart"), "图表"),
    (re.compile(r"diagram"), "图示"),
    (re.compile(r"pivot"), "透视表"),
    (re.compile(r"_rels/"), "链接"),
)
_PARAGRAPHS = {"p", "si", "is", "TextObject"}
_TEXTS = {"t", "TextCode"}
_DELETED = {"delText", "delInstrText"}
_FIELDS = {"instrText", "f"}
_VALUES = {"v"}
_ATTRIBUTES = {
    "descr", "title", "name", "string", "author", "initials", "tooltip", "display", "alt", "displayName", "userId",
}  # fmt: skip
_AUTHOR_TAGS, _AUTHOR_ATTRIBUTES = (
    {"creator", "lastModifiedBy", "Manager", "author"},
    {"author", "displayName"},
)
_REACHING_OUT = re.compile(
    r"^\s*(?:DDE(?:AUTO)?|INCLUDE(?:TEXT|PICTURE)|LINK|IMPORT|DATABASE)\b|\b(?:WEBSERVICE|CALL|REGISTER\.ID|IMAGE)\(|^[^'\"(]*\|'",
    re.IGNORECASE,
)
_REMOTE = re.compile(  # a template on somebody's drive C: is nobody else's
    r"(?!file:/{0,3}[a-z]:)(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?|mailto|tel):|#|[^:\\]*$", re.IGNORECASE)


def look_into(data: bytes, found: Findings, inside: str = "", depth: int = 0) -> None:
    """Every part of a container; `inside` names the documents that this one is embedded in."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise NotLookedInto("文件损坏或有密码") from None
    with archive:
        for name in sorted(archive.namelist(), key=_in_order):
            acting = [what for shape, what in _ACTING if shape.search(name.lower())]
            found.acting |= dict.fromkeys(f"{inside}{what}" for what in acting)
            if archive.getinfo(name).file_size > _LARGEST:
                found.closed[f"{inside}{name}"] = None
            elif not acting and not name.endswith("/"):
                _look_at_part(name, archive.read(name), found, inside, depth)


def _in_order(name: str) -> tuple[int, str]:
    numbers = _NUMBER.findall(name)
    return (int(numbers[-1]) if numbers else 0, name)


def _look_at_part(name: str, data: bytes, found: Findings, inside: str, depth: int) -> None:
    suffix = name[name.rfind(".") :].lower()
    if suffix in _XML or data.lstrip()[:5] == b"<?xml":
        _read_part(name, data, found, inside)
    elif suffix in _DOCUMENTS and depth < _DEEPEST:
        look_into(data, found, f"{inside}嵌入的 {name.rpartition('/')[2]}：", depth + 1)
    elif suffix in PICTURES:
        look_at_picture(data, f"{inside}图片 {name.rpartition('/')[2]}", found)
        found.closed[f"{inside}{name}"] = None
    elif suffix == ".bin" and "printersettings" in name.lower():
        found.add_text(f"{inside}打印设置", " ".join(_WORDS.findall(data.decode("utf-16-le", "ignore"))))
    else:
        found.closed[f"{inside}{name}"] = None


def _read_part(name: str, data: bytes, found: Findings, inside: str) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotLookedInto("文件里有不该有的声明")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        found.closed[f"{inside}{name}"] = None
        return
    if any(map(_REACHING_OUT.search, _fields(root))):
        found.acting[f"{inside}会自动取外部内容的域或公式"] = None
    for element in root.iter():
        _look_at_element(element, inside + _place(name), found, inside)
    for number, (where, text) in enumerate(_paragraphs(root, name, is_embedded=bool(inside)), start=1):
        found.add_text(inside + where.format(number), text)


def _place(name: str) -> str:
    named = next((words for shape, words in _PLACES if shape.search(name)), "")
    return named.format(_in_order(name)[0]) or name


def _fields(root: ElementTree.Element) -> Iterator[str]:
    """The codes of fields, which Word cuts into runs, and the formulas."""
    for element in root.iter():
        tag = local(element.tag)
        if tag == "p":
            yield "".join(node.text or "" for node in element.iter() if local(node.tag) == "instrText")
        elif tag == "f":
            yield element.text or ""
        elif tag == "fldSimple":
            yield next((value for name, value in element.attrib.items() if local(name) == "instr"), "")


def _paragraphs(root: ElementTree.Element, name: str, is_embedded: bool) -> Iterator[tuple[str, str]]:
    """The text of each paragraph, what was deleted from it, and of what stands in none.

    Values of cells are read as cells, where they look as people see them; those of an embedded workbook as they are stored.
    """
    where = "第 {} 段" if name == "word/document.xml" else _place(name)
    left_out = _FIELDS if is_embedded else _FIELDS | _VALUES
    inner: set[ElementTree.Element] = set()
    for element in root.iter():
        if local(element.tag) in _PARAGRAPHS and element not in inner:
            below = [*element.iter()]
            inner.update(below)
            yield where, "".join(node.text or "" for node in below if local(node.tag) in _TEXTS)
            deleted = "".join(node.text or "" for node in below if local(node.tag) in _DELETED)
            if deleted:
                yield "删去的修订", deleted
    for element in root.iter():
        if element not in inner and local(element.tag) not in left_out:
            yield _place(name), element.text or ""


def _look_at_element(element: ElementTree.Element, where: str, found: Findings, inside: str) -> None:
    tag = local(element.tag)
    if tag == "Relationship":
        _look_at_link(element, found, inside)
    if tag in _AUTHOR_TAGS:
        found.add_author(element.text)
    for written, value in element.attrib.items():
        attribute = local(written)
        if attribute in _AUTHOR_ATTRIBUTES:
            found.add_author(value)
        elif attribute in _ATTRIBUTES or (tag == "s" and attribute == "v"):
            found.add_text(where, value)


def _look_at_link(element: ElementTree.Element, found: Findings, inside: str) -> None:
    """A link leads readers on; anything else outside is loaded when the file is opened, if others can reach it."""
    target = element.get("Target", "")
    if element.get("TargetMode") != "External":
        return
    found.add_text(f"{inside}链接", target)
    kind = element.get("Type", "").rpartition("/")[2]
    if kind == "hyperlink" and not _LINK.match(target):
        found.acting[f"{inside}指向本机文件或程序的链接"] = None
    elif kind != "hyperlink" and _REMOTE.match(target):
        found.acting[f"{inside}打开时要从外面载入的内容（{kind}）"] = None


def local(tag: str) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition("}")[2]
