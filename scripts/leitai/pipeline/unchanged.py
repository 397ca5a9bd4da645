"""A build that would make what is there already: it is known by hashes, and nothing is read or made.

What is compared: the code, every entry below the folders that a build reads, the ledger of addresses as the last build
left it, and every file that it wrote. Times of files are never asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.publish.site.exchange import clear_leftovers
from leitai.publish.site.lock import one_writer
from leitai.publish.site.store import STORES, Store, store_key
from leitai.publish.site.tree import file_hashes, manifest_hashes
from leitai.read.documents.conflicts import unmerged
from leitai.schema.files import WRITTEN
from leitai.schema.ledgers.urls import URLS
from leitai.schema.results.receipts import RECEIPTS

_PAGES = ("pages", "theme")  # below build/, besides the site


def problems_of_last_build(root: Path, release: bool, demo: bool) -> tuple[Problem, ...] | None:
    """What the last build had to tell, if another one would change nothing; None if it must run."""
    if not (root / "build" / STORES).is_dir():
        return None
    with one_writer(root / "build"):
        clear_leftovers(root / "build" / "site")
        kept = _store(root).get(_key(root, release, demo))
        if kept is None or kept["written"] != _digest_of_whole(root):
            return None
    return tuple(Problem(**{**problem, "place": Place(**problem["place"])}) for problem in kept["problems"])


def is_site_of_this(root: Path) -> bool:
    """Whether the built site is of what there is now, for whatever readers; asked without the lock, while nothing is written."""
    digest = digest_of_all(root)
    kinds = [f"{release} {demo}" for release in (True, False) for demo in (True, False)]
    kept = [_store(root).get(store_key(kind, digest)) for kind in kinds]
    written = {one["written"] for one in kept if one is not None}
    return bool(written) and _digest_of_whole(root) in written


def remember_build(root: Path, release: bool, demo: bool, problems: Sequence[Problem]) -> None:
    """Note a build whose inputs are still those that it read; of its site what the manifest says that it wrote."""
    store, hashes = _store(root), manifest_hashes(root / "build" / "site")
    assert hashes is not None, "just built"
    told = [asdict(problem) for problem in problems]
    store.put(_key(root, release, demo), {"written": _digest_of_written(root, hashes), "problems": told})
    store.sweep()


def digest_of_inputs(root: Path) -> str:
    """Stands for everything that a build reads but the ledger, which it writes itself."""
    ledger = root / URLS.path
    return _digest(path for path in _entries(root) if path != ledger)


def digest_of_written(root: Path) -> str:
    """Stands for everything below `content` and `site_config` but the figures of periods and the ledger that a build writes."""
    results, receipts, ledger = root / "content" / "results", Path(RECEIPTS.path).name, root / URLS.path
    return _digest(
        path
        for path in _entries(root)
        if path not in (ledger, ledger.parent) and (results not in path.parents or path.name == receipts)
    )


def digest_of_all(root: Path) -> str:
    """Stands for everything that a command reads, the code and what git holds half merged included."""
    return store_key(digest_of_inputs(root), _content(root / URLS.path), repr(unmerged(root)))


def _digest(paths: Iterable[Path]) -> str:
    return store_key(*(part for path in paths for part in (str(path), _content(path))))


def _store(root: Path) -> Store:
    return Store(root / "build" / STORES / "builds")


def _key(root: Path, release: bool, demo: bool) -> str:
    return store_key(f"{release} {demo}", digest_of_all(root))


def _entries(root: Path) -> Iterator[Path]:
    """Files, folders (an empty one counts) and whatever else stands there, in order."""
    for name in WRITTEN:
        yield root / name
        for folder, folders, files in os.walk(root / name):
            folders.sort()
            yield from (Path(folder, entry) for entry in sorted([*folders, *files]))


def _content(path: Path) -> bytes:
    """The bytes of a plain file; of anything else only that it is none."""
    if path.is_symlink():
        return b"link " + os.fsencode(path.readlink())
    if path.is_file():
        return b"file " + path.read_bytes()
    return b"folder" if path.is_dir() else b"other"


def _digest_of_whole(root: Path) -> str | None:
    """Stands for what is there of what a build wrote; None if the site isn't whole."""
    site = root / "build" / "site"
    hashes = file_hashes(site)
    return _digest_of_written(root, hashes) if hashes == manifest_hashes(site) else None


def _digest_of_written(root: Path, hashes: Mapping[str, str]) -> str:
    """Stands for what a build wrote, of its site by the hashes of its files."""
    pages = (
        part
        for name in _PAGES
        for item in sorted(file_hashes(root / "build" / name).items())
        for part in item
    )
    return store_key(*(part for item in sorted(hashes.items()) for part in item), *pages)
