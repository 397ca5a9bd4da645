"""`content/ledgers/urls.csv`: the addresses that were ever published."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from leitai.model.address import URLS, Address
from leitai.problems import Problem
from leitai.read.records.records import Record, read_optional_records

_ADDRESS = re.compile(r"[^\s#?:\\]+(#[^\s#]+)?")


def read_addresses(root: Path, problems: list[Problem]) -> tuple[Address, ...]:
    """The ledger as it stands; two lines of one address are both kept (a merge of two branches may leave them)."""
    records = read_optional_records(root, URLS.path, URLS, problems)
    return tuple(
        Address(
            url=_address(record, "网址", required=True),
            anchors=frozenset(record.text("锚点").split()),
            first_published=record.text("首次发布"),
            target=_address(record, "去向"),
            note=record.text("说明"),
            place=record.place(),
        )
        for record in records
    )


def _address(record: Record, column: str, required: bool = False) -> str:
    """An address within the site, relative to its root."""
    value = record.text(column, required)
    path = unquote(value.partition("#")[0])
    if value and not (_ADDRESS.fullmatch(value) and _stays_inside(path)):
        fix = "请写站内地址，从网站根目录算起，不带 / 开头，例如 cases/a.html 或 units/yiwu.html#cases。"
        record.report("K07", column, "网址写法不对。", fix)
    return value


def _stays_inside(path: str) -> bool:
    return posixpath.normpath(path) == path and not path.startswith(("/", "../")) and path not in (".", "..")
