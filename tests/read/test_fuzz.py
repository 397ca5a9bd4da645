"""Mutated bytes: no traceback, no hang; what is read equals a plain reference reader, or it is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.problems import Place, Problem
from leitai.read.documents.encodings import decode_text
from leitai.read.documents.tables import read_sheets

TABLE = '样例市一季度,,\n单位,火灾起数,服务评分\n甲县,10,36\n乙县,"1,020",32.5\n“丙市”,未报,—\n合计,30,\n'
ENCODED = {
    "utf-8": TABLE.encode(),
    "gb18030": TABLE.encode("gb18030"),
    "utf-8-sig": TABLE.encode("utf-8-sig"),
}
EDITS = st.lists(
    st.tuples(st.sampled_from(["flip", "drop", "insert"]), st.integers(0, 200), st.integers(0, 255)),
    min_size=1,
    max_size=6,
)


def mutated(data: bytes, edits: list[tuple[str, int, int]]) -> bytes:
    changed = bytearray(data)
    for kind, place, byte in edits:
        at = place % max(len(changed), 1)
        if kind == "flip" and changed:
            changed[at] ^= byte
        elif kind == "drop" and changed:
            del changed[at]
        else:
            changed.insert(at, byte)
    return bytes(changed)


def reference(text: str) -> list[list[str]]:
    """The cells as Python's csv module gives them, for texts that leitai accepts."""
    lines = text.replace("\r", "\n") if "\n" not in text else text
    return list(csv.reader(io.StringIO(lines, newline=""), strict=True))


@pytest.mark.parametrize("encoding", ENCODED)
@given(edits=EDITS)
def test_mutated_csv_is_read_exactly_or_refused(
    tmp_path_factory: pytest.TempPathFactory, encoding: str, edits: list[tuple[str, int, int]]
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "mutated.csv"
    path.write_bytes(mutated(ENCODED[encoding], edits))
    problems: list[Problem] = []
    sheets = read_sheets(path, "mutated.csv", problems)
    if not sheets:
        assert {problem.code for problem in problems} <= {"F02", "F04"} and problems
        return
    decoded = decode_text(path.read_bytes())
    assert decoded is not None and not problems
    assert [list(row.cells) for row in sheets[0].rows] == reference(decoded[0])
    assert sheets[0].place == Place("mutated.csv")
