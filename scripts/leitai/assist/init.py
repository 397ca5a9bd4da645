"""`leitai init`: a new portal, empty but working, without a copy of the code."""

from __future__ import annotations

from pathlib import Path

from leitai.publish.site.tree import package_files

TITLE_IN_STARTER = "新擂台"


class FolderNotEmpty(Exception):
    """An existing portal is never overwritten."""


def create_portal(folder: Path, title: str) -> list[str]:
    """Write the starter files into a new or empty folder; returns their paths.

    Raises `FolderNotEmpty` if the folder holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(folder)
    files = package_files("starter")
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.replace(TITLE_IN_STARTER.encode(), title.encode()))
    return sorted(files)
