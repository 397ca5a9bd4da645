"""What the browser keeps for its reader: the last visit and the own unit; and the way on from a wrong address."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Browser, expect
from sample import Site
from test_browser import open_page


def test_what_came_since_the_last_visit_is_marked(site: Site, browser: Browser) -> None:
    page, wrong = open_page(browser, site.file + "index.html", 360)
    expect(page.locator(".lt-new")).to_have_count(0)
    page.evaluate("localStorage.setItem('leitai-seen', '2019-10-17')")
    page.reload()
    days = page.locator("[data-updates] [data-day]").evaluate_all("all => all.map(one => one.dataset.day)")
    assert days == sorted(days, reverse=True)
    expect(page.locator(".lt-new")).to_have_count(sum(day > "2019-10-17" for day in days))
    page.reload()
    expect(page.locator(".lt-new")).to_have_count(0)
    assert not wrong


def test_the_home_page_leads_to_ones_own_unit(site: Site, browser: Browser) -> None:
    page, wrong = open_page(browser, site.file + "units/yiwu.html", 360)
    page.get_by_role("button", name="设为我的单位").click()
    page.goto(site.file + "index.html")
    page.locator("[data-mine]").get_by_role("link", name="最新一期的名次").click()
    page.wait_for_url("**/rankings/2019Q4/county.html#yiwu")
    page.goto(site.file + "units/yiwu.html")
    page.get_by_role("button", name="取消“我的单位”").click()
    page.goto(site.file + "index.html")
    expect(page.locator("[data-mine]")).to_be_hidden()
    assert not wrong


def test_a_wrong_address_leads_on_from_any_depth(site: Site, browser: Browser) -> None:
    """As a server shows it: below whatever address was asked for, under a base path, without `site_url`."""
    missing = (site.folder / "404.html").read_bytes()

    class Server(SimpleHTTPRequestHandler):
        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(missing)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site.folder.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/site/"
    try:
        page, _ = open_page(browser, base + "rankings/2030Q1/nothing/at-all.html", 360)
        expect(page.get_by_role("link", name="金华政法“比学赶超”擂台")).to_have_attribute(
            "href", "/site/index.html"
        )
        expect(page.get_by_role("link", name="检索")).to_have_attribute("href", "/site/search.html")
        page.get_by_role("link", name="排名").click()
        assert page.url == base + "rankings/index.html"
    finally:
        server.shutdown()
        server.server_close()
