"""A result table's header, as the lines below it are read by."""

from __future__ import annotations

from dataclasses import dataclass, field

from leitai.grouping import grouped
from leitai.read.documents.tables import SheetRow, TextCell
from leitai.read.sheets.words.labels import VALUE

LONG = "长表"


@dataclass(frozen=True)
class FigureColumn:
    """One column that says something of an indicator; `field` says whether that is the value, the year-ago value …

    `written_unit` is the unit of measure that stands above it, if any; `basis` is 累计 or 当期 where the header says so. In a long
    table the lines say the indicator.
    """

    index: int
    header: str
    indicator_id: str = ""
    written_unit: str = ""
    field: str = VALUE
    basis: str = ""

    @property
    def role(self) -> str:
        """What `Melter` calls it: of values 累计 and 当期 are told apart."""
        return self.basis if self.field == VALUE and self.basis else self.field


@dataclass(frozen=True)
class Header:
    """`tidy` are the columns of a long table by what they hold (指标, 计量单位, 数值 …); `indicators` are the columns of a wide table.

    `line` holds what each column is called. `row_labels` are columns that say of each line which period it is of, or which of its values it gives (期间, 口径). `stated` are the units of measure
    that the title or a footnote gives, by the registered ones. `bases` are what is said around a long table of the figures of an
    indicator: 累计 or 当期. `groups` are texts above the indicators that say nothing.
    """

    line: SheetRow
    unit_index: int
    shape: str
    tidy: dict[str, FigureColumn]
    indicators: tuple[FigureColumn, ...]
    row_labels: tuple[int, ...] = ()
    total_index: int | None = None
    rank_index: int | None = None
    stated: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    groups: tuple[TextCell, ...] = ()

    @property
    def by_indicator(self) -> dict[str, list[FigureColumn]]:
        """The columns of each indicator of a wide table: one, or several fields."""
        return grouped((column.indicator_id, column) for column in self.indicators)

    @property
    def name_index(self) -> int:
        """The column of the sheet that names a unit, or an indicator in a table that was transposed."""
        return self.unit_index if self.line.rows is None else self.line.column

    @property
    def without_name(self) -> list[int]:
        """The columns that nothing is written above."""
        named = {self.unit_index, *(column.index for column in self.indicators)}
        return [i for i, text in enumerate(self.line.cells) if not text.strip() and i not in named]

    @property
    def width(self) -> int:
        """How many cells a line has."""
        return len(self.line.cells)
