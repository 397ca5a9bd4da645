"""A command tells again what it told of the same files, and believes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from leitai.pipeline.answers import Answer
from leitai.publish.site import store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.csv").write_text("1")
    Answer(tmp_path, str, "rank", "2019Q1").keep("first")
    return tmp_path


def kept(root: Path, *question: str, kind: type = str) -> object:
    return Answer(root, kind, *(question or ("rank", "2019Q1"))).kept


def test_the_same_question_over_the_same_files(root: Path) -> None:
    assert kept(root) == "first"
    assert kept(root, "rank", "2019Q2") is None
    assert kept(root, kind=int) is None, "a kept value of another kind is none"


@pytest.mark.parametrize("change", ["edit", "add", "delete", "rename", "folder"])
def test_another_file_is_another_question(root: Path, change: str) -> None:
    file = root / "content/a.csv"
    match change:
        case "edit":
            file.write_text("2")
        case "add":
            (root / "content/b.csv").write_text("")
        case "delete":
            file.unlink()
        case "rename":
            file.rename(root / "content/b.csv")
        case _:
            (root / "content/empty").mkdir()
    assert kept(root) is None


def test_other_code_answers_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "code_digest", lambda: "another")
    assert kept(root) is None


def test_what_changed_on_the_way_is_not_kept(root: Path) -> None:
    answer = Answer(root, str, "check")
    (root / "content/a.csv").write_text("2")
    assert answer.keep("of the first") == "of the first"
    assert kept(root, "check") is None


def test_broken_entries_are_not_believed(root: Path) -> None:
    (entry,) = (root / "build/.cache/rank").iterdir()
    entry.write_bytes(entry.read_bytes()[:-1])
    assert kept(root) is None


def test_only_the_last_answer_of_a_kind_is_kept(root: Path) -> None:
    Answer(root, str, "rank", "2019Q2").keep("second")
    assert len(list((root / "build/.cache/rank").iterdir())) == 1


def test_where_nothing_can_be_written_it_answers_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    assert Answer(tmp_path, str, "check").keep("said") == "said"
    assert kept(tmp_path, "check") is None
