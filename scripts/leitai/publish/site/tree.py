"""Folders of generated files: written only where something changed, strays removed."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from leitai.on_disk import naming, write_file

MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.sig"
UNLISTED = (MANIFEST, SIGNATURE)  # what no manifest lists


def sync_tree(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make a folder hold exactly these files; returns how many were written or removed."""
    changed = 0
    for relative_path in sorted(files):
        path, data = folder / relative_path, files[relative_path]
        if path.is_file() and path.read_bytes() == data:
            continue
        write_file(path, data)
        changed += 1
    return changed + remove_strays(folder, set(files))


def remove_strays(folder: Path, wanted: Set[str]) -> int:
    """Remove all files but these, and folders left empty; returns how many files went."""
    removed = 0
    for directory, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(directory, name)
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
                removed += 1
        if Path(directory) != folder and not any(Path(directory).iterdir()):
            Path(directory).rmdir()
    return removed


def package_files(folder: str) -> dict[str, bytes]:
    """The files of a data folder of the package (`theme`, `starter`)."""
    return dict(_walk(resources.files("leitai") / folder, ""))


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


class FilesBelow(Mapping[str, bytes]):
    """Some files below a folder, by their path; each is read when it is asked for."""

    def __init__(self, folder: Path, paths: Iterable[str]) -> None:
        self._folder, self._paths = folder, dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        return (self._folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def file_paths(folder: Path) -> list[str]:
    """All files below a folder, sorted, as relative POSIX paths; pipes and dead links, which nobody can read, are none."""
    return sorted(
        path.relative_to(folder).as_posix()
        for directory, _, names in os.walk(folder)
        for path in (Path(directory, name) for name in names)
        if path.is_file()
    )


def copy_tree(source: Path, target: Path) -> None:
    """Copy every file with its time; the first fault ends it, with its cause (`shutil.copytree` only lists them)."""
    for path in file_paths(source):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / path, target / path, follow_symlinks=False)


def file_hashes(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site but its manifest and its signature."""
    return {
        path: hashlib.sha256((site / path).read_bytes()).hexdigest()
        for path in file_paths(site)
        if path not in UNLISTED
    }


def write_manifest(site: Path) -> None:
    """`manifest.json`: the SHA-256 of every other file of the site."""
    write_file(site / MANIFEST, manifest_of(file_hashes(site)))


def manifest_of(hashes: Mapping[str, str]) -> bytes:
    """The manifest of files with these hashes."""
    return (json.dumps({"files": hashes}, ensure_ascii=False, indent=1) + "\n").encode()


def manifest_hashes(site: Path) -> dict[str, str] | None:
    """What the manifest declares; None where there is no manifest of ours."""
    try:
        files = json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return files if isinstance(files, dict) and "index.html" in files else None


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what a crash leaves beside it is overwritten by the next try."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        with naming(path), new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    flush_folder(path.parent)


def remove_tree(path: Path) -> None:
    """Remove a folder of generated files as far as it goes; what can't be removed now is left to the next run."""
    if path.is_symlink():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


def flush_tree(folder: Path) -> None:
    """Wait until everything below a folder has reached the disk: a name must never survive without its content.

    Linux flushes a whole file system in one call; thousands of single calls would take as long as the build.
    """
    number = os.open(folder, os.O_RDONLY) if sys.platform.startswith("linux") else -1
    if number >= 0:
        try:
            if ctypes.CDLL(None, use_errno=True).syncfs(number) != 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(number)
        return
    for directory, _, names in os.walk(folder):
        for name in names:
            with Path(directory, name).open("r+b") as file:
                os.fsync(file.fileno())
        flush_folder(Path(directory))


def flush_folder(folder: Path) -> None:
    """Make renames inside a folder durable; Windows has no such call."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
