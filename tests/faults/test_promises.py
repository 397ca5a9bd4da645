"""No sequence of builds, seals, corrections, renames and deletions loses a published address or an old version.

Everything through the command line. Only MkDocs is replaced by the bare conversion of its Markdown, because
the theme promises nothing (`test_ledger_laws.py` goes deeper into redirects, on sites of single lines).
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from twin import explain

from effort import THOROUGH
from leitai.publish.target.verify import site_hash
from portals import Portal, copy_portal, small_portal

DATA = "content/results/2019Q1/汇总.csv"
SEALS = "content/ledgers/seals/2019Q1"
SECOND_QUARTER = "content/results/2019Q2"
SETTINGS = "site_config/portal.yml"
LINE = "  2019Q2: {deadline: 2019-07-08, published_on: 2019-07-15, data_status: demo}\n"
REDIRECT, ANCHORS = re.compile('data-target="([^"]+)"'), re.compile(r'\bid="([^"]+)"')
LOST = re.compile("写的是“([^”]+)”。公布过的(?:网址|锚点)没有了")
VALUE = st.sampled_from(["12", "20", "10"])
PAGE, ANCHOR = st.sampled_from(["story", "history", "notes"]), st.sampled_from(["part-1", "part-2"])
ACTIONS = (
    st.tuples(st.just("build")),
    st.tuples(st.just("edit_a_cell"), VALUE),
    st.tuples(st.just("seal")),
    st.tuples(st.just("correct"), VALUE, st.sampled_from([True, True, False])),
    st.tuples(st.just("write_a_page"), PAGE, ANCHOR),
    st.tuples(st.just("rename_a_page"), PAGE, PAGE),
    st.tuples(st.just("delete_a_page"), PAGE),
    st.tuples(st.just("withdraw_the_second_quarter_or_bring_it_back")),
    st.tuples(st.just("explain_what_the_last_build_missed"), st.booleans()),
    st.tuples(st.just("drop_the_last_correction")),
)
MEMORY = (
    "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
)  # a site of 250 files is made and removed each time
EXAMPLES, STEPS = (20, 30) if THOROUGH else (4, 18)


def text(anchor: str) -> str:
    return f"---\ntitle: 经过\n---\n\n## 经过 {{: #{anchor} }}\n\n经过。\n"


@cache
def published() -> Portal:
    """A portal with a page of its own, built once for all sequences."""
    portal = small_portal(Path(mkdtemp()) / "portal")
    portal.write("content/pages/story.md", text("part-1"))
    assert portal.run("build").exit_code == 0
    return portal


class Promises(RuleBasedStateMachine):
    """Clerks do what they like in any order; `cell` is what the file says, `sealed` what was sealed last."""

    @initialize(begin_sealed=st.booleans())
    def start(self, begin_sealed: bool) -> None:
        self.folder = Path(mkdtemp(dir=MEMORY))
        self.portal = copy_portal(self.folder / "portal", published().root)
        self.cell, self.sealed = "10", ""
        self.lost: list[str] = []
        self.promised: set[tuple[str, str]] = set()
        self.versions: dict[str, bytes] = {}
        self.note_what_is_published()
        if begin_sealed:
            self.seal()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @property
    def site(self) -> Path:
        return self.portal.root / "build" / "site"

    @rule(action=st.one_of(*ACTIONS))
    def act(self, action: tuple[Any, ...]) -> None:
        """One rule for all actions, so that none of them is left out of a sequence."""
        name, *arguments = action
        getattr(self, name)(*arguments)

    def edit_a_cell(self, value: str) -> None:
        self.portal.replace(DATA, f"甲县,{self.cell},36", f"甲县,{value},36")
        self.cell = value

    def write_a_page(self, name: str, anchor: str) -> None:
        self.portal.write(f"content/pages/{name}.md", text(anchor))

    def rename_a_page(self, name: str, other: str) -> None:
        path = self.portal.root / f"content/pages/{name}.md"
        if path.exists():
            path.rename(path.with_name(f"{other}.md"))

    def delete_a_page(self, name: str) -> None:
        (self.portal.root / f"content/pages/{name}.md").unlink(missing_ok=True)

    def withdraw_the_second_quarter_or_bring_it_back(self) -> None:
        if (self.portal.root / SECOND_QUARTER).exists():
            self.portal.delete(SECOND_QUARTER)
            self.portal.replace(SETTINGS, LINE, "")
        else:
            shutil.copytree(published().root / SECOND_QUARTER, self.portal.root / SECOND_QUARTER)
            shutil.copy(published().root / SETTINGS, self.portal.root / SETTINGS)

    def explain_what_the_last_build_missed(self, onward: bool) -> None:
        for url in self.lost:
            explain(
                self.portal, url, *(("about.html", "") if onward and "#" not in url else ("", "已撤下。"))
            )
        self.lost = []

    def seal(self) -> None:
        self.note_what_is_sealed(self.portal.run("seal", "2019Q1").exit_code)

    def correct(self, value: str, claims_old: bool) -> None:
        self.edit_a_cell(value)
        given = {"old": self.sealed if claims_old else "99", "new": self.cell, "reason": "漏统计"}
        given |= {"date": "2019-05-06", "document": "样5号"}
        options = [part for name, value in given.items() for part in (f"--{name}", value or "无")]
        done = self.portal.run("correct", "2019Q1", "甲县", "火灾起数", *options)
        assert done.exit_code in ((0, 1) if claims_old and self.sealed else (1,))
        self.note_what_is_sealed(done.exit_code)

    def note_what_is_sealed(self, code: int) -> None:
        if code == 0:
            assert self.accepted() or not (self.portal.root / SECOND_QUARTER).exists()
            self.sealed = self.cell
            folder = self.portal.root / SEALS
            found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("v*/*")}
            assert self.versions.items() <= found.items()
            self.versions = found

    def accepted(self) -> bool:
        return self.portal.run("check").exit_code == 0

    def drop_the_last_correction(self) -> None:
        path = self.portal.root / "content/ledgers/corrections.csv"
        if path.exists():
            kept = path.read_bytes()
            path.write_bytes(b"".join(kept.splitlines(keepends=True)[:-1]))
            assert not self.accepted()
            path.write_bytes(kept)

    def build(self) -> None:
        before = site_hash(self.site)
        done = self.portal.run("build")
        if done.exit_code:
            assert site_hash(self.site) == before
            self.lost = LOST.findall(done.output)
            return
        assert self.sealed in ("", self.cell), "something sealed differs in silence"
        self.every_promise_is_kept()
        self.note_what_is_published()

    def every_promise_is_kept(self) -> None:
        ends: dict[str, set[str]] = {}
        for url, anchor in self.promised:
            assert (self.site / url).is_file(), f"{url} is lost"
            if anchor:
                found = ends[url] if url in ends else ends.setdefault(url, self.anchors_that_answer(url))
                assert anchor in found, f"{url}#{anchor} is lost"
        for name, data in self.versions.items():
            assert (self.site / "rankings/2019Q1" / name).read_bytes() == data

    def anchors_that_answer(self, url: str) -> set[str]:
        """Where a reader of this address ends, after a redirect."""
        html = (self.site / url).read_text(encoding="utf-8")
        lead = REDIRECT.search(html)
        if lead is None:
            return set(ANCHORS.findall(html))
        assert not lead[1].startswith("/")
        return self.anchors_that_answer(posixpath.normpath(posixpath.join(posixpath.dirname(url), lead[1])))

    def note_what_is_published(self) -> None:
        for path in self.site.rglob("*"):
            url = path.relative_to(self.site).as_posix()
            if path.is_file() and not url.startswith(("assets/", "search/")):
                html = path.read_text(encoding="utf-8") if path.suffix == ".html" else ""
                self.promised |= {(url, anchor) for anchor in ("", *ANCHORS.findall(html))}

    @invariant()
    def what_is_sealed_is_what_counts(self) -> None:
        if getattr(self, "sealed", "") and (self.portal.root / SECOND_QUARTER).exists():
            assert self.accepted() == (self.cell == self.sealed)


TestPromises = pytest.mark.usefixtures("bare_engine")(Promises.TestCase)
TestPromises.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
