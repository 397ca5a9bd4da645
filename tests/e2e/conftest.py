"""The sample portal, really built, and a real browser to open it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hostile import build_hostile
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright
from sample import Site, build_sample, correct_sample, served

from install_chromium import BROWSER_FLAGS, find_chromium
from portals import PATIENCE, Once

LEAST, LOADS = 20.0, 100  # seconds; times what the page took to load


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """What is expected of a page is given up after 100 times what it took to load.

    No machine is too slow for that, and a wrong expectation fails in 20 seconds on an idle one.
    """
    goto = Page.goto

    def timed(page: Page, url: str, **options: Any) -> Response | None:
        start = time.monotonic()
        response = goto(page, url, **{"timeout": PATIENCE * 1000, **options})
        wait = 1000 * min(PATIENCE, max(LEAST, LOADS * (time.monotonic() - start)))
        page.set_default_timeout(wait)
        expect.set_options(timeout=wait)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "goto", timed)
        yield


@pytest.fixture(scope="session")
def sample(once: Once) -> Path:
    """The root of the sample, built; what the command said is in `said.txt`."""
    return once("sample", build_sample)


@pytest.fixture(scope="session")
def site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(sample, tmp_path_factory.mktemp("server")) as site:
        yield site


@pytest.fixture(scope="session")
def small(once: Once) -> Path:
    """The root of a portal of some dozens of pages, built: one of each kind of file, hostile texts everywhere."""
    return once("small", build_hostile)


@pytest.fixture
def small_office(small: Path, tmp_path: Path) -> Path:
    """The same, for a test that changes it."""
    return Path(shutil.copytree(small, tmp_path / "office"))


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    """The root of a built sample that a test may change."""
    return Path(shutil.copytree(sample, tmp_path / "office"))


@pytest.fixture(scope="session")
def corrected(once: Once, sample: Path) -> Path:
    """The root of the sample with an address, a sealed quarter and one correction, and its archives `a.zip` and `b.zip`."""
    return once("corrected", partial(correct_sample, sample))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on this machine (make test installs it where it can)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def closed_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leaves no page open: each would go on costing time and memory until the last test."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()
