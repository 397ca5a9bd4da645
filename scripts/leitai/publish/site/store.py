"""Results of pure functions, kept below `build/.cache` by the hash of all that they depend on, the code included.

The folder may be deleted at any time. An entry begins with the hash of its own bytes: what was cut short or changed is
not believed, and what another version or another portal left answers to other keys. What somebody else put there can't act:
entries are pickles in which nothing is called but what makes values (`_Values`).
"""

from __future__ import annotations

import io
import pickle
import sys
from dataclasses import is_dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from leitai.on_disk import write_file
from leitai.publish.site.tree import package_files, remove_strays

STORES = ".cache"  # below build/
_DIGEST = 64
_VALUES = {
    ("datetime", "date"),
    ("decimal", "Decimal"),
    ("fractions", "Fraction"),
    ("markdown_it.token", "Token"),
    ("markupsafe", "Markup"),
}


class Store:
    """Plain values, leitai's dataclasses and tokens of Markdown by key, each a file of a folder. `sweep` removes what nobody asked for or put since it was opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether there is anything under a key; `get` says what it is worth."""
        self._asked.add(key)
        return (self._folder / key).is_file()

    def get(self, key: str) -> Any:
        """What was put there; None if nothing was, or if it isn't that any more."""
        self._asked.add(key)
        try:
            with (self._folder / key).open("rb") as entry:
                digest, data = entry.read(_DIGEST), entry.read()
        except OSError:
            return None
        if sha256(data).hexdigest().encode() != digest:
            return None
        try:
            return _Values(io.BytesIO(data)).load()
        except Exception:  # not written by `put`: there is nothing that it may not raise
            return None

    def put(self, key: str, value: object) -> None:
        self._asked.add(key)
        data = pickle.dumps(value, protocol=5)
        write_file(self._folder / key, sha256(data).hexdigest().encode(), data)

    def sweep(self) -> None:
        remove_strays(self._folder, self._asked)


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The classes of values, and no function whatever."""
        if (module, name) in _VALUES:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("leitai.") else None
        if isinstance(found, type) and found.__module__ == module and is_dataclass(found):
            return found
        raise pickle.UnpicklingError(f"not a value: {module}.{name}")


def take(old: Path, digest: str | None, new: Path) -> bool:
    """Make `new` a link to the file `old`, a copy where the disk knows no links, if it has this SHA-256."""
    if digest is None or not old.is_file() or old.is_symlink():
        return False
    data = old.read_bytes()
    if sha256(data).hexdigest() != digest:
        return False
    try:
        new.hardlink_to(old)
    except OSError:
        write_file(new, data)
    return True


def store_key(*parts: str | bytes) -> str:
    """A key for what depends on these parts and on the code."""
    found = sha256(code_digest().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)  # so that `ab`, `c` isn't `a`, `bc`
    return found.hexdigest()


@cache
def code_digest() -> str:
    """The version of Python and of every package, and leitai's own files: a change of any of them makes all anew.

    Packages are those installed beside MkDocs: `sys.path` grows as a process runs (setuptools adds a folder of its own).
    """
    found = sha256(sys.version.encode())
    mkdocs = find_spec("mkdocs")
    assert mkdocs is not None and mkdocs.origin is not None
    for package in sorted(Path(mkdocs.origin).parents[1].glob("*.dist-info")):
        found.update(package.name.encode() + b"\n")
    for path, data in sorted(package_files("").items()):
        if "__pycache__" not in path:
            found.update(f"{path}\n{len(data)}\n".encode() + data)
    return found.hexdigest()
