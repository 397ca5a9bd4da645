"""怪表对照: what is what in a sender's table that can't be read as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.keys import EntriesOf, ListOf, MappingOf
from leitai.schema.parsers import NOTE, TEXT, Parser, RowSoFar, ValueRefused, empty_as, one_of

NOT_READ = "不读"
_ROWS = re.compile(r"[0-9]+(?:-[0-9]+)?(?:[、,，][0-9]+(?:-[0-9]+)?)*")
_COLUMN = re.compile("[A-Z]{1,2}|[0-9]+")


def _rows(text: str, _: RowSoFar) -> tuple[int, ...]:
    if not _ROWS.fullmatch(text):
        raise ValueRefused("S03", "行号的写法不对。", "请写行号，几行的写 3-4，分开的写 3、8-10。")
    spans = [span.split("-") for span in re.split("[、,，]", text)]
    return tuple(n for span in spans for n in range(int(span[0]), int(span[-1]) + 1))


def _column_or_row(text: str, _: RowSoFar) -> str:
    if not _COLUMN.fullmatch(text.upper()):
        fix = "请写列的字母，例如 C；单位横排的表写行号，例如 5。"
        raise ValueRefused("S03", "这里应当是列的字母。", fix)
    return text.upper()


_ROW_NUMBERS = empty_as(Parser(_rows), ())


@dataclass(frozen=True)
class ColumnMapping(Record):
    """What stands in one column; of a table with units across, in one row."""

    at: str
    says: str = column("says", "是什么，像表头那样写，例如 火灾起数（累计）；不用的写 不读", TEXT)


@dataclass(frozen=True)
class TableMapping(Record):
    """What is what in the sheets that `file` and `sheet` match, by patterns in which * stands for anything."""

    file: str = column("file", "文件名，* 代表任意文字，例如 *消防*.xlsx", TEXT)
    sheet: str = column("sheet", "工作表名，也可以用 *；不写是所有工作表", NOTE, required=False)
    header: tuple[int, ...] = column(
        "header", "表头是第几行，两行的写 3-4；不写就自己找", _ROW_NUMBERS, required=False
    )
    unit: str = column(
        "unit", "单位在哪一列，写列的字母；整张表只有一个单位的，写单位名", NOTE, required=False
    )
    indicator: str = column(
        "indicator", "整张表是哪个指标，可以带计量单位，例如 生产总值（亿元）", NOTE, required=False
    )
    columns: tuple[ColumnMapping, ...] = column(
        "columns",
        "列的字母: 是什么；像表头那样写",
        EntriesOf(ColumnMapping, "at", "says", Parser(_column_or_row)),
        required=False,
    )
    skip_rows: tuple[int, ...] = column("skip_rows", "不读的行，例如 1、20-25", _ROW_NUMBERS, required=False)
    others: str = column(
        "others",
        "其他认不出的列：写 不读 就跳过，不写就报错",
        empty_as(one_of((NOT_READ,)), ""),
        required=False,
    )

    read: str = column("read", "整张工作表不用的写 不读", empty_as(one_of((NOT_READ,)), ""), required=False)

    def fits(self, file: str, sheet: str | None) -> bool:
        return fnmatchcase(file, self.file) and (not self.sheet or fnmatchcase(sheet or "", self.sheet))

    @property
    def says(self) -> dict[str, str]:
        """What stands where."""
        return {one.at: one.says for one in self.columns}


@dataclass(frozen=True)
class Mappings(Record):
    """All of one file; the first table that fits a sheet counts."""

    tables: tuple[TableMapping, ...] = column(
        "tables", "每种怪表一项；先写的先用", ListOf(MappingOf(TableMapping))
    )


@dataclass(frozen=True)
class MappingsOfPeriod:
    """What holds for the files of a period: its own first, then those for all periods."""

    tables: tuple[TableMapping, ...] = field(default=())

    def of(self, file: str, sheet: str | None) -> TableMapping | None:
        return next((one for one in self.tables if one.fits(file, sheet)), None)


def proposed(file: str, sheet: str | None, keys: Iterable[tuple[str, str]]) -> str:
    """The lines to write, as messages print them."""
    place = [("file", file), *([("sheet", sheet)] if sheet else [])]
    return "tables: [{" + ", ".join(f"{key}: {text}" for key, text in (*place, *keys)) + "}]"


MAPPINGS = schema_of(
    Mappings,
    "content/results/<期间>/mapping.yml 或 site_config/mapping.yml",
    "怪表对照（可以没有）：改不了的表里什么在哪里",
)
