"""Office documents (docx, xlsx, pptx, ofd) part by part: every one is looked into, or named.

Text counts wherever it stands: deleted, hidden, in comments, headers, properties, charts, alternative texts, fields, formulas, any
attribute, the names of parts. A paragraph is one text, since Word cuts words into runs; what was deleted from it is another. What a part is
shows by how it begins, not by its name. What would run or load something when the file is opened is named, and so is what
can't be looked into; even of that the words are read that stand in it plainly.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from leitai.read.files.findings import Findings, NotLookedInto
from leitai.read.files.ole import OLE, RTF, look_into_ole
from leitai.read.files.pictures import look_at_picture
from leitai.read.files.plain_words import PLAINLY, decode_xml, plain_words

_LARGEST = 32 << 20  # bytes of a part; a larger one is a film
_DEEPEST = 3  # documents inside documents
_LONGEST_CODE = 10  # ASCII attributes up to this long hold nothing that the privacy screen knows
_NUMBER = re.compile(r"\d+")
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!/")
_CLOSING, _CLOSING_LENGTH = b"PK\x05\x06", 22  # of a zip, and how long that is without its comment
_TEXTS_BY_NAME = (".xml", ".rels", ".vml", ".svg", ".html", ".htm")
_ACTING = (  # parts that run, or stand for something that does
    (re.compile(r"vbaproject|vbadata|macrosheets/|customui|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|scr|jar)$"), "宏或程序"),
    (re.compile(r"activex/|ctrlprops/"), "控件"),
    (re.compile(r"webextensions?/"), "加载项"),
    (re.compile(r"embeddings/.*\.(?:bin|ole)$|oleobject"), "嵌入的对象（OLE）"),
    (re.compile(r"xl/connections\.xml|xl/querytables/"), "数据连接"),
    (re.compile(r"xl/externallinks/"), "对别的工作簿的链接"),
)  # fmt: skip
_ACTING_RELATIONS = {  # whatever the part that they lead to is called
    **dict.fromkeys(("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet"), "宏或程序"),
    **dict.fromkeys(("control", "activeXControlBinary"), "控件"),
    "oleObject": "嵌入的对象（OLE）", "aFChunk": "并入的别的文件", "connections": "数据连接",
}  # fmt: skip
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
_FORMULAS = {"f", "definedName", "formula", "formula1", "formula2"}
_FIELDS = _FORMULAS | {"instrText"}
_VALUES = {"v"}
_AUTHOR_TAGS = {"creator", "lastModifiedBy", "Manager", "author", "Author"}
_AUTHOR_ATTRIBUTES = {"author", "userName"}
_NAMED_AUTHORS = {"cmAuthor", "author", "userInfo", "person"}  # tags whose name is one
_HOME = re.compile(r"[\\/](?:Users|Documents and Settings|home|用户)[\\/]+([^\\/]+)", re.IGNORECASE)
_REACHING_OUT = re.compile(
    r"^\s*(?:DDE(?:AUTO)?|INCLUDE(?:TEXT|PICTURE)|LINK|IMPORT|DATABASE|MACROBUTTON|QUOTE\s+\d)\b"
    r"|\b(?:WEBSERVICE|CALL|EXEC|RTD|REGISTER(?:\.ID)?|IMAGE)\(|^[^'\"(]*\|'"
    r"|\bHYPERLINK\W*?\"(?!https?:|mailto:|tel:)(?:[a-z][a-z0-9+.-]+:|[a-z]:|\\\\)",
    re.IGNORECASE,
)
_PROGRAM = re.compile("ppaction://(?:program|macro|ole)", re.IGNORECASE)
_PRINTED_CODES = re.compile(r'&(?:"[^"]*"|[0-9]{1,2}(?![0-9])|[A-Z])')  # in headers of sheets: &C&"宋体"&12
_NOTES = re.compile(r"<!--(.*?)-->|<\?(?!xml\s)(.*?)\?>", re.DOTALL)
_BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error)
_REMOTE = re.compile(  # a template on somebody's drive C: is nobody else's
    r"(?!file:/{0,3}[a-z]:)(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?|mailto|tel):|#|[^:\\]*$", re.IGNORECASE)


def look_into(data: bytes, found: Findings, depth: int = 0) -> None:
    """Every part of a container, `depth` documents deep in another."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise NotLookedInto("文件损坏或有密码") from None
    with archive:
        found.add_text("压缩包的说明", archive.comment.decode("utf-8", "replace"))
        _look_around(archive, data, found)
        for part in sorted(archive.infolist(), key=lambda part: _in_order(part.filename)):
            name = part.filename
            found.add_text("部件的名称", name)
            found.add_text(name, part.comment.decode("utf-8", "replace"))
            acting = [what for shape, what in _ACTING if shape.search(name.lower())]
            found.add_acting(*acting)
            if not acting and not name.endswith("/"):
                try:
                    _look_at_part(name, _bytes_of(archive, part), found, depth)
                except NotLookedInto:
                    found.add_closed(name)


def _look_around(archive: zipfile.ZipFile, data: bytes, found: Findings) -> None:
    """What stands before the first part and behind the last line of a zip: no program shows it."""
    first = min((part.header_offset for part in archive.infolist()), default=0)
    around = data[:first] + data[data.rfind(_CLOSING) + _CLOSING_LENGTH + len(archive.comment) :]
    if around:
        plain_words(around, PLAINLY, found)
        found.add_closed("压缩包前后的内容")


def _bytes_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Raises `NotLookedInto` for what is too large, broken or locked."""
    with suppress(*_BROKEN):
        if part.file_size <= _LARGEST:
            return archive.read(part)
    raise NotLookedInto(part.filename)


def _in_order(name: str) -> tuple[int, str]:
    numbers = _NUMBER.findall(name)
    return (int(numbers[-1]) if numbers else 0, name)


def _look_at_part(name: str, data: bytes, found: Findings, depth: int) -> None:
    """By what it is: a part may be called anything."""
    short = name.rpartition("/")[2]
    if data.startswith(_ZIP) and depth < _DEEPEST:
        look_into(data, found.within(f"嵌入的 {short}："), depth + 1)
    elif data.startswith(_PROGRAMS):
        found.add_acting("宏或程序")
    elif name.lower().endswith(_TEXTS_BY_NAME) or decode_xml(data[:400]).lstrip().startswith("<?xml"):
        _read_part(name, data, found)
    else:
        if data.startswith((OLE, RTF)):
            look_into_ole(data, found)
        elif data.startswith(_PICTURES) or b" EMF" in data[:48]:
            look_at_picture(data, f"图片 {short}", found)
        else:
            plain_words(data, PLAINLY, found)
        if "printersettings" not in name.lower():
            found.add_closed(name)


def _read_part(name: str, data: bytes, found: Findings) -> None:
    text, where, root = decode_xml(data), _place(name), None
    is_declared = "<!DOCTYPE" in text or "<!ENTITY" in text
    with suppress(ElementTree.ParseError, ValueError, LookupError):  # also of an encoding that nobody knows
        root = None if is_declared else ElementTree.fromstring(data)
    if root is None:
        found.add_closed(f"{name}（有不该有的声明）" if is_declared else name)
        plain_words(data, where, found)
        return
    for code in _fields(root):
        found.add_text(where, code)
        if _REACHING_OUT.search(code):
            found.add_acting("会自动取外部内容的域或公式")
    for note in _NOTES.findall(text):
        found.add_text(where, "".join(note))
    for element in root.iter():
        _look_at_element(element, where, found)
    reads_values = bool(found.inside) or not name.startswith("xl/worksheets/")
    for number, (place, words) in enumerate(_paragraphs(root, name, reads_values), start=1):
        found.add_text(place.format(number), words)


def _place(name: str) -> str:
    named = next((words for shape, words in _PLACES if shape.search(name)), "")
    return named.format(_in_order(name)[0]) or name


def _fields(root: ElementTree.Element) -> Iterator[str]:
    """The code of each field, which Word cuts into runs between two marks, and the formulas."""
    code = ""
    for element in root.iter():
        tag = local(element.tag)
        if tag == "instrText":
            code += element.text or ""
        elif tag == "fldChar":
            yield code
            code = ""
        elif tag in _FORMULAS:
            yield element.text or ""
        elif tag == "fldSimple":
            yield next((value for name, value in element.attrib.items() if local(name) == "instr"), "")
    yield code


def _paragraphs(root: ElementTree.Element, name: str, reads_values: bool) -> Iterator[tuple[str, str]]:
    """The text of each paragraph, what was deleted from it, and whatever else stands between tags.

    Values of cells are read as cells, where they look as people see them; those of an embedded workbook as they are stored.
    """
    where = "第 {} 段" if name == "word/document.xml" else _place(name)
    left_out = _FIELDS if reads_values else _FIELDS | _VALUES
    inner: set[ElementTree.Element] = set()
    for element in root.iter():
        if local(element.tag) in _PARAGRAPHS and element not in inner:
            below = [*element.iter()]
            inner.update(node for node in below if local(node.tag) in _PARAGRAPHS | _TEXTS | _DELETED)
            yield where, "".join(node.text or "" for node in below if local(node.tag) in _TEXTS)
            deleted = "".join(node.text or "" for node in below if local(node.tag) in _DELETED)
            if deleted:
                yield "删去的修订", deleted
    for element in root.iter():
        if element not in inner and local(element.tag) not in left_out:
            yield _place(name), _PRINTED_CODES.sub(" ", element.text or "")
        yield _place(name), element.tail or ""


def _look_at_element(element: ElementTree.Element, where: str, found: Findings) -> None:
    tag = local(element.tag)
    if tag == "Relationship":
        _look_at_link(element, found)
    if tag in _AUTHOR_TAGS:
        found.add_author(element.text)
    for written, value in element.attrib.items():
        attribute = local(written)
        is_name = attribute in ("name", "displayName") and tag in _NAMED_AUTHORS
        if is_name or attribute in _AUTHOR_ATTRIBUTES:
            found.add_author(value)
        elif len(value) > _LONGEST_CODE or not value.isascii():
            found.add_text(where, value)
            home = _HOME.search(value)
            found.add_author(home and home[1])
        if _PROGRAM.match(value):
            found.add_acting("启动程序的动作")


def _look_at_link(element: ElementTree.Element, found: Findings) -> None:
    """A link leads readers on; anything else outside is loaded when the file is opened, if others can reach it."""
    target, kind = element.get("Target", ""), element.get("Type", "").rpartition("/")[2]
    if kind in _ACTING_RELATIONS:
        found.add_acting(_ACTING_RELATIONS[kind])
    if element.get("TargetMode") != "External":
        return
    if kind == "hyperlink" and not _LINK.match(target):
        found.add_acting("指向本机文件或程序的链接")
    elif kind != "hyperlink" and _REMOTE.match(target):
        found.add_acting(f"打开时要从外面载入的内容（{kind}）")


def local(tag: str) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition("}")[2]
