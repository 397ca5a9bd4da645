"""首创与位次: claims of being first or in front."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.keys import KNOWN_DATE
from leitai.schema.parsers import LISTED, SERIAL, TEXT, UNIT, empty_as, one_of

CLAIM_KINDS = ("首创", "率先", "位次", "方阵", "批示", "升降", "命名")


@dataclass(frozen=True)
class Claim(Record):
    """A claim of being first or in front: text with level, date and source, never a number."""

    number: str = column("编号", "例如 C01", SERIAL)
    unit_id: str = column("单位", "提出的单位", UNIT)
    text: str = column("表述", "原意转述，不改成数字", TEXT)
    kind: str = column(
        "类型", f"{'、'.join(CLAIM_KINDS)}；升降是几升几降的概括，命名是列入某个名单", one_of(CLAIM_KINDS)
    )
    level: str = column(
        "层级", "全国、全省 或 全市；出处没有写就留空", empty_as(one_of(("全国", "全省", "全市")), "")
    )
    as_of: str = column(
        "截至", "截至什么时候：2019、2019-08 或 2019-08-15；出处没有写就留空", empty_as(KNOWN_DATE, "")
    )
    sources: tuple[str, ...] = column(
        "来源",
        "出处：facts.csv 里的编号，或者直接写文件、报道的名称，多个用顿号隔开；没有出处就留空，不作首创、命名的标记",
        empty_as(LISTED, ()),
    )
    verified: str = column("核实", "未核实 或 已核实", one_of(("未核实", "已核实")))


CLAIMS = schema_of(Claim, "content/ledgers/claims.csv", "首创与位次", key="number")
