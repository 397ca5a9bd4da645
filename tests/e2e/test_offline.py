"""A build needs no network: it works where not even a loopback interface is up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portals import copy_sample

UNSHARE = ["unshare", "--map-root-user", "--net", "--"]


def has_namespaces() -> bool:
    return (
        shutil.which("unshare") is not None
        and subprocess.run([*UNSHARE, "true"], check=False).returncode == 0
    )


@pytest.mark.skipif(not has_namespaces(), reason="no network namespaces on this machine")
def test_a_build_without_any_network(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    leitai = str(Path(sys.executable).with_name("leitai"))
    done = subprocess.run(
        [*UNSHARE, leitai, "build", "--root", str(root)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert (root / "build/site/index.html").exists()
