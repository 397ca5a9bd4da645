"""What can be known of the folder for Windows without Windows: its names, its bytes, its wheels, what its door calls."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import setuptools

from leitai.publish.site.tree import package_files
from portals import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))
import portable

BAT = package_files("starter")[portable.DOOR]
EMBEDDED = "python-3.13.15-embed-amd64.zip"


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the embeddable Python, whose SHA-256 the table knows."""
    names = [name.format(tag="313") for name in portable.NEEDED]
    path = tmp_path / EMBEDDED
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"stand-in")
    known = tmp_path / "known.csv"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    known.write_text(f"file,sha256,source\n{EMBEDDED},{digest},the test\n", encoding="utf-8")
    monkeypatch.setattr(portable, "KNOWN", known)
    return path


def installed(folder: Path, tag: str = "cp313-cp313-win_amd64") -> None:
    """What uv leaves in a folder, with a trace of the computer that it ran on."""
    for name, text in {
        "pandas/core.cp313-win_amd64.pyd": "MZ",
        "pandas/tests/test_core.py": "",
        "pandas-3.1.dist-info/WHEEL": f"Wheel-Version: 1.0\nTag: {tag}\n",
        "pandas-3.1.dist-info/RECORD": str(folder),
        "bin/mkdocs": f"#!{folder}/python",
        "material/templates/.icons/simple/weibo.svg": "<svg/>",
        "material/templates/.icons/material/magnify.svg": "<svg/>",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def made(embedded: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("leitai/__main__.py", "")
        archive.writestr(f"leitai/starter/{portable.DOOR}", BAT)
    monkeypatch.setattr(portable, "release_files", lambda version: {"leitai.whl": wheel.getvalue()})
    monkeypatch.setattr(portable, "install_wheels", lambda version, target: installed(target))
    assert portable.main(["--python", str(embedded), "-o", str(output)]) == 0
    return output.read_bytes()


def test_the_folder_holds_python_library_and_door_in_the_same_bytes_each_time(
    embedded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made(embedded, tmp_path / "擂台.zip", monkeypatch)
    assert made(embedded, tmp_path / "擂台.zip", monkeypatch) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        assert archive.read("擂台/python/python313._pth") == b"python313.zip\r\n.\r\n..\\lib\r\n"
    assert [entry.filename for entry in entries] == sorted(
        [
            *(f"擂台/python/{name.format(tag='313')}" for name in portable.NEEDED),
            "擂台/lib/leitai/__main__.py",
            "擂台/lib/leitai/starter/擂台.bat",
            "擂台/lib/material/templates/.icons/material/magnify.svg",
            "擂台/lib/pandas-3.1.dist-info/WHEEL",
            "擂台/lib/pandas/core.cp313-win_amd64.pyd",
            "擂台/擂台.bat",
        ]
    )
    assert {(entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o644, 3)
    }


def test_a_python_that_is_not_known_is_compared_by_whoever_brings_it(
    embedded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = embedded.rename(tmp_path / "python-3.13.99-embed-amd64.zip")
    digest = hashlib.sha256(other.read_bytes()).hexdigest()
    assert portable.main(["--python", str(other), "-o", str(tmp_path / "擂台.zip")]) == 2
    said = capsys.readouterr().err
    assert "逐字核对" in said and f"{other.name},{digest},python.org" in said
    changed = other.rename(embedded)
    changed.write_bytes(changed.read_bytes() + b"x")
    assert portable.main(["--python", str(changed), "-o", str(tmp_path / "擂台.zip")]) == 2
    assert "被人换过" in capsys.readouterr().err
    assert not (tmp_path / "擂台.zip").exists()


@pytest.mark.parametrize("name", ["python.zip", "python-3.13.15-amd64.exe", "python-3.13.15-embed-win32.zip"])
def test_only_the_embeddable_python_for_64_bits_is_taken(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(portable.PortableError, match="不是 python-3"):
        portable.embedded_python(tmp_path / name)


def test_the_table_holds_a_whole_hash_with_its_source() -> None:
    rows = portable.KNOWN.read_text(encoding="utf-8").splitlines()[1:]
    for name, digest, source in (row.split(",") for row in rows):
        assert portable._NAME.fullmatch(name) and len(bytes.fromhex(digest)) == 32 and source


@pytest.mark.parametrize(
    "tag", ["cp313-cp313-manylinux_2_28_x86_64", "cp313-cp313-win32", "py3-none-win_arm64"]
)
def test_a_wheel_for_another_system_is_refused(tag: str, tmp_path: Path) -> None:
    installed(tmp_path, tag)
    with pytest.raises(portable.PortableError, match=r"pandas-3\.1\.dist-info 不是给 64 位 Windows 的"):
        portable.library(tmp_path)


@pytest.mark.parametrize(
    "names",
    [
        ["lib/aux.py"],
        ["lib/a:b"],
        ["lib/a.", "lib/b"],
        ["lib/Ab.py", "lib/aB.py"],
        ["lib/con/x"],
        ["x/" * 76],
    ],
)
def test_a_name_that_windows_cannot_hold_is_refused(names: list[str]) -> None:
    with pytest.raises(portable.PortableError, match="Windows 存不下"):
        portable.refuse_what_windows_cannot_hold(names)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("uv") is None, reason="uv, which reads a lock for another system, is not here"
)
def test_the_lock_has_a_wheel_for_windows_of_everything(tmp_path: Path) -> None:
    portable.install_wheels("3.13.15", tmp_path)
    names = portable.library(tmp_path)
    portable.refuse_what_windows_cannot_hold(names)
    binaries = {name.rpartition(".")[2] for name in names} & {"pyd", "dll", "so", "dylib"}
    assert binaries == {"pyd", "dll"}


def test_the_door_is_what_a_chinese_command_prompt_reads() -> None:
    assert BAT.count(b"\n") == BAT.count(b"\r\n") == len(BAT.splitlines())
    before, switched, after = BAT.partition(b"chcp 65001 >nul\r\n")
    assert switched and before.isascii()
    assert not BAT.startswith(b"\xef\xbb\xbf")
    words = [line for line in after.decode().splitlines() if not line.isascii()]
    assert all(line.strip().startswith(("echo ", "title ")) for line in words), "paths and commands are ASCII"
    assert not [line for line in words if set(line) & set("()&|<>^!")], "signs that the prompt reads"
    assert b"goto" not in after


class Wine:
    """A Windows of wine, set to Chinese, whose `python.exe` notes how it is called."""

    def __init__(self, place: Path) -> None:
        self.log, self.python = place / "log.txt", place / "python"
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(place), "WINEPREFIX": str(place / "prefix"),
            "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LOCPATH": str(place), "LC_ALL": "zh_CN.UTF-8",
        }  # fmt: skip
        self.python.mkdir(parents=True)
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", place / "zh_CN.UTF-8"], check=True)
        subprocess.run(["wineboot", "-i"], env=self.environment, capture_output=True, check=True)
        # The launcher of setuptools starts what the first line of the script beside it says, with its own words after it.
        shutil.copy(Path(setuptools.__file__).with_name("cli-64.exe"), self.python / "python.exe")
        started = f"#!C:\\windows\\system32\\cmd.exe /c {_path_in_wine(place / 'noted.bat')}\r\n"
        (self.python / "python-script.py").write_text(started, encoding="ascii", newline="")
        noted = NOTED.format(log=_path_in_wine(self.log)).replace("\n", "\r\n")
        (place / "noted.bat").write_text(noted, encoding="ascii", newline="")

    def open(self, folder: Path, *words: str, code: int = 0) -> tuple[int, list[str]]:
        """The exit code of a folder's door, and where and with what words it called Python; `code` is Python's answer."""
        self.log.unlink(missing_ok=True)
        done = subprocess.run(
            ["wine", "cmd", "/c", f".\\{portable.DOOR}", *words], cwd=folder, stdin=subprocess.DEVNULL,
            env=self.environment | {"LEITAI_CODE": str(code)}, capture_output=True, check=False,
        )  # fmt: skip
        noted = self.log.read_bytes().decode("gbk") if self.log.exists() else ""
        return done.returncode, [line.replace('"', "").strip() for line in noted.splitlines()]


NOTED = """@echo off
>> {log} cd
>> {log} echo %2 %3 %4 %5 %6 %7
if not "%~6"=="init" exit /b %LEITAI_CODE%
mkdir portal
echo site_name: x > portal\\mkdocs.yml
"""


def _path_in_wine(path: Path) -> str:
    return f"Z:{path}".replace("/", "\\")


@pytest.fixture
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    if shutil.which("wine") is None or not Path("/usr/share/i18n/locales/zh_CN").exists():
        pytest.skip("needs wine and locales (Debian's packages of these names)")
    place = tmp_path_factory.mktemp("wine")
    yield Wine(place)
    shutil.rmtree(place)  # 700 MB


@pytest.mark.slow
def test_the_door_opens_the_desk(wine: Wine, tmp_path: Path) -> None:
    top = tmp_path / "政法委 擂台 (2020)"
    top.mkdir()
    (top / portable.DOOR).write_bytes(BAT)
    assert wine.open(top) == (3, []), "no Python anywhere"
    shutil.copytree(wine.python, top / "python")
    called = "-X utf8 -m leitai"
    assert wine.open(top) == (
        0, [_path_in_wine(top), f"{called} init portal", _path_in_wine(top / "portal"), f"{called} desk"],
    ), "the first time a portal is made"  # fmt: skip
    found = [_path_in_wine(top / "portal"), f"{called} check --all"]
    assert wine.open(top, "check", "--all", code=1) == (1, found)
    own = top / "政法 & 擂台"
    own.mkdir()
    (own / portable.DOOR).write_bytes(BAT)
    (own / "mkdocs.yml").touch()
    assert wine.open(own, code=7) == (7, [_path_in_wine(own), f"{called} desk"]), "the Python one folder up"
