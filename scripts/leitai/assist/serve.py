"""`leitai serve`: the portal on this machine. After an edit the page that is looked at comes first, the site behind it.

Several quick edits are one. A refused edit shows its problems in place of each page. Open pages load again by
themselves: a script of theirs asks for another one that the server answers only when there is something new.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from leitai.assist.local_server import LocalHandler, LocalServer
from leitai.pipeline.build import Say
from leitai.pipeline.load import checked_of
from leitai.pipeline.preview import Preview
from leitai.pipeline.report.write import write_check_report
from leitai.problems import MachineFault, Problem, ProblemsFound

WATCHED = ("content", "site_config", "mkdocs.yml")
SECONDS_BETWEEN_LOOKS = 0.5
QUIET_LOOKS = 2  # without an edit, before the whole site is made
LONGEST_WAIT = 20.0  # seconds until an open page asks again
SCRIPTS = "/.leitai-preview/"  # no address of a portal
_ASK_LATER = "addEventListener('load', () => {{ const s = document.createElement('script'); s.src = '{}wait-{}.js'; document.head.append(s); }});"
_ASK_AGAIN = "{{ const s = document.createElement('script'); s.src = '{}wait-{}.js?' + Date.now(); document.head.append(s); }}"
_LOAD_AGAIN = "location.reload();"

Show = Callable[[Sequence[Problem]], None]
Fingerprint = dict[str, tuple[int, int]]  # size in bytes, modification time in ns


@dataclass(frozen=True)
class Shown:
    """A page, None for the file on disk, and the version that it is of."""

    version: int
    data: bytes | None


class Desk:
    """What is shown now: read so many times, the site made of one of these, or refused. `_version` counts what open pages
    should be loaded again for."""

    def __init__(self, root: Path, say: Say, show: Show) -> None:
        self.root, self._say, self._show = root, say, show
        self._preview = Preview(root, say)
        self._seen: Fingerprint = {}
        self._looking = threading.Lock()
        self._changed = threading.Condition()
        self._read, self._built, self._version = 0, 0, 0
        self._is_refused = False

    def look(self) -> bool:
        """Read what was edited since the last look, if anything was."""
        with self._looking:
            now = fingerprint(self.root)
            if now == self._seen:
                return False
            self._seen = now
            is_read = self._is_done(self._preview.read)
            with self._changed:
                self._read += is_read
                self._version += 1
                self._changed.notify_all()
            return True

    def build(self) -> None:
        """Make the whole site of what was read last, unless it is there."""
        read = self._read
        if read != self._built:
            is_built = self._is_done(self._preview.build)
            with self._changed:
                self._built = read
                self._version += not is_built
                self._changed.notify_all()

    def page(self, url: str) -> Shown:
        """The problems, or the page as it will be; the one on disk once that is as good."""
        self.look()
        version = self._version
        if not self._is_refused and self._read != self._built:
            page = self._preview.page(url)
            if page is not None:
                return Shown(version, page)
        with self._changed:
            self._changed.wait_for(lambda: self._is_refused or self._read == self._built)
            version = self._version
        return Shown(version, (self.root / "build/check.html").read_bytes() if self._is_refused else None)

    def is_changed(self, version: int) -> bool:
        """Whether there is something newer, at once or after a while."""
        with self._changed:
            return self._changed.wait_for(lambda: self._version != version, LONGEST_WAIT)

    def _is_done(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except ProblemsFound as found:
            write_check_report(self.root, checked_of(found))
            self._show(found.problems)
            self._say("这次没有更新；改好后会自动再试。")
            self._is_refused = True
            return False
        except (MachineFault, OSError) as fault:
            self._say(f"这次没有更新（{fault}）；下次改动后再试。")
            return False
        self._is_refused = False
        return True


class Handler(LocalHandler):
    """Pages as they are now, files as the last site has them."""

    def __init__(self, desk: Desk, *arguments: Any) -> None:
        self._desk = desk
        super().__init__(*arguments, directory=str(desk.root / "build" / "site"))

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith(SCRIPTS):
            self._send("text/javascript", self._script(path.removeprefix(SCRIPTS)).encode())
        elif path.endswith((".html", "/")):
            self._send_page(path.removeprefix("/") + ("index.html" if path.endswith("/") else ""))
        else:
            super().do_GET()

    def _send_page(self, url: str) -> None:
        shown, file = self._desk.page(url), Path(self.directory, url)
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
        return _LOAD_AGAIN if self._desk.is_changed(int(version)) else _ASK_AGAIN.format(SCRIPTS, version)

    def _send(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _is_below(file: Path, folder: Path) -> bool:
    return file.is_file() and file.resolve().is_relative_to(folder.resolve())


def serve_portal(root: Path, port: int, say: Say, show: Show) -> None:
    """Build, serve on the loopback address until Ctrl+C, take in each change."""
    desk = Desk(root, say, show)
    desk.look()
    desk.build()
    server = LocalServer(port, partial(Handler, desk))
    stop = threading.Event()
    threading.Thread(target=_watch, args=(desk, stop), daemon=True).start()
    say(f"请在浏览器打开 http://127.0.0.1:{server.server_port}/ ，按 Ctrl+C 结束。")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("预览结束。")
    finally:
        stop.set()
        server.server_close()


def fingerprint(root: Path) -> Fingerprint:
    """Size and modification time of everything that a build reads."""
    paths = [path for name in WATCHED for path in [root / name, *(root / name).rglob("*")] if path.is_file()]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def _watch(desk: Desk, stop: threading.Event) -> None:
    quiet = 0
    while not stop.wait(SECONDS_BETWEEN_LOOKS):
        quiet = 0 if desk.look() else quiet + 1
        if quiet == QUIET_LOOKS:
            desk.build()
