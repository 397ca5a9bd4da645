"""Shared fixtures: the minimal portal, and `--update` for the golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from portals import Portal, copy_portal

for name, examples in (("leitai", 80), ("quick", 12)):
    settings.register_profile(
        name,
        deadline=None,
        derandomize=True,
        max_examples=examples,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
settings.load_profile("leitai")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files instead of comparing")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A copy of `tests/portal/`: four units and their city, three indicators, two quarters, no problem."""
    return copy_portal(tmp_path / "portal")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, or rewrites the file under `--update`."""

    def compare(path: Path, found: str) -> None:
        if request.config.getoption("--update"):
            path.write_text(found, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing; run pytest --update and read what it writes"
        assert found == path.read_text(encoding="utf-8")

    return compare
