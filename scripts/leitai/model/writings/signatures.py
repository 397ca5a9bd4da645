"""Whether a file begins as its name says, what a program of that kind would open; and what it is if it doesn't."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_OLE, _ZIP, _RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"
_LOOKED_AT = 4096
_PARTS = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".ofd": "OFD.xml",
}  # where the text of each kind lies
_MARK = b"\xef\xbb\xbf"


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


def _is_pdf(data: bytes) -> bool:
    """Readers find the mark anywhere in the first kilobyte."""
    return b"%PDF-" in data[:1024]


def _is_text(data: bytes) -> bool:
    """UTF-16 has its mark; any other text holds no byte 0."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data


def _is_calendar(data: bytes) -> bool:
    return data.removeprefix(_MARK).lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def _is_mp3(data: bytes) -> bool:
    """A tag, or the eleven bits that begin a frame."""
    return data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] >= b"\xe0")


_OFFICE_BINARY = _begins(_OLE, _RTF)
_KINDS: Mapping[str, Callable[[bytes], bool]] = {
    ".pdf": _is_pdf,
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".ofd"), _begins(_ZIP, _OLE)),  # with a password they are OLE
    **dict.fromkeys((".doc", ".wps", ".xls", ".et", ".ppt", ".dps"), _OFFICE_BINARY),
    **dict.fromkeys((".csv", ".txt"), _is_text),
    ".ics": _is_calendar,
    **dict.fromkeys((".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".gif": _begins(b"GIF87a", b"GIF89a"),
    ".webp": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
    ".mp3": _is_mp3,
    ".mp4": lambda data: data[4:8] == b"ftyp",
}


def is_as_named(path: Path) -> bool:
    """Whether a file begins as files of its ending do; what begins as a zip has to be a whole one, of its kind."""
    known = _KINDS.get(path.suffix.lower())
    if known is None:
        return True
    with path.open("rb") as file:
        begins = file.read(_LOOKED_AT)
    part = _PARTS.get(path.suffix.lower(), "")
    return known(begins) and (
        not begins.startswith(_ZIP) or any(name.startswith(part) for name in _names_in(path))
    )


TEXT = "文字"
_MHT = re.compile(rb"(?i)(?:from:|mime-version:|content-type:\s*multipart/related)")
_MARKUP = re.compile(rb"(?i)<(?:!doctype html|html|head|meta|table|style|body)\b")
_XML_TABLE = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_IN_OLE = (
    ("EncryptedPackage", "加了密码的文件"),
    ("WordDocument", "旧的 Word 文件"),
    ("PowerPoint Document", "旧的幻灯片"),
    ("Workbook", "旧的 xls 工作簿"),
    ("Book", "旧的 xls 工作簿"),
)
_IN_ZIP = {
    "xl/workbook.xml": "xlsx 工作簿",
    "xl/workbook.bin": "xlsb 工作簿",
    "word/document.xml": "Word 文件",
    "ppt/presentation.xml": "幻灯片",
    "OFD.xml": "OFD 版式文件",
    "content.xml": "ods 表格",
}
_BY_START: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_is_pdf, "PDF"),
    (_begins(_RTF), "RTF 文件"),
    (_begins(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "压缩包"),
    (_begins(b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM"), "图片"),
    (lambda data: _XML_TABLE.search(data) is not None, "XML 表格（Excel 2003）"),
    (lambda data: _MHT.match(data.lstrip()) is not None, "网页（mht）"),
    (lambda data: _MARKUP.search(data.replace(b"\0", b"")) is not None, "网页（HTML）"),
)


def what_it_is(path: Path) -> str:
    """What a file is by its bytes, in the editor's language: xlsx 工作簿, 网页（HTML）, 文字; empty where nobody can tell."""
    with path.open("rb") as file:
        begins = file.read(_LOOKED_AT)
        if begins.startswith(_OLE):
            whole = begins + file.read()
            return next((name for mark, name in _IN_OLE if mark.encode("utf-16-le") in whole), "")
    if begins.startswith(_ZIP):
        return _in_zip(path)
    found = next((name for is_one, name in _BY_START if is_one(begins)), "")
    return found or (TEXT if _is_text(begins) and re.search(rb"[,;\t\n]", begins) else "")


def _in_zip(path: Path) -> str:
    names = _names_in(path)
    return next((kind for name, kind in _IN_ZIP.items() if name in names), "压缩包" if names else "")


def _names_in(path: Path) -> frozenset[str]:
    """The parts of a zip; none of one that is broken."""
    try:
        with ZipFile(path) as archive:
            return frozenset(name.replace("\\", "/") for name in archive.namelist())
    except (BadZipFile, OSError, NotImplementedError, ValueError):
        return frozenset()
