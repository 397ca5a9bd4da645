"""One twin per test process; each test finds the old site live and leaves a sound portal behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from twin import Twin, make_twin


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    return make_twin(tmp_path_factory.mktemp("twin"))


@pytest.fixture
def twin(both: Twin) -> Twin:
    both.begin()
    return both


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.name == "nt":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="signals and limits of POSIX systems"))
