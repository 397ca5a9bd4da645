"""What a new portal begins with: its units, its indicators, the first method of a group."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from flask import Request

from leitai.assist.desk.actions.action import Action, chosen, day_of, line_of
from leitai.assist.desk.actions.uploads import as_file, one_upload
from leitai.assist.desk.aside import put_in
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.forms.first_method import RULES, Chosen, first_method
from leitai.assist.messages import created_lines
from leitai.pipeline.build import Say
from leitai.pipeline.tools import csv_bytes, one_writer, read_sheets
from leitai.problems import Problem, ProblemsFound, RequestRefused
from leitai.schema.columns import FileFormat
from leitai.schema.config.indicators import INDICATORS
from leitai.schema.config.units import UNITS

TABLES: Mapping[str, FileFormat] = {"put-units": UNITS, "put-indicators": INDICATORS}
_PAGE = "/settings"
_BACK = ((_PAGE, "回到设置"),)


def put_table(desk: Desk, asked: Request, table: FileFormat) -> Work:
    """The job that puts a table of the settings in the place of the present one, whatever kind of spreadsheet it was."""
    upload = one_upload(asked, "files")
    if upload is None:
        raise RequestRefused(f"还没有选文件；请选{table.title}。")

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"), as_file(upload) as file:
            assert file is not None
            data = upload[1] if file.suffix.lower() == ".csv" else _as_csv(file)
            folder, _, name = table.path.rpartition("/")
            put_in(desk.root, folder, {name: data}, [name] if (desk.root / table.path).exists() else (), say)
        return _done(desk, [f"已换上 {table.path}"], [table.path])

    return work


def _as_csv(file: Path) -> bytes:
    """The only filled sheet of a workbook, its cells as they are shown there."""
    problems = list[Problem]()
    filled = [sheet for sheet in read_sheets(file, file.name, problems) if sheet.rows.filled()]
    if problems:
        raise ProblemsFound(problems)
    if len(filled) != 1:
        raise RequestRefused(f"{file.name} 里有内容的工作表有 {len(filled)} 张；请只留一张。")
    return csv_bytes([line.cells for line in filled[0].rows.filled()])


def write_method(desk: Desk, asked: Request) -> Work:
    """The job that writes the first method of a group."""
    settings = desk.settings
    if settings is None:
        raise RequestRefused("要先把设置里的错误改好，才能写办法。")
    group = chosen(asked, "group", (group.group_id for group in settings.portal.groups))
    since, title = line_of(asked, "since", "从哪一期起"), line_of(asked, "title", "名称")
    day = day_of(asked, "day", "制定日期").isoformat()
    wanted = {
        name: Chosen(weight, chosen(asked, f"rule-{name}", RULES))
        for name in settings.indicators
        if (weight := asked.form.get(f"weight-{name}", "").strip())
    }

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            created = first_method(desk.root, group, since, day, title, wanted)
        done = _done(desk, created_lines(created), created.paths)
        return Done(done.words, done.problems, (("/reports", "准备第一期"), *_BACK))

    return work


def _done(desk: Desk, words: list[str], paths: list[str] | tuple[str, ...]) -> Done:
    desk.live.look()
    return Done(words, desk.problems_in(paths), _BACK)


SETTINGS = (
    Action(
        "put-units",
        "换上单位表",
        _PAGE,
        "选中的表存成 site_config/units.csv，整张换掉现在的，然后马上检查。",
        "旧的表在 build/aside/site_config/，再换上一次就回来了。",
        partial(put_table, table=UNITS),
    ),
    Action(
        "put-indicators",
        "换上指标表",
        _PAGE,
        "选中的表存成 site_config/indicators.csv，整张换掉现在的，然后马上检查。",
        "旧的表在 build/aside/site_config/，再换上一次就回来了。",
        partial(put_table, table=INDICATORS),
    ),
    Action(
        "first-method",
        "写第一版办法",
        _PAGE,
        "填了权重的指标写成这一组别的第一版办法，在 site_config/methods/，执行到那一年年底；并列、未报等规定也写在里面，看得见。",
        "删去 site_config/methods/ 里的这个文件。",
        write_method,
    ),
)
