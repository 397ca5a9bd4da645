"""`leitai serve`: the portal on this machine, rebuilt when content or settings change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from leitai.assist.local_server import LocalHandler, LocalServer
from leitai.pipeline.build import Say, build
from leitai.problems import MachineFault, Problem, ProblemsFound

WATCHED = ("content", "site_config", "mkdocs.yml")
SECONDS_BETWEEN_LOOKS = 1.0

Show = Callable[[Sequence[Problem]], None]
Fingerprint = dict[str, tuple[int, int]]  # size in bytes, modification time in ns


def serve_portal(root: Path, port: int, say: Say, show: Show) -> None:
    """Build, serve on the loopback address until Ctrl+C, rebuild after each change.

    What was seen is noted before the build that reads it: an edit made meanwhile counts as a change.
    """
    seen = fingerprint(root)
    _rebuild(root, say, show)
    server = LocalServer(port, partial(LocalHandler, directory=str(root / "build" / "site")))
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(root, seen, stop, say, show), daemon=True)
    watcher.start()
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


def _watch(root: Path, seen: Fingerprint, stop: threading.Event, say: Say, show: Show) -> None:
    while not stop.wait(SECONDS_BETWEEN_LOOKS):
        now = fingerprint(root)
        if now != seen:
            seen = now
            _rebuild(root, say, show)


def _rebuild(root: Path, say: Say, show: Show) -> None:
    """Build; problems are shown and the old site goes on being served."""
    try:
        build(root, say, preview=True)
    except ProblemsFound as found:
        show(found.problems)
        say("这次没有更新；改好后会自动再试。")
    except (MachineFault, OSError) as fault:
        say(f"这次没有更新（{fault}）；下次改动后再试。")
