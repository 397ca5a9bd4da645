"""Who may use the desk: a browser on this computer that was opened with the one-time key, and pages that the desk made.

A page of another site can send requests here, by a form or through a name that it points at 127.0.0.1. So the Host header
must name this computer, every change must come from the desk's own origin with the token of its forms, and nothing is
shown without the cookie that the key was exchanged for.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, redirect, request

from leitai.assist.local_server import own_hosts

KEY_PATH = "/open"
_A_DAY = 24 * 60 * 60  # seconds: the browser may be closed in between
_SAFE_METHODS = ("GET", "HEAD")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none, browsers send `Origin: null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass
class Door:
    """The secrets of one run: the key of the opened address, which is used up, the cookie, the token of forms."""

    port: int
    key: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret)
    token: str = field(default_factory=_secret)

    @property
    def cookie(self) -> str:
        """Its name; browsers send a cookie to every port of a host, so another desk has another one."""
        return f"leitai-desk-{self.port}"

    @property
    def address(self) -> str:
        """What to open; it lets in once."""
        return f"http://127.0.0.1:{self.port}{KEY_PATH}?key={self.key}"

    def guard(self, app: Flask) -> None:
        """Refuse whatever isn't allowed before any view is asked."""
        app.before_request(self._refuse_strangers)
        app.after_request(_with_headers)
        app.add_url_rule(KEY_PATH, "open", self._let_in, methods=["GET"])

    def admits(self, headers: Message) -> bool:
        """Whether a request to the preview, which is another server of this host, comes from a browser that was let in."""
        try:
            cookies = SimpleCookie(headers.get("Cookie", ""))
        except CookieError:
            return False
        return self._is_known({name: morsel.value for name, morsel in cookies.items()})

    def _is_known(self, cookies: Mapping[str, str]) -> bool:
        return _is_same(cookies.get(self.cookie, ""), self.session)

    def _refuse_strangers(self) -> None:
        if request.environ.get("HTTP_HOST", "").lower() not in own_hosts(self.port):
            abort(403)
        if request.path == KEY_PATH:
            return
        if not self._is_known(request.cookies):
            abort(403)
        if request.method not in _SAFE_METHODS:
            if _origin(request) != f"http://{request.environ['HTTP_HOST'].lower()}":
                abort(403)
            if not _is_same(request.form.get("token", ""), self.token):
                abort(403)

    def _let_in(self) -> Response:
        """The key for the cookie; whoever is known already needs none."""
        answer: Response = redirect("/", 303)  # type: ignore[assignment]
        if _is_same(request.args.get("key", ""), self.key):
            self.key = _secret()
            answer.set_cookie(self.cookie, self.session, _A_DAY, httponly=True, samesite="Strict")
        elif not self._is_known(request.cookies):
            abort(403)
        return answer


def _origin(asked: Request) -> str:
    """Where a form stood; browsers of 2019 that send no Origin say it in the Referer."""
    given = asked.headers.get("Origin")
    if given is not None:
        return given.lower()
    page = urlsplit(asked.headers.get("Referer", ""))
    return f"{page.scheme}://{page.netloc}".lower()


def _is_same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


def _with_headers(answer: Response) -> Response:
    answer.headers.update(_HEADERS)
    return answer
