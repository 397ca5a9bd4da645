"""Workbooks as plain text cells, read where they can't hurt.

Before anything is unpacked, the sizes that the zip declares are checked; then a process with memory and
time limits reads the cells (`reader_process.py`).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from leitai.model.writings.signatures import what_it_is
from leitai.read.files.reader_process import ReaderProcess

MOST_MEGABYTES = 12  # of XML, unpacked, as the zip declares: a province's year of 280,000 cells
MOST_NAMES_MEGABYTES = (
    4  # of the part that names sheets and ranges, 70,000 of them: each an object to openpyxl
)
MOST_RATIO = 200  # unpacked to packed: tables reach about 20
SMALL_PART = 1024 * 1024  # below this a high ratio is harmless
_ZIP_MAGIC, _OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BROKEN = "文件损坏、有密码，或者只是改了扩展名"
_OWN_KINDS = {".xls": "旧的 xls 工作簿", ".ods": "ods 表格"}
_READER = ReaderProcess()  # one for all workbooks: starting it takes ten times as long as reading a small one


class WorkbookRefused(Exception):
    """Why a workbook is not read, in the editor's language."""


def read_workbook(path: Path) -> list[dict[str, Any]]:
    """The sheets of a workbook as `workbook_child` prints them; raises `WorkbookRefused`."""
    suffix = path.suffix.lower()
    kind = what_it_is(path)
    if kind and kind not in (_OWN_KINDS.get(suffix, "xlsx 工作簿"), "加了密码的文件"):
        raise WorkbookRefused(f"它其实是“{kind}”，扩展名却是 {suffix}")
    if suffix != ".xls":
        check_zip(path)
    elif path.read_bytes()[:4] != _OLE_MAGIC:
        raise WorkbookRefused(_BROKEN)
    answer = _READER.read(path)
    if "refused" in answer:
        raise WorkbookRefused(str(answer["refused"]))
    sheets: list[dict[str, Any]] = answer["sheets"]
    return sheets


def check_zip(path: Path) -> None:
    """Refuse a file that is no zip, is encrypted, or says itself that it unpacks to far too much."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == _OLE_MAGIC:
        raise WorkbookRefused("工作簿有密码，或者其实是旧的 xls 格式")
    if magic != _ZIP_MAGIC:
        raise WorkbookRefused(_BROKEN)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        raise WorkbookRefused(_BROKEN) from None
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > MOST_MEGABYTES << 20:
        raise WorkbookRefused(f"展开后的文字超过 {MOST_MEGABYTES} MB，大得不像报表")
    names = sum(part.file_size for part in parts if part.filename == "xl/workbook.xml")
    if names > MOST_NAMES_MEGABYTES << 20:
        raise WorkbookRefused("定义的名称多得不像报表；请在名称管理器里删去不用的")
    if any(p.file_size > SMALL_PART and p.file_size > MOST_RATIO * max(p.compress_size, 1) for p in parts):
        raise WorkbookRefused("压缩得过分紧，像是用来撑爆内存的文件")
