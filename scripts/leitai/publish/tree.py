"""Folders of generated files: written only where something changed, strays removed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

MANIFEST = "manifest.json"


def sync_tree(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make a folder hold exactly these files; returns how many were written or removed."""
    changed = 0
    for relative_path, data in sorted(files.items()):
        path = folder / relative_path
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        changed += 1
    return changed + _remove_strays(folder, set(files))


def _remove_strays(folder: Path, wanted: set[str]) -> int:
    removed = 0
    for directory, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(directory, name)
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
                removed += 1
        if Path(directory) != folder and not any(Path(directory).iterdir()):
            Path(directory).rmdir()
    return removed


def package_files(folder: str) -> dict[str, bytes]:
    """The files of a data folder of the package (`theme`, `starter`)."""
    return dict(_walk(resources.files("leitai") / folder, ""))


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def file_paths(folder: Path) -> list[str]:
    """All files below a folder, sorted, as relative POSIX paths."""
    return sorted(
        Path(directory, name).relative_to(folder).as_posix()
        for directory, _, names in os.walk(folder)
        for name in names
    )


def write_manifest(site: Path) -> None:
    """`manifest.json`: the SHA-256 of every other file of the site."""
    hashes = {
        path: hashlib.sha256((site / path).read_bytes()).hexdigest()
        for path in file_paths(site)
        if path != MANIFEST
    }
    text = json.dumps({"files": hashes}, ensure_ascii=False, indent=1) + "\n"
    (site / MANIFEST).write_text(text, encoding="utf-8")
