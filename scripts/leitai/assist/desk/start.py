"""Open the desk: two servers on the loopback address, the desk's own and the preview, and the browser at the first."""

from __future__ import annotations

import socket
import threading
import webbrowser
from functools import partial
from pathlib import Path

import waitress

from leitai.assist.desk.app import LARGEST_REQUEST, make_app
from leitai.assist.desk.security import Door
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Worker
from leitai.assist.live import LivePortal
from leitai.assist.local_server import LOOPBACK, LocalServer
from leitai.assist.serve import Handler
from leitai.pipeline.build import Say

USUAL_PORT = 8765
THREADS = 8  # a browser opens six connections to a host


def open_desk(root: Path, port: int | None, say: Say, is_shown: bool) -> None:
    """Serve the desk until Ctrl+C; without a port at the usual one, or another where that is taken. `is_shown`: open the browser."""
    listening = _usual_or_another() if port is None else socket.create_server((LOOPBACK, port))
    live, door = LivePortal(root, _nothing, _nothing), Door(listening.getsockname()[1])
    preview = LocalServer(0, partial(Handler, live), door.admits)
    desk = Desk(root, live, Worker(live.alone), door, f"http://{LOOPBACK}:{preview.server_port}/")
    server = waitress.create_server(
        make_app(desk),
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=2 * LARGEST_REQUEST,
    )
    stop = threading.Event()
    for work in (preview.serve_forever, partial(live.watch, stop)):
        threading.Thread(target=work, daemon=True).start()
    say(f"办公桌在 {door.address}")
    say("这个网址只能用一次；不要关这个窗口，做完按 Ctrl+C 结束。")
    if is_shown:
        webbrowser.open(door.address)
    try:
        server.run()
    finally:
        stop.set()
        preview.server_close()
        say("办公桌收起来了。")


def _usual_or_another() -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, USUAL_PORT))
    except OSError:  # another desk, or another program
        return socket.create_server((LOOPBACK, 0))


def _nothing(told: object) -> None:
    """What the live portal says as it goes: the desk shows it on its pages."""
