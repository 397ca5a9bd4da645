"""标杆值: values from outside the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import INDICATOR, MEASURED, PERIOD, TEXT, one_of
from leitai.schema.period import Period


@dataclass(frozen=True)
class Benchmark(Record):
    """标杆地 or 对标市: a value from outside the ranking to hold the units against."""

    period: Period = column("期间", "例如 2019Q3", PERIOD)
    kind: str = column("对标", "标杆地（省外）或 对标市（省内）", one_of(("标杆地", "对标市")))
    name: str = column("名称", "标杆的名称，办法里以 benchmark:名称 引用", TEXT)
    indicator_id: str = column("指标", "指标名", INDICATOR)
    value: Decimal = column("数值", "数值", MEASURED)
    source: str = column("来源", "数值的出处", TEXT)


BENCHMARKS = schema_of(Benchmark, "content/benchmarks.csv", "标杆值")
