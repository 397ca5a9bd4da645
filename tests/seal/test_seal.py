"""What is sealed stays, and no sequence of edits, seals and corrections makes a silent difference."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from leitai import pipeline
from leitai.assist.seal import correct_period, seal_period
from leitai.problems import ProblemsFound
from leitai.score import order
from portals import Portal, copy_portal

DATA = "content/results/2019Q1/汇总.csv"
LEDGER = "content/ledgers/seals.csv"
SEALS = "content/ledgers/seals"


@pytest.fixture
def sealed(portal: Portal) -> Portal:
    for period in ("2019Q1", "2019Q2"):
        assert portal.run("seal", period).exit_code == 0
    return portal


def test_the_program_computes_otherwise(sealed: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same inputs and the same method, but a program that ranks the lowest total first."""
    right = order.ranks_of
    monkeypatch.setattr(order, "ranks_of", lambda codes, ties: right(codes.max() - codes, ties))
    problems = sealed.check().problems
    assert [problem["code"] for problem in problems] == ["L03", "L03"]
    assert "丙市 名次 4 → 1；丁山（经济）开发区 名次 2 → 3" in problems[0]["what"]


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("content/results/2019Q1/隐患整改.csv", "甲县,隐患整改率,90,%,100", "甲县,隐患整改率,90,%,99", "L01"),
        ("site_config/units.csv", "丁山（经济）开发区", "丁山高新区", "N01"),
        ("site_config/methods/county.yml", "weight: 30, score: {kind: minmax, floor: 60, span: 40}",
         "weight: 30, score: {kind: minmax, floor: 50, span: 50}", "L02"),
        ("site_config/methods/county.yml", "ties: competition", "ties: dense", "L02"),
        ("site_config/methods/county.yml", "missing: unranked", "missing: zero", "L02"),
        ("content/ledgers/seals.csv", "2019-04-15", "2019-04-16", "L04"),
        ("content/ledgers/seals.csv", "2,2019Q2,1", "2,2019Q2,2", "L04"),
        ("content/ledgers/seals/2019Q1/v1.json", '"jia/fire": "10"', '"jia/fire": "11"', "L05"),
        ("content/ledgers/seals/2019Q1/v1/county.html", "93.00", "94.00", "L05"),
    ],
)  # fmt: skip
def test_every_edit_is_refused_by_name(sealed: Portal, path: str, old: str, new: str, code: str) -> None:
    file = sealed.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert code in sealed.check().codes


@pytest.mark.parametrize("line", [1, 2])
def test_a_deleted_line_is_refused(sealed: Portal, line: int) -> None:
    lines = (sealed.root / LEDGER).read_bytes().splitlines(keepends=True)
    (sealed.root / LEDGER).write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    assert set(sealed.check().codes) == ({"L04"} if line == 1 else {"L09"})


def test_the_ledger_may_be_saved_by_an_office_program(sealed: Portal) -> None:
    """Another encoding, other line ends: the chain is of cells, not of bytes."""
    text = (sealed.root / LEDGER).read_text(encoding="utf-8-sig")
    sealed.write_bytes(LEDGER, text.replace("\n", "\r\n").encode("gb18030"))
    assert sealed.check().problems == []


def test_a_line_that_was_deleted_is_renewed_by_sealing_the_same_again(portal: Portal) -> None:
    assert portal.run("seal", "2019Q1").exit_code == 0
    whole = (portal.root / LEDGER).read_bytes()
    portal.delete(LEDGER)
    assert set(portal.check().codes) == {"L09"}
    assert portal.run("seal", "2019Q1").exit_code == 0
    assert (portal.root / LEDGER).read_bytes() == whole


def test_a_seal_is_never_overwritten_by_another(portal: Portal) -> None:
    assert portal.run("seal", "2019Q1").exit_code == 0
    portal.delete(LEDGER)
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    assert portal.run("seal", "2019Q1").exit_code == 1


def test_deleted_corrections_are_refused(sealed: Portal) -> None:
    sealed.replace(DATA, "甲县,10,36", "甲县,20,36")
    options = (
        "--old",
        "10",
        "--new",
        "20",
        "--reason",
        "漏统计",
        "--date",
        "2019-05-06",
        "--document",
        "样5号",
    )
    assert sealed.run("correct", "2019Q1", "甲县", "火灾起数", *options).exit_code == 0
    sealed.delete("content/ledgers/corrections.csv")
    assert sealed.check().codes == ["L06"]


class Sealing(RuleBasedStateMachine):
    """Clerks edit, correct, seal and tamper in any order; the model knows what was sealed last.

    Whenever the check passes, the cell is what was sealed last and every version is as it was.
    """

    @initialize()
    def start(self) -> None:
        self.folder = Path(mkdtemp())
        self.portal = copy_portal(self.folder / "portal")
        self.cell = self.public = "10"
        self.versions: dict[Path, bytes] = {}
        self._seal()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(value=st.sampled_from(["10", "12", "20", "35"]))
    def edit(self, value: str) -> None:
        self.portal.replace(DATA, f"甲县,{self.cell},36", f"甲县,{value},36")
        self.cell = value

    @rule()
    def seal(self) -> None:
        self._seal()

    @rule(claims_old=st.booleans())
    def correct(self, claims_old: bool) -> None:
        old = self.public if claims_old else "99"
        given = ("2019Q1", "甲县", "火灾起数", old, self.cell, "漏统计", "2019-05-06", "样5号")
        names = ("期间", "单位", "指标", "原值", "更正值", "原因", "日期", "文号")
        self._try(lambda: correct_period(self.portal.root, dict(zip(names, given, strict=True))))

    @rule()
    def drop_the_last_correction(self) -> None:
        path = self.portal.root / "content/ledgers/corrections.csv"
        if path.exists():
            kept = path.read_bytes()
            path.write_bytes(b"".join(kept.splitlines(keepends=True)[:-1]))
            assert not self._is_accepted() or kept.count(b"\n") == 1
            path.write_bytes(kept)

    def _seal(self) -> None:
        self._try(lambda: seal_period(self.portal.root, "2019Q1", None))

    def _try(self, act: Any) -> None:
        try:
            act()
        except ProblemsFound:
            return
        if self._is_accepted():
            self.public = self.cell

    def _is_accepted(self) -> bool:
        try:
            pipeline.load(self.portal.root)
        except ProblemsFound:
            return False
        return True

    @invariant()
    def nothing_differs_silently(self) -> None:
        if not hasattr(self, "portal"):
            return
        assert self._is_accepted() == (self.cell == self.public)
        for path, data in self.versions.items():
            assert path.read_bytes() == data
        folder = self.portal.root / SEALS
        self.versions = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


Sealing.TestCase.settings = settings(max_examples=8, stateful_step_count=8)
TestSealing = Sealing.TestCase
