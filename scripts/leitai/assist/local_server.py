"""A web server for this computer alone: a folder of files at the loopback address.

A page of another site can send requests here through a name that it points at 127.0.0.1 (DNS rebinding); the Host header
then holds that name, so only requests to this machine's own names are answered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from email.message import Message
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, BytesIO
from typing import Any
from urllib.parse import unquote

LOOPBACK = "127.0.0.1"
_OWN_NAMES = (LOOPBACK, "localhost", "[::1]")
_DEFAULT_PORT = 80  # browsers leave it out


def own_hosts(port: int) -> frozenset[str]:
    """What the Host header of a request to this machine may say, in small letters."""
    ending = "" if port == _DEFAULT_PORT else f":{port}"
    return frozenset(f"{name}{ending}" for name in _OWN_NAMES)


class LocalServer(ThreadingHTTPServer):
    """Answers on the loopback address, whom `admits` lets in by the headers; that a reader went away is nothing to report."""

    def __init__(
        self, port: int, handler: Any, admits: Callable[[Message], bool] = lambda headers: True
    ) -> None:
        super().__init__((LOOPBACK, port), handler)
        self.admits = admits
        self.own_hosts = own_hosts(self.server_port)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class LocalHandler(SimpleHTTPRequestHandler):
    """Serves files, never lists a folder; says nothing of single requests (nobody counts readers)."""

    server: LocalServer

    def parse_request(self) -> bool:
        """Whether the request is one for this machine; another one is refused here, whatever its method."""
        if not super().parse_request():
            return False
        hosts = [host.strip().lower() for host in self.headers.get_all("Host", [])]
        is_meant = len(hosts) == 1 and hosts[0] in self.server.own_hosts and self.path.startswith("/")
        if is_meant and self.server.admits(self.headers):
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "Only for this computer")
        return False

    def send_head(self) -> BytesIO | BufferedReader | None:
        if "\0" in unquote(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()  # type: ignore[return-value]

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        return

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()
