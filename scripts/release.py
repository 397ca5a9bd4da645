"""Make `dist/`: sdist, wheel, SBOM and their SHA-256, the same bytes from the same commit.

    python scripts/release.py [--untagged]

Only what git holds goes in. Times are those of the commit, so that anybody can make the same files from the tag.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BACKEND = "from setuptools import build_meta as b; import sys; print(getattr(b, 'build_' + sys.argv[1])(sys.argv[2]))"
_PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^    # +(?:via +)?(-r requirements\.in|[\w.-]+)$")


def main(arguments: list[str]) -> int:
    """The files of a release in `dist/`, with the same bytes from the same tag."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if "--untagged" not in arguments and f"v{version}" not in _git("tag", "--points-at", "HEAD").split():
        print(f"HEAD is not tagged v{version}; see CONTRIBUTING, or try --untagged", file=sys.stderr)
        return 2
    target = ROOT / "dist"
    target.mkdir(exist_ok=True)
    files = release_files(version)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    for name, data in {**files, "SHA256SUMS": sums.encode()}.items():
        (target / name).write_bytes(data)
    print(sums, end="")
    return 0


def release_files(version: str) -> dict[str, bytes]:
    """The files of a release by name, from the commit that is checked out."""
    epoch = int(_git("log", "-1", "--format=%ct"))
    with tempfile.TemporaryDirectory() as place:
        tree, out = Path(place, "tree"), Path(place, "out")
        out.mkdir()
        _export(tree)
        for kind in ("sdist", "wheel"):
            environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
            command = [sys.executable, "-c", BACKEND, kind, str(out)]
            subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True)
        files = {path.name: path.read_bytes() for path in out.iterdir()}
        lock = (tree / "requirements.txt").read_text(encoding="utf-8")
    plain = {
        n: plain_sdist(d, epoch) if n.endswith(".tar.gz") else plain_wheel(d, epoch) for n, d in files.items()
    }
    return {**plain, f"leitai-{version}.cdx.json": sbom(lock, version, epoch)}


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def _export(tree: Path) -> None:
    """What git holds at HEAD, with the modes and line ends that git knows, whatever this clone makes of them."""
    command = ["git", "-C", str(ROOT), "-c", "core.autocrlf=false", "-c", "core.eol=lf", "archive", "HEAD"]
    done = subprocess.run(command, check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(tree, filter="data")


def plain_sdist(data: bytes, epoch: int) -> bytes:
    """The archive in order of names, of nobody, at one time."""
    buffer = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(data)) as source,
        gzip.GzipFile(fileobj=buffer, mode="wb", filename="", mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as target,
    ):
        for entry in sorted(source.getmembers(), key=lambda entry: entry.name):
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = epoch
            entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
            entry.pax_headers = {}
            target.addfile(entry, source.extractfile(entry) if entry.isfile() else None)
    return buffer.getvalue()


def plain_wheel(data: bytes, epoch: int) -> bytes:
    """The same entries in order of names, with one mode and time, whatever the umask of who makes it."""
    buffer, made = io.BytesIO(), datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, made)
            entry.external_attr, entry.create_system = 0o100644 << 16, 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


def sbom(lock: str, version: str, epoch: int) -> bytes:
    """What the lock installs, as CycloneDX 1.6: versions, hashes of the files, licences, who needs what."""
    parts: dict[
        str, dict[str, Any]
    ] = {}  # by package URL: the lock may hold two versions of one, for different Pythons
    needs: dict[str, set[str]] = {}
    reference = ""
    for line in lock.splitlines():
        if pinned := _PINNED.match(line):
            reference = f"pkg:pypi/{pinned[1]}@{pinned[2]}"
            parts[reference] = {"name": pinned[1], "version": pinned[2], "hashes": []}
        for digest in _HASH.findall(line):
            parts[reference]["hashes"].append({"alg": "SHA-256", "content": digest})
        if via := _VIA.match(line):
            needs.setdefault(via[1], set()).add(reference)
    data = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "bom-ref": "leitai", "name": "leitai", "version": version},
        },
        "components": [_component(reference, part) for reference, part in sorted(parts.items())],
        "dependencies": [
            {"ref": "leitai", "dependsOn": sorted(needs["-r requirements.in"])},
            *(
                {"ref": reference, "dependsOn": sorted(needs.get(part["name"], ()))}
                for reference, part in sorted(parts.items())
            ),
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _component(reference: str, part: dict[str, Any]) -> dict[str, object]:
    licence = _licence(part["name"])
    told = {"licenses": [{"license": {"name": licence}}]} if licence else {}
    return {"type": "library", "bom-ref": reference, "purl": reference, **part, **told}


def _licence(name: str) -> str:
    """What an installed package says of its licence; empty for one that this system doesn't install."""
    try:
        said = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return ""
    classifiers = [c.rpartition(" :: ")[2] for c in said.get("classifier", ()) if c.startswith("License ::")]
    short = str(said.get("license", "")).partition("\n")[0]
    return str(said.get("license_expression") or "; ".join(classifiers) or short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
