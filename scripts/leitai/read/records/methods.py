"""`site_config/methods/*.yml` → `Method`; everything that matters must be written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from leitai.read.documents.folders import folder_entries
from leitai.read.records.context import Context
from leitai.read.records.keys import read_settings_file
from leitai.schema.config.methods import Method
from leitai.schema.config.score_kinds import ScoreKindSpec


def read_methods(root: Path, kinds: Mapping[str, ScoreKindSpec], context: Context) -> tuple[Method, ...]:
    """All methods, by file name; a file with problems yields none."""
    known, found = replace(context, kinds=kinds), []
    for path in folder_entries(root, "site_config/methods", ".yml", context.problems):
        shown = f"site_config/methods/{path.name}"
        context.screen_name(shown)
        method = read_settings_file(root, shown, Method, known)
        found += [method] if method is not None else []
    return tuple(found)
