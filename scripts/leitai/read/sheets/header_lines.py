"""What stands in a header below its first line: 本期, 上年同期 … under the indicators, and their units of measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leitai.problems import Problem
from leitai.read.documents.tables import Row, Sheet
from leitai.read.documents.values import STATE_WORDS, is_figure
from leitai.read.sheets.grid import MEASURE_HEADERS
from leitai.read.sheets.labels import FIELD_WORDS, field_of, wrong_months
from leitai.read.sheets.resolver import Resolver
from leitai.read.sheets.stated_units import is_unit_of_measure, without_brackets
from leitai.schema.folding import fold


@dataclass(frozen=True)
class LowerLines:
    """Which field, and which unit of measure, the columns have; empty where there is no such line."""

    fields: dict[int, str]
    measures: dict[int, str]

    @property
    def height(self) -> int:
        return bool(self.fields) + bool(self.measures)


def lower_lines(
    sheet: Sheet,
    header: Row,
    below: Sequence[Row],
    unit_index: int,
    resolver: Resolver,
    problems: list[Problem],
) -> LowerLines:
    """The one or two lines below a header that belong to it; one that looks so and isn't understood is refused."""
    fields = _fields(header, below[0], unit_index) if below else {}
    for index in fields:
        cell = below[0].cell(index)
        wrong = wrong_months(cell.text, resolver.period)
        if wrong is not None:
            place = sheet.cell_place(cell.row, cell.column)
            problems.append(Problem("V07", place, cell.text.strip(), *wrong))
    rest = below[1:] if fields else below
    measures = _measures(rest[0], unit_index, resolver) if rest else {}
    if not fields and not measures and below and _is_header_like(below[0], unit_index):
        problems.append(_not_understood(sheet, header, below[0]))
    return LowerLines(fields, measures)


def _fields(header: Row, line: Row, unit_index: int) -> dict[int, str]:
    """Which field each column holds. A header that was merged over both lines may stand in both."""
    said = {i: text for i, text in enumerate(line.cells) if text.strip()}
    fields = {i: field_of(text) for i, text in said.items() if fold(text) != fold(header.text(i))}
    if unit_index in fields:
        return {}
    known = {index: name for index, name in fields.items() if name is not None}
    return known if len(known) == len(fields) else {}


def _measures(line: Row, unit_index: int, resolver: Resolver) -> dict[int, str]:
    """A line that holds units of measure and nothing else, apart from 计量单位 itself below 单位."""
    texts = {i: without_brackets(text) for i, text in enumerate(line.cells) if text.strip()}
    known = {indicator.unit_of_measure for indicator in resolver.settings.indicators.values()}
    is_own = texts.pop(unit_index, MEASURE_HEADERS[0]) in MEASURE_HEADERS
    return texts if is_own and all(is_unit_of_measure(text, known) for text in texts.values()) else {}


def _is_header_like(line: Row, unit_index: int) -> bool:
    """No unit, several texts, and neither a figure nor a state (未报 …) among them."""
    texts = list(filter(None, map(str.strip, line.cells)))
    no_data = not any(is_figure(text) or text in STATE_WORDS for text in texts)
    return not line.text(unit_index).strip() and len(texts) > 1 and no_data


def _not_understood(sheet: Sheet, header: Row, line: Row) -> Problem:
    unknown = [i for i, text in enumerate(line.cells) if text.strip() and field_of(text) is None]
    cell = line.cell(unknown[0] if unknown else 0)
    words = "”“".join(dict.fromkeys(line.text(index).strip() for index in unknown))
    what = f"像是表头的第二行，里面不认识的是“{words}”。"
    known = "、".join(words[0] for words in FIELD_WORDS.values())
    fix = f"第二行可以写：{known}，或各列的计量单位；指标名写在第一行。用不到的列请删去。"
    return Problem("T03", sheet.cell_place(cell.row, cell.column), line.written, what, fix)
