"""Killed while it seals or corrects: what is read afterwards is what was there before, or all of it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from faulty import start

from effort import THOROUGH
from portals import Portal, copy_portal, small_portal

DATA = "content/results/2019Q1/汇总.csv"
LEDGERS = "content/ledgers"
SEAL = ("seal", "2019Q1")
CORRECT = (
    "correct", "2019Q1", "甲县", "火灾起数", "--old", "10", "--new", "20", "--reason", "漏统计一处",
    "--date", "2019-05-06", "--document", "样5号",
)  # fmt: skip


def as_given(portal: Portal) -> None:
    """The portal as it is."""


def sealed_and_edited(portal: Portal) -> None:
    assert portal.run(*SEAL).exit_code == 0
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")


def edited_twice(portal: Portal) -> None:
    """The record is the first of two: it is noted, nothing is sealed yet."""
    sealed_and_edited(portal)
    portal.replace(DATA, "乙县,20,32", "乙县,20,33")


def checked(portal: Portal) -> str:
    """What `leitai check` says, all of it."""
    return json.dumps(json.loads(portal.run("check", "--format", "json").stdout)["problems"])


def kept(portal: Portal) -> dict[str, bytes]:
    """Every file of the ledgers, hidden ones too."""
    files = (path for path in (portal.root / LEDGERS).rglob("*") if path.is_file())
    return {path.relative_to(portal.root).as_posix(): path.read_bytes() for path in files}


def moments(done: list[str]) -> list[int]:
    """Just before each file takes its place, and before the last change; all of them if there is time."""
    if THOROUGH:
        return list(range(1, len(done) + 1))
    return [*(n for n, line in enumerate(done, start=1) if "os.rename" in line), len(done)]


@pytest.mark.parametrize(
    ("prepare", "command"),
    [(as_given, SEAL), (sealed_and_edited, CORRECT), (edited_twice, CORRECT)],
    ids=["seal", "correct", "correct-one-of-two"],
)
def test_killed_at_a_change(
    tmp_path: Path, prepare: Callable[[Portal], None], command: tuple[str, ...]
) -> None:
    before = copy_portal(tmp_path / "before")
    prepare(before)
    after = copy_portal(tmp_path / "after", before.root)
    name, *arguments = command
    log = tmp_path / "changes.txt"
    done = start([name, "--root", str(after.root), *arguments], {"CHANGES": str(log)}).wait()
    assert done.returncode == 0, done.stderr
    said = {"before": checked(before), "after": checked(after)}
    ledgers = {"before": kept(before), "after": kept(after)}
    seen, last = [], None
    for moment in moments(log.read_text(encoding="utf-8").splitlines()):
        portal = copy_portal(tmp_path / f"portal-{moment}", before.root)
        done = start([name, "--root", str(portal.root), *arguments], {"KILL_AT": str(moment)}).wait()
        assert done.returncode == -signal.SIGKILL
        left = kept(portal)
        if left == last:  # a call that changed nothing: the same was tried a moment ago
            continue
        found, last = checked(portal), left
        whole = {path: data for path, data in kept(portal).items() if not path.endswith(".new")}
        (state,) = [known for known, files in ledgers.items() if whole == files]
        assert found == said[state]
        assert portal.run(*command).exit_code == 0
        assert (checked(portal), kept(portal)) == (said["after"], ledgers["after"])
        seen.append(state)
    assert seen == sorted(seen, reverse=True), "once it is decided it stays so"
    assert set(seen) == {"before", "after"}


def test_a_published_period_that_nobody_sealed_is_corrected_in_the_right_order(tmp_path: Path) -> None:
    """The first version must be what readers were shown, so neither command takes the edited file for it."""
    portal = small_portal(tmp_path / "portal")
    assert portal.run("build").exit_code == 0
    shown = (portal.root / "build/site/rankings/2019Q1/county.csv").read_bytes()
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    refused = portal.run(*CORRECT)
    assert refused.exit_code == 1
    assert "2019Q1 公布过，但没有封存，公布时的原样还没有留下，不能更正。" in refused.stderr
    assert "先把填报文件改回公布时的内容，运行 leitai seal 2019Q1（留下第 1 版）" in refused.stderr
    refused = portal.run(*SEAL)
    assert (refused.exit_code, "L11" in refused.stderr) == (1, True)
    assert not (portal.root / LEDGERS / "seals").exists()

    portal.replace(DATA, "甲县,20,36", "甲县,10,36")
    assert portal.run(*SEAL).exit_code == 0
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    assert portal.run(*CORRECT).exit_code == 0
    assert (portal.root / LEDGERS / "seals/2019Q1/v1/county.csv").read_bytes() == shown
    assert portal.run("build").exit_code == 0
    assert (portal.root / "build/site/rankings/2019Q1/v1/county.csv").read_bytes() == shown
