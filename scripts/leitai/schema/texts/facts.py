"""出处: the facts that texts cite."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.parsers import DATED, NOTE, SERIAL, TEXT, empty_as
from leitai.schema.texts.sources import (
    ADDRESS,
    ADDRESS_MEANING,
    KIND_MEANING,
    MIRROR_MEANING,
    PUBLISHED,
    PUBLISHED_MEANING,
    SOURCE_KIND,
)


@dataclass(frozen=True)
class Fact(Record):
    """A paraphrased fact that texts cite by its id, where it was published, and what to heed when citing it."""

    fact_id: str = column("编号", "大写字母加数字，例如 F23；正文里写 [F23] 引用", SERIAL)
    text: str = column("事实", "转述的一句话", TEXT)
    time: str = column("时间", "事实所指的时间", empty_as(DATED, ""))
    title: str = column("出处", "报道、文件或数据的题名；不知道的写是什么报道，末尾加“（题名未载）”", TEXT)
    publisher: str = optional_column("发布单位", "报社、网站或机关；页面没有写就空着", NOTE)
    published: str = optional_column("发布日期", PUBLISHED_MEANING, PUBLISHED)
    address: str = optional_column("网址", ADDRESS_MEANING, ADDRESS)
    mirror: str = optional_column("转载", MIRROR_MEANING, NOTE)
    kind: str = optional_column("性质", KIND_MEANING, SOURCE_KIND)
    caution: str = column("提醒", "引用时要注意的，可空", NOTE)


FACTS = schema_of(Fact, "content/facts.csv", "出处", key="fact_id")
