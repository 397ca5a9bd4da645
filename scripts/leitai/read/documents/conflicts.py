"""What git left half merged: its marks in every file, and by its index the files that it can't mark (workbooks, pictures, deleted ones)."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shlex import quote

from leitai.problems import Place, Problem
from leitai.read.documents.folders import editors_files
from leitai.schema.files import WRITTEN
from leitai.schema.ledgers.merged import MERGED
from leitai.schema.ledgers.seals import SEALS

_SEALED = "content/ledgers/seals/"
_OURS, _THEIRS = (re.compile(rb"^%b(?: |\r?$)" % (mark * 7), re.MULTILINE) for mark in (b"<", b">"))


def has_conflict(data: bytes) -> bool:
    """Whether a file holds what git writes where two editors changed the same lines."""
    return b"<<<<<<<" in data and _OURS.search(data) is not None and _THEIRS.search(data) is not None


def conflicts_in(root: Path) -> Iterator[Problem]:
    """One problem for each file that git left half merged, with the way out; those of seals follow from their ledger."""
    marked = [path for path in editors_files(root) if has_conflict((root / path).read_bytes())]
    for path in marked:
        if not (path.startswith(_SEALED) and SEALS.path in marked):
            yield _conflict((root / path).read_bytes(), path)
    for path, sides in unmerged(root).items():
        if (root / path).is_file() and path not in marked and not path.startswith(_SEALED):
            yield from _unmarked((root / path).read_bytes(), path, sides)


def unmerged(root: Path) -> dict[str, str]:
    """The files that wait for a decision by git's index, each with the sides that hold it (2: ours, 3: theirs); none without git."""
    found: dict[str, str] = {}
    if any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
        command = ["git", "-C", str(root), "ls-files", "-z", "--unmerged", "--", *WRITTEN]
        with suppress(FileNotFoundError):
            listed = subprocess.run(command, capture_output=True, check=False).stdout
            for line in filter(None, os.fsdecode(listed).split("\0")):
                about, _, path = line.partition("\t")
                found[path] = found.get(path, "") + about[-1]
    return found


def _unmarked(data: bytes, path: str, sides: str) -> Iterator[Problem]:
    """A file without marks: settled by hand if it is a text of both sides, else one side's alone, and the other's is lost unseen."""
    name = quote(path)
    if not sides.endswith("23"):
        what = "一个人改了这个文件，另一个人删了它，git 没有替谁决定。"
        yield Problem(
            "F12", Place(path), None, what, f"要留下，运行 git add {name}；要删去，运行 git rm {name}。"
        )
    elif b"\0" in data:
        what = "两个人都改了这个文件，git 合不了这一种：现在是其中一个人的，另一个人改的不在里面。"
        fix = f"要留现在这份，运行 git add {name}；要另一份，先运行 git checkout --theirs -- {name}；两份都要的，先把现在这份另存到别处，换成另一份后手工并好，再 git add。"
        yield Problem("F12", Place(path), None, what, fix)


def _conflict(data: bytes, path: str) -> Problem:
    first = _OURS.search(data)
    row = data.count(b"\n", 0, first.start()) + 1 if first is not None else None
    fix = "请打开它，在两种写法里留一种，删去 <<<<<<<、=======、>>>>>>> 这几行，保存后 git add。"
    if path in MERGED:
        fix = f"请运行 leitai merge {path}。"
    elif path.startswith(_SEALED):
        fix = f"封存过的文件不能改写：先公布的是上面一边的，请运行 git checkout --ours -- {path}；是下面一边的，--ours 写成 --theirs。"
    what = "两个人改了同一处，git 没有替谁决定：从这一行起留着合并标记，上面、下面各是一个人的写法。"
    return Problem("F12", Place(path, row=row), None, what, fix)
