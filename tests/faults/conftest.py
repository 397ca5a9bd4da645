"""One twin per test process; each test finds the old site live and leaves a sound portal behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from twin import Twin, build_twin, find_twin

from bare import without_theme
from leitai.publish.engine import build as engine
from portals import Once


@pytest.fixture(scope="session")
def both(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Twin:
    twin = find_twin(once("twin", build_twin), tmp_path_factory.mktemp("twin"))
    twin.warm_up()
    return twin


@pytest.fixture
def bare_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_run_mkdocs", without_theme)


@pytest.fixture
def twin(both: Twin) -> Twin:
    both.begin()
    return both


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.name == "nt":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="signals and limits of POSIX systems"))
