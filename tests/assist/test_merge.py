"""Two editors in one repository of real git: with the driver nothing is asked, without it one command settles the ledgers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portals import REPOSITORY, Once, Portal, copy_portal

LEITAI = str(Path(sys.executable).with_name("leitai"))
HEAD = "编号,日期,状态,说明,佐证,会议\n"
STARTER = REPOSITORY / "scripts/leitai/starter/.gitattributes"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")


class Clone(Portal):
    """A portal in a repository; `git` returns the exit code and what was said."""

    def git(self, *arguments: str) -> tuple[int, str]:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
        command = ["git", "-C", str(self.root), *identity, *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr

    def commit(self, *paths: str) -> None:
        assert self.git("add", "-A", *paths)[0] == 0
        code, said = self.git("commit", "-qm", "x")
        assert code == 0, said


@pytest.fixture
def clone(once: Once, tmp_path: Path) -> Clone:
    return Clone(copy_portal(tmp_path / "portal", once("clone", two_branches)).root)


def two_branches(root: Path) -> None:
    """On `main` 2019Q1 was sealed, on `other` 2019Q2; both noted something."""
    clone = Clone(copy_portal(root).root)
    clone.write(".gitattributes", STARTER.read_text(encoding="utf-8"))
    clone.write(".gitignore", "build/\n")
    clone.write(
        "content/ledgers/problems.csv",
        "编号,来源,会议,日期,单位,类别,指标,问题,要求完成\n"
        "W1,自查,,2019-05-01,甲县,其他,,漏报,2019-06-30\nW2,自查,,2019-05-01,乙县,其他,,迟报,2019-06-30\n",
    )
    clone.write("content/ledgers/events.csv", HEAD)
    assert clone.git("init", "-q")[0] == 0
    clone.commit()
    for branch, period, event in (("main", "2019Q1", "W1"), ("other", "2019Q2", "W2")):
        clone.git("checkout", "-q", *(() if branch == "main" else ("-b", branch, "main~1")))
        assert clone.run("seal", period).exit_code == 0
        clone.write("content/ledgers/events.csv", HEAD + f"{event},2019-05-02,整改中,已核实,,\n")
        clone.commit()
    assert clone.git("checkout", "-q", "main")[0] == 0


def assert_whole(clone: Clone) -> None:
    assert clone.check().codes == []
    seals = clone.read("content/ledgers/seals.csv").splitlines()[1:]
    assert [line.split(",")[:3] for line in seals] == [["1", "2019Q1", "1"], ["2", "2019Q2", "1"]]
    events = clone.read("content/ledgers/events.csv").splitlines()[1:]
    assert [line.split(",")[0] for line in events] == ["W1", "W2"]


def test_with_the_driver_git_asks_nothing(clone: Clone) -> None:
    assert clone.run("merge", "--install").exit_code == 0
    clone.git("config", "merge.leitai.driver", f"{LEITAI} merge %O %A %B %P")  # tests don't rely on PATH
    code, said = clone.git("merge", "--no-edit", "other")
    assert code == 0, said
    assert_whole(clone)


def test_without_it_one_command_that_the_message_names(clone: Clone) -> None:
    assert clone.git("merge", "other")[0] == 1
    found = clone.check().problems
    assert {problem["code"] for problem in found} == {"F12"}
    assert sorted(problem["fix"] for problem in found) == [
        "请运行 leitai merge content/ledgers/events.csv。",
        "请运行 leitai merge content/ledgers/seals.csv。",
    ]
    assert clone.run("merge", "content/ledgers/seals.csv").exit_code == 0
    done = clone.run("merge")
    assert (done.exit_code, "已合并 content/ledgers/events.csv" in done.stdout) == (0, True), done.output
    assert_whole(clone)
    assert "没有改动" in clone.run("merge").stdout


@pytest.mark.parametrize(("keep", "left"), [("ours", "L01"), ("theirs", None)])
def test_what_no_rule_decides_is_asked(clone: Clone, keep: str, left: str | None) -> None:
    """Both sealed the same version differently: one command says whose stays, and the other's change is an open correction."""
    clone.git("checkout", "-q", "other")
    clone.replace("content/results/2019Q1/汇总.csv", "甲县,10,36", "甲县,20,36")
    assert clone.run("seal", "2019Q1").exit_code == 0
    clone.commit()
    clone.git("checkout", "-q", "main")
    clone.git("config", "merge.leitai.driver", f"{LEITAI} merge %O %A %B %P")
    code, said = clone.git("merge", "--no-edit", "other")
    assert (code, "两边都封存了 2019Q1 第 1 版，内容不同" in said) == (1, True), said
    clone.write("content/pages/notes.txt", "<<<<<<< a\n=======\n>>>>>>> b\n")
    found = clone.check().problems
    files = ["content/ledgers/seals.csv", "content/pages/notes.txt"]
    assert [problem["path"] for problem in found] == files, (
        "sealed files follow from their ledger, all others are looked into"
    )
    clone.delete("content/pages/notes.txt")
    done = clone.run("merge", f"--{keep}")
    assert done.exit_code == 0, done.output
    assert clone.check().codes == [left] * bool(left)


@pytest.mark.parametrize("path", ["content/ledgers/seals.csv", "content/ledgers/urls.csv"])
def test_a_line_that_was_cut_short_is_named(clone: Clone, path: str) -> None:
    clone.write(path, "编号\n<<<<<<< a\nx\n=======\ny,z\n>>>>>>> b\n")
    done = clone.run("merge", path)
    assert (done.exit_code, f"{path} 里“编号”这一行有 1 格" in done.stderr) == (2, True), done.stderr


def test_a_file_without_a_rule_is_left_to_a_person(clone: Clone) -> None:
    done = clone.run("merge", "content/pages/about.md")
    assert (done.exit_code, "没有合并规则" in done.stderr) == (2, True)


def test_what_git_can_not_mark_is_asked(clone: Clone) -> None:
    """A picture, a workbook, a file that one of the two deleted: one side lies there, and nobody would miss the other."""
    photo, about = "content/meetings/2019-05-jia/照 片.png", "content/pages/about.md"
    for data, branch in (("first", "two"), ("theirs", "main"), ("ours", "")):
        clone.write(photo, f"\0{data}")
        clone.write(about, data)
        if data == "theirs":
            clone.delete(about)
        clone.commit()
        clone.git("checkout", "-q", *(("-b", branch) if branch == "two" else (branch,) if branch else ()))
    assert clone.git("merge", "two")[0] == 1
    fixes = {p["path"]: p["fix"] for p in clone.check().problems if p["code"] == "F12"}
    assert f"git checkout --theirs -- '{photo}'；" in fixes[photo]
    assert f"git rm {about}" in fixes[about]
    assert clone.git("add", photo, about)[0] == 0
    assert "F12" not in clone.check().codes, "nothing else was changed since"


def test_sealed_files_without_their_line_are_never_to_be_deleted(clone: Clone) -> None:
    """`git checkout .` took back the ledger and left the files of the seal."""
    clone.git("reset", "-q", "--soft", "main~1")
    clone.git("restore", "--staged", ".")
    clone.git("checkout", "-q", ".")
    clone.delete("content/ledgers/seals.csv")
    found = [problem for problem in clone.check().problems if problem["code"] == "L09"]
    assert len(found) == 1 and "不要删去这些文件" in found[0]["fix"]
    assert clone.run("seal", "2019Q1").exit_code == 0
    assert clone.check().codes == []


def test_a_clone_with_other_line_ends_is_clean(clone: Clone, tmp_path: Path) -> None:
    target = tmp_path / "windows"
    code, said = clone.git("clone", "-q", "-c", "core.autocrlf=true", str(clone.root), str(target))
    assert code == 0, said
    windows = Clone(target)
    assert b"\r\n" in (target / "content/results/2019Q1/汇总.csv").read_bytes()
    assert windows.check().codes == []
    assert windows.run("seal", "2019Q1").exit_code == 0
    assert windows.git("status", "--short") == (0, "")
