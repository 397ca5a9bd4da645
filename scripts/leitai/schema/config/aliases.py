"""别名表: other spellings of units and indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import DAY, NAME, NOTE, TEXT, one_of, optional


@dataclass(frozen=True)
class Alias(Record):
    """A submitted spelling for a unit or indicator, optionally within a group and between two dates."""

    kind: str = column("kind", "unit 单位或 indicator 指标", one_of(("unit", "indicator")))
    alias: str = column("alias", "填报时可能出现的写法", NAME)
    id: str = column("id", "它指的单位或指标的编号", TEXT)
    group: str = column("group", "只在这一组别的表里有效，可空", NOTE)
    valid_from: date | None = column("valid_from", "从哪天起有效，可空", optional(DAY))
    valid_to: date | None = column("valid_to", "到哪天为止，可空", optional(DAY))


ALIASES = schema_of(Alias, "site_config/aliases.csv", "别名表")
