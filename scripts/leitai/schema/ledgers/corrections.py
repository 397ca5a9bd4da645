"""更正台账: what was corrected in a sealed period, why, by which document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import DAY, PERIOD, TEXT, UNIT, Parser, RowSoFar, ValueRefused, empty_as
from leitai.schema.period import Period

METHOD, INDICATOR = "办法", "指标"  # what the entries of a snapshot begin with that belong to no unit
EVERYTHING = "各项"


@dataclass(frozen=True)
class CorrectedItem:
    """What is corrected: 火灾起数/目标值 as written, and the `key` under which snapshots keep it (fire/目标值)."""

    text: str
    key: str


def _item(text: str, row: RowSoFar) -> CorrectedItem:
    first, slash, rest = text.partition("/")
    try:
        name = row.register.indicator_id(first, row.day)
    except ValueRefused:  # 加分, 花名册 …; what is none of these is refused when it is held against the seal
        name = first
    return CorrectedItem(text, f"{name}{slash}{rest}")


@dataclass(frozen=True)
class Correction(Record):
    """A line of the corrections ledger; `unit_id` is empty for an entry that belongs to no unit, and for all units at once."""

    period: Period = column("期间", "已封存的期间", PERIOD)
    unit_id: str = column(
        "单位",
        "单位名；几个单位的同一项一起更正，或更正办法、指标登记等不属于一个单位的内容时留空",
        empty_as(UNIT, ""),
    )
    item: CorrectedItem = column(
        "指标",
        "指标名；也可以是 指标名/目标值、指标名/上年同期、加分、扣分、一票否决、花名册、名次，一次更正各处写 各项",
        Parser(_item),
    )
    old: str = column("原值", "封存的写法；原来没有的写 无；几处一起更正、原值各不相同的写 第1版", TEXT)
    new: str = column("更正值", "现在的写法；删去的写 无；几处一起更正、更正值各不相同的写 第2版", TEXT)
    reason: str = column("原因", "一句话，不涉及个人", TEXT)
    day: date = column("日期", "作出更正的日期", DAY)
    document: str = column("文号", "依据的文件", TEXT)

    @property
    def key(self) -> str:
        """The corrected entry of the snapshot: 火灾起数/目标值 of 甲县 is `jia/fire/目标值`."""
        return "/".join(filter(None, (self.unit_id, self.item.key)))

    @property
    def is_wide(self) -> bool:
        """Whether it speaks of many entries: one item of all units, everything of a unit, or everything."""
        of_no_unit = self.item.key.startswith((f"{METHOD}/", f"{INDICATOR}/"))
        return self.item.key == EVERYTHING or (not self.unit_id and not of_no_unit)

    @property
    def subject(self) -> str:
        """Whose it is where that is no unit: 各单位 before an item of all units."""
        return "各单位" if self.is_wide and not self.unit_id and self.item.key != EVERYTHING else ""

    def speaks_of(self, key: str) -> bool:
        """Whether an entry of the snapshot is corrected by this line."""
        unit_id, _, item = key.partition("/")
        if self.item.key == EVERYTHING:
            return self.unit_id in ("", unit_id)
        return item == self.item.key if self.is_wide else key == self.key

    @property
    def row(self) -> tuple[str, ...]:
        """The correction as snapshots keep it."""
        return (self.key, self.old, self.new, self.reason, self.day.isoformat(), self.document)


CORRECTIONS = schema_of(
    Correction,
    "content/ledgers/corrections.csv",
    "更正",
    may_repeat=True,  # a value comes back and goes again
)
