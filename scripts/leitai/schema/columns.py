"""A kind of file: where it lies, what it is for, its columns or keys, each declared once.

The dataclass of a table's rows is its schema: `column()` gives a field the name that editors write, what the
handbook says about it, and the parser of its cells. Readers, blank forms, the handbook and the privacy screen
follow from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeVar, overload

from leitai.problems import Place
from leitai.schema.keys import SAME_ROWS, ByKind, EntriesOf, ListOf, Made, MappingOf, NamedOf, OneOf, OrNone
from leitai.schema.parsers import TEXT, Parser

T = TypeVar("T")
R = TypeVar("R", bound="Record")
Shape = (
    Parser[Any] | MappingOf[Any] | ListOf[Any] | EntriesOf[Any]
    | NamedOf[Any] | ByKind[Any] | OneOf[Any] | Made[Any] | OrNone[Any]
)  # fmt: skip
_COLUMN = "column"


@dataclass(frozen=True)
class Column:
    """A column or key as editors write it; `meaning` is what the handbook prints; a `required` one can't be left out."""

    name: str
    meaning: str
    parser: Shape = TEXT
    required: bool = True

    @property
    def text_parser(self) -> Parser[Any]:
        """The parser of a cell, which holds one text."""
        assert isinstance(self.parser, Parser), self.name
        return self.parser


@overload
def column(
    name: str, meaning: str, parser: Parser[T] | MappingOf[T] | ByKind[T] | Made[T], required: bool = True
) -> T: ...
@overload
def column(name: str, meaning: str, parser: OrNone[T], required: bool = True) -> T | None: ...
@overload
def column(
    name: str, meaning: str, parser: ListOf[T] | EntriesOf[T], required: bool = True
) -> tuple[T, ...]: ...
def column(name: str, meaning: str, parser: Shape, required: bool = True) -> Any:
    """A field of a row that is read from a column or key; typed as what its parser gives."""
    return field(metadata={_COLUMN: Column(name, meaning, parser, required)})


@overload
def optional_column(name: str, meaning: str, parser: Parser[T] | MappingOf[T] | Made[T]) -> T: ...
@overload
def optional_column(name: str, meaning: str, parser: OrNone[T]) -> T | None: ...
@overload
def optional_column(name: str, meaning: str, parser: ListOf[T] | EntriesOf[T]) -> tuple[T, ...]: ...
def optional_column(name: str, meaning: str, parser: Any) -> Any:
    """The same for one that may be left out."""
    return column(name, meaning, parser, required=False)


@dataclass(frozen=True)
class Record:
    """A row that was read; `place` is its file, sheet and line."""

    place: Place = field(kw_only=True)

    def place_of(self, name: str) -> Place:
        """The cell that a field was read from."""
        return replace(self.place, column=columns_of(type(self))[name].name)


@dataclass(frozen=True)
class KeyedRow(Record):
    """A mapping that was read; `places` is where each key stands that is written."""

    places: Mapping[str, Place] = field(kw_only=True, default_factory=dict, compare=False)

    def place_of(self, name: str) -> Place:
        """The key that a field was read from; the mapping if it is left out."""
        return self.places.get(columns_of(type(self))[name].name, self.place)


def columns_of(row: type[Record]) -> dict[str, Column]:
    """The columns of a kind of row by field, in the usual order."""
    found = {f.name: f.metadata[_COLUMN] for f in fields(row) if _COLUMN in f.metadata}
    tree = ListOf(MappingOf(row))
    return {f: replace(c, parser=tree) if c.parser is SAME_ROWS else c for f, c in found.items()}


def with_nested(columns: Iterable[Column], within: str = "") -> Iterator[Column]:
    """Every column, and below a key of mappings the keys of these, named as one would say them: `results[].before`.

    The keys of a tree are told once.
    """
    for each in columns:
        name = within + each.name
        yield replace(each, name=name)
        row, each_of = _row_below(each.parser)
        if row is not None and each not in columns_of(row).values():
            yield from with_nested(columns_of(row).values(), f"{name}{each_of}.")


def _row_below(shape: Shape) -> tuple[type[Record] | None, str]:
    """The kind of row that a key holds, and `[]` if it holds a list of them."""
    if isinstance(shape, OrNone | Made):
        return _row_below(shape.shape)
    if isinstance(shape, OneOf):
        return _row_below(shape.shapes[-1])
    item, each_of = (shape.item, "[]") if isinstance(shape, ListOf) else (shape, "")
    return (item.row, each_of) if isinstance(item, MappingOf) else (None, "")


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
class Schema(FileFormat, Generic[R]):
    """A kind of file that holds rows of one kind: lines of a table, or the one that a text begins with.

    `key` is the field that no two lines share, if any; without one no two lines are equal, unless they `may_repeat`.
    """

    row: type[R]
    key: str
    may_repeat: bool


def schema_of(row: type[R], path: str, title: str, key: str = "", *, may_repeat: bool = False) -> Schema[R]:
    """The kind of file that a kind of row describes."""
    return Schema(path, title, tuple(columns_of(row).values()), row, key, may_repeat)
