"""The same table as text, xlsx, ods and xls, made by code: cells of digits are numbers, all others texts."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

Table = Sequence[Sequence[str]]
Tables = Mapping[str, Table]  # by the name of their sheet
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BOF, _EOF, _CODEPAGE, _SHEET, _FORMAT_OF_CELL, _NUMBER, _LABEL = (
    0x0809,
    0x0A,
    0x42,
    0x85,
    0xE0,
    0x0203,
    0x0204,
)
_GLOBALS, _WORKSHEET = 0x05, 0x10


def write_xlsx(folder: Path, tables: Tables) -> list[Path]:
    """One book of all tables."""
    path = folder / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                sheet.write(row, column, float(text) if text.isdigit() else text)
    book.close()
    return [path]


def write_ods(folder: Path, tables: Tables) -> list[Path]:
    """One book of all tables."""
    sheets = "".join(
        f'<table:table table:name="{name}">{"".join(map(_ods_row, table))}</table:table>'
        for name, table in tables.items()
    )
    path = folder / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content {_NAMES}>{body}</office:document-content>")
    return [path]


def _ods_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(text: str) -> str:
    kind = f'float" office:value="{text}' if text.isdigit() else "string"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return (
        f'<table:table-cell office:value-type="{kind}">{lines}</table:table-cell>'
        if text
        else "<table:table-cell/>"
    )


def write_xls(folder: Path, tables: Tables) -> list[Path]:
    """A file for each table, in the plainest form of xls that is still written (BIFF 5)."""
    paths = []
    for name, table in tables.items():
        cells = [
            _xls_cell(row, column, text)
            for row, texts in enumerate(table)
            for column, text in enumerate(texts)
            if text
        ]
        title = name.encode("ascii")
        named = struct.pack("<BBB", 0, 0, len(title)) + title
        common = _record(_CODEPAGE, struct.pack("<H", 936)) + _record(_FORMAT_OF_CELL, bytes(16))
        before = _start(_GLOBALS) + common
        size = len(before) + len(_record(_SHEET, bytes(4) + named)) + len(_record(_EOF, b""))
        book = before + _record(_SHEET, struct.pack("<I", size) + named) + _record(_EOF, b"")
        paths.append(folder / f"{name}.xls")
        paths[-1].write_bytes(_compound(book + _start(_WORKSHEET) + b"".join(cells) + _record(_EOF, b"")))
    return paths


def _start(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHH", 0x0500, kind, 0x0DBB, 0x07CC))


def _xls_cell(row: int, column: int, text: str) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if text.isdigit():
        return _record(_NUMBER, at + struct.pack("<d", float(text)))
    words = text.encode("gbk")
    return _record(_LABEL, at + struct.pack("<H", len(words)) + words)


def _compound(stream: bytes) -> bytes:
    """A compound file with the one stream Book: header, allocation table, directory, the stream in sectors of 512 bytes."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header += struct.pack("<108I", *[_FREE] * 108)
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Book", 2, _FREE, 2, size) + bytes(256)
    return header + table + directory + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(words), kind, 1, _FREE, _FREE, child)
    return words.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


WRITERS: Mapping[str, Callable[[Path, Tables], list[Path]]] = {
    "xlsx": write_xlsx,
    "ods": write_ods,
    "xls": write_xls,
}
