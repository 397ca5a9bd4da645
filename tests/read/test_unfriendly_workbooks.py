"""Workbooks can't hurt: bombs, far cells, broken and disguised files are refused before they fill the memory.

What refuses each is a limit on its size, never the clock, so that none takes long on any machine.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from portals import Portal

OLD = Path(__file__).parent / "books" / "old.xls"
BYTES = 500 * 1024 * 1024


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook whose part is replaced, deflated."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            target.writestr(part, content if part == name else source.read(part))
    return buffer.getvalue()


def other_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("说明.txt", "不是工作簿")
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ROW, END = b'<row><c t="str"><v>x</v></c></row>', b"</sheetData></worksheet>"
XML = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
MERGED = b'</sheetData><mergeCells><mergeCell ref="A1:CV9000"/></mergeCells></worksheet>'
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8))
    + b"]><worksheet>&i;</worksheet>"
)
WORKBOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><definedNames>'
    + b"".join(b'<definedName name="n%d">Sheet!$A$%d</definedName>' % (n, n) for n in range(1, 100_000))
    + b"</definedNames></workbook>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = "文件损坏、有密码，或者只是改了扩展名"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: with_part(workbook(A1=1), SHEET, XML + b" " * 20_000_000), "展开后的文字超过 12 MB"),
    "dense": (lambda: with_part(workbook(A1=1), SHEET, XML + ROW * 150_000 + END), "压缩得过分紧"),
    "merged cells": (
        lambda: with_part(workbook(A1=1), SHEET, XML + MERGED),
        "合并单元格盖住的格多得不像报表",
    ),
    "many names": (lambda: with_part(workbook(A1=1), "xl/workbook.xml", WORKBOOK), "定义的名称多得不像报表"),
    "far cell": (lambda: workbook(A1="单位", XFD1048576=1), "有 1048576 行 16384 列"),
    "far row": (lambda: workbook(A1="单位", A900000=1), "有 900000 行 1 列"),
    "entities": (lambda: with_part(workbook(A1=1), SHEET, ENTITIES), BROKEN),
    "cut at the end": (lambda: workbook(A1="单位")[:-300], BROKEN),
    "cut early": (lambda: workbook(A1="单位")[:300], BROKEN),
    "two bytes": (lambda: b"PK", BROKEN),
    "zeros": (lambda: b"PK\x03\x04" + b"\0" * 40, BROKEN),
    "other zip": (other_zip, "它其实是“压缩包”"),
    "password": (lambda: OLE + b"\0" * 4096, "工作簿有密码"),
    "text": (lambda: "单位,火灾起数\n".encode(), "它其实是“文字”，扩展名却是 .xlsx"),
    "text of a system": (lambda: "单位\t火灾起数\n".encode("utf-16"), "它其实是“文字”，扩展名却是 .xlsx"),
    "page of a system": (
        lambda: b"\xef\xbb\xbf\r\n<HTML><body><table>",
        "它其实是“网页（HTML）”，扩展名却是 .xlsx",
    ),
    "page in UTF-16": (lambda: "<table><tr>".encode("utf-16"), "它其实是“网页（HTML）”"),
    "page with its parts": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        "它其实是“网页（mht）”",
    ),
    "XML": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "它其实是“XML 表格（Excel 2003）”",
    ),
    "PDF": (lambda: b"%PDF-1.7\n", "它其实是“PDF”"),
    "archive": (lambda: b"Rar!\x1a\x07", "它其实是“压缩包”"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n", "它其实是“图片”"),
    "old workbook": (lambda: OLE + "Workbook".encode("utf-16-le"), "它其实是“旧的 xls 工作簿”"),
    "old document": (lambda: OLE + "WordDocument".encode("utf-16-le"), "它其实是“旧的 Word 文件”"),
    "with a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "工作簿有密码"),
    "empty": (lambda: b"", BROKEN),
}
READ = """
import json, sys
from pathlib import Path
from leitai.read.files.workbooks import WorkbookRefused, read_workbook

def refusal(path):
    try:
        read_workbook(path)
    except WorkbookRefused as refused:
        return str(refused)

print(json.dumps({path.stem: refusal(path) for path in map(Path, sys.argv[1:])}))
"""
# A small process of its own starts the reading one, so that the memory measured is that of reading.
MEASURE = """
import json, resource, subprocess, sys
said = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=True).stdout
print(json.dumps([json.loads(said), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024]))
"""


def test_hostile_workbooks_are_refused_by_a_limit_and_small(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in HOSTILE]
    for path in paths:
        path.write_bytes(HOSTILE[path.stem][0]())
    python = [sys.executable, "-c"]
    done = subprocess.run([*python, MEASURE, *python, READ, *paths], stdout=subprocess.PIPE, check=True)
    refusals, used = json.loads(done.stdout)
    for name, (_, limit) in HOSTILE.items():
        assert refusals[name] is not None and limit in refusals[name], name
    assert used < BYTES


def test_an_old_xls_reads_like_any_workbook(portal: Portal) -> None:
    """Title row, hidden row and hidden sheet: skipped, said, never read."""
    before = portal.rank("2019Q1")
    portal.delete("content/results/2019Q1/汇总.csv")
    portal.write_bytes("content/results/2019Q1/汇总.xls", OLD.read_bytes())
    checked = portal.check()
    assert sorted(checked.codes) == ["T06", "T08", "T08"]
    after = portal.rank("2019Q1")
    scores = [
        [(row["unit"], row["rank"], row["score"]) for row in r["rankings"][0]["rows"]]
        for r in (before, after)
    ]
    assert scores[0] == scores[1]
