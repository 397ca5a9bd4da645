"""Files to take away, with their kind and size, as a reader wants to know before taking one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from leitai.model.writings.folders import Folder

LONGEST = 60  # characters of a title in a file's name: 180 bytes, of the 255 that a file system takes
NOT_ON_WINDOWS = str.maketrans(dict(zip('\\/:*?"<>|', "＼／：＊？＂＜＞｜", strict=True)))

MATERIAL_KINDS = {
    ".pdf": "PDF", ".ofd": "OFD", ".doc": "Word 文档", ".docx": "Word 文档", ".wps": "WPS 文档", ".xls": "Excel 表格",
    ".xlsx": "Excel 表格", ".et": "WPS 表格", ".ppt": "演示文稿", ".pptx": "演示文稿", ".dps": "WPS 演示", ".csv": "CSV 表格",
    ".txt": "文本", ".ics": "日历", ".jpg": "图片", ".jpeg": "图片", ".png": "图片", ".gif": "图片", ".webp": "图片",
    ".mp3": "录音", ".mp4": "录像",
}  # fmt: skip


@dataclass(frozen=True)
class Shelved:
    """A file that can be taken away; `about`: its type and size in words."""

    name: str
    url: str
    about: str


def shelved(folder: Folder) -> tuple[Shelved, ...]:
    """The files of a folder by name; what the text shows is not listed again."""
    return tuple(
        Shelved(m.name, folder.address(m), f"{_kind(m.name)}，{_size(m.size)}")
        for m in folder.materials
        if m.name not in folder.shown
    )


def saved_as(title: str, mark: str, url: str) -> str:
    """What a download is called once it is saved: by what it holds, with the demo mark, which no shortening takes away.

    Its address says only `county.csv`, of whichever period. Characters that Windows refuses are written full-width.
    """
    name = title.translate(NOT_ON_WINDOWS)[:LONGEST].rstrip(" .")
    return name + mark + PurePosixPath(url).suffix


def _kind(name: str) -> str:
    return MATERIAL_KINDS[PurePosixPath(name).suffix.lower()]


def _size(size: int) -> str:
    """18 B, 3.4 kB, 12.0 MB, in thousands, as file managers count."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
