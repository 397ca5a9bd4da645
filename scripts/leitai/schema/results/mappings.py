"""怪表对照: what is what in a sender's table that can't be read as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import reduce
from pathlib import PurePosixPath

from leitai.problems import Place
from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.keys import EntriesOf, ListOf, Made, MappingOf, OneOf
from leitai.schema.parsers import NOTE, TEXT, Parser, RowSoFar, ValueRefused, empty_as, one_of

NOT_READ = "不读"
_ROWS = re.compile(r"[0-9]+(?:-[0-9]+)?(?:[、,，][0-9]+(?:-[0-9]+)?)*")
_PLAIN = re.compile(r"[^\W\d_][\w.（）()·、—-]*")
_COLUMN = re.compile("[A-Z]{1,2}|[0-9]+")


def _rows(text: str, _: RowSoFar) -> tuple[int, ...]:
    if not _ROWS.fullmatch(text):
        raise ValueRefused("S03", "行号的写法不对。", "请写行号，几行的写 3-4，分开的写 3、8-10。")
    spans = [span.split("-") for span in re.split("[、,，]", text)]
    return tuple(n for span in spans for n in range(int(span[0]), int(span[-1]) + 1))


def _flat(found: Iterable[int | tuple[int, ...] | None]) -> Iterator[int]:
    """Row numbers, be they written in one text or as a list; a refused one is None."""
    for one in found:
        yield from (one,) if isinstance(one, int) else one or ()


def _column_or_row(text: str, _: RowSoFar) -> str:
    if not _COLUMN.fullmatch(text.upper()):
        fix = "请写列的字母，例如 C；单位横排的表写行号，例如 5。"
        raise ValueRefused("S03", "这里应当是列的字母。", fix)
    return text.upper()


_SPANS = empty_as(Parser(_rows), ())
_ROW_NUMBERS: Made[tuple[int, ...]] = Made(
    OneOf((_SPANS, ListOf(Parser(_rows)))), lambda found: tuple(_flat(found))
)


@dataclass(frozen=True)
class ColumnMapping(Record):
    """What stands in one column; of a table with units across, in one row."""

    at: str
    says: str = column("says", "是什么，像表头那样写，例如 火灾起数（累计）；不用的写 不读", TEXT)


@dataclass(frozen=True)
class TableMapping(Record):
    """What is what in the sheets that `file` and `sheet` match, by patterns in which * stands for anything."""

    file: str = column("file", "文件名，* 代表任意文字，例如 *消防*.xlsx", TEXT)
    sheet: str = optional_column("sheet", "工作表名，也可以用 *；不写是所有工作表", NOTE)
    header: tuple[int, ...] = optional_column(
        "header", "表头是第几行，两行的写 3-4；不写就自己找", _ROW_NUMBERS
    )
    unit: str = optional_column("unit", "单位在哪一列，写列的字母；整张表只有一个单位的，写单位名", NOTE)
    indicator: str = optional_column(
        "indicator", "整张表是哪个指标，可以带计量单位，例如 生产总值（亿元）", NOTE
    )
    columns: tuple[ColumnMapping, ...] = optional_column(
        "columns",
        "列的字母: 是什么；像表头那样写",
        EntriesOf(ColumnMapping, "at", "says", Parser(_column_or_row)),
    )
    skip_rows: tuple[int, ...] = optional_column("skip_rows", "不读的行，例如 1、20-25", _ROW_NUMBERS)
    others: str = optional_column(
        "others", "其他认不出的列：写 不读 就跳过，不写就报错", empty_as(one_of((NOT_READ,)), "")
    )

    read: str = optional_column("read", "整张工作表不用的写 不读", empty_as(one_of((NOT_READ,)), ""))

    def fits(self, file: str, sheet: str | None) -> bool:
        """Whether the names are those that are written here, or match them as patterns; 表[1].csv is a name as well."""
        return _matches(file, self.file) and (not self.sheet or _matches(sheet or "", self.sheet))

    @property
    def says(self) -> dict[str, str]:
        """What stands where; what was written first counts."""
        return {one.at: one.says for one in reversed(self.columns)}

    def completed_by(self, later: TableMapping) -> TableMapping:
        """This one with what only a later one says of the same sheet."""
        return replace(
            self,
            header=self.header or later.header,
            unit=self.unit or later.unit,
            indicator=self.indicator or later.indicator,
            columns=(*self.columns, *later.columns),
            skip_rows=(*self.skip_rows, *later.skip_rows),
            others=self.others or later.others,
        )


def _matches(name: str, pattern: str) -> bool:
    plain, wanted = name.casefold(), pattern.casefold()
    return plain == wanted or fnmatchcase(plain, wanted)


@dataclass(frozen=True)
class Mappings(Record):
    """All of one file; the file may also be the list itself."""

    tables: tuple[TableMapping, ...] = column(
        "tables",
        "每种怪表一项；几项对得上同一张表的合起来用，说法不一的以先写的为准；可以不写 tables，直接一行一项",
        ListOf(MappingOf(TableMapping)),
    )


@dataclass(frozen=True)
class MappingsOfPeriod:
    """What holds for the files of a period: its own first, then those for all periods."""

    tables: tuple[TableMapping, ...] = field(default=())

    def of(self, file: str, sheet: str | None) -> TableMapping | None:
        """All that is said of a sheet, together."""
        fitting = [one for one in self.tables if one.fits(file, sheet)]
        return reduce(TableMapping.completed_by, fitting) if fitting else None


def proposed(place: Place, keys: Iterable[tuple[str, str]]) -> str:
    """What to write for a sheet, as messages end with it."""
    path = PurePosixPath(place.path)
    names = [("file", _quoted(path.name)), *([("sheet", _quoted(place.sheet))] if place.sheet else [])]
    line = "- {" + ", ".join(f"{key}: {text}" for key, text in (*names, *keys)) + "}"
    return f"可以写在 {path.parent}/mapping.yml 里：{line}"


def _quoted(text: str) -> str:
    """A text as YAML reads it in a line like that."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


MAPPINGS = schema_of(
    Mappings,
    "content/results/<期间>/mapping.yml 或 site_config/mapping.yml",
    "怪表对照（可以没有）：改不了的表里什么在哪里",
)
