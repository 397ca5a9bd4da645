"""Old office files (doc, xls, ppt, wps, et, dps): OLE compound files or RTF. Macros, embedded objects, authors, plain words.

What makes such a file act, and who wrote it, is found by its marks, wherever it stands: we have no parser of their texts.
"""

from __future__ import annotations

import re
import struct

from leitai.read.files.findings import Findings
from leitai.read.files.plain_words import PLAINLY, plain_words

OLE, RTF = b"\xd0\xcf\x11\xe0", b"{\\rt"
_ACTING = {
    "宏": re.compile(
        b"|".join((*(re.escape(name.encode("utf-16-le")) for name in ("_VBA_PROJECT", "Macros")), rb"\x85\x00.\x00.{4}[\x00-\x02]\x01.[\x00\x01]")),
        re.DOTALL,
    ),  # the last: a sheet of macros ([MS-XLS] 2.4.28)
    "嵌入的对象（OLE）": re.compile(
        b"|".join((*(re.escape(name.encode("utf-16-le")) for name in ("\x01Ole10Native", "ObjectPool")), rb"\\obj(?:data|update|html|ocx)"))
    ),
    "打开时要从外面载入的内容（模板）": re.compile(rb"\\\*\\template\s+(?:[a-z]{2,}:|\\\\)", re.IGNORECASE),
}  # fmt: skip
_REACHING_OUT = re.compile(
    r"\b(?:DDEAUTO|DDE\s|INCLUDE(?:TEXT|PICTURE)\s)|^[^'\"(]*=[^'\"(]*\|'", re.IGNORECASE
)
_SUMMARY = bytes.fromhex(
    "e0859ff2f94f6810ab9108002b27b3d9"
)  # FMTID of the summary, before the offset of its properties
_CODEPAGE, _AUTHORS = 1, (4, 8)  # author, last saved by ([MS-OLEPS] 3.1)
_CODECS = {1200: "utf-16-le", 65001: "utf-8", 1252: "cp1252"}
_MOST = 100  # properties; bytes of a name


def look_into_ole(data: bytes, found: Findings) -> None:
    """What acts is named, authors and words are added."""
    found.add_acting(*(what for what, mark in _ACTING.items() if mark.search(data)))
    for author in _authors(data):
        found.add_author(author)
    before = len(found.texts)
    plain_words(data, PLAINLY, found)
    if any(_REACHING_OUT.search(text) for _, text in found.texts[before:]):
        found.add_acting("会自动取外部内容的域")


def _authors(data: bytes) -> list[str]:
    mark = data.find(_SUMMARY)
    if mark < 0:
        return []
    try:
        start = mark - 28 + struct.unpack_from("<I", data, mark + len(_SUMMARY))[0]
        (count,) = struct.unpack_from("<I", data, start + 4)
        pairs = struct.iter_unpack("<II", data[start + 8 : start + 8 + 8 * min(count, _MOST)])
        places = {number: start + offset for number, offset in pairs}
        page = struct.unpack_from("<H", data, places[_CODEPAGE] + 4)[0] if _CODEPAGE in places else 0
        return [_name(data, places[number], page) for number in _AUTHORS if number in places]
    except struct.error:
        return []


def _name(data: bytes, place: int, page: int) -> str:
    """A string with its length in front; Chinese offices write GBK where they say nothing else."""
    (length,) = struct.unpack_from("<I", data, place + 4)
    written = data[place + 8 : place + 8 + min(length, _MOST)]
    return written.decode(_CODECS.get(page, "gb18030"), "replace").strip("\0 ")
