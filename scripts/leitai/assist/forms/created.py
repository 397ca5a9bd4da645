"""What `leitai new` has written, and that it writes over nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    for path, data in wanted.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
