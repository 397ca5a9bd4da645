"""Rules over the ledger of addresses and over what becomes an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leitai.model.library import Library
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.schema.ledgers.urls import Address
from leitai.schema.texts.cases import Case
from leitai.schema.texts.meetings import Meeting, Speech
from leitai.schema.texts.prose import Prose

_HEADING = re.compile(r"#{1,6}\s")
_FIXED_HEADING = re.compile(r"##\s")  # 背景, 做法 …: the case page gives them their ids
_OWN_ID = re.compile(r"\{:[^}]*#[a-z][a-z0-9_-]*[^}]*\}\s*$")


def check_destinations(settings: Settings, library: Library) -> Iterator[Problem]:
    """网址台账里的去向直接指向现有的网页，不转到另一个已经移走的网址；一个网址只有一个去向。"""
    explained = {address.url: address for address in library.addresses if address.is_explained}
    for address in library.addresses:
        end = explained.get(address.target.partition("#")[0])
        if end is not None and (end.target or end.url == address.url):
            fix = f"请直接写最后的去向{'：' + end.target if end.url != address.url else ''}。"
            yield _problem(address, "去向指向一个也移走了的网址。", fix)
        other = explained.get(address.url, address)
        if address.is_explained and (other.target, other.note) != (address.target, address.note):
            yield _problem(address, f"第 {other.place.row} 行给了另一个去向或说明。", "请只留一行。")


def _problem(address: Address, what: str, fix: str) -> Problem:
    return Problem("K07", address.place_of("target"), address.target or address.note, what, fix)


def check_headings_have_ids(settings: Settings, library: Library) -> Iterator[Problem]:
    """正文的每个小标题有自己的编号，例如“## 组织方式 {: #how }”；没有编号的，前面多一个标题，收藏的链接就会指错地方。"""
    texts: list[Case | Meeting | Speech | Prose] = [
        *library.cases.values(),
        *library.meetings,
        *library.prose,
    ]
    texts += [speech for meeting in library.meetings for speech in meeting.speeches]
    for text in texts:
        for number, line in _body(text.lines):
            fixed = isinstance(text, Case) and _FIXED_HEADING.match(line)
            if _HEADING.match(line) and not fixed and not _OWN_ID.search(line):
                fix = f"请在行末加一个不重复的编号，例如：{line.strip()} {{: #part1 }}"
                place = Place(text.place.path, row=number)
                yield Problem("K08", place, line.strip(), "小标题没有编号。", fix)


def _body(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The numbered lines below the front matter."""
    fences = [number for number, line in enumerate(lines, start=1) if line.strip() == "---"]
    start = fences[1] if len(fences) > 1 else 0
    return ((number, line) for number, line in enumerate(lines, start=1) if number > start)
