"""Rules over the ledger of addresses and over what becomes an anchor."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Problem
from leitai.schema.ledgers.urls import Address


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
