"""`datapackage.json`: one description of all tables, after the Data Package standard (datapackage.org, version 2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leitai.model import urls
from leitai.model.tables import MEASURE, ColumnType, Reference, TableColumn
from leitai.schema.config.portal import PortalSettings

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "decimal": "number",
    "integer": "integer",
    "rank": "number",
    "boolean": "boolean",
    "date": "date",
}


@dataclass(frozen=True)
class Resource:
    """A file to describe, with its size in bytes and its SHA-256; one without `columns` is no CSV table."""

    path: str
    title: str
    size: int
    digest: str
    columns: Sequence[TableColumn] = ()
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


def datapackage(portal: PortalSettings, resources: Iterable[Resource], notice: str) -> bytes:
    """The package's description; `notice` says that there are demo data among them, or nothing."""
    data: dict[str, object] = {
        "$schema": _PROFILE,
        "name": "leitai",
        "title": portal.title,
        "description": notice,
        "contributors": [{"title": portal.owner, "roles": ["publisher"]}],
        "licenses": [{"title": portal.licence, "path": urls.DATA}],
        "resources": [_resource(resource) for resource in sorted(resources, key=lambda r: r.path)],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(resource: Resource) -> dict[str, object]:
    stem, _, suffix = resource.path.rpartition(".")
    described: dict[str, object] = {
        "name": _name(stem if resource.columns else resource.path),
        "title": resource.title,
        "path": resource.path,
        "format": suffix,
        "bytes": resource.size,
        "hash": f"sha256:{resource.digest}",
    }
    if resource.columns:
        described |= {"type": "table", "encoding": "utf-8", "schema": _schema(resource)}
    return described


def _name(path: str) -> str:
    return path.replace("/", "-").lower()


def _schema(resource: Resource) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column, column.name in resource.key) for column in resource.columns],
        "missingValues": [""],
    }
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    if resource.references:
        schema["foreignKeys"] = [_foreign_key(reference) for reference in resource.references]
    return schema


def _foreign_key(reference: Reference) -> dict[str, object]:
    table = _name(urls.table_url(reference.table).removesuffix(".csv"))
    return {
        "fields": list(reference.columns),
        "reference": {"resource": table, "fields": list(reference.key)},
    }


def _field(column: TableColumn, is_required: bool) -> dict[str, object]:
    """`unit` is the unit of measure of all values, `unitField` the field that says it row by row."""
    constraints: dict[str, object] = {"required": True} if is_required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.described,
    }
    if column.measure:
        field["unit"] = column.measure
    elif column.type == "decimal":
        field["unitField"] = MEASURE
    if column.absent:
        field["missingValues"] = ["", *column.absent]
    return field | ({"constraints": constraints} if constraints else {})
