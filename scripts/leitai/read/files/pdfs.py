"""PDF object by object: page texts, comments, form fields, properties; what runs or is attached."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, TextStringObject

from leitai.read.files.findings import Findings, NotLookedInto

_ACTIONS = {
    "/JavaScript": "脚本", "/Launch": "启动程序的动作", "/SubmitForm": "提交表单的动作", "/ImportData": "导入数据的动作",
    "/Rendition": "多媒体", "/RichMediaExecute": "多媒体", "/GoToE": "打开附件的动作", "/GoToR": "打开别的文件的动作", "/Movie": "多媒体",
    "/Sound": "多媒体",
}  # fmt: skip
_KEYS = {"/JS": "脚本", "/XFA": "动态表单（XFA）", "/EF": "附在里面的文件", "/RichMediaContent": "多媒体"}
_NOT_WORDS = {"/ID", "/U", "/O", "/UE", "/OE", "/Perms", "/D"}


def look_into_pdf(data: bytes, found: Findings) -> None:
    """A PDF that can be opened without a password; raises what pypdf raises, and `Unread` for a scan."""
    reader = PdfReader(BytesIO(data))
    for number, page in enumerate(reader.pages, start=1):
        found.add_text(f"第 {number} 页", page.extract_text())
    has_text = bool(found.texts)
    if reader.metadata is not None:
        found.add_author(reader.metadata.author)
    if reader.xmp_metadata is not None:
        for name in reader.xmp_metadata.dc_creator or ():
            found.add_author(name)
    for item in _dictionaries(reader):
        _look_at(item, found)
    if not has_text:
        raise NotLookedInto("里面没有文字，可能是扫描件")


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
    found.acting |= dict.fromkeys(names)
    for key, value in item.items():
        if isinstance(value, TextStringObject) and key not in _NOT_WORDS:
            found.add_text("批注、表单或属性", str(value))
