"""The commands that only tell how things stand: `check`, `rank`. Of unchanged files they tell again what they told."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leitai.assist.messages import report_json, report_text
from leitai.cli.options import Command, root_option
from leitai.cli.problem_list import ending_text, problems_text
from leitai.problems import SEVERITY_NAMES, errors_of

if TYPE_CHECKING:
    from leitai.model.checked import Checked


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@click.option("--all", "is_all", is_flag=True, help="列出全部问题（连同提示）和每个文件读到了什么。")
def check(root: Path, form: str, is_all: bool) -> None:
    """读取并检查全部内容，列出要改的问题；只写 build/check.html 和退回单 build/returns/。"""
    from leitai.pipeline.report.write import write_check_report

    checked, files = _checked(root)
    if form == "json":
        click.echo(_check_json(checked))
    else:
        for report in checked.files if is_all else ():
            click.echo(report_text(report))
        click.echo(problems_text(checked.problems, is_all))
        path = write_check_report(root, checked, files)
        click.echo(ending_text(checked, path, of_check=True), err=True)
    sys.exit(1 if errors_of(checked.problems) else 0)


def _checked(root: Path) -> tuple[Checked, str]:
    """What is to be said, and what stands for the files of which it is."""
    from leitai.model.checked import Checked
    from leitai.pipeline.answers import Answer

    answer = Answer(root, Checked, "check")
    known = answer.kept
    if known is not None:
        return known, answer.files
    from leitai.pipeline.load import check_all  # the whole house, which a known answer doesn't need

    return answer.keep(check_all(root)), answer.files


def _check_json(checked: Checked) -> str:
    counts = Counter(problem.severity for problem in checked.problems)
    data = {
        "problems": [p.as_json() for p in checked.problems],
        "summary": {severity: counts[severity] for severity in SEVERITY_NAMES},
        "files": [report_json(r) for r in checked.files],
        "reporting": [group.as_json() for group in checked.reporting],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("period")
@click.option("--group", help="只列这一组别。")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="输出形式。"
)
def rank(root: Path, period: str, group: str | None, form: str) -> None:
    """列出一个期间的完整排名（内部使用，不受公开范围限制）。"""
    from leitai.pipeline.answers import Answer

    answer = Answer(root, str, "rank", period, group or "", form)
    click.echo(answer.kept or answer.keep(_ranked(root, period, group, form)), nl=False)


def _ranked(root: Path, period: str, group: str | None, form: str) -> str:
    from leitai.pipeline.load import load
    from leitai.pipeline.tables import office_view

    loaded = load(root)
    rankings = [r for r in loaded.rankings if r.period.id == period and group in (None, r.group)]
    if not rankings:
        known = "、".join(sorted({f"{r.period.id}（{r.group}）" for r in loaded.rankings}))
        raise click.UsageError(f"没有 {period} {group or ''}的排名。现有：{known or '无'}。")
    return office_view(loaded, rankings, form)
