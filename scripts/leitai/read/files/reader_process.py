"""The process that reads workbooks, one after the other, with a limit of time for each.

It starts with the first workbook and ends with the program. A file that it can't read is tried once more in a new
one, so that no file suffers for those before it.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import Any

SECONDS = 60
Answer = dict[str, Any]  # as `workbook_child` prints it
_BROKEN: Answer = {"refused": "读取时出错，文件可能损坏或大得不像报表"}
_LATE: Answer = {"refused": f"读了 {SECONDS} 秒还没有读完"}


class ReaderProcess:
    """Starts `workbook_child` when it is needed; may be shared between threads."""

    def __init__(self) -> None:
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
        process = self._process = self._process or _start()
        assert process.stdin is not None and process.stdout is not None
        started, clock, line = time.monotonic(), Timer(SECONDS, process.kill), b""
        clock.start()
        with suppress(OSError):  # it is gone already: nothing is read
            process.stdin.write(json.dumps(str(path.resolve())).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        clock.cancel()
        is_late = time.monotonic() - started >= SECONDS
        answer: Answer = json.loads(line) if line.endswith(b"\n") else _LATE if is_late else _BROKEN
        if "refused" in answer:
            self._end()
        return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "leitai.read.files.workbook_child"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
