"""The value cells of one sheet → `SheetValues`, column by column.

Plain numbers are converted as they stand, all at once; whatever else a cell holds is read by itself
(`parse_value`), and refused by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from leitai.model.folding import narrow
from leitai.model.results import Coercion, Observations, ObservationTable
from leitai.problems import Place, Problem
from leitai.read.documents.values import Value, ValueRefused, conversion, parse_value, plain_numbers
from leitai.read.sheets.long_form import LongForm
from leitai.read.sheets.resolver import Resolver

Numbers = list[Decimal | None]


@dataclass(frozen=True)
class SheetValues:
    """`cumulative`: 累计 of indicators that are registered by the period; `beside`: where it isn't alone.

    `coercions`: where a number was said in another way (unit of measure, 余 …), also 目标值 and 上年同期,
    which keep a number or nothing.
    """

    observations: Observations
    cumulative: Observations
    beside: frozenset[Place]
    coercions: tuple[Coercion, ...]

    def plus(self, other: SheetValues) -> SheetValues:
        return SheetValues(
            Observations((*self.observations.tables, *other.observations.tables)),
            Observations((*self.cumulative.tables, *other.cumulative.tables)),
            self.beside | other.beside,
            (*self.coercions, *other.coercions),
        )


NO_VALUES = SheetValues(Observations(()), Observations(()), frozenset(), ())


@dataclass
class CellReader:
    """`refused` are the positions of the cells that become no observation (reported)."""

    cells: LongForm
    resolver: Resolver
    problems: list[Problem]
    refused: set[int] = field(default_factory=set)
    coerced: list[tuple[int, Coercion]] = field(default_factory=list)

    def read(self) -> SheetValues:
        """A cell of which any number is refused, be it 目标值 or 上年同期, is left out."""
        texts = self.cells.texts("数值")
        values, others = self._numbers("数值", texts)
        self._note_coercions("数值", texts, others)
        table = self._table(texts, values, others)
        coercions = tuple(found for i, found in self.coerced if i not in self.refused)
        if not self.refused and set(self.cells.roles) <= {"own"}:
            return replace(NO_VALUES, observations=Observations((table,)), coercions=coercions)
        said = (i for i, value in enumerate(values) if value is not None or i in others)
        kept = [(self.cells.role(i), table.observation(i)) for i in said if i not in self.refused]
        return SheetValues(
            observations=Observations.of(found for role, found in kept if role == "own"),
            cumulative=Observations.of(found for role, found in kept if role != "own"),
            beside=frozenset(found.place for role, found in kept if role == "beside"),
            coercions=coercions,
        )

    def _table(self, texts: Sequence[str], values: Numbers, others: Mapping[int, Value]) -> ObservationTable:
        cells = self.cells
        return ObservationTable(
            period=self.resolver.period,
            place=cells.sheet.place,
            unit_ids=cells.unit_ids,
            indicator_ids=cells.indicator_ids,
            values=values,
            texts=list(map(str.strip, texts)),
            rows=cells.rows("数值"),
            columns=cells.headers("数值"),
            states={i: (value.state, value.qualifier) for i, value in others.items()},
            targets=self._given_numbers("目标值"),
            year_ago=self._given_numbers("上年同期"),
            yoy_reported=self._given("同比"),
            notes=self._given("备注"),
        )

    def _given(self, name: str) -> dict[int, str]:
        """What a column says, where it says anything."""
        return {i: text for i, text in enumerate(map(str.strip, self.cells.texts(name))) if text}

    def _given_numbers(self, name: str) -> dict[int, Decimal]:
        """A column's numbers; a blank cell and one without a number (未报) give none."""
        texts = self.cells.texts(name)
        values, others = self._numbers(name, texts)
        self._note_coercions(name, texts, others)
        return {i: value for i, value in enumerate(values) if value is not None}

    def _note_coercions(self, name: str, texts: Sequence[str], others: Mapping[int, Value]) -> None:
        for i, value in others.items():
            if value.is_coerced or (name != "数值" and value.value is None):
                self.coerced.append((i, (self.cells.place(i, name), texts[i].strip(), value.value)))

    def _numbers(self, name: str, texts: Sequence[str]) -> tuple[Numbers, dict[int, Value]]:
        """A column's values; and, by position, what its cells say that aren't simply a number."""
        values, others = plain_numbers(texts), {}
        by_itself = {i for i, value in enumerate(values) if value is None} | self._converted
        for position in sorted(by_itself) if texts else ():
            if self._may_be_blank(name, position) and not texts[position].strip():
                continue
            value = self._value(name, position, texts[position])
            if value is not None:
                others[position], values[position] = value, value.value
        shares = {i for i in others if "%" in narrow(texts[i])}
        if shares:
            self._refuse_fractions(name, texts, values, shares)
        return values, others

    def _refuse_fractions(self, name: str, texts: Sequence[str], values: Numbers, shares: set[int]) -> None:
        """0.963 among cells like 95.5%: 96.3% or 0.963%? One problem for an indicator's column."""
        indicator_ids, doubtful = self.cells.indicator_ids, dict[str, list[int]]()
        large = {
            indicator_ids[i]: texts[i].strip() for i in sorted(shares) if abs(values[i] or Decimal(0)) > 1
        }
        for i, value in enumerate(values):
            is_fraction = value is not None and 0 < abs(value) <= 1 and i not in shares
            if is_fraction and indicator_ids[i] in large:
                doubtful.setdefault(indicator_ids[i], []).append(i)
        for indicator_id, found in doubtful.items():
            self.refused.update(found)
            example = f"同一个指标别的格写着“{large[indicator_id]}”"
            what = f"{example}，这样的 {len(found)} 格没有写 %，不知道是不是小数形式的百分数。"
            fix = "请把这个指标的每一格都写成带 % 的数，例如 96.3%。"
            place = self.cells.place(found[0], name)
            self.problems.append(Problem("V03", place, texts[found[0]], what, fix))

    def _may_be_blank(self, name: str, position: int) -> bool:
        return name != "数值" or self.cells.role(position) == "beside"

    def _value(self, name: str, position: int, text: str) -> Value | None:
        cells = self.cells
        declared = self.resolver.unit_of_measure(cells.indicator_ids[position])
        try:
            return parse_value(text, declared, cells.written_units[position])
        except ValueRefused as why:
            self.problems.append(Problem(why.code, cells.place(position, name), text, why.what, why.fix))
            self.refused.add(position)
            return None

    @cached_property
    def _converted(self) -> set[int]:
        """The cells of which even a plain number has to be converted: the table says 元, the roster 万元."""
        if not any(self.cells.written_units):
            return set()
        pairs = list(zip(self.cells.indicator_ids, self.cells.written_units, strict=True))
        factors = {
            (indicator_id, written): conversion("", written, self.resolver.unit_of_measure(indicator_id))
            for indicator_id, written in set(pairs)
        }
        return {position for position, pair in enumerate(pairs) if factors[pair] != 1}
