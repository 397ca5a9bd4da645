"""网址台账: what was ever published at which address, and what stands there now if the page is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from leitai.model.file_format import Field, FileFormat
from leitai.problems import Place

URLS = FileFormat(
    "content/ledgers/urls.csv",
    "网址台账（自动记录）",
    (
        Field(
            "网址",
            "公布过的网页或文件，从网站根目录算起，文件名里的空格、# 和 % 写成 %20、%23 和 %25；移走或删去的锚点另写一行，例如 units/yiwu.html#cases",
        ),
        Field("锚点", "这个网页上可以链接到的位置，空格隔开；自动记录"),
        Field("首次发布", "第一次记下时网站的截至日期；自动记录"),
        Field("去向", "网页改了网址时填新网址，旧链接自动转过去；否则留空"),
        Field("说明", "网页撤下时填原因，旧链接打开这段说明；否则留空"),
    ),
)


_BREAKING = re.compile(r"[\s#?:%\\]")


def escaped(path: str) -> str:
    """A file's path as an address: what would end or break one (材料 1.pdf, a#b.txt) as browsers write it."""
    return _BREAKING.sub(lambda found: quote(found[0]), path)


@dataclass(frozen=True)
class Address:
    """One line of `urls.csv`: a page or file, or (`page.html#anchor`) one anchor that has moved or gone.

    `url` and `target` are relative to the site's root, as `escaped` writes them. `target` (去向) makes a redirect, `note` (说明)
    an explained notice; a line with neither only remembers.
    """

    url: str
    anchors: frozenset[str]
    first_published: str
    target: str
    note: str
    place: Place

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
