"""What `leitai serve` answers on this machine: its own names only, files only, and nothing said of readers who leave."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from leitai.assist.local_server import LocalHandler, LocalServer
from portals import PATIENCE


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    (tmp_path / "files").mkdir()
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    (tmp_path / "large.bin").write_bytes(bytes(20_000_000))
    running = LocalServer(0, partial(LocalHandler, directory=str(tmp_path)))
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def ask(server: LocalServer, *lines: str) -> bytes:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=PATIENCE) as client:
        client.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
        return b"".join(iter(lambda: client.recv(65536), b""))


def status(server: LocalServer, *lines: str) -> int:
    return int(ask(server, *lines).split(maxsplit=2)[1])


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_name_of_somebody_else_is_not_answered(server: LocalServer, method: str) -> None:
    port, request = server.server_port, f"{method} /index.html HTTP/1.1"
    foreign = (
        "evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{port}",
        f"localhost.:{port}", f"::1:{port}", f"0.0.0.0:{port}", "",
    )  # fmt: skip
    for host in foreign:
        assert status(server, request, f"Host: {host}") == 403, host
    assert status(server, request) == 403
    assert status(server, request, f"Host: localhost:{port}", "Host: evil.example") == 403
    assert status(server, f"{method} http://evil.example/ HTTP/1.1", f"Host: localhost:{port}") == 403
    assert b"home" not in ask(server, request, "Host: evil.example")


def test_its_own_names_are(server: LocalServer) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        found = ask(server, "GET / HTTP/1.1", f"Host: {name}:{server.server_port}")
        assert found.endswith(b"home"), name


def test_folders_are_not_listed_and_odd_addresses_are_not_there(
    server: LocalServer, capfd: pytest.CaptureFixture[str]
) -> None:
    host = f"Host: 127.0.0.1:{server.server_port}"
    for path in ("/files/", "/%00", "/nowhere", "/../../etc/passwd", "/%ff", "/index.html/"):
        assert status(server, f"GET {path} HTTP/1.1", host) == 404, path
    assert capfd.readouterr() == ("", "")


def test_a_reader_who_leaves_is_no_fault(server: LocalServer, capfd: pytest.CaptureFixture[str]) -> None:
    server.daemon_threads = False  # so that closing waits for the threads of all requests
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=PATIENCE) as client:
        client.sendall(f"GET /large.bin HTTP/1.1\r\nHost: localhost:{server.server_port}\r\n\r\n".encode())
        client.recv(1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # RST, not FIN
    assert status(server, "GET / HTTP/1.1", f"Host: localhost:{server.server_port}") == 200
    server.shutdown()
    server.server_close()
    assert capfd.readouterr() == ("", "")
