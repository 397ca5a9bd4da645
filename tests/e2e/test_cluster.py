"""A build whose jobs run on the workers of a Dask scheduler gives the bytes of one that does all itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from bare import without_theme
from leitai.cli import main
from leitai.pipeline import scheduler
from leitai.pipeline.scheduler import workers_of
from leitai.problems import MachineFault
from leitai.publish.engine import build as engine
from leitai.publish.site.tree import file_hashes
from portals import small_portal

pytestmark = pytest.mark.filterwarnings("default")  # of Dask and Tornado when they close


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


def test_two_workers_make_the_same_bytes(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_run_mkdocs", without_theme)  # always run by this process
    alone, helped = small_portal(tmp_path / "a"), small_portal(tmp_path / "b")
    assert alone.run("build").exit_code == 0
    built = helped.run("build", "--scheduler", cluster.scheduler_address)
    assert built.exit_code == 0, built.output
    assert "made" in cluster.scheduler.task_prefixes, "the workers had something to do"
    for folder in ("pages", "site"):
        assert file_hashes(alone.root / "build" / folder) == file_hashes(helped.root / "build" / folder)


def test_workers_of_other_code_are_refused(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "code_digest", lambda: str(os.getpid()))
    with (
        pytest.raises(MachineFault, match=r"与本机不同：tcp://.*、tcp://"),
        workers_of(cluster.scheduler_address),
    ):
        pass


def test_a_scheduler_without_workers_is_refused() -> None:
    with (
        LocalCluster(n_workers=0, dashboard_address=None) as cluster,
        pytest.raises(MachineFault, match="还没有计算节点"),
        workers_of(cluster.scheduler_address),
    ):
        pass


def test_who_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_PATIENCE", "1s")
    with (
        pytest.raises(MachineFault, match=r"连不上 tcp://127.0.0.1:1 的 Dask 调度器"),
        workers_of("tcp://127.0.0.1:1"),
    ):
        pass


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
