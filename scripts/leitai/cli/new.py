"""The commands that make forms and templates: `leitai new …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leitai.cli.options import Group, root_option

if TYPE_CHECKING:
    from leitai.assist.forms.new import Created


@click.group(cls=Group, options_metavar="[选项]", subcommand_metavar="命令 …")
def new() -> None:
    """生成填好花名册的填报表，或一份待补充的经验做法、会议。"""


title_option = click.option("--title", required=True, help="标题。")


@new.command("quarter", options_metavar="[选项]")
@root_option
@click.argument("period")
@click.option("--group", help="只生成这一组别；默认所有有办法的组别。")
@click.option("--unit", help="只生成这一个单位（编号、全称或简称）的小表。")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="只生成一种；默认两种都生成。")
def new_forms(root: Path, period: str, group: str | None, unit: str | None, form: str | None) -> None:
    """生成一个期间（季、月、半年、年）的填报表，放在 build/templates/。"""
    from leitai.assist.forms.new import new_period

    _say_created(new_period(root, period, group, form, unit))


@new.command("case", options_metavar="[选项]")
@root_option
@click.argument("slug")
@title_option
@click.option("--year", type=click.IntRange(1900, 2999), help="年份；默认最近一期的年份。")
def new_write_up(root: Path, slug: str, title: str, year: int | None) -> None:
    """新建一篇待补充的经验做法 content/cases/SLUG.md。"""
    from leitai.assist.forms.new import new_case

    _say_created(new_case(root, slug, title, year))


@new.command("meeting", options_metavar="[选项]")
@root_option
@click.argument("day", metavar="DATE")
@click.argument("slug")
@title_option
def new_gathering(root: Path, day: str, slug: str, title: str) -> None:
    """新建一次会议 content/meetings/DATE-SLUG/；日期知道多少写多少，例如 2019-08。"""
    from leitai.assist.forms.new import new_meeting

    _say_created(new_meeting(root, day, slug, title))


def _say_created(created: Created) -> None:
    for path in created.paths:
        click.echo(f"已建 {path}")
    for hint in created.hints:
        click.echo(hint)
