"""What a key of YAML may hold beside one text: lists, mappings with declared keys, mappings with free keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from leitai.schema.days import KNOWN_FIX, DateRefused, read_known_date
from leitai.schema.parsers import TEXT, Parser, RowSoFar, ValueRefused

T = TypeVar("T")


@dataclass(frozen=True)
class MappingOf(Generic[T]):
    """Keys that the columns of a kind of row declare; with `alone`, a text in their place stands for that one."""

    row: type[T]
    alone: str = ""


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """One or more of the same; the word `alone` may stand without a list around it."""

    item: Parser[T] | MappingOf[T]
    alone: str = ""


@dataclass(frozen=True)
class EntriesOf(Generic[T]):
    """Mappings under free keys; each key, read by `key`, becomes the field `name` of its row.

    `are_others`: the free keys stand among declared ones, and are those that no other column declares.
    """

    row: type[T]
    name: str
    alone: str = ""
    key: Parser[Any] = TEXT
    are_others: bool = False


@dataclass(frozen=True)
class NamedOf(Generic[T]):
    """A text for each of some names: any, or only `names`, of which the `optional` ones may be left out, but not all."""

    item: Parser[T]
    names: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class ByKind(Generic[T]):
    """A mapping whose key `kind` names an entry of the register's `kinds`, which declares the other keys; `make` puts both together."""

    what: str
    make: Callable[[Any, Mapping[str, Any]], T]


@dataclass(frozen=True)
class OneOf(Generic[T]):
    """The first of these that a text, a list, or a mapping is."""

    shapes: tuple[Any, ...]


@dataclass(frozen=True)
class Made(Generic[T]):
    """What `make` makes of what was read; it may refuse that (`ValueRefused`)."""

    shape: Any
    make: Callable[[Any], T]


@dataclass(frozen=True)
class OrNone(Generic[T]):
    """A key that may be left out, which is then None."""

    shape: MappingOf[T] | Made[T]


SAME_ROWS: ListOf[Any] = ListOf(MappingOf(object))  # a list of rows of the kind that declares it: a tree


def _known_date(text: str, _: RowSoFar) -> str:
    try:
        return read_known_date(text)
    except DateRefused as refused:
        raise ValueRefused("S03", refused.what, refused.hint or KNOWN_FIX) from None


KNOWN_DATE = Parser(_known_date)  # with the precision that is known
