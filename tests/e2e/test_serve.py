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

from portals import PATIENCE, small_portal

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


def test_an_edit_is_seen_at_once_and_a_mistake_in_place_of_the_page(tmp_path: Path) -> None:
    portal = small_portal(tmp_path / "portal")
    portal.write(ABOUT, TEXT)
    with serving(portal.root) as preview:
        preview.hear("共 [0-9]+ 页")
        preview.hear("完成：")
        address = preview.hear(r"http://127\.0\.0\.1:\d+/")
        page = read(address + "about.html")
        assert "关于本站" in page and "<script>" not in page.rpartition("</html>")[2]
        version = re.findall(r"/\.leitai-preview/(\d+)\.js", page)[-1]
        portal.write(ABOUT, TEXT + "加上一句。\n")
        at_once = read(address + "about.html")
        assert "加上一句。" in at_once
        about = portal.root / "build/site/about.html"
        assert read(f"{address}.leitai-preview/wait-{version}.js") == "location.reload();"
        preview.hear("完成：")
        assert at_once.startswith(about.read_text(encoding="utf-8")), (
            "the page that came first is that of the site"
        )
        portal.write(ABOUT, TEXT + "<script>alert(1)</script>\n")
        assert "C01" in read(address + "about.html")
        preview.hear("这次没有更新")
        assert "加上一句。" in about.read_text(encoding="utf-8"), "the last good site stays"
        portal.write(ABOUT, TEXT + "改好了。\n")
        assert "改好了。" in read(address + "about.html")
