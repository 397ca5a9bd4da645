"""The published tables as files: a CSV each, and all of them in one SQLite database. The same tables give the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from leitai.model.tables import TABLES, ColumnType, DataTable, Reference, TableColumn, Tables
from leitai.model.urls import DATABASE, table_url
from leitai.publish.downloads.spreadsheets import Cell, csv_bytes

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
_WRITTEN_BY = slice(96, 100)  # of the file's head: the version of SQLite, the only bytes that depend on it


def table_files(tables: Tables) -> dict[str, bytes]:
    """Every file below `data/`, by its address."""
    public = [table.public for table in TABLES]
    rows = {table.name: _plain_rows(table, tables[table.name]) for table in public}
    files = {table_url(table.name): _csv(table, rows[table.name]) for table in public}
    return files | {DATABASE: _database(public, rows)}


def _plain_rows(table: DataTable, frame: pd.DataFrame) -> list[Plain]:
    return list(zip(*(_plain_column(c.type, frame[c.name]) for c in table.columns), strict=True))


def _plain_column(kind: ColumnType, values: pd.Series) -> list[Cell]:
    """Texts, whole numbers and truth values; decimals with all their places, days as 2019-10-17."""
    plain, is_there = _PLAIN[kind], values.notna().tolist()
    return [plain(value) if there else None for value, there in zip(values.tolist(), is_there, strict=True)]


def _csv(table: DataTable, rows: Iterable[Plain]) -> bytes:
    """A text that an office program would run as a formula gets an apostrophe."""
    names = [column.name for column in table.columns]
    lines = ([_TRUTHS[cell] if isinstance(cell, bool) else cell for cell in row] for row in rows)
    return csv_bytes([names, *lines])


def _database(tables: Iterable[DataTable], rows: Mapping[str, Iterable[Plain]]) -> bytes:
    """One database with the same names, keys and meanings."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    with connection:
        for table in tables:
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows[table.name])
    data = bytearray(connection.serialize())
    connection.close()
    data[_WRITTEN_BY] = bytes(4)
    return bytes(data)


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
