"""A build whose jobs run on the workers of a Dask scheduler gives the bytes of one that does all itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from leitai.cli import main
from leitai.pipeline import scheduler
from leitai.publish.site.tree import file_hashes
from portals import small_portal


@pytest.mark.filterwarnings("default")  # of Dask and Tornado when they close
def test_two_workers_make_the_same_bytes(tmp_path: Path) -> None:
    alone, helped = small_portal(tmp_path / "a"), small_portal(tmp_path / "b")
    assert alone.run("build").exit_code == 0
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        built = helped.run("build", "--scheduler", cluster.scheduler_address)
        assert built.exit_code == 0, built.output
        assert "made" in cluster.scheduler.task_prefixes, "the workers had something to do"
    for folder in ("pages", "site"):
        assert file_hashes(alone.root / "build" / folder) == file_hashes(helped.root / "build" / folder)


def test_who_has_no_dask_or_no_scheduler_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = small_portal(tmp_path / "portal")
    monkeypatch.setattr(scheduler, "find_spec", lambda name: None)
    refused = CliRunner().invoke(
        main, ["build", "--root", str(portal.root), "--scheduler", "tcp://127.0.0.1:1"]
    )
    assert refused.exit_code == 2
    assert "pip install leitai[cluster]" in refused.output
    assert not (portal.root / "build/site").exists()
