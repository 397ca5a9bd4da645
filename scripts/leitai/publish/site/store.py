"""Results of pure functions, kept below `build/.cache` by the hash of all that they depend on, the code included.

The folder may be deleted at any time. An entry begins with the hash of its own bytes: what was cut short or changed is
not believed, and what another version or another portal left answers to other keys.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from leitai.publish.site.tree import package_files, remove_strays

STORES = ".cache"  # below build/
_DIGEST = 64


class Store:
    """JSON values by key, each a file of a folder. `sweep` removes what nobody asked for since it was opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked: set[str] = set()

    def get(self, key: str) -> Any:
        """What was put there; None if nothing was, or if it isn't that any more."""
        self._asked.add(key)
        try:
            entry = (self._folder / key).read_bytes()
        except OSError:
            return None
        data = entry[_DIGEST:]
        return json.loads(data) if sha256(data).hexdigest().encode() == entry[:_DIGEST] else None

    def put(self, key: str, value: object) -> None:
        data = json.dumps(value).encode()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / key).write_bytes(sha256(data).hexdigest().encode() + data)

    def sweep(self) -> None:
        remove_strays(self._folder, self._asked)


def key_of(*parts: str | bytes) -> str:
    """A key for what depends on these parts and on the code."""
    found = sha256(code_digest().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)  # so that `ab`, `c` isn't `a`, `bc`
    return found.hexdigest()


@cache
def code_digest() -> str:
    """The version of Python and of every package, and leitai's own files: a change of any of them makes all anew."""
    found = sha256(sys.version.encode())
    installed = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    for name in sorted(installed):
        found.update(name.encode() + b"\n")
    for path, data in sorted(package_files("").items()):
        if "__pycache__" not in path:
            found.update(f"{path}\n{len(data)}\n".encode() + data)
    return found.hexdigest()
