"""What lies in the folders that editors fill: nothing put there is passed over without a word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.read.documents.tables import OPEN_MARKS, is_ignored
from leitai.schema.files import FORMATS

_FIXED = ("content", "content/ledgers", "site_config")  # folders in which every name is given by the formats


def entries(root: Path, folder: str, problems: list[Problem]) -> list[Path]:
    """What a folder holds, by name, without what systems leave behind; empty where there is no folder.

    A name that no text can hold (GBK bytes of an old zip on a UTF-8 system) is reported and left out.
    """
    path = root / folder
    if not path.exists() and not path.is_symlink():
        return []
    if path.is_symlink() or not path.is_dir():
        what, fix = "这里应当是一个目录。", "请建真正的目录，不用文件、快捷方式或符号链接代替。"
        problems.append(Problem("F06", Place(folder), path.name, what, fix))
        return []
    everything = list(path.iterdir())
    found = [entry for entry in everything if not is_ignored(entry)]
    problems += _open_elsewhere(folder, everything)
    problems += (_unreadable_name(folder, entry) for entry in found if not entry.name.isprintable())
    return sorted((e for e in found if e.name.isprintable()), key=lambda entry: entry.name)


def _open_elsewhere(folder: str, paths: list[Path]) -> Iterator[Problem]:
    """Files that an office program has open, by the mark that it puts beside them: what is read is what was saved last."""
    names = {path.name for path in paths}
    for path in sorted(paths):
        mark = next((mark for mark in OPEN_MARKS if path.name.startswith(mark)), None)
        name = path.name.removeprefix(mark).removesuffix("#") if mark is not None else ""
        if name in names:
            what = "这个文件正在 WPS 或 Excel 里打开着：读到的是上一次保存的内容。"
            fix = f"请保存并关闭，再运行一次；没有人打开的，请删去 {path.name}。"
            yield Problem("F11", Place(f"{folder}/{name}"), None, what, fix)


def _unreadable_name(folder: str, path: Path) -> Problem:
    shown = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    fix = "多半是解压时文件名的编码不对；请重命名为中文或英文名。"
    return Problem("F07", Place(folder), shown, "文件名读不出来。", fix)


def files_of(root: Path, folder: str, suffix: str, problems: list[Problem]) -> list[Path]:
    """The entries of a folder that holds one type of file; anything else in it is reported."""
    found = entries(root, folder, problems)
    for path in found:
        if path.suffix != suffix:
            fix = f"这个目录只放扩展名为 {suffix} 的文件；不需要的请移走。"
            problems.append(_unread(root, path, fix))
    return [path for path in found if path.suffix == suffix]


def report_unread(root: Path, problems: list[Problem]) -> None:
    """Files and folders with a name that no format knows: often a slip, and nobody would read them."""
    known = {
        parent.as_posix() for layout in FORMATS for parent in (Path(layout.path), *Path(layout.path).parents)
    }
    for folder in _FIXED:
        for path in entries(root, folder, problems):
            if path.relative_to(root).as_posix() not in known:
                fix = "请核对名称；手册“文件和栏目”一页列出了全部名称。"
                problems.append(_unread(root, path, fix))


def _unread(root: Path, path: Path, fix: str) -> Problem:
    return Problem(
        "F10", Place(path.relative_to(root).as_posix()), path.name, "没有读取：这里不用这个文件。", fix
    )
