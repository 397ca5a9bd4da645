"""A kind of file: where it lies, what it is for, its columns or keys, each declared once.

The dataclass of a table's rows is its schema: `column()` gives a field the name that editors write, what the
handbook says about it, and the parser of its cells. Readers, blank forms, the handbook and the privacy screen
follow from that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeVar, cast

from leitai.problems import Place
from leitai.schema.parsers import TEXT, Parser

T = TypeVar("T")
R = TypeVar("R", bound="Row")
_COLUMN = "column"


@dataclass(frozen=True)
class Column:
    """A column or key as editors write it; `meaning` is what the handbook prints; a `required` one can't be left out."""

    name: str
    meaning: str
    parser: Parser[Any] = TEXT
    required: bool = True


def column(name: str, meaning: str, parser: Parser[T], required: bool = True) -> T:
    """A field of a row that is read from a column; typed as what its parser gives."""
    return cast(T, field(metadata={_COLUMN: Column(name, meaning, parser, required)}))


@dataclass(frozen=True)
class Row:
    """A row that was read; `place` is its file, sheet and line."""

    place: Place = field(kw_only=True)

    def place_of(self, name: str) -> Place:
        """The cell that a field was read from."""
        return replace(self.place, column=columns_of(type(self))[name].name)


def columns_of(row: type[Row]) -> dict[str, Column]:
    """The columns of a kind of row by field, in the usual order."""
    return {f.name: f.metadata[_COLUMN] for f in fields(row) if _COLUMN in f.metadata}


@dataclass(frozen=True)
class FileFormat:
    """A kind of file: where it lies, what it is for, its columns or keys in the usual order."""

    path: str
    title: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if not column.required)


@dataclass(frozen=True)
class Table(FileFormat, Generic[R]):
    """A table whose lines are rows of one kind; `key` is the field that no two of them share, if any."""

    row: type[R]
    key: str


def table_of(row: type[R], path: str, title: str, key: str = "") -> Table[R]:
    """The table that a kind of row is the schema of."""
    return Table(path, title, tuple(columns_of(row).values()), row, key)
