"""出处: the facts that texts cite."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Row, column, schema_of
from leitai.schema.parsers import NOTE, SERIAL, TEXT


@dataclass(frozen=True)
class Fact(Row):
    """A paraphrased fact that texts cite by its id, with what to heed when citing it."""

    fact_id: str = column("编号", "大写字母加数字，例如 F23；正文里写 [F23] 引用", SERIAL)
    text: str = column("事实", "转述的一句话", TEXT)
    time: str = column("时间", "事实所指的时间", NOTE)
    source: str = column("出处", "报道、文件或数据的名称和日期", TEXT)
    caution: str = column("提醒", "引用时要注意的，可空", NOTE)


FACTS = schema_of(Fact, "content/facts.csv", "出处", key="fact_id")
