"""The published tables as files: a CSV each, and all of them in one SQLite database. The same tables give the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import pandas as pd

from leitai.model.tables import TABLES, ColumnType, DataTable, Reference, TableColumn, Tables
from leitai.model.urls import DATABASE, table_url
from leitai.publish.downloads.spreadsheets import harmless

_SQL_TYPES: Mapping[ColumnType, str] = {
    "text": "TEXT",
    "decimal": "TEXT",  # exactly as printed: a REAL would lose places, and 98.50 its zero
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_PAGE_SIZE = 4096
_WRITTEN_BY = slice(96, 100)  # of the file's head: the version of SQLite, the only bytes that depend on it


def table_files(tables: Tables) -> dict[str, bytes]:
    """Every file below `data/`, by its address."""
    files = {table_url(table.name): table_csv(table.public, tables[table.name]) for table in TABLES}
    return files | {DATABASE: database(tables)}


def table_csv(table: DataTable, frame: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, for office programs; a text that one would run as a formula gets an apostrophe."""
    columns = {column.name: _csv_column(column, frame[column.name]) for column in table.columns}
    text: str = pd.DataFrame(columns).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _csv_column(column: TableColumn, values: pd.Series) -> pd.Series:
    plain = _plain(column.type, values)
    if column.type == "text":
        return plain.map({text: harmless(text) for text in plain.dropna().unique()})
    return plain.map({True: "true", False: "false"}) if column.type == "boolean" else plain


def _plain(kind: ColumnType, values: pd.Series) -> pd.Series:
    """Texts, whole numbers and truth values, None where there is nothing; decimals with all their places."""
    if kind == "decimal":
        values = values.map("{:f}".format, na_action="ignore")
    elif kind == "date":
        values = values.dt.strftime("%Y-%m-%d")
    objects = values.astype(object)
    return objects.where(objects.notna(), None)


def database(tables: Tables) -> bytes:
    """One database with the same names, keys and meanings; decimals are text, so a sum or an order needs `CAST(… AS REAL)`."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    with connection:
        for table in (declared.public for declared in TABLES):
            connection.execute(_create(table))
            plain = [_plain(column.type, tables[table.name][column.name]) for column in table.columns]
            marks = ", ".join("?" * len(plain))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", zip(*plain, strict=True))
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
