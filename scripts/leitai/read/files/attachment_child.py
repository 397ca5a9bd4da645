"""Looks into attachments in a process of its own, where a bomb or a crash can't hurt.

    python -m leitai.read.files.attachment_child < LIST_OF_FILES

Prints one line of JSON for each file, as soon as it is read: `{"texts": [[where, text], …], "authors":
[…], "hidden": [where, …]}`, where is 第 3 页, and `"unread": why` where there is no text. Hidden rows and sheets count: a
file is published whole.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from leitai.read.files.workbook_child import limit_memory
from leitai.read.files.workbook_child import read as read_workbook

Texts = list[tuple[str, str]]
Answer = dict[str, Any]
_PARTS = re.compile(
    r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml|ppt/(?:slides|notesSlides)/[^/]+\.xml"
)
_NUMBERS = re.compile(r"\d+")
_AUTHOR_PARTS = {"docProps/core.xml": ("creator", "lastModifiedBy"), "docProps/app.xml": ("Manager",)}


class Unread(Exception):
    """Why nobody looked into a file, in the editor's language."""


def main(path: Path) -> Answer:
    reader = READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise Unread("这种文件看不到里面的文字")
        answer = reader(path)
    except Unread as unread:
        return {"unread": str(unread)}
    except Exception:  # whatever the parsers raise
        return {"unread": "文件损坏或有密码"}
    nothing = {} if answer["texts"] else {"unread": "里面没有文字，可能是扫描件"}
    return {**answer, **nothing}


def _read_document(path: Path) -> Answer:
    """A docx or pptx: paragraphs of text, notes, comments, headers and footers."""
    texts: Texts = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(filter(_PARTS.fullmatch, archive.namelist()), key=_in_order):
            paragraphs = [p for p in _parse(archive, name).iter() if _local(p.tag) == "p"]
            slide = f"第 {_in_order(name)[0]} 张幻灯片" if name.startswith("ppt/") else ""
            for number, paragraph in enumerate(paragraphs, start=1):
                text = "".join(node.text or "" for node in paragraph.iter() if _local(node.tag) == "t")
                if text.strip():
                    texts.append((slide or f"第 {number} 段", text))
        return {"texts": texts, "authors": _authors(archive)}


def _in_order(name: str) -> tuple[int, str]:
    numbers = _NUMBERS.findall(name)
    return (int(numbers[-1]) if numbers else 0, name)


def _parse(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    data = archive.read(name)
    if b"<!DOCTYPE" in data:
        raise Unread("文件里有不该有的声明")
    return ElementTree.fromstring(data)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _authors(archive: zipfile.ZipFile) -> list[str]:
    found = []
    for part, tags in _AUTHOR_PARTS.items():
        if part in archive.namelist():
            found += [node.text or "" for node in _parse(archive, part).iter() if _local(node.tag) in tags]
    return sorted({author.strip() for author in found if author.strip()})


def _read_workbook(path: Path) -> Answer:
    answer = read_workbook(path)
    if "refused" in answer:
        raise Unread(answer["refused"])
    texts: Texts = []
    for sheet in answer["sheets"]:
        texts.append((f"工作表“{sheet['title']}”", sheet["title"]))
        for number, cells in sheet["rows"]:
            where = f"工作表“{sheet['title']}”第 {number} 行"
            texts += [(where, cell) for cell in cells if cell.strip()]
    found = {"texts": texts, "authors": [], "hidden": [part for s in answer["sheets"] for part in _hidden(s)]}
    if path.suffix.lower() == ".xls":
        return found
    with zipfile.ZipFile(path) as archive:
        return {**found, "authors": _authors(archive)}


def _hidden(sheet: dict[str, Any]) -> Iterator[str]:
    """The sheet where it is hidden, else its hidden rows and columns that hold anything."""
    where = f"工作表“{sheet['title']}”"
    if sheet["state"] != "visible":
        yield where
        return
    filled = {
        number: [i for i, cell in enumerate(cells, start=1) if cell.strip()]
        for number, cells in sheet["rows"]
    }
    yield from (f"{where}第 {row} 行" for row in sheet["hidden_rows"] if filled.get(row))
    columns = set(sheet["hidden_columns"]).intersection(i for row in filled.values() for i in row)
    yield from (f"{where}第 {column} 列" for column in sorted(columns))


def _read_pdf(path: Path) -> Answer:
    from pypdf import PdfReader

    reader = PdfReader(path)
    texts = [(f"第 {number} 页", page.extract_text()) for number, page in enumerate(reader.pages, start=1)]
    author = reader.metadata.author if reader.metadata is not None else None
    texts = [(where, text) for where, text in texts if text.strip()]
    return {"texts": texts, "authors": [author.strip()] if author else []}


def _read_text(path: Path) -> Answer:
    data = path.read_bytes()
    for codec in ("utf-8-sig", "gb18030"):
        try:
            lines = data.decode(codec).splitlines()
        except UnicodeDecodeError:
            continue
        texts = [(f"第 {number} 行", line) for number, line in enumerate(lines, start=1) if line.strip()]
        return {"texts": texts, "authors": []}
    raise Unread("编码不明")


READERS: dict[str, Callable[[Path], Answer]] = {
    **dict.fromkeys((".docx", ".pptx"), _read_document),
    **dict.fromkeys((".xlsx", ".xls"), _read_workbook),
    **dict.fromkeys((".txt", ".csv", ".md", ".html", ".htm", ".ics", ".json", ".xml", ".svg"), _read_text),
    ".pdf": _read_pdf,
}


def _paths() -> Iterator[Path]:
    return map(Path, json.load(sys.stdin))


if __name__ == "__main__":
    limit_memory()
    answer_to, sys.stdout = sys.stdout, sys.stderr  # the parsers print warnings of their own
    for file in _paths():
        print(json.dumps(main(file)), file=answer_to, flush=True)
