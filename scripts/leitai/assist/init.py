"""`leitai init`: a new portal, empty but working, without a copy of the code."""

from __future__ import annotations

from pathlib import Path

from leitai.pipeline.tools import package_files
from leitai.problems import RequestRefused

TITLE_IN_STARTER = "新擂台"


def create_portal(folder: Path, title: str) -> list[str]:
    """Write the starter files into a new or empty folder; returns their paths.

    Raises `RequestRefused` if the folder holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise RequestRefused(f"目录 {folder} 里已有文件；请换一个空目录，已有的文件没有改动。")
    files = package_files("starter")
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.replace(TITLE_IN_STARTER.encode(), title.encode()))
    return sorted(files)
