"""`leitai publish`: switched whole, the previous build kept, nothing published lost, strangers refused."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from twin import Twin, first_rename, run

from effort import THOROUGH
from leitai.publish.target.folder import previous_of
from leitai.publish.target.verify import site_hash

MOMENTS = 50 if THOROUGH else 3


@pytest.fixture
def target(twin: Twin, tmp_path: Path) -> Iterator[Path]:
    """A folder that shows the old site, on another disk than the portal where there is one."""
    memory = "/dev/shm"
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        assert publish(twin, Path(folder) / "bxgc", "old")[0] == 0
        yield Path(folder) / "bxgc"


def publish(twin: Twin, target: Path, variant: str, *options: str, **more: str) -> tuple[int, str]:
    """Publish one of the two sites as if it had just been built."""
    if site_hash(twin.site) != twin.fingerprints[variant]:
        shutil.rmtree(twin.site)
        shutil.copytree(twin.trees[variant], twin.site)
    done = twin.start("publish", "--demo", *options, str(target), **more).wait()
    return done.returncode, done.stderr


def test_switch_and_way_back(twin: Twin, target: Path) -> None:
    assert publish(twin, target, "new")[0] == 0
    assert (twin.shown(target), twin.shown(previous_of(target))) == ("new", "old")
    assert "已经是这一版" in publish(twin, target, "new")[1]
    assert twin.shown(previous_of(target)) == "old", "publishing twice keeps the way back"
    assert publish(twin, target, "new", "--rollback")[0] == 0
    assert (twin.shown(target), twin.shown(previous_of(target))) == ("old", "new")
    assert publish(twin, target, "new", "--rollback")[0] == 0
    assert twin.shown(target) == "new"


def test_a_preview_that_is_published_is_recorded(twin: Twin, target: Path) -> None:
    """`serve` records nothing; whatever is shown in the end is in the ledger, dated by the next build."""
    twin.ledger.unlink()
    assert publish(twin, target, "new")[0] == 0
    assert "\nunits/jia.html," in twin.ledger.read_text(encoding="utf-8")


def test_a_strange_folder_is_refused(twin: Twin, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    code, said = publish(twin, tmp_path / "photos", "old")
    assert (code, "不是擂台网站" in said) == (2, True)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]
    assert not list(tmp_path.glob(".photos*")), "nor is anything left beside it"
    for folder, words in (
        (twin.root, "门户自己的目录"),
        (twin.root / "build" / "site", "门户自己的目录"),
        (twin.root / "content" / "results" / "www", "门户自己的目录"),
        (tmp_path / "nowhere" / "site", "请先建好上一级目录"),
    ):
        code, said = publish(twin, folder, "old")
        assert (code, words in said) == (2, True), said
    code, said = publish(twin, tmp_path / "empty", "old", "--rollback")
    assert (code, "没有保留的上一版" in said) == (2, True)


def test_a_damaged_build_is_not_published(twin: Twin, target: Path) -> None:
    shutil.rmtree(twin.site)
    shutil.copytree(twin.trees["new"], twin.site)
    (twin.site / "units" / "jia.html").write_text("<p>half", encoding="utf-8")
    done = twin.start("publish", "--demo", str(target)).wait()
    assert done.returncode == 1
    assert "改动 units/jia.html" in done.stderr
    assert twin.shown(target) == "old"


def test_what_the_target_shows_is_never_lost_even_without_a_ledger(twin: Twin, target: Path) -> None:
    """Somebody deleted the ledger: the published folder itself still tells what must stay good."""
    twin.ledger.unlink()
    twin.portal.write("content/pages/story.md", "---\ntitle: 经过\n---\n\n经过。\n")
    assert twin.portal.run("build").exit_code == 0
    shutil.copytree(twin.site, target.with_name("with-story"))
    other = target.with_name("with-story")
    twin.portal.delete("content/pages/story.md")
    twin.ledger.unlink()
    code, said = publish(twin, other, "new")
    assert (code, "打不开 story.html" in said) == (1, True)
    assert (other / "story.html").exists()
    (other / "story.html").unlink()
    code, said = publish(twin, other, "new")
    assert (code, "打不开 story.html" in said) == (1, True), "nor is it lost by deleting it there, too"


def test_edits_by_hand_are_named_before_they_are_covered(twin: Twin, target: Path) -> None:
    (target / "note.html").write_text("我加的", encoding="utf-8")
    with (target / "about.html").open("a", encoding="utf-8") as page:
        page.write('<p id="mine">我改的</p>')
    os.mkfifo(target / "pipe.html")
    (target / "dead.html").symlink_to("nowhere")
    done = twin.start("verify", str(target)).wait()
    assert (done.returncode, "多出 pipe.html" in done.stderr) == (1, True), done.stderr
    code, said = publish(twin, target, "new")
    assert (code, "：about.html、dead.html、note.html、pipe.html" in said) == (0, True), said
    assert (previous_of(target) / "note.html").exists()


def test_putting_right_what_was_edited_keeps_the_way_back(twin: Twin, target: Path) -> None:
    """The previous build is another build: neither the edited copy nor, after a kill, a second one of the same."""
    assert publish(twin, target, "new")[0] == 0
    for more in ({}, {"KILL_AT": "400"}):
        (target / "index.html").write_text("我改的", encoding="utf-8")
        assert publish(twin, target, "new", **more)[0] == (-9 if more else 0)
        assert publish(twin, target, "new")[0] == 0
        assert (twin.shown(target), twin.shown(previous_of(target))) == ("new", "old")


def test_the_first_build_that_is_shown_has_no_way_back_to_speak_of(twin: Twin, tmp_path: Path) -> None:
    said = publish(twin, tmp_path / "www", "old")[1], publish(twin, tmp_path / "www", "new")[1]
    assert ["--rollback" in text for text in said] == [False, True]


def test_a_full_disk_below_the_target_is_said(twin: Twin, tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)]
    if shutil.which("mount") is None or run(mount).returncode != 0:
        pytest.skip("only an administrator can mount a small disk")
    try:
        code, said = publish(twin, tmp_path / "www", "new")
        assert (code, "磁盘满了" in said) == (3, True), said
        assert [path.name for path in tmp_path.iterdir()] == [".www.lock"]
    finally:
        run(["umount", str(tmp_path)])


def test_killed_at_any_change_the_target_is_old_or_new(twin: Twin, target: Path, tmp_path: Path) -> None:
    """And the way back leads to the other one: to the build that was shown before."""
    log = tmp_path / "changes.txt"
    assert publish(twin, target, "new", CHANGES=str(log))[0] == 0
    done = log.read_text(encoding="utf-8").splitlines()
    exchange = next(i for i, line in enumerate(done, start=1) if line.endswith("renameat2"))
    even = {1 + round(i * (len(done) - 1) / MOMENTS) for i in range(MOMENTS)}
    shown = "new"
    for moment in sorted({*even, exchange, exchange + 1, exchange + 2}):
        wanted = {"old": "new", "new": "old"}[shown]
        assert publish(twin, target, wanted, KILL_AT=str(moment))[0] in (-9, 0), done[moment - 1]
        after = twin.shown(target)
        assert publish(twin, target, wanted)[0] == 0
        assert (twin.shown(target), twin.shown(previous_of(target))) == (wanted, shown), (moment, after)
        assert [path.name for path in target.parent.glob(f".{target.name}-new*")] == []
        shown = wanted


def test_without_exchange_a_killed_switch_is_mended_by_the_next(
    twin: Twin, target: Path, tmp_path: Path
) -> None:
    """Killed before, between and after the three renames: the way back leads to what was shown."""
    log = tmp_path / "changes.txt"
    assert publish(twin, target, "new", CHANGES=str(log), NO_EXCHANGE="1")[0] == 0
    first, shown = first_rename(log, target), "new"
    for moment in range(first, first + 4):
        wanted = {"old": "new", "new": "old"}[shown]
        assert publish(twin, target, wanted, NO_EXCHANGE="1", KILL_AT=str(moment))[0] == -9
        assert publish(twin, target, wanted)[0] == 0
        assert (twin.shown(target), twin.shown(previous_of(target))) == (wanted, shown), moment
        shown = wanted


def test_without_exchange_a_killed_way_back_loses_neither_build(
    twin: Twin, target: Path, tmp_path: Path
) -> None:
    assert publish(twin, target, "new")[0] == 0
    log = tmp_path / "changes.txt"
    assert publish(twin, target, "new", "--rollback", CHANGES=str(log), NO_EXCHANGE="1")[0] == 0
    first = first_rename(log, target)
    for moment in range(first, first + 3):
        assert publish(twin, target, "new", "--rollback", NO_EXCHANGE="1", KILL_AT=str(moment))[0] == -9
        assert publish(twin, target, "new", "--rollback")[0] == 0
        assert {twin.shown(target), twin.shown(previous_of(target))} == {"old", "new"}, moment
