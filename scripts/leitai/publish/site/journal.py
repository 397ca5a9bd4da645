"""Files of the ledgers that change together: all of them or none, whatever happens in between.

What is about to be written is first kept whole in one file, the journal: from the moment that it is there, the
change holds. Then the files are written and the journal goes. A crash in between is finished by the next
command that reads the portal (`finish`), before it reads.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from leitai.model.seals.seal import sha256
from leitai.problems import Place, Problem, ProblemsFound
from leitai.publish.site.tree import flush_folder, replace_file

FOLDER = "content/ledgers"
FOLDERS = ("content/", "site_config/")  # a redaction reaches everything that editors write
JOURNAL = f"{FOLDER}/.sealing.json"
_NOTHING = ""


@dataclass(frozen=True)
class FileChange:
    """A file below `content/` or `site_config/`, the SHA-256 of what it replaces (empty: nothing), and its new bytes."""

    path: str
    before: str
    data: bytes


def write_together(root: Path, files: Mapping[str, bytes]) -> None:
    """Write these files, by path from the root, as one change."""
    changes = [
        {"path": path, "before": _present(root / path), "data": base64.b64encode(data).decode()}
        for path, data in files.items()
    ]
    replace_file(root / JOURNAL, (json.dumps(changes, ensure_ascii=False, indent=1) + "\n").encode())
    finish(root)


def finish(root: Path) -> None:
    """Carry out what a journal holds; refuse if a file is neither what it was nor what it should become."""
    if not (root / JOURNAL).is_file():  # another command was faster
        return
    changes = _read(root)
    for change in changes:
        if _present(root / change.path) not in (change.before, sha256(change.data)):
            raise _does_not_fit(f"这以后 {change.path} 又被改过，接不上。")
    for change in changes:
        replace_file(root / change.path, change.data)
    (root / JOURNAL).unlink()
    flush_folder(root / FOLDER)


def _read(root: Path) -> list[FileChange]:
    try:
        entries = json.loads((root / JOURNAL).read_bytes())
        changes = [FileChange(str(e["path"]), e["before"], base64.b64decode(e["data"])) for e in entries]
        inside = all(_is_inside(change.path) for change in changes)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _does_not_fit("这个文件读不出来。") from error
    if not inside:
        raise _does_not_fit(f"这个文件写到了 {'、'.join(FOLDERS)} 以外。")
    return changes


def _is_inside(path: str) -> bool:
    return path.startswith(FOLDERS) and ".." not in PurePosixPath(path).parts


def _does_not_fit(why: str) -> ProblemsFound:
    fix = f"请从版本库恢复 {'、'.join(FOLDERS)}，删去这个文件，再封存、更正或撤下一次。"
    return ProblemsFound(
        [Problem("L10", Place(JOURNAL), None, f"上一次封存、更正或撤下写到一半被打断；{why}", fix)]
    )


def _present(path: Path) -> str:
    return sha256(path.read_bytes()) if path.is_file() else _NOTHING
