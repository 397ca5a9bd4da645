"""Files that were set aside: out of the content, and kept where they can be put back from."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from leitai.pipeline.build import Say
from leitai.pipeline.tools import replace_file
from leitai.problems import RequestRefused

_ASIDE = "build/aside"


def put_in(root: Path, folder: str, files: Mapping[str, bytes], earlier: Iterable[str], say: Say) -> None:
    """Put files into a folder of the content in the place of earlier ones, which are set aside once the new ones are whole on the disk."""
    waiting = root / _ASIDE / ".new"
    try:
        for name, data in files.items():
            replace_file(waiting / name, data)
        for name in earlier:
            say(f"旧的 {name} 挪到 {set_aside(root, folder, name)}")
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in files:
            (waiting / name).replace(root / folder / name)
            say(f"已放入 {folder}/{name}")
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def set_aside(root: Path, folder: str, name: str) -> str:
    """Move a file out of a folder of the content; the place where it is kept, relative to the root."""
    kept_in = _kept_in(root, folder)
    kept_in.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(kept.name.partition("-")[0]) for kept in kept_in.iterdir()), default=0)
    kept = kept_in / f"{number}-{name}"
    (root / folder / name).replace(kept)
    return kept.relative_to(root).as_posix()


def names_aside(root: Path, folder: str) -> list[str]:
    """The files of a folder that were set aside, each with a number before its name."""
    kept_in = _kept_in(root, folder)
    return sorted(path.name for path in kept_in.iterdir() if path.is_file()) if kept_in.is_dir() else []


def put_back(root: Path, folder: str, kept: str) -> str:
    """Move a file back under the name that it had, which is returned; refused where another one has it."""
    name = kept.partition("-")[2]
    target = root / folder / name
    if target.exists():
        raise RequestRefused(f"{folder} 里已经有 {name}；请先把那一份撤下。")
    target.parent.mkdir(parents=True, exist_ok=True)
    (_kept_in(root, folder) / kept).replace(target)
    return name


def _kept_in(root: Path, folder: str) -> Path:
    """Periods and meetings don't share names, so the last part tells them apart."""
    return root / _ASIDE / Path(folder).name
