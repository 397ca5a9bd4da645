"""The published tables as files: a CSV each, and all of them in one SQLite database. The same tables give the same bytes."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from leitai.model.tables import TABLES, ColumnType, DataTable, Reference, TableColumn
from leitai.model.urls import DATABASE, table_url
from leitai.publish.downloads.spreadsheets import Cell, csv_bytes, csv_text

Plain = tuple[Cell, ...]  # a row of a table

_SQL_TYPES: Mapping[ColumnType, str] = {
    "text": "TEXT",
    "decimal": "TEXT",  # exactly as printed, 98.50: a REAL would lose places; who orders or adds writes CAST(… AS REAL)
    "integer": "INTEGER",
    "rank": "NUMERIC",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_PLAIN: Mapping[ColumnType, Callable[[Any], Cell]] = {
    "text": str,
    "decimal": "{:f}".format,
    "integer": int,
    "rank": lambda number: int(number) if number == int(number) else str(number),
    "boolean": bool,
    "date": lambda day: day.date().isoformat(),
}
_TRUTHS: Mapping[Cell, str] = {True: "true", False: "false"}
_PAGE_SIZE = 4096
_WRITTEN_BY = (  # of the file's head: how often it was written, when it was valid, the version of SQLite
    slice(24, 28), slice(92, 96), slice(96, 100),
)  # fmt: skip


def table_files(tables: Mapping[str, Iterable[pd.DataFrame]]) -> Iterator[tuple[str, bytes]]:
    """Every file below `data/` with its address, from the rows of each table, which come in parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tables.sqlite")
        with closing(sqlite3.connect(path)) as database:
            database.executescript(
                f"PRAGMA page_size = {_PAGE_SIZE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
            )
            with database:
                for table in (declared.public for declared in TABLES):
                    yield table_url(table.name), _written(table, tables[table.name], database)
        data = bytearray(path.read_bytes())
    for place in _WRITTEN_BY:
        data[place] = bytes(4)
    yield DATABASE, bytes(data)


def _written(table: DataTable, parts: Iterable[pd.DataFrame], database: sqlite3.Connection) -> bytes:
    """The rows as CSV; they go into the database, too."""
    database.execute(_create(table))
    marks = ", ".join("?" * len(table.columns))
    with tempfile.TemporaryFile() as file:
        file.write(csv_bytes([[column.name for column in table.columns]]))
        for part in parts:
            rows = _plain_rows(table, part)
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
            file.write(_csv(rows))
        file.seek(0)
        return file.read()


def _plain_rows(table: DataTable, frame: pd.DataFrame) -> list[Plain]:
    return list(zip(*(_plain_column(c.type, frame[c.name]) for c in table.columns), strict=True))


def _plain_column(kind: ColumnType, values: pd.Series) -> list[Cell]:
    """Texts, whole numbers and truth values; decimals with all their places, days as 2019-10-17."""
    plain, is_there = _PLAIN[kind], values.notna().tolist()
    return [plain(value) if there else None for value, there in zip(values.tolist(), is_there, strict=True)]


def _csv(rows: Iterable[Plain]) -> bytes:
    """A text that an office program would run as a formula gets an apostrophe."""
    lines = [[_TRUTHS[cell] if isinstance(cell, bool) else cell for cell in row] for row in rows]
    return csv_text(lines).encode()


def _create(table: DataTable) -> str:
    """The statement that makes a table, kept in the database with the meaning of each column."""
    parts = [(_declaration(table, column), column.meaning) for column in table.columns]
    parts.append((f"PRIMARY KEY ({', '.join(table.key)})", ""))
    parts += [(_foreign_key(reference), "") for reference in table.references]
    last = len(parts) - 1
    lines = [
        f"  {sql}{',' if at < last else ''}{'  -- ' + meaning if meaning else ''}\n"
        for at, (sql, meaning) in enumerate(parts)
    ]
    return f"CREATE TABLE {table.name} (  -- {table.meaning}\n{''.join(lines)})"


def _declaration(table: DataTable, column: TableColumn) -> str:
    return f"{column.name} {_SQL_TYPES[column.type]}{' NOT NULL' if column.name in table.key else ''}"


def _foreign_key(reference: Reference) -> str:
    key = f"{reference.table} ({', '.join(reference.key)})"
    return f"FOREIGN KEY ({', '.join(reference.columns)}) REFERENCES {key}"
