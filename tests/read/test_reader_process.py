"""One process reads all workbooks; a file that kills it, or never ends, hurts no other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from leitai.read.files import reader_process
from leitai.read.files.reader_process import ReaderProcess
from workbooks import workbook

CHILD = """
import json, os, sys
for line in sys.stdin:
    name = os.path.basename(json.loads(line))
    if name == "fatal":
        os._exit(1)
    if name == "endless":
        sys.stdin.read()
    print(json.dumps({"refused": "…"} if name == "refused" else {"sheets": os.getpid()}), flush=True)
"""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> ReaderProcess:
    monkeypatch.setattr(reader_process, "COMMAND", [sys.executable, "-c", CHILD])
    return ReaderProcess()


def test_all_workbooks_are_read_by_one_process(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.xlsx").write_bytes(workbook([["单位", name]]))
    reader = ReaderProcess()
    texts = [reader.read(tmp_path / f"{name}.xlsx")["sheets"][0]["rows"][0][1] for name in "ab"]
    assert texts == [["单位", "a"], ["单位", "b"]]


def test_the_process_stays_and_is_new_after_a_file_that_it_could_not_read(reader: ReaderProcess) -> None:
    first, second = reader.read(Path("a")), reader.read(Path("b"))
    assert first == second
    assert "大得不像报表" in reader.read(Path("fatal"))["refused"]
    third = reader.read(Path("c"))
    assert reader.read(Path("refused")) == {"refused": "…"}
    assert third != first and reader.read(Path("d")) not in (first, third)


def test_a_file_that_takes_too_long_is_given_up(
    reader: ReaderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(reader_process, "SECONDS", 0.5)
        assert "没有读完" in reader.read(Path("endless"))["refused"]
    assert "sheets" in reader.read(Path("a"))
