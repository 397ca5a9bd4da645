"""For a Python process that finds this folder on its path it is 400 days later.

pandas can't bear the exchanged classes of `datetime`, so it is loaded before.
"""

from __future__ import annotations

import datetime
import sys
import time
from typing import Any

import pandas  # noqa: F401

AHEAD = 400 * 86_400
_time, _localtime, _gmtime, _strftime = time.time, time.localtime, time.gmtime, time.strftime
_Date, _Datetime = datetime.date, datetime.datetime

time.time = lambda: _time() + AHEAD
time.time_ns = lambda: int(time.time() * 1e9)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: _strftime(form, time.localtime() if moment is None else moment)


class _LikeTheOriginal(type):
    """What C code makes is of the original classes and must pass for one of these."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, cls.__mro__[1])


class LaterDate(_Date, metaclass=_LikeTheOriginal):
    __slots__ = ()

    @classmethod
    def today(cls) -> Any:
        return _Date.fromtimestamp(time.time())


class LaterDatetime(_Datetime, metaclass=_LikeTheOriginal):
    __slots__ = ()

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return _Datetime.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls) -> Any:
        return cls.now()

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now(datetime.UTC).replace(tzinfo=None)


for later in (LaterDate, LaterDatetime):  # hashed like the originals
    later.__module__, later.__name__ = "datetime", later.__mro__[1].__name__
    later.__qualname__ = later.__name__
datetime.date, datetime.datetime = LaterDate, LaterDatetime  # type: ignore[misc]
sys.dont_write_bytecode = True
