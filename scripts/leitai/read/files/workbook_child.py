"""Reads one workbook in a process of its own, where a bomb or a crash can't hurt.

    python -m leitai.read.files.workbook_child < PATHS

Prints a line of JSON for each path: `{"sheets": [{"title", "state", "rows": [[number, [text, …]], …], "hidden_rows",
"hidden_columns", "covered": [[row, column, text], …]}]}` or `{"refused": why}`. Covered is what still stands in
the cells that a merged one lies over; nobody sees it, so it isn't in the rows. Imports nothing of the house but
what stands beside it, and no numpy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leitai.read.files.cell_texts import Refused, Sheets
from leitai.read.files.ods_sheets import ods_sheets
from leitai.read.files.xls_sheets import xls_sheets
from leitai.read.files.xlsx_sheets import xlsx_sheets

MEMORY_LIMIT = 450 * 1024 * 1024  # bytes of address space, where the system can limit it
READERS: dict[str, Callable[[Path], Sheets]] = {
    ".xlsx": xlsx_sheets,
    ".xlsm": xlsx_sheets,
    ".xls": xls_sheets,
    ".ods": ods_sheets,
}


def answer_each(reader: Callable[[Path], dict[str, Any]]) -> None:
    """Answer each line of standard input, a path in JSON, with a line of standard output."""
    limit_memory()
    answers, sys.stdout = sys.stdout, sys.stderr  # the parsers print warnings of their own
    for line in sys.stdin:
        print(json.dumps(reader(Path(json.loads(line)))), file=answers, flush=True)


def read(path: Path) -> dict[str, Any]:
    """The sheets of a workbook, or why it was refused."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and only its size matters here
    try:
        return {"sheets": list(READERS[path.suffix.lower()](path))}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "展开后占用的内存太大"}
    except Exception:  # whatever the parsers raise: the file is not a sound workbook
        return {"refused": "文件损坏、有密码，或者只是改了扩展名"}


def limit_memory() -> None:
    """Hold this process to `MEMORY_LIMIT` where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit of the parent still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


if __name__ == "__main__":
    answer_each(read)
