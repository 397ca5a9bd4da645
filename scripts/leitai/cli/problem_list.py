"""Problems on the screen: who scrolls nowhere sees how many there are, the first ones, and where all of them are."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leitai.problems import SEVERITY_NAMES, Problem, Severity, errors_of

if TYPE_CHECKING:
    from leitai.model.checked import Checked
    from leitai.model.reporting import GroupReporting

BySeverity = dict[Severity, list[Problem]]
SHOWN_WARNINGS = 10
LINES_OF_ERRORS = 16  # with what follows them, the last 25 lines of a screen
SCREEN_WIDTH = 100  # columns; longer lines break on the screen


def counts_text(problems: Sequence[Problem]) -> str:
    """How many errors, warnings and notices."""
    counts = Counter(problem.severity for problem in problems)
    return "，".join(f"{name} {counts[severity]} 处" for severity, name in SEVERITY_NAMES.items())


def problems_text(problems: Sequence[Problem], is_all: bool = False) -> str:
    """Problems as a clerk reads them, by file: warnings, then as many errors as fit on a screen, the first to mend first.

    `is_all`: every one of them, notices too.
    """
    if not problems:
        return "检查完毕，没有发现问题。"
    by_severity = {severity: [p for p in problems if p.severity == severity] for severity in SEVERITY_NAMES}
    shown = by_severity if is_all else _first_ones(by_severity)
    lines = [f"检查完毕：{counts_text(problems)}。"]
    for severity in reversed(list(SEVERITY_NAMES)):
        lines += _by_file(shown[severity])
        left = len(by_severity[severity]) - len(shown[severity])
        if left and severity != "notice":
            lines.append(f"  还有 {left} 处{SEVERITY_NAMES[severity]}没有列出。")
    return "\n".join(lines)


def _first_ones(by_severity: BySeverity) -> BySeverity:
    errors = by_severity["error"]
    fits = [
        n
        for n in range(1, min(len(errors), LINES_OF_ERRORS) + 1)
        if sum(map(_height, _by_file(errors[:n]))) <= LINES_OF_ERRORS
    ]
    errors = errors[: max(fits, default=1)]
    return {"error": errors, "warning": by_severity["warning"][:SHOWN_WARNINGS], "notice": []}


def _height(line: str) -> int:
    width = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line)
    return max(1, -(-width // SCREEN_WIDTH))


def _by_file(problems: Sequence[Problem]) -> Iterator[str]:
    path = None
    for problem in problems:
        if problem.place.path != path:
            path = problem.place.path
            yield from ("", path)
        yield from _lines(problem)


def _lines(problem: Problem) -> tuple[str, str]:
    where = str(problem.place).removeprefix(problem.place.path).strip()
    written = f"写的是“{problem.value}”。" if problem.value else ""
    head = f"  {SEVERITY_NAMES[problem.severity]} {problem.code} {where}".rstrip()
    return f"{head}：{written}{problem.what}", f"      → {problem.fix}"


def ending_text(checked: Checked, report: Path | None, of_check: bool = False) -> str:
    """The last lines: who has reported, how many errors there are, and where to see all; other commands may refuse what
    `check` doesn't look at."""
    problems, lines = checked.problems, [reporting_text(group) for group in checked.reporting]
    where = "" if report is None else f"全部问题见 {report}（用浏览器打开）。"
    if problems:
        again = "leitai check --all 在这里全部列出。" if of_check else ""
        lines.append(f"{counts_text(problems)}。{where}{again}")
    if errors_of(problems):
        lines.append(
            "有错误，不能生成：从上面列出的第一处改起，改完再运行一次。要退给填报单位的，见 build/returns/。"
        )
    return "\n".join(lines)


def reporting_text(group: GroupReporting) -> str:
    """10 个单位报了 8 个；没有数据：甲县；文件还读不了：乙县。"""
    size = len(group.roster)
    came = size - len(group.missing) - len(group.unread)
    parts = [f"{size} 个单位都报了" if came == size else f"{size} 个单位报了 {came} 个"]
    for word, units in (("没有数据", group.missing), ("文件里有错误，还没有读到", group.unread)):
        parts += [f"{word}：{'、'.join(unit.short or unit.name for unit in units)}"] if units else []
    return f"{group.period.id} {group.group}：{'；'.join(parts)}。"
