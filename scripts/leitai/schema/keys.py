"""What a key of YAML may hold beside one text: lists, mappings with declared keys, mappings with free keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from leitai.schema.known_date import is_known_date
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
    """Mappings under free keys; each key, read by `key`, becomes the field `name` of its row."""

    row: type[T]
    name: str
    alone: str = ""
    key: Parser[Any] = TEXT


def _known_date(text: str, _: RowSoFar) -> str:
    if not is_known_date(text):
        fix = "请写成 2019、2019-08 或 2019-08-15；不知道哪天就只写到月。"
        raise ValueRefused("S03", "日期写法不对。", fix)
    return text


KNOWN_DATE = Parser(_known_date)  # with the precision that is known
