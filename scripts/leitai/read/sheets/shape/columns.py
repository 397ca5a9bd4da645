"""What each column of a table is: an indicator's figures, names, periods, units of measure, a rank, a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from leitai.read.documents.alike import listed
from leitai.read.sheets.shape.layout import SAMPLED_LINES, Layout, is_value
from leitai.read.sheets.shape.row_labels import is_period_text
from leitai.read.sheets.words.grid import INDICATOR_HEADERS, MEASURE_HEADERS, PERIOD_HEADERS, is_unused
from leitai.read.sheets.words.header import FigureColumn
from leitai.read.sheets.words.labels import (
    CHANGE,
    NOTE,
    OTHER,
    OTHER_PERIOD,
    POINTS,
    RANK,
    SUM,
    TOTAL,
    UNCLEAR_PERIOD,
    VALUE,
    Label,
)
from leitai.read.sheets.words.outside import Outside
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.words.stacks import Stack, stacks
from leitai.schema.folding import fold
from leitai.schema.results.mappings import NOT_READ

_SHARES = ("%", "百分点", "‰")


@dataclass
class Columns:
    """The columns of one table, sorted by what they are. `free` have a label (本期, 2019年三季度) but no indicator of their own."""

    layout: Layout
    outside: Outside
    indicators: list[FigureColumn] = field(default_factory=list)
    free: list[tuple[Stack, Label]] = field(default_factory=list)
    unknown: list[Stack] = field(default_factory=list)
    totals: list[Stack] = field(default_factory=list)
    ranks: list[Stack] = field(default_factory=list)
    skipped: dict[str, list[Stack]] = field(default_factory=dict)

    @property
    def resolver(self) -> Resolver:
        return self.outside.resolver

    @cached_property
    def stacks(self) -> list[Stack]:
        unit, head = self.layout.unit_index, self.layout.head
        unused = (i for line in head for i, text in enumerate(line.cells) if is_unused(text))
        return [stack for stack in stacks(head, self.resolver, [unit, *unused]) if stack.index != unit]

    def texts(self, index: int) -> list[str]:
        """What stands in a column, as far as it is looked at to tell what it is."""
        return [text for line in self.layout.body[:SAMPLED_LINES] if (text := line.text(index).strip())]

    def is_mostly(self, index: int, is_one: Callable[[str], bool]) -> bool:
        texts = self.texts(index)
        return bool(texts) and 2 * sum(map(is_one, texts)) > len(texts)

    def sort(self) -> None:
        """Columns with an indicator of their own first; what the others are may depend on whether there are any."""
        rest = []
        for stack in self.stacks:
            is_note = self.is_long and stack.label.meaning == NOTE
            if stack.whole == NOT_READ:
                self.skip(NOT_READ, stack)
            elif is_unused(stack.whole) and not is_note:
                self.skip("只作说明", stack)
            elif stack.label.indicator and not stack.unknown:
                self.add_indicator(stack, stack.label.indicator, self._of_all_parts(stack.label))
            else:
                rest.append(stack)
        for stack in rest:
            self._sort_other(stack)

    def _of_all_parts(self, label: Label) -> Label:
        """合计 below a name is its figure, unless periods stand beside it: what these add up to may be more than the folder's."""
        if label.meaning != SUM:
            return label
        beside = (stack.label for stack in self.stacks if stack.label.indicator == label.indicator)
        are_dated = any(other.period is not None for other in beside)
        return replace(label, meaning=OTHER if are_dated else VALUE)

    def add_indicator(self, stack: Stack, indicator_id: str, label: Label) -> None:
        """`label` is what is said of its figures above them; what is said around the table completes it."""
        whole = self.outside.completed(label, indicator_id, self.are_lines_dated)
        meant = whole.in_folder(self.resolver.period)
        if meant.meaning in (OTHER_PERIOD, UNCLEAR_PERIOD, RANK, POINTS, TOTAL, OTHER):
            self.skip(POINTS if meant.meaning == TOTAL else meant.meaning, stack)
            return
        name = stack.text if stack.label.indicator else stack.whole
        meaning = meant.meaning or VALUE
        column = FigureColumn(stack.index, name, indicator_id, meant.measure, meaning, meant.basis)
        others = ((one.indicator_id, one.field, one.basis) for one in self.indicators)
        is_there = (indicator_id, meaning, meant.basis) in others  # beside 同比 stands 增减
        if meaning == CHANGE and (is_there or stack.label.measure not in ("", *_SHARES)):
            self.skip(OTHER, stack)
        else:
            self.indicators.append(column)

    def _sort_other(self, stack: Stack) -> None:
        label = stack.label
        if stack.unknown:
            self._sort_unknown(stack)
        elif label.meaning == TOTAL:
            self.totals.append(stack)
        elif label.meaning in (RANK, POINTS) and label.period is None:
            (self.ranks if label.meaning == RANK else self.totals).append(stack)
        elif label.meaning in (RANK, POINTS, OTHER, SUM):
            self.skip(OTHER, stack)
        elif label.meaning == NOTE and not self.is_long:
            self.skip("只作说明", stack)
        elif not self.is_label_column(stack.index):
            self.free.append((stack, label))

    def _sort_unknown(self, stack: Stack) -> None:
        texts, mapping = self.texts(stack.index), self.outside.mapping
        if self.is_label_column(stack.index):
            return
        if stack.last.meaning in (RANK, POINTS, OTHER):  # 得分 below 平安建设
            self.skip(stack.last.meaning, stack)
        elif self._shares_group(stack):
            self.free.append((stack, stack.last))
        elif not any(map(is_value, texts)):
            self.skip("文字" if texts else "空的", stack)
        elif mapping is not None and mapping.others:
            self.skip(NOT_READ, stack)
        else:
            self.unknown.append(stack)

    def _shares_group(self, stack: Stack) -> bool:
        """Whether 同比 or the like stands beside an indicator, below the same unknown words as this (平安建设)."""
        left = next((one for one in self.stacks if one.index == stack.index - 1), None)
        is_known = bool(stack.last.meaning or stack.last.basis) and stack.unknown == stack.cells[:-1]
        return is_known and left is not None and bool(left.groups) and left.groups == stack.unknown

    def skip(self, why: str, stack: Stack) -> None:
        self.skipped.setdefault(why, []).append(stack)

    # what names or labels lines

    def is_label_column(self, index: int) -> bool:
        return index in (self.name_column, self.measure_column, *self.row_label_columns)

    @property
    def is_long(self) -> bool:
        return self.name_column is not None

    def _without_indicator(self) -> Iterator[Stack]:
        return (stack for stack in self.stacks if not stack.label.indicator or stack.unknown)

    @cached_property
    def name_column(self) -> int | None:
        """The column that names an indicator in each line; none where the header does."""
        others = list(self._without_indicator())
        if len(others) < len(self.stacks):
            return None
        by_content = (s.index for s in others if self.is_mostly(s.index, self._names_indicator))
        by_word = (s.index for s in others if fold(s.whole) in INDICATOR_HEADERS)
        return next(by_content, next(by_word, None))

    def _names_indicator(self, text: str) -> bool:
        return bool(self.resolver.label(text).indicator)

    @cached_property
    def measure_column(self) -> int | None:
        others = (s for s in self._without_indicator() if s.index != self.name_column)
        named = (s.index for s in others if fold(s.whole) in MEASURE_HEADERS)
        return next(named, None) if self.is_long else None

    @cached_property
    def row_label_columns(self) -> tuple[int, ...]:
        """Columns of periods (2019, 三季度), and of words like 本期 and 上年同期."""
        return tuple(
            stack.index
            for stack in self._without_indicator()
            if stack.index not in (self.name_column, self.measure_column)
            and not is_unused(stack.whole)
            and (self._is_period_column(stack) or self.is_mostly(stack.index, self._is_meaning))
        )

    @cached_property
    def are_lines_dated(self) -> bool:
        """Whether each line says its period."""
        labels = (stack for stack in self.stacks if stack.index in self.row_label_columns)
        return any(map(self._is_period_column, labels))

    def _is_period_column(self, stack: Stack) -> bool:
        header = fold(stack.whole).lower()
        if header in PERIOD_HEADERS:
            return True
        is_free, folder = not stack.label.period and not stack.label.meaning, self.resolver.period
        return is_free and self.is_mostly(stack.index, lambda text: is_period_text(header, text, folder))

    def _is_meaning(self, text: str) -> bool:
        """本期, 上年同期 …; no figure."""
        label = Label() if text[0].isdigit() else self.resolver.label(text)
        return label.is_understood and bool(label.meaning or label.basis) and not label.indicator


def listed_columns(found: Iterable[Stack]) -> str:
    """Columns as messages list them."""
    return listed((stack.whole for stack in found), "列")
