"""The one table: everything that offices report, a row per period, unit and indicator.

From `read` to `view` it is a pandas DataFrame with the columns of `COLUMNS`, in reading order and with one row for each
`KEY`. All columns hold Python objects, in one block: texts as written and decimals, never floats or missing marks of pandas. Pages get plain values: `Observation`, one row of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pandas as pd

from leitai.problems import Place
from leitai.schema.period import Period

State = Literal["value", "nil", "missing", "not_applicable", "suppressed", "unknown"]
Qualifier = Literal["eq", "gt", "lt", "approx"]

STATE_NAMES: dict[State, str] = {
    "value": "已报",
    "nil": "零报告",
    "missing": "未报",
    "not_applicable": "不适用",
    "suppressed": "不公布",
    "unknown": "出处未载",  # the source itself doesn't say
}
QUALIFIER_NAMES: dict[Qualifier, str] = {"eq": "正好", "gt": "多于", "lt": "少于", "approx": "大约"}
LESS_BEFORE = (
    " − 上期累计 "  # in the text of a value that two cumulative figures leave: behind it the other period's
)
HAS_VALUE: tuple[State, ...] = ("value", "nil")  # a nil report is a true zero

_WITHHELD: dict[str, Any] = {
    "value": None,
    "state": "suppressed",
    "qualifier": "eq",
    "text": STATE_NAMES["suppressed"],
    "target": None,
    "year_ago": None,
    "yoy_reported": "",
    "note": "",
}

KEY = ["period", "unit", "indicator"]
COLUMNS: dict[str, str] = {
    "period": "reporting period: 2019Q3, 2019-08, 2019H1, 2019",
    "unit": "unit_id of site_config/units.csv",
    "indicator": "indicator_id of site_config/indicators.csv",
    "value": "Decimal in the indicator's unit of measure; None exactly where the state has no value",
    "state": "value | nil | missing | not_applicable | suppressed | unknown",
    "qualifier": "eq | gt | lt | approx: how the value was hedged (余, 以上, 约)",
    "text": "the cell as written",
    "target": "目标值 of the same row, Decimal or None",
    "year_ago": "上年同期 of the same row, Decimal or None",
    "yoy_reported": "同比 as written, empty if none",
    "note": "备注, empty if none",
    "path": "file, relative to the portal's root",
    "sheet": "sheet of a workbook, else None",
    "row": "row as a person counts them",
    "column": "header of the column, or its letter; None where the file has neither",
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of the table as a plain value, for pages and messages; see `COLUMNS`."""

    period: Period
    unit_id: str
    indicator_id: str
    value: Decimal | None
    state: State
    qualifier: Qualifier
    text: str
    place: Place
    target: Decimal | None = None
    year_ago: Decimal | None = None
    yoy_reported: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """As tables name it (`KEY`)."""
        return self.period.id, self.unit_id, self.indicator_id

    def withheld(self) -> Observation:
        """The same cell, with nothing that it said."""
        return replace(self, **_WITHHELD)


def observations_of(rows: Iterable[Observation]) -> pd.DataFrame:
    """The table of some observations, in their order."""
    found = [
        (
            o.period.id, o.unit_id, o.indicator_id, o.value, o.state, o.qualifier, o.text, o.target, o.year_ago,
            o.yoy_reported, o.note, o.place.path, o.place.sheet, o.place.row, o.place.column,
        )
        for o in rows
    ]  # fmt: skip
    columns = zip(*found, strict=True) if found else ([] for _ in COLUMNS)
    return table_of(dict(zip(COLUMNS, columns, strict=True)), len(found))


def table_of(columns: Mapping[str, object], size: int) -> pd.DataFrame:
    """The table from its columns: sequences of one length, or what all rows have in common."""
    block = np.empty((len(COLUMNS), size), dtype=object)
    for number, name in enumerate(COLUMNS):
        block[number] = columns[name]
    return pd.DataFrame(block.T, columns=list(COLUMNS), dtype=object, copy=False)


def all_of(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several tables below one another, numbered anew."""
    found = [table for table in tables if len(table)]
    if len(found) == 1:
        return found[0].reset_index(drop=True)
    return pd.concat(found, ignore_index=True) if found else table_of(dict.fromkeys(COLUMNS, ()), 0)


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """The same table; raises ValueError where it breaks its schema, which is a fault of the program.

    That no key stands twice is seen to where rows are added (`read/sheets/figures/repeats.py`), and held by whoever looks rows up by it
    (`Content.positions`).
    """
    if list(table.columns) != list(COLUMNS) or set(table.dtypes) != {np.dtype(object)}:
        raise ValueError(
            f"observations have the columns {dict(table.dtypes)}, not {list(COLUMNS)} of objects"
        )
    if (table["value"].notna() != table["state"].isin(HAS_VALUE)).any():
        raise ValueError("a value and its state contradict each other")
    return table


def with_rows(table: pd.DataFrame, rows: Iterable[Observation]) -> pd.DataFrame:
    """The table with more observations behind its own, each in the place of an earlier one of the same key."""
    found = all_of([table, observations_of(rows)])
    return checked(found.drop_duplicates(KEY, keep="last", ignore_index=True))


def observation_records(table: pd.DataFrame) -> list[Observation]:
    """The rows of a table as plain values, in order."""
    periods = {name: Period.of(name) for name in table["period"].unique()}
    places = map(Place, table["path"], table["sheet"], table["row"], table["column"])
    return [
        Observation(periods[period], *cell)
        for period, *cell in zip(
            table["period"], table["unit"], table["indicator"], table["value"], table["state"], table["qualifier"],
            table["text"], places, table["target"], table["year_ago"], table["yoy_reported"], table["note"],
            strict=True,
        )
    ]  # fmt: skip


def at_keys(table: pd.DataFrame, keys: pd.DataFrame) -> list[Observation | None]:
    """For each of some keys the row of a table as a plain value, None where there is none; of two rows the later one."""
    numbered = table[KEY].assign(at=range(len(table))).drop_duplicates(KEY, keep="last")
    at = keys[KEY].merge(numbered, how="left", on=KEY)["at"]
    rows = iter(observation_records(table.iloc[at.dropna().astype(int)]))
    return [next(rows) if is_there else None for is_there in at.notna()]


def withheld(table: pd.DataFrame, cells: pd.Series[bool]) -> pd.DataFrame:
    """The table with nothing left of what some cells said but that they are not published."""
    if not cells.any():
        return table
    found = table.copy()
    for column, nothing in _WITHHELD.items():
        found[column] = found[column].where(~cells, nothing)
    return found
