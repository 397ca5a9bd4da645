"""单位表: who is compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.parsers import DAY, INTEGER, LISTED, NAME, NOTE, SLUG, TEXT, empty_as, optional


@dataclass(frozen=True)
class Unit(Record):
    """参评单位: an organisation, never a person. Several rows of one id, one span after the other, are its names over time."""

    unit_id: str = column("unit_id", "编号，用作网址：英文字母、数字、连字符和下划线；公布后不改", SLUG)
    name: str = column("name", "全称", NAME)
    short: str = column("short", "简称", NAME)
    kind: str = column("kind", "类别，例如 县级市、乡镇、法院；法院和检察院按规定不排名", NOTE)
    group: str = column("group", "组别编号，在 portal.yml 的 groups 登记；只在组内比较", TEXT)
    parent_id: str = column("parent_id", "上级单位的编号，可空", NOTE)
    gbt2260: str = column("gbt2260", "行政区划代码，功能区等没有的留空", NOTE)
    sort: int = column("sort", "习惯顺序，小的在前", empty_as(INTEGER, 0))
    valid_from: date | None = column(
        "valid_from", "这一行从哪天起适用：单位设立、更名或调整的日期；一直如此的留空", optional(DAY)
    )
    valid_to: date | None = column(
        "valid_to", "这一行到哪天为止：撤销，或更名、调整的前一天；现在仍适用的留空", optional(DAY)
    )
    successors: tuple[str, ...] = optional_column(
        "successor",
        "合并或拆分以后由哪些单位承接，写编号，多个用“、”隔开；这一行要有 valid_to",
        empty_as(LISTED, ()),
    )
    note: str = column("note", "说明，可空", NOTE)

    def existed_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


UNITS = schema_of(Unit, "site_config/units.csv", "单位表")
