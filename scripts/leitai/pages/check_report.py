"""`build/check.html`: every problem of one check on a page that opens from disk; not part of the portal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from leitai.pages.render import render_shell
from leitai.pages.tables import Cell, Row, table
from leitai.problems import SEVERITY_NAMES, Problem


def check_report(problems: Sequence[Problem]) -> bytes:
    """All problems, grouped by file, the worst first within each."""
    order = list(SEVERITY_NAMES)
    ranked = sorted(problems, key=lambda problem: (problem.place.path, order.index(problem.severity)))
    files = [
        {"path": path, "table": _table(path, list(found))}
        for path, found in groupby(ranked, key=lambda problem: problem.place.path)
    ]
    counts = [
        f"{name} {sum(problem.severity == severity for problem in problems)} 处"
        for severity, name in SEVERITY_NAMES.items()
    ]
    return render_shell("check.html.j2", {"summary": "，".join(counts), "files": files})


def _table(path: str, problems: list[Problem]) -> Markup:
    rows = [
        Row(
            [
                Cell(problem.code, is_header=True),
                Cell(SEVERITY_NAMES[problem.severity]),
                Cell(str(problem.place).removeprefix(path).strip() or "整个文件"),
                Cell(problem.value or ""),
                Cell(problem.what, note=f"→ {problem.fix}"),
            ],
            css=f"lt-{problem.severity}",
        )
        for problem in problems
    ]
    header = [Cell(name) for name in ("代码", "程度", "位置", "写的是", "问题和改法")]
    return table(path, header, rows)
