"""网址台账: what was ever published at which address, and what stands there now if the page is gone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from leitai.problems import Problem
from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import NOTE, RECORDED_DAY, Parser, RowSoFar, ValueRefused, empty_as

_ADDRESS = re.compile(r"[^\s#?:\\]+(#[^\s#]+)?")


_BREAKING = re.compile(r"[\s#?:%\\]")


def escaped(path: str) -> str:
    """A file's path as an address: what would end or break one (材料 1.pdf, a#b.txt) as browsers write it."""
    return _BREAKING.sub(lambda found: quote(found[0]), path)


def _address(text: str, _: RowSoFar) -> str:
    """An address within the site, relative to its root."""
    if not (_ADDRESS.fullmatch(text) and _stays_inside(unquote(text.partition("#")[0]))):
        fix = "请写站内地址，从网站根目录算起，不带 / 开头，例如 cases/a.html 或 units/yiwu.html#cases。"
        raise ValueRefused("K07", "网址写法不对。", fix)
    return text


def _stays_inside(path: str) -> bool:
    return posixpath.normpath(path) == path and not path.startswith(("/", "../")) and path not in (".", "..")


ADDRESS = Parser(_address)
ANCHORS = empty_as(Parser(lambda text, _: frozenset(text.split()), is_screened=False), frozenset[str]())


@dataclass(frozen=True)
class Address(Record):
    """One line of `urls.csv`: a page or file, or (`page.html#anchor`) one anchor that has moved or gone.

    `url` and `target` are relative to the site's root, as `escaped` writes them. `target` (去向) makes a redirect, `note` (说明)
    an explained notice; a line with neither only remembers.
    """

    url: str = column(
        "网址",
        "公布过的网页或文件，从网站根目录算起，文件名里的空格、# 和 % 写成 %20、%23 和 %25；移走或删去的锚点另写一行，例如 units/yiwu.html#cases",
        replace(ADDRESS, is_screened=False),  # what was published is screened where it comes from
    )
    anchors: frozenset[str] = column("锚点", "这个网页上可以链接到的位置，空格隔开；自动记录", ANCHORS)
    first_published: str = column("首次发布", "第一次记下时网站的截至日期；自动记录", RECORDED_DAY)
    target: str = column("去向", "网页改了网址时填新网址，旧链接自动转过去；否则留空", empty_as(ADDRESS, ""))
    note: str = column("说明", "网页撤下时填原因，旧链接打开这段说明；否则留空", NOTE)

    @property
    def is_explained(self) -> bool:
        return bool(self.target or self.note)

    @property
    def page(self) -> str:
        """The file of the site that answers."""
        return unquote(self.url.partition("#")[0])

    @property
    def anchor(self) -> str:
        return self.url.partition("#")[2]


def still_there(addresses: Iterable[Address], present: Container[str]) -> Iterator[Problem]:
    """Pages and files that are explained as moved or withdrawn and stand where they were: nobody would see the explanation."""
    for address in addresses:
        if address.is_explained and not address.anchor and address.page in present:
            what = "这一行写了去向或说明，可这个网页（文件）还在，读者看到的仍是它。"
            fix = "要撤下整页的，删去原来的文件；只撤下其中文字的，运行 leitai redact；网页又恢复了的，清空去向和说明。"
            yield Problem("K16", address.place_of("note"), address.page, what, fix)


URLS = schema_of(Address, "content/ledgers/urls.csv", "网址台账（自动记录）")
