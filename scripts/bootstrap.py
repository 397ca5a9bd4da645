"""Prepare ``.venv`` from the hash-locked requirements, then run leitai in it; standard library only.

    python scripts/bootstrap.py build            what `make site` does, without make
    python scripts/bootstrap.py --test pytest    install the test tools too and run one of them

A folder ``wheels/`` beside this checkout makes the installation offline.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)


class BootstrapError(Exception):
    """A fault of the machine, told in the editor's language."""


def main(arguments: list[str]) -> int:
    """The exit code of `leitai`, or with `--test` of the command that follows, run in a `.venv` as locked."""
    with_tests = arguments[:1] == ["--test"]
    command = arguments[1:] if with_tests else ["leitai", *arguments]
    try:
        prepare("requirements-test.txt" if with_tests else "requirements.txt")
    except BootstrapError as error:
        print(f"无法准备运行环境：{error}", file=sys.stderr)
        return 3
    if not command or command == ["leitai"]:
        return 0
    return subprocess.run([str(BIN / command[0]), *command[1:]], check=False).returncode


def prepare(lock_name: str) -> None:
    """Install the lock into ``.venv`` unless exactly this lock is installed already."""
    if sys.version_info < OLDEST_PYTHON:
        raise BootstrapError(f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}。")
    lock = ROOT / lock_name
    stamp = VENV / f"{lock.stem}.installed"
    fingerprint = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    print(f"正在按 {lock_name} 准备 .venv（只在第一次或更新后需要，要一两分钟）…", file=sys.stderr)
    create_environment()
    pip("install", *wheel_source(), "--require-hashes", "-r", str(lock))
    pip("install", "--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    compile_package()
    stamp.write_text(fingerprint)


def compile_package() -> None:
    """What pip does for every other package: a command needn't translate leitai's modules where Python may write none."""
    command = [str(PYTHON), "-m", "compileall", "-qq", str(ROOT / "scripts" / "leitai")]
    subprocess.run(command, check=False)


def create_environment() -> None:
    """A new `.venv`; whatever stands there without a Python is replaced."""
    try:
        venv.create(VENV, with_pip=True, clear=not PYTHON.exists())
    except (subprocess.CalledProcessError, ImportError, OSError) as error:
        raise BootstrapError(
            f"不能创建 .venv（{error}）。Debian/Ubuntu 请先安装 python3-venv；再确认磁盘有空间、目录可写。"
        ) from error


def wheel_source() -> list[str]:
    """Options of pip: the folder `wheels/` in place of the network where there is one."""
    wheels = ROOT / "wheels"
    return ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []


def pip(*arguments: str) -> None:
    """pip in the `.venv`; raises `BootstrapError` where it fails."""
    quiet = ["-qq", "--disable-pip-version-check"]
    done = subprocess.run([str(PYTHON), "-m", "pip", arguments[0], *quiet, *arguments[1:]], check=False)
    if done.returncode != 0:
        raise BootstrapError(
            "依赖没有装全（见上面 pip 的输出）。不能联网时，请把所需的 wheel 文件放进 wheels 目录再试。"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
