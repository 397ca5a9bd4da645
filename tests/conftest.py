"""Shared fixtures: the minimal portal, and `--update` for the golden files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from portals import Once, Portal, copy_portal

EXAMPLES = {"leitai": 30, "quick": 6, "thorough": 400}
for name, examples in EXAMPLES.items():
    settings.register_profile(
        name,
        deadline=None,
        derandomize=name != "thorough",  # which tries others each time
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
def no_results(portal: Portal) -> None:
    """Of `portal` nothing but its settings: what no figure has to do with is checked in a quarter of the time."""
    portal.delete("content/results")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Once]:
    """A folder that the first process of a run makes and all others find; nobody changes it afterwards: this is looked at in the end."""
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent
    found: dict[Path, dict[Path, tuple[int, int]]] = {}

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, whole = common / name, common / f"{name}.whole"
        with FileLock(common / f"{name}.lock"):
            if not whole.exists():
                make(folder)
                whole.touch()
            found.setdefault(folder, sizes_and_times(folder))
        return folder

    yield made
    assert [folder.name for folder, files in found.items() if sizes_and_times(folder) != files] == []


def sizes_and_times(folder: Path) -> dict[Path, tuple[int, int]]:
    """Of every file, whatever a command keeps for itself in hidden folders apart."""
    seen = ((path, path.stat()) for path in folder.rglob("[!.]*") if path.is_file())
    return {
        path: (stat.st_size, stat.st_mtime_ns)
        for path, stat in seen
        if "/." not in str(path.relative_to(folder))
    }


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, or rewrites the file under `--update`."""

    def compare(path: Path, found: str) -> None:
        if request.config.getoption("--update"):
            path.write_text(found, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing; run pytest --update and read what it writes"
        assert found == path.read_text(encoding="utf-8")

    return compare
