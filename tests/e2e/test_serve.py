"""`leitai serve`: the portal on this machine, and again after each edit."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portals import copy_sample

PATIENCE = 30.0  # seconds for a build on a busy machine


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """The address of a running preview."""
    command = [str(Path(sys.executable).with_name("leitai")), "serve", "--port", "0", "--root", str(root)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stderr is not None
    try:
        address = next(m[0] for line in process.stderr if (m := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=10)


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def wait_for(url: str, text: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if text in read(url):
                return True
        except urllib.error.URLError:
            pass
        time.sleep(0.3)
    return False


def test_an_edit_is_seen_and_a_mistake_leaves_the_last_good_site(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    about = root / "content/pages/about.md"
    text = about.read_text(encoding="utf-8")
    with serving(root) as address:
        assert "关于本站" in read(address + "about.html")
        about.write_text(text + "\n这一行是刚加上的。\n", encoding="utf-8")
        assert wait_for(address + "about.html", "这一行是刚加上的。")
        about.write_text(text + "\n<script>alert(1)</script>\n", encoding="utf-8")
        time.sleep(3)
        assert "这一行是刚加上的。" in read(address + "about.html")
        about.write_text(text + "\n改好了。\n", encoding="utf-8")
        assert wait_for(address + "about.html", "改好了。")
