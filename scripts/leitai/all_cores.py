"""Work that comes in many parts, done on all cores: here, and in copies of this process where the system makes these (Linux).

A copy has all that this process has, so nothing is sent to it; what it leaves is on the disk alone.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
MOST_PARTS = 256  # each is a byte in a pipe
_MOST_COPIES = 3
_ALONE = 0.1  # seconds of CPU before a copy, which costs a fifth of it, may pay


def on_all_cores(work: Callable[[T], None], parts: Sequence[T]) -> None:
    """Do the work of each part, once, here or in a copy, in any order.

    A fault that comes up here is raised. One in a copy ends it without a word, and a copy may be ended from outside:
    the caller sees by what the work leaves on the disk whether it was done, and does it again.
    """
    begun, done = time.thread_time(), 0
    while done < len(parts) and time.thread_time() - begun < _ALONE:
        work(parts[done])
        done += 1
    _share_out(work, parts[done:])


def spare_cores() -> int:
    """How many copies can work beside this process; none where its threads work, as a lock that one holds would stay held."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return min(len(os.sched_getaffinity(0)) - 1, _MOST_COPIES)


def _share_out(work: Callable[[T], None], parts: Sequence[T]) -> None:
    """Each process takes the number of the next part out of one pipe, until that is empty."""
    numbers, filled = os.pipe()
    os.write(filled, bytes(range(len(parts))))
    os.close(filled)
    copies: list[int] = []
    try:
        with suppress(OSError):  # no room for one more process
            copies += (_copy(work, parts, numbers) for _ in range(min(spare_cores(), len(parts) - 1)))
        while number := os.read(numbers, 1):
            work(parts[number[0]])
    except BaseException:
        for copy in copies:
            os.kill(copy, signal.SIGKILL)
        raise
    finally:
        for copy in copies:
            os.waitpid(copy, 0)
        os.close(numbers)


def _copy(work: Callable[[T], None], parts: Sequence[T], numbers: int) -> int:
    """Fork a copy that works until the pipe is empty; once this process has ended it finishes its part and stops."""
    parent = os.getpid()
    process = os.fork()
    if process:
        return process
    try:
        gc.disable()  # a search through everything would copy all memory
        while os.getppid() == parent and (number := os.read(numbers, 1)):
            work(parts[number[0]])
    finally:
        os._exit(0)  # nothing that this process would do at its end is done twice
