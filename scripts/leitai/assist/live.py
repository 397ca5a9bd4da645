"""The portal while somebody works on it: what was edited is read again, a page that is looked at comes first, the site behind it.

Several quick edits are one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leitai.assist.messages import fault_text
from leitai.model.checked import Checked
from leitai.pipeline.build import Say
from leitai.pipeline.load import Loaded, checked_of
from leitai.pipeline.preview import Preview
from leitai.pipeline.report.write import write_check_report
from leitai.problems import MachineFault, ProblemsFound
from leitai.schema.files import WRITTEN

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_AFTER_A_FAULT = 20.0  # the disk may have room again without an edit
QUIET_LOOKS = 2  # without an edit, before the whole site is made
LONGEST_WAIT = 20.0  # seconds until an open page asks again

Fingerprint = dict[str, tuple[int, int]]  # size in bytes, modification time in ns


@dataclass(frozen=True)
class ShownPage:
    """A page, None for the file on disk, and the version that it is of."""

    version: int
    data: bytes | None


@dataclass(frozen=True)
class Reading:
    """What the last look found; `loaded` is None where it was refused."""

    checked: Checked
    loaded: Loaded | None = None


class LivePortal:
    """What is shown now: read so many times, the site made of one of these, or refused. `version` counts what open pages
    should be loaded again for. `refused` hears of each refusal. The site is made once it is wanted: by a first `build` or page."""

    def __init__(self, root: Path, say: Say, refused: Callable[[Checked], None]) -> None:
        self.root, self._say, self._refused = root, say, refused
        self.reading: Reading | None = None
        self.version, self.fault = 0, ""  # a fault of the machine, in words
        self._preview = Preview(root, say)
        self._seen: Fingerprint = {}
        self._looking, self._building = threading.RLock(), threading.RLock()
        self._changed = threading.Condition()
        self._read, self._built = 0, 0
        self._is_refused = self._is_wanted = False

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While it lasts nobody else in this process reads or builds the portal."""
        with self._looking, self._building:
            yield

    def look(self) -> bool:
        """Read what was edited since the last look, if anything was; after a fault of the machine in any case."""
        with self._looking:
            now = fingerprint(self.root)
            if now == self._seen and not self.fault:
                return False
            self._seen = now
            is_read = self._is_done(self._take_in)
            with self._changed:
                self._read += is_read
                self.version += 1
                self._changed.notify_all()
            return True

    def _take_in(self) -> None:
        loaded = self._preview.read()
        self.reading = Reading(loaded.checked, loaded)
        if self._is_refused:
            write_check_report(self.root, loaded.checked)  # without what has been mended

    def build(self) -> None:
        """Make the whole site of what was read last, unless it is there."""
        with self._building:
            self._is_wanted = True
            read = self._read
            if read != self._built:
                is_built = self._is_done(self._preview.build)
                with self._changed:
                    self._built = read
                    self.version += not is_built
                    self._changed.notify_all()

    def page(self, url: str) -> ShownPage:
        """The problems, or the page as it will be; the one on disk once that is as good."""
        self._is_wanted = True
        self.look()
        version = self.version
        if not self._is_refused and self._read != self._built:
            page = self._preview.page(url)
            if page is not None:
                return ShownPage(version, page)
        with self._changed:
            self._changed.wait_for(lambda: self._is_refused or self._read == self._built)
            version = self.version
        return ShownPage(version, (self.root / "build/check.html").read_bytes() if self._is_refused else None)

    def is_changed(self, version: int) -> bool:
        """Whether there is something newer, at once or after a while."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != version, LONGEST_WAIT)

    def watch(self, stop: threading.Event) -> None:
        """Take in each change until it is time to stop."""
        quiet = 0
        while not stop.wait(SECONDS_AFTER_A_FAULT if self.fault else SECONDS_BETWEEN_LOOKS):
            quiet = 0 if self.look() else quiet + 1
            if quiet >= QUIET_LOOKS and self._is_wanted:
                self.build()

    def _is_done(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except ProblemsFound as found:
            checked = checked_of(found)
            write_check_report(self.root, checked)
            self._refused(checked)
            self._say("这次没有更新；改好后会自动再试。")
            self.reading, self._is_refused, self.fault = Reading(checked), True, ""
            return False
        except (MachineFault, OSError) as fault:
            self._say(f"这次没有更新（{fault}）；过一会儿自动再试。")
            self.fault = fault_text(fault)
            return False
        self._is_refused, self.fault = False, ""
        return True


def fingerprint(root: Path) -> Fingerprint:
    """Size and modification time of everything that a build reads, and of git's index, by which it knows what is half merged."""
    index = (folder / ".git" / "index" for folder in (root.resolve(), *root.resolve().parents))
    paths = [path for name in WRITTEN for path in [root / name, *(root / name).rglob("*")] if path.is_file()]
    paths += [path for path in index if path.is_file()]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}
