"""Looks into attachments in a process of its own, where a bomb or a crash can't hurt.

    python -m leitai.read.files.attachment_child < PATHS

Prints a line of JSON for each path: `Findings.answer`, and `"unread": why` where there is no text. Hidden rows and sheets count: a file is published whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from leitai.read.files.containers import look_into
from leitai.read.files.findings import Findings, NotLookedInto
from leitai.read.files.ole import OLE, RTF, look_into_ole
from leitai.read.files.pdfs import acting_plainly, look_into_pdf
from leitai.read.files.pictures import look_at_picture
from leitai.read.files.plain_words import PLAINLY, plain_words
from leitai.read.files.workbook_child import answer_each
from leitai.read.files.workbook_child import read as read_workbook

Answer = dict[str, Any]
_FOLDED = re.compile(r"\r?\n[ \t]")  # a line of a calendar goes on (RFC 5545)
_RUNS_IN_A_CELL = re.compile(r"""(?:^|[,;\t])[\s"']*(?:[=@|＝＠｜]|[+-][^,;\t]*[(|!])""")


def main(path: Path) -> Answer:
    """What stands in the parts of a file, and which of them could not be looked into."""
    found = Findings()
    unread: dict[str, str] = {}
    try:
        _look(path, found)
    except NotLookedInto as why:
        unread = {"unread": str(why)}
    except Exception:  # whatever the parsers raise
        unread = {"unread": "文件损坏或有密码"}
    if not unread and not found.texts:
        unread = {"unread": "里面没有文字，可能是扫描件"}
    return {**found.answer(), **unread}


def _look(path: Path, found: Findings) -> None:
    suffix, data = path.suffix.lower(), path.read_bytes()
    if data.startswith((OLE, RTF)):
        look_into_ole(data, found)
        READERS.get(suffix, _cannot_be_read)(path, data, found)
    else:
        READERS.get(suffix, _look_from_outside)(path, data, found)


def _look_into_container(path: Path, data: bytes, found: Findings) -> None:
    look_into(data, found)


def _look_into_workbook(path: Path, data: bytes, found: Findings) -> None:
    answer = read_workbook(path)
    if "refused" in answer:
        raise NotLookedInto(answer["refused"])
    for sheet in answer["sheets"]:
        found.add_text(f"工作表“{sheet['title']}”", sheet["title"])
        for number, cells in sheet["rows"]:
            for cell in cells:
                found.add_text(f"工作表“{sheet['title']}”第 {number} 行", cell)
        found.hidden += _hidden(sheet)
    if path.suffix.lower() != ".xls":
        cells_read = {text for _, text in found.texts}
        others = Findings()
        look_into(data, others)
        others.texts = [pair for pair in others.texts if pair[1] not in cells_read]
        found.take(others)


def _hidden(sheet: dict[str, Any]) -> Iterator[str]:
    """The sheet where it is hidden, else its hidden rows and columns that hold anything."""
    where = f"工作表“{sheet['title']}”"
    if sheet["state"] != "visible":
        yield where
        return
    rows = dict(sheet["rows"]).items()
    filled = {number: [i for i, cell in enumerate(cells, start=1) if cell.strip()] for number, cells in rows}
    yield from (f"{where}第 {row} 行" for row in sheet["hidden_rows"] if filled.get(row))
    columns = set(sheet["hidden_columns"]).intersection(i for row in filled.values() for i in row)
    yield from (f"{where}第 {column} 列" for column in sorted(columns))


def _look_into_pdf(path: Path, data: bytes, found: Findings) -> None:
    try:
        look_into_pdf(data, found)
    except NotLookedInto:
        raise
    except Exception:
        plain_words(data, PLAINLY, found)
        found.add_acting(*acting_plainly(data))
        raise


def _look_from_outside(path: Path, data: bytes, found: Findings) -> None:
    """Pictures, films, sounds and whatever else we have no parser for."""
    look_at_picture(data, PLAINLY, found)
    _cannot_be_read(path, data, found)


def _cannot_be_read(path: Path, data: bytes, found: Findings) -> None:
    raise NotLookedInto("这种文件看不到里面的文字")


def _read_text(path: Path, data: bytes, found: Findings) -> None:
    text, suffix = None, path.suffix.lower()
    for codec in ("gb18030", "utf-8-sig"):  # what is both is UTF-8
        with suppress(UnicodeDecodeError):
            text = data.decode(codec)
    if text is None:
        raise NotLookedInto("编码不明")
    lines = _FOLDED.sub("", text) if suffix == ".ics" else text
    for number, line in enumerate(lines.splitlines(), start=1):
        found.add_text(f"第 {number} 行", line)
        if suffix == ".csv" and _RUNS_IN_A_CELL.search(line):
            found.add_acting(f"第 {number} 行会当公式运行的格")


READERS: dict[str, Callable[[Path, bytes, Findings], None]] = {
    **dict.fromkeys((".docx", ".pptx", ".ofd"), _look_into_container),
    **dict.fromkeys((".xlsx", ".xls"), _look_into_workbook),
    **dict.fromkeys((".txt", ".csv", ".md", ".html", ".htm", ".ics", ".json", ".xml", ".svg"), _read_text),
    ".pdf": _look_into_pdf,
}


if __name__ == "__main__":
    answer_each(main)
