"""`mapping.yml` of each period and of all periods: what is what in tables that can't be read as they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.read.records.context import Context, context_of
from leitai.read.records.keys import read_settings_file
from leitai.schema.period import Period
from leitai.schema.results.mappings import Mappings, MappingsOfPeriod, TableMapping

NAME = "mapping.yml"


def read_mappings(root: Path, settings: Settings, problems: list[Problem]) -> Mapping[str, MappingsOfPeriod]:
    """By period, for each folder of results; a file with mistakes maps nothing (reported)."""
    context = context_of(settings, problems)
    general = _read(root, f"site_config/{NAME}", context)
    paths = sorted((root / "content" / "results").glob("*"))
    folders = [path.name for path in paths if path.is_dir() and Period.parse(path.name)]
    return {
        period: MappingsOfPeriod((*_read(root, f"content/results/{period}/{NAME}", context), *general))
        for period in folders
    }


def _read(root: Path, path: str, context: Context) -> tuple[TableMapping, ...]:
    if not (root / path).is_file():
        return ()
    found = read_settings_file(root, path, Mappings, context, alone="tables")
    return found.tables if found is not None else ()
