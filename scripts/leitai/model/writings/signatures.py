"""Whether a file begins as its name says: what a program of that kind would open."""

from __future__ import annotations

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
    return known(begins) and (not begins.startswith(_ZIP) or _holds(path, _PARTS[path.suffix.lower()]))


def _holds(path: Path, part: str) -> bool:
    try:
        with ZipFile(path) as file:
            return any(name.replace("\\", "/").startswith(part) for name in file.namelist())
    except BadZipFile:
        return False
