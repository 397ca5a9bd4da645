"""What is sealed stays: every edit of it is refused by name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from leitai.model.seals.seal import (
    NO_LINE_BEFORE,
    Snapshot,
    seal_cells,
    sha256,
    snapshot_bytes,
)
from leitai.schema.ledgers.seals import SEALS
from leitai.score.ranking import order
from portals import UNITS, Once, Portal, copy_portal

DATA = "content/results/2019Q1/汇总.csv"
LEDGER = "content/ledgers/seals.csv"


@pytest.fixture
def sealed(once: Once, tmp_path: Path) -> Portal:
    return copy_portal(tmp_path / "portal", once("both-sealed", with_both_sealed))


def with_both_sealed(root: Path) -> None:
    portal = copy_portal(root)
    for period in ("2019Q1", "2019Q2"):
        assert portal.run("seal", period).exit_code == 0


def test_the_program_computes_otherwise(sealed: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same inputs and the same method, but a program that ranks the lowest total first."""
    right = order.ranks_of
    monkeypatch.setattr(order, "ranks_of", lambda codes, ties: right(codes.max() - codes, ties))
    problems = sealed.check().problems
    assert [problem["code"] for problem in problems] == ["L03", "L03"]
    assert "丙市 名次 4 → 1；丁山（经济）开发区 名次 2 → 3" in problems[-1]["what"]


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
    text = sealed.read(path)
    assert old in text
    sealed.write(path, text.replace(old, new))
    assert code in sealed.check().codes


def test_a_changed_rule_is_named_by_its_line(sealed: Portal) -> None:
    path = "site_config/methods/county.yml"
    sealed.replace(path, "weight: 30, score: {kind: completion", "weight: 30.0, score: {kind: completion")
    assert sealed.check().problems == [], "the same weight"
    sealed.replace(path, "target: file, cap: 1}", "target: file, cap: 2}")
    (problem,) = sealed.check().problems
    assert "leitai correct 2019Q1,2019Q2 " in problem["fix"], "one spot, one command"
    lines = sealed.read(path).splitlines()
    assert (problem["code"], "cap: 2" in lines[problem["row"] - 1]) == ("L02", True)
    assert "隐患整改率" in problem["what"]


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
    assert sealed.correct("2019Q1", "甲县", "火灾起数", "10", "20").exit_code == 0
    sealed.delete("content/ledgers/corrections.csv")
    assert sealed.check().codes == ["L06"]


def test_a_chain_that_fits_may_still_not_lead_out_of_its_folder(sealed: Portal) -> None:
    """Somebody writes ledger and snapshot anew, so that every hash is right and a file from elsewhere is 'frozen'."""
    path = sealed.root / "content/ledgers/seals/2019Q1/v1.json"
    found = json.loads(path.read_bytes())
    outside = sealed.root / "mkdocs.yml"
    found["files"]["../../../../../mkdocs.yml"] = sha256(outside.read_bytes())
    snapshot = Snapshot(
        found["period"], 1, date.fromisoformat(found["date"]), found["inputs"], found["method"],
        found["results"], found["places"], (), found["files"],
    )  # fmt: skip
    path.write_bytes(snapshot_bytes(snapshot))
    lines = (",".join(SEALS.names), ",".join(seal_cells(1, snapshot, NO_LINE_BEFORE)))
    sealed.write(LEDGER, "\n".join(lines) + "\n")
    assert "L05" in sealed.check().codes


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (LEDGER, "1,2019Q1,1", "1,../../x,1", "L04"),
        ("content/ledgers/seals/2019Q1/v1.json", '"inputs": {', '"inputs": [1], "x": {', "L05"),
        ("content/ledgers/seals/2019Q1/v1.json", "{", "[" * 100_000, "L05"),
    ],
    ids=["out of the tree", "another shape", "thousands of brackets"],
)
def test_nonsense_is_refused_in_words(sealed: Portal, path: str, old: str, new: str, code: str) -> None:
    sealed.write(path, sealed.read(path).replace(old, new, 1))
    assert code in sealed.check().codes


def test_a_link_in_place_of_sealed_files_is_refused(sealed: Portal, tmp_path: Path) -> None:
    seals = sealed.root / "content/ledgers/seals"
    for folder, code in ((seals / "2019Q1/v1", "L09"), (seals, "F06")):
        elsewhere = folder.rename(tmp_path / f"elsewhere-{folder.name}")
        folder.symlink_to(elsewhere)
        assert code in sealed.check().codes
        folder.unlink()
        elsewhere.rename(folder)
    assert sealed.check().problems == []


def test_a_target_for_all_units_is_one_change(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "target: file, cap: 1}", "target: annual, cap: 1}")
    portal.write("content/targets.csv", "期间,单位,指标,目标值,依据\n2019,,隐患整改率,100,任务书\n")
    assert portal.run("seal", "2019Q1").exit_code == 0
    portal.replace("content/targets.csv", "隐患整改率,100", "隐患整改率,99")
    (problem,) = [p for p in portal.check().problems if p["severity"] == "error"]
    assert (problem["code"], problem["row"], problem["column"]) == ("L01", 2, "目标值")
    assert (
        "丙市 隐患整改率 目标值 100 → 99；丁山（经济）开发区 隐患整改率 目标值 100 → 99；" in problem["what"]
    )
    assert 'leitai correct 2019Q1 "" 隐患整改率/目标值 --old 100 --new 99，' in problem["fix"]
    assert portal.correct("2019Q1", "", "隐患整改率/目标值", "100", "99").exit_code == 0
    assert portal.errors() == []


def test_whatever_changed_is_one_record(portal: Portal) -> None:
    """One item of all units, everything of one unit, or a mixture with the method: each problem says the one command for all."""
    assert portal.run("seal", "2019Q1").exit_code == 0
    edits = (
        (((DATA, "甲县,10,36", "甲县,11,36"), (DATA, "乙县,20,32", "乙县,21,32")), "", "火灾起数"),
        (((DATA, "甲县,11,36", "甲县,12,37"),), "甲县", "各项"),
        (((DATA, "甲县,12,37", "甲县,10,36"), ("site_config/methods/county.yml", "missing: unranked", "missing: zero")), "", "各项"),
    )  # fmt: skip
    for version, (changes, unit, item) in enumerate(edits, start=1):
        for path, old, new in changes:
            portal.replace(path, old, new)
        named = (
            f"leitai correct 2019Q1 {unit or chr(34) * 2} {item} --old 第{version}版 --new 第{version + 1}版"
        )
        assert all(named in fix for fix in portal.errors())
        assert portal.correct("2019Q1", unit, item, f"第{version}版", f"第{version + 1}版").exit_code == 0
        assert portal.errors() == []
    assert portal.correct("2019Q1", "", "火灾起数", "第4版", "第5版").exit_code == 1, "nothing changed"


def test_a_value_spelled_otherwise_is_the_same_value(sealed: Portal) -> None:
    sealed.replace(DATA, "甲县,10,36", "甲县,１０.0,36.00")
    assert sealed.errors() == []


def test_one_quarter_is_corrected_whatever_else_is_open(sealed: Portal) -> None:
    sealed.replace("content/results/2019Q2/汇总.csv", "甲县,", "甲县,1")
    sealed.replace(DATA, "甲县,10,36", "甲县,20,36")
    done = sealed.correct("2019Q1", "甲县", "火灾起数", "10", "20")
    assert (done.exit_code, "已封存 2019Q1，第 2 版" in done.stdout) == (0, True)
    assert {problem["path"] for problem in sealed.check().problems if problem["severity"] == "error"} == {
        "content/results/2019Q2/汇总.csv"
    }


def test_what_follows_from_a_correction_follows_it(portal: Portal) -> None:
    """The second quarter's own figures are what cumulative ones leave, the year is made of both: nobody reported them otherwise."""
    rows = zip(UNITS, (22, 28, 50, 31), (38, 35, 33, 39), strict=True)
    lines = "".join(f"{unit},{fire},{mark}\n" for unit, fire, mark in rows)
    portal.write("content/results/2019Q2/汇总.csv", f"单位,火灾起数（累计）,服务评分\n{lines}")
    quarters, year = (f"site_config/methods/{name}.yml" for name in ("county", "year"))
    portal.replace(quarters, "to: 2019Q4", "to: 2019Q2")
    head = portal.read(quarters).partition("dimensions:")[0].replace("from: 2019Q1, to: 2019Q2", "from: 2019")
    made = "{method: county, of: total, combine: mean}"
    whole = f"dimensions:\n  - {{id: all, name: 两季总分, weight: 100, rollup: {made}}}\n"
    portal.write(year, head.replace("id: county", "id: year") + whole)
    period = "periods:\n  2019: {published_on: 2019-07-20, data_status: demo}\n"
    portal.replace("site_config/portal.yml", "periods:\n", period)
    sealed = ("2019Q1", "2019Q2", "2019")
    assert portal.run("seal", *sealed).exit_code == 0
    portal.replace(DATA, "甲县,10,36\n乙县,20", "甲县,11,36\n乙县,21")
    (fix,) = portal.errors()
    assert 'leitai correct 2019Q1 "" 火灾起数 --old 第1版 --new 第2版' in fix
    assert "2019Q2、2019 随之变动，登记时一并登记、封存" in fix
    done = portal.correct("2019Q1", "", "火灾起数", "第1版", "第2版")
    assert all(f"已封存 {name}，第 2 版" in done.stdout for name in sealed), done.output
    assert portal.errors() == []
    records = portal.read("content/ledgers/corrections.csv").splitlines()[2:]
    assert all("漏统计一处（随 2019Q1 的更正）" in record for record in records) and len(records) == 2
