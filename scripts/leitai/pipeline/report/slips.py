"""退回单: each unit's own file with its wrong cells coloured and commented, and a text to paste into a chat.

Made of result files with errors, in `build/returns/`. A file in which personal data were found is not copied: the text alone
says what to take out.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from leitai.model.checked import CellsPicture, Checked
from leitai.problems import Place, Problem, errors_of

FOLDER = "build/returns"
_RESULTS = "content/results/"
_KEPT_AS_IT_IS = (".xlsx", ".xlsm")


def write_returns(root: Path, checked: Checked, pictures: Mapping[Place, CellsPicture]) -> tuple[str, ...]:
    """Write the slips anew; their names, without those of files that have no errors any more."""
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    found: dict[str, list[Problem]] = {}
    for problem in errors_of(checked.problems):
        path = PurePosixPath(problem.place.path)
        if problem.place.path.startswith(_RESULTS) and (root / path).is_file():
            found.setdefault(problem.place.path, []).append(problem)
    private = {problem.place.path for problem in checked.problems if problem.code.startswith("D")}
    for name, problems in found.items():
        path = PurePosixPath(name)
        slip = folder / path.parent.name / (path.stem if path.suffix in _KEPT_AS_IT_IS else path.name)
        slip.parent.mkdir(parents=True, exist_ok=True)
        Path(f"{slip}.txt").write_text(_text(name, problems), encoding="utf-8", newline="\r\n")
        if name not in private:
            from leitai.pipeline.report.marked import write_marked  # openpyxl, which only a wrong file needs

            write_marked(root, name, problems, pictures, Path(f"{slip}.xlsx"))
    return tuple(found)


def _text(name: str, problems: Sequence[Problem]) -> str:
    path = PurePosixPath(name)
    lines = [f"{path.name}（{path.parent.name}）有 {len(problems)} 处要改，改好请重新报来："]
    for number, problem in enumerate(problems, start=1):
        where = str(problem.place).removeprefix(name).strip() or "整个文件"
        written = f"写的是“{problem.value}”。" if problem.value else ""
        lines.append(f"{number}. {where}：{written}{problem.what}{problem.fix}")
    return "\n".join(lines) + "\n"
