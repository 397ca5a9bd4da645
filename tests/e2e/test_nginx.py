"""The sample server configuration in a real nginx on loopback: headers, caching, compression, IPv6."""

from __future__ import annotations

import gzip
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest
from playwright.sync_api import Browser
from sample import Site
from test_browser import NOT_FOUND, PAGES, complaints, open_page

from install_chromium import find_nginx
from leitai.read.documents.materials import MATERIAL_TYPES
from portals import PATIENCE, REPOSITORY

CONFIGURATION = REPOSITORY / "scripts/leitai/starter/server/nginx.conf"
RANKING = "/rankings/2019Q3/county.html"
MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@pytest.fixture(scope="module")
def port(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    nginx = find_nginx()
    if nginx is None:
        pytest.skip("no nginx on this machine (make test installs it where it can)")
    folder = tmp_path_factory.mktemp("nginx")
    port = _free_port()
    text = CONFIGURATION.read_text(encoding="utf-8").replace("/srv/leitai/site", str(site.folder))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("[::]:80", f"[::1]:{port}")
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text("user root;\n" + MAIN.format(folder=folder), encoding="utf-8")
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    _wait_for(port, process)
    yield port
    process.terminate()
    process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx refuses the configuration")


def get(
    port: int, path: str, method: str = "GET", host: str = "127.0.0.1", **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": "bxgc.example.org", **sent})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_policy_of_the_server_covers_that_of_the_pages(site: Site, port: int) -> None:
    """A page opened from disk keeps the same policy; only a server can forbid to be framed."""
    response, body = get(port, RANKING)
    found = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]+)"', body)
    assert found is not None
    assert response.headers["Content-Security-Policy"] == found[1].decode() + "; frame-ancestors 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "nginx/" not in response.headers["Server"]


def test_pages_are_asked_for_again_and_hashed_files_kept(site: Site, port: int) -> None:
    response, _ = get(port, RANKING)
    assert response.headers["Cache-Control"] == "no-cache"
    again, body = get(port, RANKING, If_None_Match=response.headers["ETag"])
    assert (again.status, body) == (304, b"")
    hashed = next(
        path for path in site.folder.rglob("*.min.css") if re.search(r"\.[0-9a-f]{8}\.min", path.name)
    )
    response, _ = get(port, "/" + hashed.relative_to(site.folder).as_posix())
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_texts_are_compressed_and_said_to_be_utf_8(site: Site, port: int) -> None:
    response, body = get(port, RANKING, Accept_Encoding="gzip")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == (site.folder / RANKING.lstrip("/")).read_bytes()


def test_tables_are_said_to_be_tables_and_compressed(site: Site, port: int) -> None:
    """The list of types that comes with a system often lacks csv."""
    path = "/data/scores.csv"
    response, body = get(port, path, Accept_Encoding="gzip")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert gzip.decompress(body) == (site.folder / path.lstrip("/")).read_bytes()


def test_every_kind_of_file_has_a_type(site: Site) -> None:
    types = re.findall(
        r"^ +[a-z]+/\S+ +([a-z0-9 ]+);", CONFIGURATION.read_text(encoding="utf-8"), re.MULTILINE
    )
    known = {f".{suffix}" for line in types for suffix in line.split()}
    published = {path.suffix for path in site.folder.rglob("*") if path.is_file()}
    assert {*MATERIAL_TYPES, *published} - known == set()


def test_a_folder_shows_its_own_page_or_is_not_there(port: int) -> None:
    answers = {path: get(port, path)[0] for path in ("/rankings", "/rankings/", "/rankings/2019Q3/")}
    assert {path: response.status for path, response in answers.items()} == {
        "/rankings": 301, "/rankings/": 200, "/rankings/2019Q3/": 404,
    }  # fmt: skip
    assert answers["/rankings"].headers["Location"] == "/rankings/"


def test_nothing_to_warn_of(port: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    logs = sorted(tmp_path_factory.getbasetemp().glob("nginx*/error.log"))
    assert logs and all("[warn]" not in log.read_text(encoding="utf-8") for log in logs)


def test_ipv6_answers(port: int) -> None:
    response, _ = get(port, "/index.html", host="::1")
    assert response.status == 200


def test_only_reading_and_only_what_was_published(port: int) -> None:
    assert get(port, RANKING, method="PUT")[0].status == 403
    assert get(port, "/.hidden")[0].status == 404
    assert get(port, "/../etc/passwd")[0].status in (400, 404)
    response, body = get(port, "/rankings/1999Q1/county.html")
    assert response.status == 404
    assert "没有" in body.decode() or "找不到" in body.decode()


def test_every_kind_of_page_obeys_the_policy(port: int, browser: Browser) -> None:
    """No console message, no failed and no outside request under the server's policy."""
    page, wrong = open_page(browser, f"http://127.0.0.1:{port}{RANKING}")
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}"))
    for url in (*PAGES, NOT_FOUND):
        page.goto(f"http://127.0.0.1:{port}/{url}")
        assert complaints(page, 1280) + wrong == [], url
