"""What a key of YAML may hold beside one text: lists, mappings with declared keys, mappings with free keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from leitai.schema.parsers import TEXT, Parser, RowSoFar, ValueRefused

T = TypeVar("T")
_KNOWN_DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class MappingOf(Generic[T]):
    """Keys that the columns of a kind of row declare; with `alone`, a text in their place stands for that one."""

    row: type[T]
    alone: str = ""


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """One or more of the same."""

    item: Parser[T] | MappingOf[T]


@dataclass(frozen=True)
class EntriesOf(Generic[T]):
    """Mappings under free keys; each key, read by `key`, becomes the field `name` of its row."""

    row: type[T]
    name: str
    alone: str = ""
    key: Parser[Any] = TEXT


def _known_date(text: str, _: RowSoFar) -> str:
    if not _KNOWN_DATE.fullmatch(text) or not _is_day(text):
        fix = "请写成 2019、2019-08 或 2019-08-15；不知道哪天就只写到月。"
        raise ValueRefused("S03", "日期写法不对。", fix)
    return text


def _is_day(text: str) -> bool:
    """Whether the calendar has it: 2019-02-30 is none; a year or month alone is."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


KNOWN_DATE = Parser(_known_date)  # with the precision that is known
