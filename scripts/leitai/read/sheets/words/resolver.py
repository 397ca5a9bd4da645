"""What one sheet of results is read against, and where what is wrong in it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from leitai.model.names import NameTable, Resolved
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.documents.marks import without_marks
from leitai.read.documents.tables import Lines, Sheet, SheetRow, TextCell
from leitai.read.sheets.words.labels import Label, read_label
from leitai.read.sheets.words.stated_units import is_unit_of_measure
from leitai.schema.period import Period

_NO_SHEET = Sheet(Place(""), "", Lines((), ()))


@dataclass
class Resolver:
    """`groups` are the peer groups that the table's other units belong to (see `NameTable.find`)."""

    settings: Settings
    period: Period
    units: NameTable
    indicators: NameTable
    problems: list[Problem]
    groups: frozenset[str] = frozenset()
    sheet: Sheet = _NO_SHEET
    _labels: dict[str, Label] = field(default_factory=dict)
    _measures: dict[str, bool] = field(default_factory=dict)

    def of_sheet(self, sheet: Sheet, problems: list[Problem]) -> Resolver:
        """The same for one sheet, with a list of its own for what is wrong in it; what was understood once is kept."""
        return replace(self, sheet=sheet, problems=problems, groups=frozenset())

    def report(self, code: str, place: Place, text: str | None, what: str, fix: str) -> None:
        """A mistake, or a notice, in the sheet."""
        self.problems.append(Problem(code, place, text, what, fix))

    def report_cell(self, code: str, cell: TextCell, what: str, fix: str) -> None:
        self.report(code, self.sheet.at(cell), cell.text.strip(), what, fix)

    def report_line(self, code: str, line: SheetRow, what: str, fix: str) -> None:
        """With all that the line holds."""
        self.report(code, self.sheet.at_line(line), line.written, what, fix)

    @cached_property
    def day(self) -> date:
        """Names hold as they do on the last day of the period."""
        return self.period.last_day

    def learn_groups(self, texts: Iterable[str]) -> None:
        """Take the peer groups from the units that are known without context."""
        distinct, plain = set(texts), self.units.as_registered
        found = {plain[text] for text in distinct & plain.keys()}
        others = (self._find_unit(text, frozenset()) for text in distinct - plain.keys())
        found.update(unit.id for unit in others if unit is not None)
        self.groups = frozenset(self.settings.units[unit_id].group for unit_id in found)

    def _find_unit(self, text: str, groups: frozenset[str] | None = None) -> Resolved | None:
        """A unit by its name, or by its name with marks around it: 甲县*, 1.乙县, 丙市[1]."""
        found = self.units.find(text, self.day, groups)
        plain = without_marks(text.strip()) if found is None else text
        if found is None and plain and plain != text.strip():
            found = self.units.find(plain, self.day, groups)
            found = None if found is None else replace(found, folded=True)
        return found

    def is_unit(self, text: str) -> bool:
        return self.known_unit(text) is not None

    def known_unit(self, text: str) -> str | None:
        """The id of a unit; None for whatever is none, without a word."""
        found = self._find_unit(text) if text.strip() else None
        return None if found is None else found.id

    def unit(self, text: str, place: Place) -> str | None:
        """The id of a unit; None for an unknown one (reported)."""
        found = self._find_unit(text, self.groups)
        if found is None:
            self.problems.append(self.units.refusal(text, place, self.day, self.groups))
            return None
        if found.folded:
            name = self.settings.units[found.id].name
            self.report("N03", place, text, f"已按“{name}”读取。", "无须处理；建议源文件写规范名称。")
        return found.id

    def indicator_id(self, text: str) -> str:
        """The id of an indicator, which may be written in any known way; empty for other texts."""
        found = self.indicators.find(text, self.day)
        return "" if found is None else found.id

    def unknown_indicator(self, text: str, place: Place) -> Problem:
        """Why `indicator_id` knows none."""
        return self.indicators.refusal(text, place, self.day)

    def unit_of_measure(self, indicator_id: str) -> str:
        return self.settings.indicators[indicator_id].unit_of_measure

    def is_measure(self, text: str) -> bool:
        """Whether a text can be the unit of measure of some indicator."""
        if text not in self._measures:
            self._measures[text] = bool(text) and is_unit_of_measure(text, self._registered_measures)
        return self._measures[text]

    @cached_property
    def _registered_measures(self) -> frozenset[str]:
        return frozenset(indicator.unit_of_measure for indicator in self.settings.indicators.values())

    def label(self, text: str) -> Label:
        """What a text beside or above figures says."""
        if text not in self._labels:
            self._labels[text] = read_label(text, self)
        return self._labels[text]
