"""`build/check.html`: every problem of one check, and what was read of each file; opens from disk, not part of the portal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from leitai.model.checked import CellsPicture, Checked
from leitai.model.results import Coercion, FileReport
from leitai.pages.kit.render import render_shell
from leitai.pages.kit.style import standalone
from leitai.pages.kit.tables import Cell, Row, table
from leitai.problems import SEVERITY_NAMES, Place, Problem


def check_report(checked: Checked, pictures: Mapping[Place, CellsPicture]) -> bytes:
    """All problems by file, errors first, each beside the cells that it speaks of; then what was understood of each file."""
    problems = checked.problems
    counts = [
        f"{name} {sum(problem.severity == severity for problem in problems)} 处"
        for severity, name in SEVERITY_NAMES.items()
    ]
    context: dict[str, object] = {
        "style": Markup(standalone("site/check.css") + standalone("site/problems.css")),
        "summary": "，".join(counts),
        "tables": problem_tables(problems, pictures),
        "read": _read_table(checked.files),
    }
    return render_shell("site/check.html.j2", context)


def problem_tables(problems: Iterable[Problem], pictures: Mapping[Place, CellsPicture]) -> list[Markup]:
    """A table for each file, errors first; each problem beside the cells that it speaks of. Style: `problems.css`."""
    order = list(SEVERITY_NAMES)
    ranked = sorted(problems, key=lambda problem: order.index(problem.severity))
    files = groupby(ranked, key=lambda problem: (problem.severity, problem.place.path))
    return [_table(path, list(found), pictures) for (_, path), found in files]


def _table(path: str, problems: list[Problem], pictures: Mapping[Place, CellsPicture]) -> Markup:
    rows = [
        Row(
            [
                Cell(problem.code, is_header=True),
                SEVERITY_NAMES[problem.severity],
                str(problem.place).removeprefix(path).strip() or "整个文件",
                problem.value or "",
                Cell(problem.what, note=f"→ {problem.fix}"),
                _picture(pictures.get(problem.place)),
            ],
            css=f"lt-{problem.severity}",
        )
        for problem in problems
    ]
    return table(path, ("代码", "程度", "位置", "写的是", "问题和改法", "原表"), rows)


def _picture(picture: CellsPicture | None) -> Markup:
    """The cells as a small table with letters and numbers, as spreadsheets show them."""
    if picture is None:
        return Markup("")
    head = Markup("").join(Markup("<th>{}</th>").format(letter) for letter in picture.letters)
    lines = Markup("").join(_line(number, cells, picture) for number, cells in picture.lines.items())
    return Markup('<table class="lt-cells"><tr><td></td>{}</tr>{}</table>').format(head, lines)


def _line(number: int, texts: Sequence[str], picture: CellsPicture) -> Markup:
    marks = [number == picture.row and picture.marked in (None, i) for i in range(len(texts))]
    cells = Markup("").join(
        Markup("<td><mark>{}</mark></td>" if is_marked else "<td>{}</td>").format(text or "　")
        for text, is_marked in zip(texts, marks, strict=True)
    )
    return Markup("<tr><th>{}</th>{}</tr>").format(number, cells)


def _read_table(reports: Sequence[FileReport]) -> Markup:
    """One line per sheet: its shape, the rows skipped and every cell that was converted."""
    rows = [
        (
            Cell(f"{report.path} {report.sheet or ''}".strip(), is_header=True),
            report.shape,
            report.encoding,
            f"第 {report.header_row} 行",
            str(report.rows_read),
            "；".join(f"第 {number} 行：{reason}" for number, reason in report.rows_skipped),
            "；".join(_conversion(coercion, report.path) for coercion in report.coercions),
        )
        for report in reports
    ]
    names = ("文件和工作表", "表的形状", "编码", "表头", "数据行", "跳过的行", "换算的格")
    return table("读到了什么", names, rows)


def _conversion(coercion: Coercion, path: str) -> str:
    place, text, value = coercion
    where = str(place).removeprefix(path).strip()
    return f"{where}“{text}”→{'没有数值' if value is None else f'{value:f}'}"
