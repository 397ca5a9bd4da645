"""What `leitai new` has written, and that it writes over nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from leitai.on_disk import write_file
from leitai.problems import RequestRefused


@dataclass(frozen=True)
class Created:
    """Paths below the root, and what the editor should know or do next, one line each."""

    paths: tuple[str, ...]
    hints: tuple[str, ...]


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that aren't there yet, all or none; one with exactly these bytes may be asked for again."""
    wanted = {path: data for path, data in files.items() if not _is_there(root / path, data)}
    for path in wanted:
        if (root / path).exists():
            raise RequestRefused(f"{path} 已经存在，没有改动；要重新生成，请先把它移走或改名。")
    try:
        for path, data in wanted.items():
            write_file(root / path, data)
    except OSError:
        _take_back(root, wanted)
        raise


def _take_back(root: Path, paths: Iterable[str]) -> None:
    """Remove what was written of these files, and the folders that are empty then."""
    for path in (root / path for path in paths):
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others' files are in it
            for folder in takewhile(root.__ne__, path.parents):
                folder.rmdir()


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
