"""What lies in the folders that editors fill: nothing put there is passed over without a word."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.read.documents.tables import OPEN_MARKS, WORKBOOKS, is_ignored
from leitai.schema.characters import name_of
from leitai.schema.file_names import FILE_NAME_RULE, is_portable, readable
from leitai.schema.files import FORMATS, SIGNERS, WRITTEN
from leitai.schema.folding import narrow

_WRITE_UPS = (".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".ofd", ".txt", ".html", ".htm")
_ALSO_CALLED = {".md": (".markdown", ".mdown", ".mkd"), ".yml": (".yaml",)}
_FIXED = ("content", "content/ledgers", "site_config")  # folders in which every name is given by the formats


def editors_files(root: Path) -> list[str]:
    """The paths of all files that people wrote or sent in, whatever their kind, sorted; symbolic links are left out."""
    folders = (found for top in WRITTEN for found in os.walk(root / top))
    below = (Path(folder, name) for folder, _, names in folders for name in names)
    paths = [*(root / name for name in WRITTEN), *below]
    return sorted(p.relative_to(root).as_posix() for p in paths if p.is_file() and not p.is_symlink())


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
    found = sorted((e for e in found if e.name.isprintable()), key=lambda entry: entry.name)
    problems += _unfit_names(folder, [entry.name for entry in found])
    return found


def _unfit_names(folder: str, names: Sequence[str]) -> Iterator[Problem]:
    """Names that some system can't hold, or not beside one another."""
    before: dict[str, str] = {}
    for name in names:
        twin, place = before.setdefault(name.casefold(), name), Place(f"{folder}/{name}")
        if not is_portable(name):
            what, fix = "这个文件名在有的电脑上存不下来。", f"请改名：{FILE_NAME_RULE}。"
            yield Problem("F13", place, name, what, fix)
        elif twin != name:
            what = f"与“{twin}”只差大小写，在 Windows 上是同一个文件。"
            yield Problem("F13", place, name, what, "请改名，或删去其中一个。")


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
    unseen = [c for c in path.name if not c.isprintable() and not narrow(c)]
    if unseen:
        what = f"文件名里有看不见的字符（{name_of(unseen[0])}）。"
        return Problem("F07", Place(folder), narrow(path.name), what, "请把文件名整个删去重打。")
    shown = readable(path.name)
    fix = f"多半是解压时文件名的编码不对；请重命名为“{shown}”，或别的中文、英文名。"
    return Problem("F07", Place(folder), shown, "文件名读不出来。", fix)


def folder_entries(
    root: Path, folder: str, suffix: str, problems: list[Problem], with_folders: bool = False
) -> list[Path]:
    """The entries of a folder that holds one type of file, and folders if they may stand for one; anything else is reported."""
    found = entries(root, folder, problems)
    folders = [path for path in found if with_folders and path.is_dir() and not path.is_symlink()]
    for path in (path for path in found if path not in folders):
        if path.suffix.lower() in _WRITE_UPS and suffix == ".md":
            problems.append(_write_up(root, path))
        elif path.suffix != suffix and path.suffix.lower() in (suffix, *_ALSO_CALLED.get(suffix, ())):
            what, fix = f"扩展名不是 {suffix}，没有读取。", f"请把扩展名改成 {suffix}。"
            problems.append(Problem("F03", Place(path.relative_to(root).as_posix()), path.name, what, fix))
        elif path.suffix != suffix:
            fix = f"这个目录只放扩展名为 {suffix} 的文件；不需要的请移走。"
            problems.append(_unread(root, path, fix))
    return [path for path in found if path.suffix == suffix or path in folders]


def _write_up(root: Path, path: Path) -> Problem:
    """A text that somebody wrote and that nobody would read on the site."""
    shown = path.relative_to(root).as_posix()
    first = "" if path.suffix.lower() == ".docx" else "先另存为 .docx（PDF 请找原来的 Word 文件），"
    fix = f"请把文件移到别处，{first}再运行 leitai new case --from 文件 转成 .md。"
    if not shown.startswith("content/cases/"):
        fix = f"请照 {path.parent.name} 目录里别的 .md 文件另写一个，把文字粘贴过去，再把原件移走。"
    return Problem("F03", Place(shown), path.name, "文稿不能直接放在这里，没有读取。", fix)


def report_unread(root: Path, problems: list[Problem]) -> None:
    """Files and folders with a name that no format knows: often a slip, and nobody would read them."""
    paths = [Path(path) for layout in FORMATS for path in layout.path.split(" 或 ")]
    known = {SIGNERS} | {parent.as_posix() for path in paths for parent in (path, *path.parents)}
    for folder in _FIXED:
        for path in entries(root, folder, problems):
            shown = path.relative_to(root)
            if shown.with_suffix(".csv").as_posix() in known and path.suffix.lower() in WORKBOOKS:
                problems.append(only_as_csv(root, path))
            elif shown.as_posix() not in known:
                fix = "请核对名称；手册“文件和栏目”一页列出了全部名称。"
                problems.append(_unread(root, path, fix))


def only_as_csv(root: Path, path: Path) -> Problem:
    """A workbook, or anything else, in place of a table that is read as CSV alone: what was changed in it would be lost."""
    fix = f"请另存为 {path.stem}.csv（UTF-8），再删除原文件。"
    return Problem("F03", Place(path.relative_to(root).as_posix()), path.suffix, "这张表只读取 CSV。", fix)


def _unread(root: Path, path: Path, fix: str) -> Problem:
    place = Place(path.relative_to(root).as_posix())
    return Problem("F10", place, path.name, "没有读取：这里不用这个文件。", fix)
