"""`leitai merge`: ledgers that two editors changed, merged by rule: as git's merge driver, or on a file with conflict markers."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from leitai.problems import MachineFault, RequestRefused
from leitai.publish.site.lock import one_writer
from leitai.publish.site.merge import Line, lines_of, merged_lines, sides_of, without_sealed_again
from leitai.publish.site.seal import csv_ledger
from leitai.publish.site.tree import replace_file
from leitai.read.documents.conflicts import has_conflict, undecided, unmerged
from leitai.read.documents.encodings import decode_text
from leitai.schema.ledgers.merged import MERGED
from leitai.schema.ledgers.seals import SEALS
from leitai.schema.ledgers.urls import URLS

DRIVER = {
    "merge.leitai.name": "leitai ledgers",
    "merge.leitai.driver": "leitai merge %O %A %B %P",
}  # what a clone must be told; `.gitattributes`, which goes with the content, only names the driver


def merge_marked(root: Path, paths: tuple[str, ...], keep: str = "") -> list[str]:
    """Settle the ledgers among `paths` (all where none is named) that hold conflict markers; returns which.

    `keep`: whose version stays where both sides sealed one (`ours` or `theirs`, as git calls them), with its sealed files.
    """
    chosen = tuple(map(_known, (root / p for p in paths))) if paths else MERGED
    merged: list[str] = []
    with one_writer(root / "build"):
        for path in chosen:
            sides = _sides(root, path)
            if sides is not None:
                before, first, second = (sides[0], sides[2], sides[1]) if keep == "theirs" else sides
                is_decided = bool(keep) and path == SEALS.path
                second = without_sealed_again(before, first, second) if is_decided else second
                lines = merged_lines(path, before, first, second)
                if is_decided:
                    _git(root, "checkout", f"--{keep}", "--", "content/ledgers/seals")
                replace_file(root / path, _bytes(path, lines))
                if path in unmerged(root):
                    _git(root, "add", "--", path)
                merged.append(path)
    return merged


def _sides(root: Path, path: str) -> tuple[list[Line] | None, list[Line], list[Line]] | None:
    """Base (None where nobody knows it), ours and theirs of a ledger that git left half merged, by its marks or else by its index."""
    file, blobs = root / path, unmerged(root).get(path, {})
    base = _decoded(_git(root, "cat-file", "blob", blobs["1"]), path) if "1" in blobs else None
    if file.is_file() and has_conflict(file.read_bytes()):
        marked, ours, theirs = sides_of(_text(file))
        base = base if marked is None else marked
    elif path in undecided(root) and {"2", "3"} <= {*blobs}:
        ours, theirs = (_decoded(_git(root, "cat-file", "blob", blobs[stage]), path) for stage in "23")
    else:
        return None
    return None if base is None else lines_of(base), lines_of(ours), lines_of(theirs)


def merge_for_git(base: Path, ours: Path, theirs: Path, path: str) -> None:
    """What git calls: the result takes the place of `ours`; `RequestRefused` leaves a conflict with markers."""
    known = _known(Path(path))
    texts = [_text(file) for file in (base, ours, theirs)]
    try:
        before, first, second = map(lines_of, texts)
        replace_file(ours, _bytes(known, merged_lines(known, before or None, first, second)))
    except RequestRefused:
        marked = f"<<<<<<< ours\n{texts[1]}=======\n{texts[2]}>>>>>>> theirs\n"
        replace_file(ours, marked.encode())
        raise


def install_driver(root: Path) -> None:
    """Tell the clone at `root` how its ledgers are merged."""
    for key, value in DRIVER.items():
        _git(root, "config", key, value)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError as missing:
        raise MachineFault("这台电脑没有装 git。") from missing
    if done.returncode != 0:
        raise RequestRefused(f"git {arguments[0]} 没有做成，没有改动：{os.fsdecode(done.stderr).strip()}")
    return done.stdout


def _known(path: Path) -> str:
    """The ledger that a path means, from whatever folder it is named."""
    for known in MERGED:
        if path.as_posix().endswith(known):
            return known
    fix = "请打开它，在两种写法里留一种，删去 <<<<<<<、=======、>>>>>>> 这几行，再 git add。"
    raise RequestRefused(f"{path} 没有合并规则：{fix}有规则的是 {'、'.join(MERGED)}。")


def _text(path: Path) -> str:
    return _decoded(path.read_bytes(), path)


def _decoded(data: bytes, path: object) -> str:
    decoded = decode_text(data)
    if decoded is None:
        raise RequestRefused(f"{path} 不是 UTF-8，也不是 GB18030 编码，不能合并。")
    return decoded[0]


def _bytes(path: str, lines: list[tuple[str, ...]]) -> bytes:
    data = csv_ledger(lines)
    return (
        data.decode("utf-8-sig").encode() if path == URLS.path else data
    )  # `build` writes it without a mark
