"""加分、扣分和一票否决: events that change a total."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import DAY, NUMBER, TEXT, UNIT, Parser, RowSoFar, ValueRefused, optional
from leitai.schema.period import Period

BONUS, DEDUCTION, VETO = "加分", "扣分", "一票否决"
OF_POINTS = (BONUS, DEDUCTION)


def _points(text: str, row: RowSoFar) -> Decimal:
    points = NUMBER.read(text, row)
    if points < 0 or (points == 0 and row.values.get("kind") in OF_POINTS):
        raise ValueRefused("S03", "分值应当大于 0。", "加分、扣分都写正数，由类别区分。")
    return points


def _no_points(row: RowSoFar) -> Decimal:
    if row.values.get("kind") in OF_POINTS:
        raise ValueRefused("S02", "这一格不能为空。", "请填写“分值”。")
    return Decimal(0)


@dataclass(frozen=True)
class Adjustment(Record):
    """An event that changes a total or removes the unit from the ranking, in the period of its folder.

    `points` is positive for both bonus and deduction, and 0 for a veto, whose kind is the common one or one that the method
    names.
    """

    period: Period
    unit_id: str = column("单位", "单位名", UNIT)
    kind: str = column("类别", "加分、扣分、一票否决，或办法 vetoes 里的名称", TEXT)
    points: Decimal = column("分值", "正数；各种否决留空", Parser(_points, _no_points))
    reason: str = column("事由", "一句话，不涉及个人", TEXT)
    basis: str = column("依据", "文件或办法的条款", TEXT)
    day: date | None = column("日期", "事情发生的日期，可空", optional(DAY))

    @property
    def is_veto(self) -> bool:
        return self.kind not in OF_POINTS


ADJUSTMENTS = schema_of(Adjustment, "content/results/<期间>/adjustments.csv", "加分、扣分和一票否决")
