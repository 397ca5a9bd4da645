"""Where something was published: who says it, when, whether the copy at hand is the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leitai.schema.columns import Record, column, optional_column
from leitai.schema.days import KNOWN_FIX
from leitai.schema.folding import narrow
from leitai.schema.parsers import DATED, NOTE, TEXT, Parser, RowSoFar, ValueRefused, empty_as, one_of

SOURCE_KINDS = ("自述", "转述", "第三方", "研究")
INDEPENDENT_KINDS = ("第三方", "研究")
KIND_MEANING = "谁说的：自述（单位自己）、转述（记者等）、第三方（外部评估）、研究；不知道就不写"
MIRROR_MEANING = "转载的网站或刊物；读的是原处就不写"
PUBLISHED_MEANING = "发布日期，知道多少写多少"
ADDRESS_MEANING = "网址，例如 https://www.example.cn/1.html；没有就不写"
_ANY_YEAR = re.compile(r"[12][0-9]{3}")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def _address(text: str, _: RowSoFar) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueRefused("S03", "网址写法不对。", "请写以 http:// 或 https:// 开头的完整网址，不带空格。")
    return text


def _published(text: str, row: RowSoFar) -> str:
    if not _ANY_YEAR.search(narrow(text)):
        raise ValueRefused("S03", "看不出是哪一年。", f"{KNOWN_FIX}不知道就不写。")
    return DATED.read(text, row)


ADDRESS = empty_as(Parser(_address), "")
PUBLISHED = empty_as(Parser(_published), "")
SOURCE_KIND = empty_as(one_of(SOURCE_KINDS), "")


@dataclass(frozen=True)
class Source(Record):
    """A publication named in a text itself; `title` may be the number of a fact, which says the rest."""

    title: str = column("title", "题名，或 facts.csv 里的编号", TEXT)
    publisher: str = optional_column("publisher", "发布单位", NOTE)
    published: str = optional_column("published", PUBLISHED_MEANING, PUBLISHED)
    address: str = optional_column("address", ADDRESS_MEANING, ADDRESS)
    kind: str = optional_column("kind", KIND_MEANING, SOURCE_KIND)
    mirror: str = optional_column("mirror", MIRROR_MEANING, NOTE)
