"""What people take along: forms, return slips, archives, papers of meetings that commands have written, and the settings' tables."""

from __future__ import annotations

from pathlib import Path

from leitai.pipeline.tools import file_paths

FOLDERS = {  # kind → folder below the root
    "forms": "build/templates",
    "returns": "build/returns",
    "archives": "build/archives",
    "packs": "build/pack",
    "settings": "site_config",
}


def output_files(root: Path, kind: str, below: str = "") -> list[str]:
    """The names of the files of a kind, below one of its folders."""
    found = file_paths(root / FOLDERS[kind])
    return [name for name in found if not below or name.startswith(f"{below}/")]


def found_file(root: Path, kind: str, name: str) -> Path | None:
    """The file of this name, if it is one of those that there are."""
    return (root / FOLDERS[kind] / name).resolve() if name in output_files(root, kind) else None
