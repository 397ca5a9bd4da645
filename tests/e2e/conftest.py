"""The sample portal, really built, and a real browser to open it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from sample import PATIENCE, Site, build_sample, correct_sample, served

from install_chromium import BROWSER_FLAGS, find_chromium
from portals import Once

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def sample(once: Once) -> Path:
    """The root of the sample, built; what the command said is in `said.txt`."""
    return once("sample", build_sample)


@pytest.fixture(scope="session")
def site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(sample, tmp_path_factory.mktemp("server")) as site:
        yield site


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    """The root of a built sample that a test may change."""
    return Path(shutil.copytree(sample, tmp_path / "office"))


@pytest.fixture(scope="session")
def corrected(once: Once) -> Path:
    """The root of the sample with an address, a sealed quarter and one correction, and its archives `a.zip` and `b.zip`."""
    return once("corrected", correct_sample)


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
