"""`leitai serve`: the portal on this machine, and again after each edit."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sample import PATIENCE

from portals import small_portal

ABOUT = "content/pages/about.md"
TEXT = "---\ntitle: 关于本站\n---\n\n"


@dataclass(frozen=True)
class Preview:
    """A running `leitai serve` and what it says."""

    process: subprocess.Popen[str]

    def hear(self, pattern: str) -> str:
        """The next spoken words that match."""
        assert self.process.stderr is not None
        with give_up_after(PATIENCE, self.process.kill):
            found = (re.search(pattern, line) for line in self.process.stderr)
            heard = next((match[0] for match in found if match), None)
        assert heard, f"the preview never said {pattern}"
        return heard


@contextmanager
def give_up_after(seconds: float, give_up: Callable[[], None]) -> Iterator[None]:
    timer = threading.Timer(seconds, give_up)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    command = [str(Path(sys.executable).with_name("leitai")), "serve", "--port", "0", "--root", str(root)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        yield Preview(process)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        text: str = answer.read().decode()
    return text


def test_an_edit_is_seen_and_a_mistake_leaves_the_last_good_site(tmp_path: Path) -> None:
    portal = small_portal(tmp_path / "portal")
    portal.write(ABOUT, TEXT)
    with serving(portal.root) as preview:
        preview.hear("共 [0-9]+ 页")
        portal.write(ABOUT, TEXT + "第一次生成时加上的。\n")
        preview.hear("完成：")
        address = preview.hear(r"http://127\.0\.0\.1:\d+/")
        assert "关于本站" in read(address + "about.html")
        preview.hear("完成：")
        assert "第一次生成时加上的。" in read(address + "about.html")
        portal.write(ABOUT, TEXT + "<script>alert(1)</script>\n")
        preview.hear("这次没有更新")
        assert "第一次生成时加上的。" in read(address + "about.html")
        portal.write(ABOUT, TEXT + "改好了。\n")
        preview.hear("完成：")
        assert "改好了。" in read(address + "about.html")
