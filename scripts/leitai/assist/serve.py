"""`leitai serve`: the portal on this machine. After an edit the page that is looked at comes first, the site behind it.

A refused edit shows its problems in place of each page. Open pages load again by themselves: a script of theirs asks for
another one that the server answers only when there is something new.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from leitai.assist.live import LivePortal
from leitai.assist.local_server import LocalHandler, LocalServer
from leitai.model.checked import Checked
from leitai.pipeline.build import Say

SCRIPTS = "/.leitai-preview/"  # no address of a portal
_ASK_LATER = "addEventListener('load', () => {{ const s = document.createElement('script'); s.src = '{}wait-{}.js'; document.head.append(s); }});"
_ASK_AGAIN = "{{ const s = document.createElement('script'); s.src = '{}wait-{}.js?' + Date.now(); document.head.append(s); }}"
_LOAD_AGAIN = "location.reload();"


class Handler(LocalHandler):
    """Pages as they are now, files as the last site has them."""

    def __init__(self, live: LivePortal, *arguments: Any) -> None:
        self._live = live
        super().__init__(*arguments, directory=str(live.root / "build" / "site"))

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith(SCRIPTS):
            self._send("text/javascript", self._script(path.removeprefix(SCRIPTS)).encode())
        elif path.endswith((".html", "/")):
            self._send_page(path.removeprefix("/") + ("index.html" if path.endswith("/") else ""))
        else:
            super().do_GET()

    def _send_page(self, url: str) -> None:
        shown, file = self._live.page(url), Path(self.directory, url)
        if shown.data is None and not _is_below(file, Path(self.directory)):
            self.send_error(404)
            return
        script = f'<script src="{SCRIPTS}{shown.version}.js"></script>'
        self._send("text/html", (shown.data or file.read_bytes()) + script.encode())

    def _script(self, name: str) -> str:
        version = name.removeprefix("wait-").removesuffix(".js")
        if not version.isdecimal():
            return ""
        if not name.startswith("wait-"):
            return _ASK_LATER.format(SCRIPTS, version)
        return _LOAD_AGAIN if self._live.is_changed(int(version)) else _ASK_AGAIN.format(SCRIPTS, version)

    def _send(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _is_below(file: Path, folder: Path) -> bool:
    return file.is_file() and file.resolve().is_relative_to(folder.resolve())


def serve_portal(root: Path, port: int, say: Say, refused: Callable[[Checked], None]) -> None:
    """Build, serve on the loopback address until Ctrl+C, take in each change."""
    live = LivePortal(root, say, refused)
    live.look()
    live.build()
    server = LocalServer(port, partial(Handler, live))
    stop = threading.Event()
    threading.Thread(target=live.watch, args=(stop,), daemon=True).start()
    say(f"请在浏览器打开 http://127.0.0.1:{server.server_port}/ ，按 Ctrl+C 结束。")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("预览结束。")
    finally:
        stop.set()
        server.server_close()
