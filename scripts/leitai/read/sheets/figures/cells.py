"""The value cells of one sheet → observations, column by column.

Plain numbers are converted as they stand, all at once; whatever else a cell holds is read by itself
(`parse_value`), and refused by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pandas as pd

from leitai.model.observations import table_of
from leitai.model.results import Coercion
from leitai.problems import Problem
from leitai.read.documents.values import Value, conversion, parse_value, plain_numbers
from leitai.read.sheets.figures.melt import ValueCells, objects
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.folding import narrow
from leitai.schema.parsers import ValueRefused

ReadNumbers = list[Decimal | None]
Blank = tuple[
    str, Problem
]  # the unit whose 数值 is empty, and what is said unless the unit isn't in this file at all


@dataclass(frozen=True)
class SheetValues:
    """What the value cells of a sheet say.

    `cumulative`: 累计 of indicators that are registered by the period, as the same table with one more column:
    `beside`, whether the period's own value stands beside it. `coercions`: where a number was said in another way (unit
    of measure, 余 …), also 目标值 and 上年同期, which keep a number or nothing.
    """

    observations: pd.DataFrame
    cumulative: pd.DataFrame
    coercions: tuple[Coercion, ...]
    cells: ValueCells
    blanks: tuple[Blank, ...]
    refused: frozenset[tuple[str, str]]  # unit and indicator of cells that are no observation


@dataclass
class CellReader:
    """`left_out` are the positions of the cells that become no observation: refused ones (reported), and blank ones that may be."""

    cells: ValueCells
    resolver: Resolver
    left_out: set[int] = field(default_factory=set)
    coerced: list[tuple[int, Coercion]] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)

    def read(self) -> SheetValues:
        """Leaves out a cell if its 数值, 目标值 or 上年同期 is refused. Blank cells are returned: what they mean depends on the whole file."""
        table, roles = self._table(), self.cells.roles
        is_left = np.ones(len(table), dtype=bool)
        is_left[list(self.left_out)] = False
        is_period, is_total = is_left & (roles == "own"), is_left & (roles != "own")
        return SheetValues(
            observations=table if is_period.all() else table[is_period],
            cumulative=table[is_total].assign(beside=roles[is_total] == "beside"),
            coercions=tuple(found for i, found in self.coerced if i not in self.left_out),
            cells=self.cells,
            blanks=tuple(self.blanks),
            refused=frozenset((self.cells.units[i], self.cells.indicators[i]) for i in self.left_out),
        )

    def _table(self) -> pd.DataFrame:
        cells, place, texts = self.cells, self.cells.sheet.place, self.cells.texts["数值"]
        values, others = self._numbers("数值", texts)
        states, qualifiers = (np.repeat(objects([word]), len(texts)) for word in ("value", "eq"))
        states[list(others)] = [value.state for value in others.values()]
        qualifiers[list(others)] = [value.qualifier for value in others.values()]
        return table_of(
            {
                "period": self.resolver.period.id,
                "unit": cells.units,
                "indicator": cells.indicators,
                "value": values,
                "state": states,
                "qualifier": qualifiers,
                "text": list(map(str.strip, texts)),
                "target": self._given_numbers("目标值"),
                "year_ago": self._given_numbers("上年同期"),
                "yoy_reported": self._given("同比"),
                "note": self._given("备注"),
                "path": place.path,
                "sheet": place.sheet,
                "row": cells.rows(),
                "column": cells.headers(),
            },
            len(texts),
        )

    def _given(self, name: str) -> list[str] | str:
        """What a field says besides, cell by cell; nothing at all where the sheet doesn't have it."""
        return list(map(str.strip, self.cells.texts[name])) if name in self.cells.texts else ""

    def _given_numbers(self, name: str) -> ReadNumbers | None:
        """A field's numbers; a blank cell and one without a number (未报) give none."""
        return self._numbers(name, self.cells.texts[name])[0] if name in self.cells.texts else None

    def _numbers(self, name: str, texts: Sequence[str]) -> tuple[ReadNumbers, dict[int, Value]]:
        """A column's values; and, by position, what its cells say that aren't simply a number."""
        others: dict[int, Value] = {}
        values, by_itself = plain_numbers(texts)
        for position in sorted({*by_itself, *self._converted(name)}):
            if not texts[position].strip() and self._may_be_blank(name, position):
                continue
            value = self._value(name, position, texts[position])
            if value is not None:
                others[position], values[position] = value, value.value
        shares = {i for i in others if "%" in narrow(texts[i])}
        if shares:
            self._refuse_fractions(name, texts, values, shares)
        self.coerced += [
            (i, (self.cells.place(i, name), texts[i].strip(), value.value))
            for i, value in others.items()
            if value.is_coerced or (name != "数值" and value.value is None)
        ]
        return values, others

    def _refuse_fractions(
        self, name: str, texts: Sequence[str], values: ReadNumbers, shares: set[int]
    ) -> None:
        """0.963 among cells like 95.5%: 96.3% or 0.963%? One problem for an indicator's column."""
        indicator_ids, doubtful = self.cells.indicators, dict[str, list[int]]()
        above_one = (i for i in sorted(shares) if abs(values[i] or Decimal(0)) > 1)
        large = {indicator_ids[i]: texts[i].strip() for i in above_one}
        for i, value in enumerate(values):
            is_fraction = value is not None and 0 < abs(value) <= 1 and i not in shares
            if is_fraction and indicator_ids[i] in large:
                doubtful.setdefault(indicator_ids[i], []).append(i)
        for indicator_id, found in doubtful.items():
            self.left_out.update(found)
            example = f"同一个指标别的格写着“{large[indicator_id]}”"
            what = f"{example}，这样的 {len(found)} 格没有写 %，不知道是不是小数形式的百分数。"
            fix = "请把这个指标的每一格都写成带 % 的数，例如 96.3%。"
            self.resolver.report("V03", self.cells.place(found[0], name), texts[found[0]], what, fix)

    def _may_be_blank(self, name: str, position: int) -> bool:
        """Beside 数值 of the period 累计 may be blank, and is then none."""
        if name == "数值" and self.cells.roles[position] == "beside":
            self.left_out.add(position)
        return name != "数值" or position in self.left_out

    def _value(self, name: str, position: int, text: str) -> Value | None:
        cells = self.cells
        declared = self.resolver.unit_of_measure(cells.indicators[position])
        try:
            return parse_value(text, declared, cells.written_units[name][position])
        except ValueRefused as why:
            problem = why.at(cells.place(position, name), text)
            if text.strip():
                self.resolver.problems.append(problem)
            else:
                self.blanks.append((cells.units[position], problem))
            self.left_out.add(position)
            return None

    def _converted(self, name: str) -> set[int]:
        """The cells of a field of which even a plain number has to be converted: the table says 元, the roster 万元."""
        units = self.cells.written_units[name]
        if not any(units):
            return set()
        pairs = list(zip(self.cells.indicators, units, strict=True))
        declared = self.resolver.unit_of_measure
        factors = {(one, written): conversion("", written, declared(one)) for one, written in set(pairs)}
        return {position for position, pair in enumerate(pairs) if factors[pair] != 1}
