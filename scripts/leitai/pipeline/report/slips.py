"""退回单: each unit's own file with its wrong cells coloured and commented, and a text to paste into a chat.

Made of result files with errors, in `build/returns/<period>/`, by the unit's name where a file is of one unit alone, otherwise by the
file's. A file in which personal data were found is not copied: the text alone says what to take out.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from leitai.grouping import grouped
from leitai.model.checked import CellsPicture, Checked
from leitai.problems import Place, Problem, errors_of
from leitai.publish.site.tree import replace_file
from leitai.schema.file_names import is_portable

FOLDER = "build/returns"
_RESULTS = "content/results/"
_KEPT_AS_IT_IS = (".xlsx", ".xlsm")


def write_returns(root: Path, checked: Checked, pictures: Mapping[Place, CellsPicture]) -> None:
    """Write the slips anew, without those of files that have no errors any more; of several files of a unit one text."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    wrong: dict[str, list[Problem]] = {}
    for problem in errors_of(checked.problems):
        path = problem.place.path
        if path.startswith(_RESULTS) and (root / path).is_file():
            wrong.setdefault(path, []).append(problem)
    private = {problem.place.path for problem in checked.problems if problem.code.startswith("D")}
    for slip, paths in grouped((_name(checked, path), path) for path in wrong).items():
        folder = root / FOLDER / PurePosixPath(paths[0]).parent.name
        text = "\n".join(_text(path, wrong[path]) for path in paths)
        replace_file(folder / f"{slip[1]}.txt", text.replace("\n", "\r\n").encode())
        for number, path in enumerate(paths, start=1):
            if path not in private:
                from leitai.pipeline.report.marked import marked  # openpyxl, which only a wrong file needs

                numbered = slip[1] + (f"-{number}" if number > 1 else "")
                if book := marked(root, path, wrong[path], pictures):
                    replace_file(folder / f"{numbered}.xlsx", book)


def _name(checked: Checked, path: str) -> tuple[str, str]:
    """The period and the name of the slip for a file; of older periods units are known by the names of files alone."""
    file = PurePosixPath(path)
    groups = [group for group in checked.reporting if group.period.id == file.parent.name]
    units = {unit.name for group in groups or checked.reporting for unit in group.senders_of(path)}
    if len(units) == 1 and is_portable(name := units.pop()):
        return file.parent.name, name
    return file.parent.name, file.stem if file.suffix in _KEPT_AS_IT_IS else file.name


def _text(name: str, problems: Sequence[Problem]) -> str:
    path = PurePosixPath(name)
    lines = [f"{path.name}（{path.parent.name}）有 {len(problems)} 处要改，改好请重新报来："]
    for number, problem in enumerate(problems, start=1):
        where = str(problem.place).removeprefix(name).strip() or "整个文件"
        written = f"写的是“{problem.value}”。" if problem.value else ""
        lines.append(f"{number}. {where}：{written}{problem.what}{problem.fix}")
    return "\n".join(lines) + "\n"
