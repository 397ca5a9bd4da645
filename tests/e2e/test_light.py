"""What a ranking page really costs a reader: bytes that Chromium receives, and what it waits for."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sample import Site
from test_browser import RANKING

INDICATORS = 14  # of the sample; the promise is 120 kB at 10 units × 15 indicators
BUDGET = 120_000 * INDICATORS // 15


class _Zipped(SimpleHTTPRequestHandler):
    """Every file as gzip, as a server in front of readers sends it."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        self.send_response(200 if path.is_file() else 404)
        body = gzip.compress(path.read_bytes()) if path.is_file() else b""
        self.send_header("Content-Type", self.guess_type(path.name))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def zipped(site: Site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Zipped, directory=str(site.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_ranking_page_is_light_and_waits_for_style_sheets_only(zipped: str, browser: Browser) -> None:
    page = browser.new_page()
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(zipped + RANKING, wait_until="networkidle")
    assert page.locator(".lt-heat thead th").count() == INDICATORS + 1
    assert page.locator(".lt-ranking tbody tr[id]").count() == 10
    assert len(received) > 5
    assert sum(received) < BUDGET
    waited_for = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').map(e => e.name)"
    )
    assert waited_for and all(name.endswith(".css") for name in waited_for)
