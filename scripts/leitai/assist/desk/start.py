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

THREADS = 8  # a browser opens six connections to a host


def open_desk(root: Path, port: int, say: Say, is_shown: bool) -> None:
    """Serve the desk until Ctrl+C; `is_shown`: open the browser."""
    listening = socket.create_server((LOOPBACK, port))
    live, door = (
        LivePortal(root, lambda message: None, lambda checked: None),
        Door(listening.getsockname()[1]),
    )
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
