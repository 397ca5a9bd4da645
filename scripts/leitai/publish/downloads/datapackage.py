"""`datapackage.json`: one description of all downloads, after the Frictionless Data Package standard."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from leitai.model.settings import DEMO_NOTICE
from leitai.publish.downloads.ranking_files import Cell
from leitai.schema.config.portal import PortalSettings

Table = Sequence[Sequence[Cell]]


def datapackage(portal: PortalSettings, tables: Mapping[str, tuple[str, Table]], has_demo: bool) -> bytes:
    """The package's description; `tables` maps the path of each CSV to its title and its table."""
    data: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": "leitai-rankings",
        "title": portal.title,
        "description": f"{DEMO_NOTICE}。" if has_demo else "",
        "contributors": [{"title": portal.owner, "role": "publisher"}],
        "resources": [_resource(path, title, table) for path, (title, table) in sorted(tables.items())],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(path: str, title: str, table: Table) -> dict[str, object]:
    header, rows = table[0], table[1:]
    return {
        "profile": "tabular-data-resource",
        "name": path.removesuffix(".csv").replace("/", "-").lower(),
        "title": title,
        "path": path,
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, "type": _type(rows, i)} for i, name in enumerate(header)],
            "missingValues": [""],
        },
    }


def _type(rows: Table, column: int) -> str:
    """`number` where every filled cell is one; a column with 未报 in it is a string."""
    filled = [row[column] for row in rows if row[column] not in (None, "")]
    return "number" if filled and all(isinstance(cell, int | Decimal) for cell in filled) else "string"
