"""The real command with a plug that can be pulled. In the environment of the command

- `KILL_AT=n` kills it (SIGKILL) just before the n-th change that it makes to the disk, `KILL_AT=urls.csv.new+n` before the n-th
  after the first change of what ends so;
- `CHANGES=file` writes the list of these changes;
- `ENGINE=folder` copies a finished tree in place of running MkDocs, which changes nothing of what is
  tested here and saves two seconds per run;
- `NO_EXCHANGE=1` is a system that can't swap two folders in one step;
- `MOST_BYTES=n` is the size that no file may exceed, `USER_ID=n` who runs the command, if the administrator starts it.

It runs in a fork of the test's process, with everything imported already: another two seconds saved per run. It makes no
copies of itself: changes are counted in one process.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkstemp

from leitai import all_cores
from leitai.cli import main
from leitai.publish.engine import build as engine
from leitai.publish.site import exchange

EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "ctypes.dlsym"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Plug:
    """Counts changes to the disk; an audit hook sees each of them before it happens."""

    def __init__(self, kill_at: str, log: str) -> None:
        self.awaited, _, number = kill_at.rpartition("+")
        self.further = int(number)
        self.kill_at = None if self.awaited else self.further
        self.log = Path(log).open("w", encoding="utf-8") if log else None  # noqa: SIM115
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS or (event == "open" and not int(str(arguments[2])) & WRITING):
            return
        self.count += 1
        changed = str(arguments[0] if event != "ctypes.dlsym" else arguments[1])
        if self.log is not None:
            print(self.count, event, changed, file=self.log, flush=True)
        if self.kill_at is None and changed.endswith(self.awaited):
            self.kill_at = self.count + self.further
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def copy_tree(root: Path, target: Path, as_of: date) -> None:
    shutil.copytree(os.environ["ENGINE"], target)


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code (negative: the signal that killed it), and what it said."""

    returncode: int
    stderr: str


@dataclass(frozen=True)
class Running:
    """A command that was started."""

    child: int
    output: Path

    def has_ended(self) -> bool:
        return os.waitid(os.P_PID, self.child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def signal(self, number: int) -> None:
        os.kill(self.child, number)

    def wait(self) -> Done:
        code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        said = self.output.read_text(encoding="utf-8")
        self.output.unlink()
        return Done(code, said)


def start(arguments: Sequence[str], environment: Mapping[str, str], typed: str = "") -> Running:
    """Run leitai beside this process; `typed` is what it reads where it asks."""
    number, name = mkstemp()
    child = os.fork()
    if child == 0:
        sys.stdin = io.StringIO(typed)
        os.dup2(number, 1)
        os.dup2(number, 2)
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
        os.environ.update(environment)
        os._exit(_exit_code(arguments))
    os.close(number)
    return Running(child, Path(name))


def _exit_code(arguments: Sequence[str]) -> int:
    if "ENGINE" in os.environ:
        engine._run_mkdocs = copy_tree
    if "NO_EXCHANGE" in os.environ:
        exchange._exchange = lambda first, second: False
    all_cores.spare_cores = lambda: 0
    if "MOST_BYTES" in os.environ:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["MOST_BYTES"]),) * 2)
    if "USER_ID" in os.environ:
        os.setgroups([])
        os.setgid(int(os.environ["USER_ID"]))
        os.setuid(int(os.environ["USER_ID"]))
    sys.addaudithook(Plug(os.environ.get("KILL_AT", "0"), os.environ.get("CHANGES", "")))
    try:
        main(list(arguments))
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    return 70
