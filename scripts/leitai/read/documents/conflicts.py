"""What git left half merged: its marks in every file, and by its index the files that it can't mark (workbooks, pictures, deleted ones)."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
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
    waiting = undecided(root)
    for path in sorted({*marked, *waiting}):
        is_sealed = path.startswith(_SEALED) and (SEALS.path in (*marked, *waiting) or path not in marked)
        if not is_sealed and path in marked:
            yield _conflict((root / path).read_bytes(), path)
        elif not is_sealed:
            yield _undecided(path, waiting[path])


def unmerged(root: Path) -> dict[str, dict[str, str]]:
    """The files that wait for a decision by git's index: the blob of each side that has one ("1": before, "2": ours, "3": theirs)."""
    found: dict[str, dict[str, str]] = {}
    if any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
        listed = _git(root, "ls-files", "-z", "--unmerged", "--", *WRITTEN)
        for line in filter(None, os.fsdecode(listed).split("\0")):
            about, _, path = line.partition("\t")
            _, blob, stage = about.split()
            found.setdefault(path, {})[stage] = blob
    return found


def undecided(root: Path) -> dict[str, dict[str, str]]:
    """Those of them that lie there exactly as one side has them: git can't mark them, or a merge driver failed. Other ones were settled by hand."""
    waiting = {path: sides for path, sides in unmerged(root).items() if (root / path).is_file()}
    blobs = _git(root, "hash-object", "--", *waiting).split() if waiting else ()
    return {
        path: sides
        for (path, sides), blob in zip(waiting.items(), blobs, strict=True)
        if blob.decode() in (sides.get("2"), sides.get("3"))
    }


def _git(root: Path, *arguments: str) -> bytes:
    """What git says; nothing where there is none."""
    with suppress(FileNotFoundError):
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False).stdout
    return b""


def _undecided(path: str, sides: Mapping[str, str]) -> Problem:
    what, name = "一个人改了这个文件，另一个人删了它，git 没有替谁决定。", quote(path)
    fix = f"要留下，运行 git add {name}；要删去，运行 git rm {name}。"
    if {"2", "3"} <= {*sides}:
        what = "两个人都改了这个文件，git 没有合上：现在是其中一个人的，另一个人改的不在里面。"
        fix = f"要留现在这份，运行 git add {name}；要另一份，先运行 git checkout --theirs -- {name}；两份都要的，先把现在这份另存到别处，换成另一份后手工并好，再 git add。"
    if path in MERGED:
        fix = f"请运行 leitai merge {path}。"
    return Problem("F12", Place(path), None, what, fix)


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
