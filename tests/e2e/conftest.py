"""The sample portal, really built, and a real browser to open it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from sample import PATIENCE, Site, leitai, served

from install_chromium import BROWSER_FLAGS, find_chromium
from portals import copy_sample

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = copy_sample(tmp_path_factory.mktemp("sample"))
    done = leitai("build", root=root)
    assert done.returncode == 0, done.stderr
    with served(root, tmp_path_factory.mktemp("server")) as site:
        yield site


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
