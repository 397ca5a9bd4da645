"""What copies of a process make is what it would make itself, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leitai import all_cores
from leitai.keep import Stage
from leitai.pipeline.kept import Kept
from portals import PATIENCE

HERE = os.getpid()
COPY_BEGAN = multiprocessing.Event()
STAGE = Stage("试做")
PARTS = [(number,) for number in range(300)]  # more than are shared out at once


@pytest.fixture(autouse=True)
def one_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    COPY_BEGAN.clear()
    monkeypatch.setattr(all_cores, "_ALONE", 0)
    monkeypatch.setattr(all_cores, "spare_cores", lambda: 1)


def made_by(number: int) -> tuple[int, int]:
    """What this process makes waits until its copy has begun."""
    if os.getpid() == HERE:
        assert COPY_BEGAN.wait(PATIENCE)
    COPY_BEGAN.set()
    return number, os.getpid()


def fail_at_280(number: int) -> int:
    if number == 280:
        raise ValueError(f"number {number}")
    return number


def die_in_a_copy(number: int) -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.001)
    return number


def test_all_is_made_in_order_by_both_and_kept(tmp_path: Path) -> None:
    made = list(Kept(tmp_path).each(STAGE, made_by, PARTS))
    assert [number for number, _ in made] == [number for (number,) in PARTS]
    assert len({process for _, process in made}) > 1
    assert list(Kept(tmp_path).each(STAGE, made_by, PARTS)) == made


def test_a_fault_is_raised_here_wherever_it_came_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: copies.append(fork()) or copies[-1])
    for _ in range(3):
        with pytest.raises(ValueError, match="number 280"):
            list(Kept(tmp_path).each(STAGE, fail_at_280, PARTS))
    assert copies
    for copy in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)  # it has ended and was waited for


def test_what_a_copy_left_undone_is_made_here(tmp_path: Path) -> None:
    assert list(Kept(tmp_path).each(STAGE, die_in_a_copy, PARTS)) == [number for (number,) in PARTS]


ENDLESS = """
import os, signal, time
from leitai import all_cores
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the shell in front of the tests ignores
all_cores._ALONE, all_cores.spare_cores = 0, lambda: 1
def work(part):
    os.write(1, b".")
    time.sleep(0.25)
all_cores.on_all_cores(work, range(256))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_copy_ends_with_its_process(number: signal.Signals) -> None:
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        running.stdout.read(3)
        running.send_signal(number)
        assert len(running.stdout.read()) < 200, "whoever holds the pipe is gone long before the work is done"
    assert running.returncode == -number
