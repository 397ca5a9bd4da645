"""Make 擂台.zip: one folder that runs on Windows where nothing is installed and nobody is administrator.

    python scripts/portable.py --python python-3.13.15-embed-amd64.zip -o 擂台.zip

In it: the embeddable Python of python.org, which whoever builds brings along, the locked wheels for win_amd64, this
commit's leitai and `擂台.bat`. The same bytes each time from the same commit, lock and zlib. Needs git, uv and setuptools.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from leitai.schema.file_names import is_portable
from release import release_files

ROOT = Path(__file__).resolve().parent.parent
KNOWN = Path(__file__).with_name("embeddable_python.csv")
DOOR = "擂台.bat"  # as `leitai init` writes it
PATHS = (
    "python{tag}.zip",
    ".",
    "..\\lib",
)  # all that the embedded Python imports from, seen from its own folder
NEEDED = ("python.exe", "python{tag}.dll", "python{tag}.zip", "python{tag}._pth", "vcruntime140.dll")
PLATFORMS = frozenset({"any", "win_amd64"})
LONGEST_PATH = 150  # Windows takes 260 with the folder that somebody unpacks it in
_NAME = re.compile(r"python-(3\.(\d+)\.\d+)-embed-amd64\.zip")
_LEFT_OUT = re.compile(
    r"(?:bin|share)/"  # starters with the path of the computer that builds; manuals
    r"|material/templates/\.icons/(?:fontawesome|octicons|simple)/"  # 6,900 pictures that no page shows
    r"|.*/(?:tests|__pycache__)/"
    r"|[^/]+\.dist-info/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json|uv_cache\.json)$"  # of one installation
)


class PortableError(Exception):
    """Why no folder can be made, in the words of whoever builds."""


def main(arguments: list[str]) -> int:
    """Write the folder that runs on Windows as a zip; 0 if that was done, else 2 with the reason on the screen."""
    parser = argparse.ArgumentParser(description="把擂台装成一个在 Windows 上解压就能用的文件夹。")
    parser.add_argument(
        "--python", type=Path, required=True, help="python.org 的 Windows embeddable package (64-bit)"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, help="写到哪里，例如 擂台.zip")
    options = parser.parse_args(arguments)
    try:
        version, python = embedded_python(options.python)
        with tempfile.TemporaryDirectory() as place:
            install_wheels(version, Path(place))
            files = {**python, **library(Path(place)), **own_files()}
        refuse_what_windows_cannot_hold(files)
        data = packed(options.output.stem, files)
    except PortableError as error:
        print(error, file=sys.stderr)
        return 2
    beside = options.output.with_name(f".{options.output.name}.new")
    beside.write_bytes(data)
    beside.replace(options.output)
    print(
        f"{hashlib.sha256(data).hexdigest()}  {options.output}（{len(files)} 个文件，{len(data) >> 20} MB）"
    )
    return 0


def embedded_python(path: Path) -> tuple[str, dict[str, bytes]]:
    """Version and files of the embeddable Python, if its SHA-256 is known; its search path is only its own and `lib`."""
    named, data = _NAME.fullmatch(path.name), path.read_bytes()
    if named is None:
        raise PortableError(f"{path.name} 不是 python-3.13.x-embed-amd64.zip 这样的名称，请不要改名。")
    refuse_unknown(path.name, hashlib.sha256(data).hexdigest())
    tag = f"3{named[2]}"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {
            f"python/{name}": archive.read(name) for name in archive.namelist() if not name.endswith("/")
        }
    missing = [name for name in _tagged(NEEDED, tag) if f"python/{name}" not in files]
    if missing:
        raise PortableError(f"{path.name} 里没有 {'、'.join(missing)}，不是嵌入式的 Python。")
    files[f"python/python{tag}._pth"] = "".join(f"{line}\r\n" for line in _tagged(PATHS, tag)).encode()
    return named[1], files


def _tagged(texts: Iterable[str], tag: str) -> list[str]:
    return [text.format(tag=tag) for text in texts]


def refuse_unknown(name: str, digest: str) -> None:
    """Hold a download against `embeddable_python.csv`; who brings a newer one compares it with python.org by eye."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        known = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    if name not in known:
        raise PortableError(
            f"{KNOWN.name} 里没有 {name}。这个文件的 SHA-256 是\n  {digest}\n"
            f"请打开 python.org 上这一版的发布页，与“Windows embeddable package (64-bit)”一行的 SHA-256 逐字核对；"
            f"一致的，在 {KNOWN} 里加一行\n  {name},{digest},python.org"
        )
    if known[name] != digest:
        raise PortableError(
            f"{name} 的 SHA-256 是\n  {digest}\n应当是\n  {known[name]}\n文件没有下载完整，或者被人换过；请从 python.org 重新下载。"
        )


def install_wheels(version: str, target: Path) -> None:
    """The lock as this Python on 64-bit Windows installs it, every file held against its hash."""
    command = ["uv", "pip", "install", "--quiet", "--target", str(target), "--no-deps", "--require-hashes"]
    command += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", version]
    command += ["--only-binary", ":all:", "--link-mode", "copy", "-r", str(ROOT / "requirements.txt")]
    try:
        done = subprocess.run(command, check=False)
    except FileNotFoundError:
        raise PortableError("没有找到 uv；请先 pip install uv。") from None
    if done.returncode != 0:
        raise PortableError("依赖没有装全，见上面 uv 的输出。")


def library(folder: Path) -> dict[str, bytes]:
    """What is installed in a folder, as files of `lib/`, without what nobody needs or only this computer has."""
    refuse_foreign_wheels(folder)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {f"lib/{name}": path.read_bytes() for name, path in paths.items() if not _LEFT_OUT.match(name)}


def refuse_foreign_wheels(folder: Path) -> None:
    """Each wheel says in its tags what it runs on (PEP 427)."""
    for path in sorted(folder.glob("*.dist-info/WHEEL")):
        tags = re.findall(r"^Tag: *\S+-\S+-(\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if not tags or set(tags) - PLATFORMS:
            raise PortableError(
                f"{path.parent.name} 不是给 64 位 Windows 的：{'、'.join(tags) or '没有 Tag'}。"
            )


def own_files() -> dict[str, bytes]:
    """leitai as its wheel of this commit, and what a clerk opens."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    (wheel,) = (data for name, data in release_files(version).items() if name.endswith(".whl"))
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        files = {f"lib/{name}": archive.read(name) for name in archive.namelist()}
    return {**files, DOOR: files[f"lib/leitai/starter/{DOOR}"]}


def refuse_what_windows_cannot_hold(names: Iterable[str]) -> None:
    """Reserved names, forbidden characters, names that differ in case alone, paths too long to unpack."""
    paths = list(names)
    times = Counter(path.casefold() for path in paths)
    wrong = [
        path
        for path in paths
        if len(path) > LONGEST_PATH
        or times[path.casefold()] > 1
        or not all(is_portable(part) for part in path.split("/"))
    ]
    if wrong:
        raise PortableError(f"这些文件 Windows 存不下或分不清：{'、'.join(sorted(wrong)[:5])}。")


def packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """The files in one folder of a zip, in order of names, of one time and mode."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}")
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
