"""Fixtures of the editors' helpers."""

from __future__ import annotations

from pathlib import Path

import pytest
from diffs import steady_portal

from portals import Portal


@pytest.fixture
def steady(tmp_path: Path) -> Portal:
    return steady_portal(tmp_path / "portal")
