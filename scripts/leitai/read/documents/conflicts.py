"""What git writes into a file where two editors changed the same lines: looked for in every file, before any is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.read.documents.folders import editors_files
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
