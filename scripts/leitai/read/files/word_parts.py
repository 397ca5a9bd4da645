"""The parts of a Word document that its text is read from, bounded before anything is unpacked."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from leitai.read.files.containers import local

MOST_MEGABYTES = 24  # of one part, unpacked
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_MAIN = "word/document.xml"
_AS_DOCX = "请在 WPS 或 Word 里打开，另存为 .docx，再运行一次。"
Element = ElementTree.Element


class WordRefused(Exception):
    """Why a document isn't read, and what to do, in the editor's words."""


@dataclass(frozen=True)
class WordParts:
    """`body` and the other parts by the last piece of their name; `targets` are those of the body's relations by their id."""

    archive: zipfile.ZipFile
    body: Element
    targets: dict[str, str]

    def part(self, name: str) -> Element | None:
        """`numbering`, `styles`, `footnotes` …; None where the document has none."""
        return _parsed(self.archive, f"word/{name}.xml") if self.has(f"word/{name}.xml") else None

    def has(self, start: str) -> bool:
        return any(name.startswith(start) for name in self.archive.namelist())

    def media(self, relation: str) -> tuple[str, bytes] | None:
        """File name and bytes of an embedded picture; None where there is none, or it is linked from outside."""
        name = posixpath.normpath(posixpath.join("word", self.targets.get(relation, "")))
        if name not in self.archive.namelist():
            return None
        return posixpath.basename(name), _bytes(self.archive, name)


def open_word(path: Path) -> WordParts:
    """The parts of a .docx; raises `WordRefused`."""
    if path.suffix.lower() != ".docx":
        raise WordRefused(f"{path.name} 不是 .docx。{_AS_DOCX}（PDF 请找原来的 Word 文件。）")
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == _OLE_MAGIC:
        raise WordRefused(f"{path.name} 有密码，或者其实是旧的 .doc。请取消密码；{_AS_DOCX}")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise WordRefused(f"{path.name} 已经损坏，或者只是改了扩展名。{_AS_DOCX}") from None
    root = _parsed(archive, _MAIN) if _MAIN in archive.namelist() else ()
    body = next((e for e in root if local(e.tag) == "body"), None)
    if body is None:
        raise WordRefused(f"{path.name} 里没有 Word 的正文。{_AS_DOCX}")
    return WordParts(archive, body, _targets(archive))


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    name = "word/_rels/document.xml.rels"
    if name not in archive.namelist():
        return {}
    return {e.get("Id", ""): e.get("Target", "").lstrip("/") for e in _parsed(archive, name)}


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    data = _bytes(archive, name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise WordRefused("文件里有不该有的声明，没有读取。")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError:
        raise WordRefused(f"文件里的 {name} 已经损坏。{_AS_DOCX}") from None


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MOST_MEGABYTES << 20:
        raise WordRefused(f"文件里的 {name} 超过 {MOST_MEGABYTES} MB，没有读取；请先压缩图片，或删去它。")
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, RuntimeError, OSError):
        raise WordRefused(f"文件里的 {name} 已经损坏或有密码。{_AS_DOCX}") from None
