"""A process that reads files, workbooks unless told otherwise, one after the other, with a limit of time for each.

It starts with the first file and ends with the program. A file that it can't read is tried once more in a new
one, so that no file suffers for those before it.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import Any

COMMAND = [sys.executable, "-m", "leitai.read.files.workbook_child"]
SECONDS = 60.0
Answer = dict[str, Any]  # as the child prints it
_BROKEN: Answer = {"refused": "读取时出错，文件可能损坏或大得不像报表"}
_LATE: Answer = {"refused": f"读了 {SECONDS:.0f} 秒还没有读完"}


class ReaderProcess:
    """Starts its child when it is needed; may be shared between threads."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        atexit.register(self._end)

    def read(self, path: Path) -> Answer:
        """What the process says of a file; `refused` says why it was not read, be it that the process died of it."""
        with self._lock:
            was_running = self._process is not None
            answer = self._ask(path)
            is_refused = "refused" in answer and answer is not _LATE
            return self._ask(path) if is_refused and was_running else answer

    def _ask(self, path: Path) -> Answer:
        process = self._process = self._process or _start(self._command or COMMAND)
        assert process.stdin is not None and process.stdout is not None
        late, line = Event(), b""

        def give_up() -> None:
            late.set()
            process.kill()

        clock = Timer(SECONDS, give_up)
        clock.start()
        with suppress(OSError):  # it is gone already: nothing is read
            process.stdin.write(json.dumps(str(path.resolve())).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        clock.cancel()
        why = _LATE if late.is_set() else _BROKEN
        answer: Answer = json.loads(line) if line.endswith(b"\n") else why
        if "refused" in answer:
            self._end()
        return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
