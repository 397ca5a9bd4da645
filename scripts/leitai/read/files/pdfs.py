"""PDF object by object: page texts, comments, form fields, properties, pictures, versions that were saved over; what runs or is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject

from leitai.read.files.findings import Findings, NotLookedInto
from leitai.read.files.pictures import look_at_picture

_ACTIONS = {
    "/JavaScript": "脚本", "/Launch": "启动程序的动作", "/SubmitForm": "提交表单的动作", "/ImportData": "导入数据的动作",
    "/Rendition": "多媒体", "/RichMediaExecute": "多媒体", "/GoToE": "打开附件的动作", "/GoToR": "打开别的文件的动作", "/Movie": "多媒体",
    "/Sound": "多媒体", "/Thread": "打开别的文件的动作", "/GoTo3DView": "多媒体",
}  # fmt: skip
_KEYS = {"/JS": "脚本", "/XFA": "动态表单（XFA）", "/EF": "附在里面的文件", "/RichMediaContent": "多媒体"}
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")  # /#4aavaScript is /JavaScript
_NOT_WORDS = {"/ID", "/U", "/O", "/UE", "/OE", "/Perms", "/D"}
_LINK = re.compile("(?:https?|mailto|tel):|#|[^:\\\\]*$", re.IGNORECASE)
_END = re.compile(rb"%%EOF\s*")
_LEAST_READABLE = 0.8  # of a page's characters; fonts without a table for them give signs that mean nothing
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def look_into_pdf(data: bytes, found: Findings) -> None:
    """A PDF that can be opened without a password; raises what pypdf raises, and `NotLookedInto` for a scan."""
    reader = PdfReader(BytesIO(data))
    unseen: list[str] = []
    has_text = False
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        found.add_text(f"第 {number} 页", text)
        has_text = has_text or bool(text.strip())
        if len(_UNREADABLE.sub("", text)) < _LEAST_READABLE * len(text):
            unseen.append(f"第 {number} 页的文字（字体里没有对照表）")
        if not text.strip() or _pictures(page):
            unseen.append(f"第 {number} 页的图像")
    _look_at_properties(reader, found)
    for item in _dictionaries(reader):
        _look_at(item, found)
    for text in _saved_over(data):
        found.add_text("存盘前的旧版本", text)
    if not has_text:
        raise NotLookedInto("里面没有文字，可能是扫描件")
    found.add_closed(*unseen)


def acting_plainly(data: bytes) -> list[str]:
    """What acts in a file that no parser reads: viewers mend such files, and run what stands in them. Short names come by chance."""
    plain = _HEX.sub(lambda match: bytes.fromhex(match[1].decode()), data)
    names = [*_ACTIONS.items(), ("/EmbeddedFile", _KEYS["/EF"])]
    return [what for name, what in names if len(name) > len("/Movie") and name.encode() in plain]


def _look_at_properties(reader: PdfReader, found: Findings) -> None:
    if reader.metadata is not None:
        found.add_author(reader.metadata.author)
    if reader.xmp_metadata is not None:
        for name in reader.xmp_metadata.dc_creator or ():
            found.add_author(name)


def _pictures(page: DictionaryObject) -> list[str]:
    """The pictures that a page draws itself, by their names."""
    resources = page.get("/Resources", DictionaryObject()).get_object()
    drawn = resources.get("/XObject", DictionaryObject()).get_object()
    return [name for name in drawn if drawn[name].get("/Subtype") == "/Image"]


def _saved_over(data: bytes) -> Iterator[str]:
    """What the pages said before changes were added behind them: it is still in the file."""
    for end in [match.end() for match in _END.finditer(data)][:-1]:
        try:
            for page in PdfReader(BytesIO(data[:end])).pages:
                yield page.extract_text()
        except Exception:  # the first part of a file written for the web is none by itself
            continue


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, also those that no page leads to."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    waiting: list[object] = [reader.trailer]
    for number in sorted(numbers):
        try:
            waiting.append(reader.get_object(number))
        except PyPdfError:  # an object that is free or broken is shown by nobody
            continue
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            yield item
            waiting += [value for value in item.values() if isinstance(value, DictionaryObject | ArrayObject)]
        elif isinstance(item, ArrayObject):
            waiting += [value for value in item if isinstance(value, DictionaryObject | ArrayObject)]


def _look_at(item: DictionaryObject, found: Findings) -> None:
    action = _ACTIONS.get(str(item.get("/S", "")))
    names = [action] if action else []
    names += [what for key, what in _KEYS.items() if key in item]
    if "/URI" in item and not _LINK.match(str(item["/URI"])):
        names.append("指向本机文件或程序的链接")
    found.add_acting(*names)
    for key, value in item.items():
        for text in value if isinstance(value, ArrayObject) else (value,):
            if isinstance(text, TextStringObject | ByteStringObject) and key not in _NOT_WORDS:
                found.add_text("批注、表单或属性", _words(text))
    if isinstance(item, StreamObject) and (
        item.get("/Type") == "/Metadata" or item.get("/Filter") == "/DCTDecode"
    ):
        raw = item.get_data() if item.get("/Type") == "/Metadata" else item._data
        look_at_picture(raw, "属性" if item.get("/Type") == "/Metadata" else "图片", found)


def _words(text: TextStringObject | ByteStringObject) -> str:
    return text.decode("latin-1") if isinstance(text, bytes) else str(text)
