"""A desk whose browser is Flask's test client."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from leitai.assist.desk.app import make_app
from leitai.assist.desk.security import Door
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import DeskJob, Worker
from leitai.assist.live import LivePortal
from portals import PATIENCE

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
Files = Iterable[tuple[str, bytes]]


@dataclass(frozen=True)
class Clerk:
    """Somebody at the desk: let in, with the token of its forms."""

    desk: Desk
    browser: FlaskClient

    def page(self, address: str) -> str:
        answer = self.browser.get(address, base_url=HERE)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(
        self, name: str, fields: Mapping[str, str | list[str]], files: Files = (), **headers: str
    ) -> TestResponse:
        """The form of a button, as a browser sends it."""
        uploads = [(io.BytesIO(data), file) for file, data in files]
        data = {"token": self.desk.door.token, **fields, **({"files": uploads} if uploads else {})}
        return self.browser.post(f"/do/{name}", data=data, headers={"Origin": HERE, **headers}, base_url=HERE)

    def do(self, name: str, fields: Mapping[str, str | list[str]], files: Files = ()) -> DeskJob:
        """Press a button and wait for the end of what it does."""
        answer = self.post(name, fields, files)
        assert answer.status_code == 303, answer.text
        job = self.desk.worker.jobs[-1]
        assert job.ended.wait(PATIENCE)
        return job

    def refusal(self, name: str, fields: Mapping[str, str | list[str]], files: Files = ()) -> str:
        """What is said where a button refuses at once."""
        answer = self.post(name, fields, files)
        assert answer.status_code == 409, answer.text
        (words,) = re.findall(r'role="alert">(.*?)</p>', answer.text)
        return str(words)


def clerk_at(root: Path) -> Clerk:
    """A desk of this portal that has read it, and a browser that has opened it."""
    clerk = stranger_at(root)
    clerk.desk.live.look()
    clerk.browser.get(clerk.desk.door.address.removeprefix(HERE), base_url=HERE)
    return clerk


def stranger_at(root: Path) -> Clerk:
    """The same before anything was read and anybody let in."""
    live = LivePortal(root, lambda message: None, lambda checked: None)
    desk = Desk(root, live, Worker(live.alone), Door(PORT), "http://127.0.0.1:1/")
    return Clerk(desk, make_app(desk).test_client())
