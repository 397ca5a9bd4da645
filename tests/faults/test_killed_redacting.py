"""Killed while it redacts or merges: what is read afterwards is what was there before, or all of it."""

from __future__ import annotations

import signal
from itertools import count
from pathlib import Path

from faulty import start

from effort import THOROUGH
from portals import Portal, copy_portal

STEP = 1 if THOROUGH else 6
REDACT = ("--post", "办公室", "--document", "样6号", "--date", "2019-06-01")
NAME = "赵铁柱"
EVENTS = "content/ledgers/events.csv"
CONFLICT = "编号,日期,状态,说明,佐证,会议\n<<<<<<< a\nW1,2019-05-02,整改中,,,\n=======\nW2,2019-05-02,整改中,,,\n>>>>>>> b\n"


def sealed_with_a_name(folder: Path) -> Portal:
    portal = copy_portal(folder)
    assert portal.run("seal", "2019Q1").exit_code == 0
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,20,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "10", "20", reason=f"{NAME}漏报").exit_code == 0
    portal.write("content/pages/story.md", f"---\ntitle: 经过\n---\n\n{NAME}。\n")
    return portal


def kept(portal: Portal) -> dict[str, bytes]:
    """Every file of the content but what a kill left half-written, which nothing reads."""
    files = (path for path in (portal.root / "content").rglob("*") if path.is_file())
    return {str(path.relative_to(portal.root)): path.read_bytes() for path in files if path.suffix != ".new"}


def test_a_redaction_is_whole_or_none(tmp_path: Path) -> None:
    before = sealed_with_a_name(tmp_path / "before")
    after = copy_portal(tmp_path / "after", before.root)
    assert after.redact(NAME).exit_code == 0
    states = {"before": kept(before), "after": kept(after)}
    assert after.check().codes == []
    seen, last = list[str](), None
    for moment in count(1, STEP):
        portal = copy_portal(tmp_path / f"portal-{moment}", before.root)
        arguments = ["redact", "--root", str(portal.root), *REDACT]
        done = start(arguments, {"KILL_AT": str(moment)}, typed=f"{NAME}\n").wait()
        if done.returncode != -signal.SIGKILL:
            break
        left = kept(portal)
        if left == last:  # a call that changed nothing: the same was tried a moment ago
            continue
        last = left
        assert portal.check().codes == []
        (state,) = [name for name, files in states.items() if kept(portal) == files]
        done_again = portal.redact(NAME).exit_code
        assert done_again == {"before": 0, "after": 2}[state], "what is out can't be taken out again"
        assert kept(portal) == states["after"]
        seen.append(state)
    assert seen == sorted(seen, reverse=True), "once it is decided it stays so"
    assert set(seen) == {"before", "after"}


def test_a_merge_is_whole_or_none(tmp_path: Path) -> None:
    portal = copy_portal(tmp_path / "portal")
    for moment in count(1):
        portal.write(EVENTS, CONFLICT)
        done = start(["merge", "--root", str(portal.root)], {"KILL_AT": str(moment)}).wait()
        text = portal.read(EVENTS).removeprefix("\ufeff")
        assert text in (
            CONFLICT,
            "编号,日期,状态,说明,佐证,会议\nW1,2019-05-02,整改中,,,\nW2,2019-05-02,整改中,,,\n",
        )
        if done.returncode != -signal.SIGKILL:
            break
    assert (done.returncode, "<<<<" in text) == (0, False)
