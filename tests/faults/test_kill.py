"""The plug is pulled at moments spread over the whole build: the site is the old or the new one, never a mixture."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from twin import Twin, first_rename

from effort import THOROUGH
from leitai.publish.site.store import STORES
from leitai.publish.target.verify import verify_site
from leitai.read.records.context import Context
from leitai.read.records.tables import read_records
from leitai.schema.ledgers.urls import URLS

EVEN, AFTER, ENGINE_KILLS, RACES = (50, 42, 25, 100) if THOROUGH else (4, 0, 2, 4)  # kills, and races
KILLED = -signal.SIGKILL
HALTING = Path(__file__).parent / "halting"  # its sitecustomize.py stops MkDocs at a page


def changes(twin: Twin, tmp_path: Path) -> list[str]:
    """What one build does to the disk, in order."""
    log = tmp_path / "changes.txt"
    twin.ledger.unlink(missing_ok=True)
    assert twin.build("new", CHANGES=str(log)).returncode == 0
    assert twin.build("old").returncode == 0
    return log.read_text(encoding="utf-8").splitlines()


def sweeping(done: list[str]) -> int:
    """When it turns to the stores for the last time, its last work: how much lies there depends on how the builds before it ended."""
    exchange = next(i for i, line in enumerate(done) if line.endswith("renameat2"))
    return next(i for i, line in enumerate(done, start=1) if i > exchange and f"/{STORES}/" in line)


def moments(done: list[str]) -> list[tuple[int, str]]:
    """Some kills spread evenly, the others around the moments that matter: manifest, ledger, exchange, clearing up.

    Each with its place among the changes of a build, and as `KILL_AT` is told of it. Those that matter are told by what is changed:
    a build has the more to do before them the more the one before left behind.
    """
    even = [1 + round(i * (len(done) - 1) / (EVEN - 1)) for i in range(EVEN)]
    found = [(moment, str(moment)) for moment in even]
    for name in ("manifest.json", "urls.csv.new", "renameat2"):
        place = next(i for i, line in enumerate(done, start=1) if line.endswith(name))
        found += [(place, f"{name}+0"), (place + 1, f"{name}+1")]
    span = len(done) - place
    further = [2 + i * span // AFTER for i in range(AFTER)]
    return sorted([*found, *((place + more, f"{name}+{more}") for more in further)])


def test_killed_at_any_change_the_site_is_old_or_new(twin: Twin, tmp_path: Path) -> None:
    """Each killed build is also the next build after the one killed before it; every fifth time a whole one follows."""
    done = changes(twin, tmp_path)
    sweep = sweeping(done)
    shown, seen = "old", set()
    for turn, (place, moment) in enumerate(moments(done), start=1):
        wanted = {"old": "new", "new": "old"}[shown]
        twin.ledger.unlink(missing_ok=True)
        code = twin.build(wanted, KILL_AT=moment).returncode
        assert code == KILLED or (code == 0 and place >= sweep), moment
        after = twin.shown()
        assert after in (shown, wanted)
        if after == wanted:  # what is shown is in the ledger
            assert twin.ledger.exists()
            assert verify_site(twin.site, read_records(twin.root, URLS, Context([]))).is_sound
        seen.add(after == wanted)
        shown = after
        if turn % 5 == 0:
            assert twin.build(wanted).returncode == 0
            shown = twin.shown()
            assert (shown, twin.leftovers()) == (wanted, [])
    assert seen == {True, False}, "the kills must lie on both sides of the exchange"
    assert twin.build("old").returncode == 0
    assert (twin.shown(), twin.leftovers()) == ("old", [])


def test_without_exchange_the_next_start_puts_a_whole_site_back(twin: Twin, tmp_path: Path) -> None:
    """Where two folders can't be swapped in one step: killed before, between and after the three renames.

    What starts next can't make the new site, or needn't.
    """
    log = tmp_path / "changes.txt"
    for _ in range(
        2
    ):  # the second time it changes what the killed ones will change: the pages are written already
        twin.begin()
        assert twin.build("new", CHANGES=str(log), NO_EXCHANGE="1").returncode == 0
    first = first_rename(log, twin.site)
    found = []
    for moment in range(first, first + 4):
        twin.begin()
        assert twin.build("new", NO_EXCHANGE="1", KILL_AT=str(moment)).returncode == KILLED
        stood = twin.site.exists()
        code = twin.start("build", ENGINE=str(tmp_path / "none")).wait().returncode
        found.append((stood, code, twin.shown(), twin.leftovers()))
    failed, nothing_to_do = 3, 0
    assert found == [
        (True, failed, "old", []),
        (False, failed, "old", []),
        (True, nothing_to_do, "new", []),
        (True, nothing_to_do, "new", []),
    ]


def stop_while_mkdocs_runs(twin: Twin, folder: Path, share: float, number: int) -> tuple[int, str]:
    """Send a signal to the command when the real MkDocs has written this share of the pages; exit code and words."""
    twin.forget()
    page = 1 + int(share * len(list(twin.trees["new"].rglob("*.html"))))
    halted = folder / f"halted-{page}"
    running = twin.start("build", PYTHONPATH=str(HALTING), HALT_AT=str(page), HALTED=str(halted))
    while not running.has_ended() and not halted.exists():
        time.sleep(0.01)
    running.signal(number)
    done = running.wait()
    return done.returncode, done.stderr


def test_killed_while_mkdocs_runs(twin: Twin, tmp_path: Path) -> None:
    """With the real engine, at moments spread over what it writes: no orphan writes on, the next build clears up."""
    twin.become("new")
    for moment in range(ENGINE_KILLS):
        assert stop_while_mkdocs_runs(twin, tmp_path, moment / ENGINE_KILLS, signal.SIGKILL)[0] == KILLED
        assert twin.shown() == "old"
        assert len(twin.leftovers()) == 1, "what the one before left is cleared up"
    done = twin.start("build").wait()
    assert done.returncode == 0, done.stderr
    assert (twin.shown(), twin.leftovers()) == ("new", [])


def test_asked_to_stop_while_mkdocs_runs(twin: Twin, tmp_path: Path) -> None:
    """SIGTERM is answered in words, and nothing is left."""
    twin.become("new")
    code, said = stop_while_mkdocs_runs(twin, tmp_path, 0.5, signal.SIGTERM)
    assert (code, twin.shown(), twin.leftovers()) == (3, "old", [])
    assert "收到停止的要求，没有做完。\n已有的网站没有改动" in said


def test_races_of_two_writers(twin: Twin) -> None:
    """Both start at once with different content behind them; at least one wins, and the site is one of the two."""
    outcomes = set()
    for turn in range(RACES):
        variant = ("new", "old")[turn % 2]
        twin.become(variant)
        both = [twin.start_build(variant), twin.start_build(variant)]
        done = [process.wait() for process in both]
        codes, said = [one.returncode for one in done], [one.stderr for one in done]
        assert sorted(codes) in ([0, 0], [0, 3]), said
        assert all("另一个构建正在进行" in text for text, code in zip(said, codes, strict=True) if code == 3)
        assert twin.shown() == variant
        outcomes.add(tuple(sorted(codes)))
    assert (0, 3) in outcomes, "no race was ever close"
    assert twin.leftovers() == []
