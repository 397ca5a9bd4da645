"""How the cost of work grows with its size: a ratio of two costs on one machine, so that none is too slow or too busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf

STEP = 8
MOST = 24  # linear work costs 8 times as much for 8 times the size, quadratic work 64 times
ROUNDS = 10


def grows_linearly(work: Callable[[str], object], pattern: str, length: int) -> bool:
    """Whether a text of 8 times the length costs at most 24 times the processor time.

    Each cost is the smallest so far; other work on the machine only adds to a cost, so one quiet round is enough.
    """
    texts = [pattern * (size // len(pattern)) for size in (length, STEP * length)]
    least = [inf, inf]
    for _ in range(ROUNDS):
        least = [min(cost, processor_time(work, text)) for cost, text in zip(least, texts, strict=True)]
        if least[1] <= MOST * least[0]:
            return True
    return False


def processor_time(work: Callable[[str], object], text: str) -> float:
    """Seconds of this thread, whatever else the machine does."""
    start = time.thread_time()
    work(text)
    return time.thread_time() - start
