"""What the command line says of a check, as a clerk reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from leitai.model.results import FileReport
from leitai.problems import SEVERITY_NAMES, Problem

SHOWN_PROBLEMS = 50
SHOWN_COERCIONS = 3


def report_text(report: FileReport) -> str:
    """What was understood of one sheet: shape, encoding, header, rows, what was converted."""
    where = report.path + (f" 工作表“{report.sheet}”" if report.sheet else "")
    parts = [report.shape, report.encoding, f"表头第 {report.header_row} 行", f"数据 {report.rows_read} 行"]
    if report.rows_skipped:
        parts.append(f"跳过 {len(report.rows_skipped)} 行")
    if report.coercions:
        shown = "、".join(f"“{text}”→{value:f}" for _, text, value in report.coercions[:SHOWN_COERCIONS])
        parts.append(
            f"换算 {len(report.coercions)} 格（{shown}{' …' if len(report.coercions) > SHOWN_COERCIONS else ''}）"
        )
    return f"已读 {where}：{'，'.join(parts)}。"


def problems_text(problems: Sequence[Problem]) -> str:
    """Problems as a clerk reads them: grouped by file, errors first, the first fifty."""
    counts = Counter(problem.severity for problem in problems)
    summary = "，".join(f"{name} {counts[severity]} 处" for severity, name in SEVERITY_NAMES.items())
    if not problems:
        return "检查完毕，没有发现问题。"
    ordered = sorted(problems, key=lambda problem: list(SEVERITY_NAMES).index(problem.severity))
    lines = [f"检查完毕：{summary}。"]
    path = None
    for problem in ordered[:SHOWN_PROBLEMS]:
        if problem.place.path != path:
            path = problem.place.path
            lines += ["", path]
        lines.append(_problem_text(problem))
    if len(ordered) > SHOWN_PROBLEMS:
        lines += [
            "",
            f"还有 {len(ordered) - SHOWN_PROBLEMS} 处没有列出；全部见 build/check.html。",
        ]
    return "\n".join(lines)


def _problem_text(problem: Problem) -> str:
    where = str(problem.place).removeprefix(problem.place.path).strip()
    written = f"写的是“{problem.value}”。" if problem.value else ""
    head = f"  {SEVERITY_NAMES[problem.severity]} {problem.code} {where}".rstrip()
    return f"{head}：{written}{problem.what}\n      → {problem.fix}"
