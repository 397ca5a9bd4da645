"""Who waits at a terminal sees how far it is; what goes into a pipe or a file has nothing of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from leitai.cli.main import main
from portals import small_portal

pty = pytest.importorskip("pty", reason="Windows has none")


def _until_closed(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal; it holds 4 KB at a time."""
    with suppress(OSError):
        while data := os.read(terminal, 1 << 12):
            yield data


def test_a_terminal_shows_what_is_done_of_how_many_and_a_pipe_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = small_portal(tmp_path / "portal")
    ours, theirs = pty.openpty()
    read: list[bytes] = []
    reader = Thread(target=lambda: read.extend(_until_closed(ours)))
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal, monkeypatch.context() as patch:
        patch.setattr("sys.stderr", terminal)
        reader.start()
        main(["pages", "--root", str(portal.root)], standalone_mode=False)
    reader.join()
    os.close(ours)
    shown = b"".join(read).decode()
    lines = shown.split("\r\x1b[K")
    pages = int(re.findall(r"共 (\d+) 页", shown)[0])
    assert f"写网页：{pages}" in lines
    of_all = [re.fullmatch(r"说明名次怎么来的：(\d+) / (\d+)", line) for line in lines]
    told = [found.groups() for found in of_all if found]
    assert told and told[-1][0] == told[-1][1], "the last word is that all are done"
    assert lines[-1].rstrip().endswith("更新。") or lines[-1] == "", "nothing is left on the line"
    assert "\r" not in portal.run("pages").output
