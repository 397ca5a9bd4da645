"""Powers of ten by which a figure is off, as people say them: 100 倍, 万分之一."""

from __future__ import annotations

_TIMES = {1: " 10 倍", 2: " 100 倍", 3: " 1000 倍", 4: " 1 万倍", 8: " 1 亿倍"}
_PARTS = {1: "十分之一", 2: "百分之一", 3: "千分之一", 4: "万分之一", 8: "亿分之一"}


def times_words(power: int) -> str:
    """How many times as much 10**power is; `power` is 1, 2, 3, 4 or 8, or the negative of one of them."""
    return _TIMES[power] if power > 0 else _PARTS[-power]
