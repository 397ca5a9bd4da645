"""What the pages of the desk are made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leitai.assist.desk.security import Door
from leitai.assist.desk.worker import Worker
from leitai.assist.live import LivePortal


@dataclass(frozen=True)
class Desk:
    """One portal on one desk; `preview` is the address of its preview."""

    root: Path
    live: LivePortal
    worker: Worker
    door: Door
    preview: str
