"""Workbooks can't hurt: bombs, far cells, broken and disguised files are refused by name, soon and small."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from portals import Portal

BOOK = "content/results/2019Q1/汇总.xlsx"
OLD = Path(__file__).parent / "books" / "old.xls"
SECONDS, BYTES = 5.0, 500 * 1024 * 1024


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


SHEET = "xl/worksheets/sheet1.xml"
ROW, END = b'<row><c t="str"><v>x</v></c></row>', b"</sheetData></worksheet>"
XML = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
MERGED = b'</sheetData><mergeCells><mergeCell ref="A1:CV9000"/></mergeCells></worksheet>'
CELLS = b"".join(
    b"<row>" + b"".join(b"<c><v>%d</v></c>" % (n * m) for m in range(99)) + b"</row>" for n in range(9000)
)
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
HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: with_part(workbook(A1=1), SHEET, XML + b" " * 300_000_000),
    "many rows": lambda: with_part(workbook(A1=1), SHEET, XML + ROW * 150_000 + END),
    "merged cells": lambda: with_part(workbook(A1=1), SHEET, XML + MERGED),
    "many names": lambda: with_part(workbook(A1=1), "xl/workbook.xml", WORKBOOK),
    "many cells": lambda: with_part(workbook(A1=1), SHEET, XML + CELLS + END),
    "far cell": lambda: workbook(A1="单位", XFD1048576=1),
    "far row": lambda: workbook(A1="单位", A900000=1),
    "entities": lambda: with_part(workbook(A1=1), SHEET, ENTITIES),
    "truncated": lambda: workbook(A1="单位")[:-300],
    "password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "text": lambda: "单位,火灾起数\n".encode(),
    "empty": lambda: b"",
}
# A small process of its own starts the command, so that the memory measured is the command's.
MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime  # of the processor: other work on the machine doesn't count
print(json.dumps([done.returncode, done.stdout, done.stderr, seconds, used.ru_maxrss * 1024]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_soon_and_small(portal: Portal, name: str) -> None:
    portal.delete("content/results/2019Q1/汇总.csv")
    portal.write_bytes(BOOK, HOSTILE[name]())
    check = [sys.executable, "-c", "from leitai.cli import main; main()", "check", "--root", str(portal.root)]
    measured = subprocess.run([sys.executable, "-c", MEASURE, *check], capture_output=True, check=True)
    code, said, complained, seconds, used = json.loads(measured.stdout)
    assert code == 1
    assert "F04" in said and "汇总.xlsx" in said
    assert "Traceback" not in complained
    assert seconds < SECONDS
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
