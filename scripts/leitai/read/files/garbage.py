"""The collector of reference cycles, out of the way while many small objects are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """No search for cycles within: reading and ranking make hardly any, and each search goes through every row so far.

    With the searches, reading 350,000 cells takes 1.2 times the CPU (median of 5 pairs of runs over the files of
    `tests/bench/reading.py`). Objects without cycles are freed as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
