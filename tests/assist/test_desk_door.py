"""Attacks on the desk: other pages, other names of this computer, other files than those that were meant."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
import waitress
from desks import HERE, PORT, Clerk, clerk_at, stranger_at
from waitress import wasyncore

from leitai.assist.desk import app as desk_app
from leitai.assist.desk.actions.uploads import checked_name
from leitai.assist.desk.periods import NOT_SENT
from leitai.problems import RequestRefused
from leitai.schema.file_names import is_portable
from portals import PATIENCE, Portal, copy_portal

FORM = {"period": "2019Q2", "day": "2019-07-03"}
TABLE = ("甲县.csv", "单位,火灾起数\n甲县,1\n".encode())


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """One for all: almost nothing here changes anything."""
    return clerk_at(copy_portal(tmp_path_factory.mktemp("desk") / "portal").root)


@contextmanager
def nothing_done(clerk: Clerk) -> Iterator[None]:
    before, jobs = contents(clerk.desk.root), len(clerk.desk.worker.jobs)
    yield
    assert (contents(clerk.desk.root), len(clerk.desk.worker.jobs)) == (before, jobs)


def contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((root / "content").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_of_somebody_else_is_not_answered(clerk: Clerk, host: str) -> None:
    for address in ("/", "/open?key=" + clerk.desk.door.key, "/desk.css", "/state"):
        assert clerk.browser.get(address, base_url=HERE, headers={"Host": host}).status_code == 403
    with nothing_done(clerk):
        assert clerk.post("receive", FORM, [TABLE], Host=host).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": ""},
        {"Origin": "", "Referer": f"{HERE}/"},
    ],
    ids=str,
)
def test_a_page_of_somebody_else_changes_nothing(clerk: Clerk, headers: dict[str, str]) -> None:
    with nothing_done(clerk):
        assert clerk.post("receive", FORM, [TABLE], **headers).status_code == 403


def test_without_origin_the_referer_counts(clerk: Clerk) -> None:
    """Firefox before 70 sends no Origin with a form of the same site."""
    form = {"token": clerk.desk.door.token, "period": "2019Q2", "day": "gestern"}
    for referer, code in ((None, 403), ("http://evil.example/", 403), (f"{HERE}/reports", 409)):
        headers = {} if referer is None else {"Referer": referer}
        assert (
            clerk.browser.post("/do/receive", data=form, headers=headers, base_url=HERE).status_code == code
        )


def test_a_form_without_its_token_changes_nothing(clerk: Clerk) -> None:
    with nothing_done(clerk):
        for token in ("", "x", clerk.desk.door.session, "é"):
            assert clerk.post("receive", {**FORM, "token": token}, [TABLE]).status_code == 403


def test_nobody_is_shown_anything_without_the_key_and_the_key_is_used_up(portal: Portal) -> None:
    stranger = stranger_at(portal.root)
    door, browser = stranger.desk.door, stranger.browser
    for address in ("/", "/problems", "/desk.css", "/state", "/out/returns/x", "/open", "/open?key=x"):
        assert browser.get(address, base_url=HERE).status_code == 403, address
    assert stranger.post("receive", FORM, [TABLE]).status_code == 403
    address = door.address.removeprefix(HERE)
    answer = browser.get(address, base_url=HERE)
    assert answer.status_code == 303 and answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert browser.get("/", base_url=HERE).status_code == 200
    other = stranger_at(portal.root).browser
    assert other.get(address, base_url=HERE).status_code == 403
    assert browser.get(address, base_url=HERE).status_code == 303, "the one that was let in may come again"


def test_the_preview_beside_the_desk_lets_in_the_same_browser_alone(clerk: Clerk) -> None:
    door = clerk.desk.door

    def asked(cookie: str) -> bool:
        headers = Message()
        headers["Cookie"] = cookie
        return door.admits(headers)

    assert asked(f"other=1; {door.cookie}={door.session}")
    assert not any(map(asked, ("", f"{door.cookie}=x", f"{door.cookie}", "\x00=;", f"x={door.session}")))


def test_pages_say_what_browsers_may_do_with_them(clerk: Clerk) -> None:
    for address in ("/", "/nowhere", "/desk.js"):
        headers = clerk.browser.get(address, base_url=HERE).headers
        policy = headers["Content-Security-Policy"]
        assert (
            "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        )
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    for address in ("/", "/reports", "/problems", "/compare"):
        page = clerk.page(address)
        assert "<script>" not in page and "style=" not in page and " onclick" not in page


@pytest.mark.parametrize(
    "name",
    [
        "..\\甲县.xlsx", "../甲县.xlsx", "/etc/甲县.xlsx", "C:\\甲县.xlsx", "C:甲县.xlsx", "CON.xlsx", "con .xlsx", "COM¹.csv",
        "甲县.xlsx ", "甲县.xlsx.", ".甲县.xlsx", "~$甲县.xlsx", "甲\u202e县.xlsx", "甲\n县.xlsx", "长" * 90 + ".xlsx", "..", "receipts.csv",
        "Receipts.CSV", "a<b.xlsx", "甲县.xlsx:x",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(clerk: Clerk, name: str) -> None:
    with pytest.raises(RequestRefused, match=r"改名|直接打开"):
        checked_name(name, NOT_SENT)
    if name.isprintable():
        with nothing_done(clerk):
            clerk.refusal("receive", FORM, [(name, TABLE[1])])


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("receive", {"period": "../../x", "day": "2019-07-03"}),
        ("receive", {"period": "2031Q1", "day": "2019-07-03"}),
        ("set-aside", {"period": "2019Q2", "file": "../2019Q1/汇总.csv"}),
        ("set-aside", {"period": "2019Q2", "file": ""}),
        ("put-back", {"period": "2019Q2", "file": "../../../x"}),
    ],
)
def test_only_what_the_page_offers_can_be_chosen(clerk: Clerk, action: str, fields: dict[str, str]) -> None:
    assert "已经不在这一页的列表里" in clerk.refusal(action, fields, [TABLE] if action == "receive" else ())


@pytest.mark.parametrize(
    "address",
    ["/out/returns/../../site_config/portal.yml", "/out/returns/%2e%2e/x", "/out/content/x", "/reports/..",
     "/reports/x", "/compare/2031Q1", "/jobs/99", "/do/receive", "/nowhere"],
)  # fmt: skip
def test_other_addresses_are_not_there(clerk: Clerk, address: str) -> None:
    assert clerk.browser.get(address, base_url=HERE).status_code in (404, 405), address


def test_a_chinese_name_stays_as_it_is(clerk: Clerk) -> None:
    name = "关于报送（甲县）2019年二季度 填报表 №3.csv"
    assert is_portable(name)
    clerk.do("receive", FORM, [(name, TABLE[1])])
    assert (clerk.desk.root / "content/results/2019Q2" / name).read_bytes() == TABLE[1]


def test_two_tabs_do_not_write_at_once(clerk: Clerk) -> None:
    number = len(clerk.desk.worker.jobs)
    with clerk.desk.live.alone():  # as a long job would
        first = clerk.post("set-aside", {"period": "2019Q2", "file": "汇总.csv"})
        assert first.headers["Location"] == f"/jobs/{number}"
        with nothing_done(clerk):
            said = clerk.refusal("set-aside", {"period": "2019Q2", "file": "汇总.csv"})
        assert "还没有做完，这一件没有开始" in said
        assert "正在做" in clerk.page(f"/jobs/{number}") and "看进度" in clerk.page("/reports")
    assert clerk.desk.worker.jobs[number].ended.wait(PATIENCE)
    assert "已撤下" in clerk.page(f"/jobs/{number}")


@pytest.fixture
def served(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Clerk, int]]:
    """The desk behind its real server, with a limit that a test can reach."""
    monkeypatch.setattr(desk_app, "LARGEST_REQUEST", 50_000)
    listening = socket.create_server(("127.0.0.1", 0))
    clerk = stranger_at(portal.root)
    clerk.desk.door.port = port = listening.getsockname()[1]
    channels: dict[int, object] = {}
    server = waitress.create_server(
        desk_app.make_app(clerk.desk),
        map=channels,
        sockets=[listening],
        threads=1,
        max_request_body_size=100_000,
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield clerk, port
    server.trigger.pull_trigger(lambda: wasyncore.close_all(channels))  # in the thread that listens to them
    thread.join()
    server.task_dispatcher.shutdown()


def post_raw(clerk: Clerk, port: int, *headers: str, body: bytes = b"") -> int:
    door = clerk.desk.door
    head = [
        "POST /do/receive HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}",
        f"Cookie: {door.cookie}={door.session}", "Content-Type: multipart/form-data; boundary=x", *headers,
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        client.sendall("".join(f"{line}\r\n" for line in (*head, "")).encode() + body)
        return int(client.recv(65536).split(maxsplit=2)[1])


def test_what_is_too_large_is_refused_before_it_is_sent(served: tuple[Clerk, int]) -> None:
    clerk, port = served
    assert post_raw(clerk, port, f"Content-Length: {2 << 30}") == 413
    one = b"%x\r\n%s\r\n" % (60_000, bytes(60_000))
    assert post_raw(clerk, port, "Transfer-Encoding: chunked", body=one + one + b"0\r\n\r\n") == 413
    assert post_raw(clerk, port, "Transfer-Encoding: chunked", body=one + b"0\r\n\r\n") == 413
    assert post_raw(clerk, port, "Content-Length: 60000", body=bytes(60_000)) == 413
    assert post_raw(clerk, port, "Content-Length: 3", body=b"abc") == 403, "small, but without the token"
    assert not clerk.desk.worker.jobs
