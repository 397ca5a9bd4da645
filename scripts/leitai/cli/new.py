"""The commands that make forms and templates: `leitai new …`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leitai.assist.messages import created_lines
from leitai.cli.options import CommandGroup, root_option

if TYPE_CHECKING:
    from leitai.assist.forms.created import Created


@click.group(cls=CommandGroup, options_metavar="[选项]", subcommand_metavar="命令 …")
def new() -> None:
    """生成填好花名册的填报表、票数表，或一份待补充的经验做法、会议、发言；做法和发言也可以从 Word 文件转来。"""


title_option = click.option("--title", required=True, help="标题。")


@new.command("quarter", options_metavar="[选项]")
@root_option
@click.argument("period")
@click.option("--group", help="只生成这一组别；默认所有有办法的组别。")
@click.option("--unit", help="只生成这一个单位（编号、全称或简称）的表。")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="只生成一种；默认两种都生成。")
@click.option(
    "--write/--no-write", default=None, help="把这一期缺的设置和目标值的行也写好；不写这个选项时会问。"
)
def new_forms(
    root: Path, period: str, group: str | None, unit: str | None, form: str | None, write: bool | None
) -> None:
    """生成一个期间（季、月、半年、年）的填报表（每组一份、每个单位一份），放在 build/templates/，并说明这一期还缺什么。"""
    from leitai.assist.forms.quarter import Quarter, new_period, period_needs, prepare_period

    wanted = Quarter.of(period, group, form, unit)
    needs = period_needs(root, wanted)
    for number, need in enumerate(needs, start=1):
        click.echo(f"这一期还缺 {number}. {need.path}：{need.what}。")
    if needs and (_wants_to_write() if write is None else write):
        for path in prepare_period(root, wanted):
            click.echo(f"已写 {path}")
    elif needs:
        click.echo(f"以上可以代写：leitai new quarter {period} --write")
    _say_created(new_period(root, wanted))


@new.command("method", options_metavar="[选项]")
@root_option
@click.argument("period")
@click.option("--dated", required=True, help="新办法的制定日期，例如 2020-03-20。")
@click.option("--reason", required=True, help="修改原因，会写在办法的页面上。")
@click.option("--group", help="哪一组别的办法；只有一组时可以不写。")
@click.option("--write/--no-write", default=None, help="直接写，或只看要写什么；不写这个选项时会问。")
def new_version(
    root: Path, period: str, dated: str, reason: str, group: str | None, write: bool | None
) -> None:
    """从期间 PERIOD 起另写一版考核办法：照抄这一组别最新的一版，旧的一版到前一期为止。"""
    from leitai.assist.forms.next_method import next_method, write_next

    wanted = next_method(root, period, dated, reason, group)
    for line in wanted.told:
        click.echo(f"{line}。")
    if _wants_to_write() if write is None else write:
        _say_created(write_next(root, wanted))
    else:
        click.echo("还没有写；加上 --write 再运行一次就写。")


def _wants_to_write() -> bool:
    return sys.stdin.isatty() and click.confirm("现在代写以上各项吗？写完会列出改了哪些文件", default=False)


from_option = click.option(
    "--from",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="从这个 Word 文件（.docx）转成草稿。",
)


@new.command("case", options_metavar="[选项]")
@root_option
@click.argument("slug")
@click.option("--title", help="标题；用 --from 时默认取文件的标题。")
@click.option("--year", type=click.IntRange(1900, 2999), help="年份；默认最近一期的年份。")
@from_option
def new_write_up(root: Path, slug: str, title: str | None, year: int | None, file: Path | None) -> None:
    """新建一篇待补充的经验做法 content/cases/SLUG.md；从 Word 转的放在 content/cases/SLUG/，图片在旁边。"""
    from leitai.assist.forms.new import new_case
    from leitai.assist.word.write_up import case_from_word

    if file is not None:
        _say_created(case_from_word(root, file, slug, title, year))
    elif title is None:
        raise click.UsageError("请用 --title 写标题，或用 --from 指定 Word 文件。")
    else:
        _say_created(new_case(root, slug, title, year))


@new.command("speech", options_metavar="[选项]")
@root_option
@click.argument("meeting")
@click.argument("unit")
@click.option("--type", "kind", default="汇报", help="汇报、典型 或 表态；默认汇报。")
@from_option
def new_speech_of(root: Path, meeting: str, unit: str, kind: str, file: Path | None) -> None:
    """新建会议 MEETING（目录名）上单位 UNIT 的发言，序号接着已有的排。"""
    from leitai.assist.word.speech import new_speech

    _say_created(new_speech(root, meeting, unit, kind, file))


@new.command("meeting", options_metavar="[选项]")
@root_option
@click.argument("day", metavar="DATE")
@click.argument("slug")
@title_option
def new_gathering(root: Path, day: str, slug: str, title: str) -> None:
    """新建一次会议 content/meetings/DATE-SLUG/；日期知道多少写多少，例如 2019-08。"""
    from leitai.assist.forms.new import new_meeting

    _say_created(new_meeting(root, day, slug, title))


@new.command("ballots", options_metavar="[选项]")
@root_option
@click.argument("meeting")
@click.option("--panel", "panels", multiple=True, help="评价人的类别，可以写几个；默认按办法。")
def new_votes(root: Path, meeting: str, panels: tuple[str, ...]) -> None:
    """生成会议 MEETING（目录名）的现场测评票数表，放在 build/templates/；单位、评价人和等次已经填好。"""
    from leitai.assist.forms.ballots import new_ballots

    _say_created(new_ballots(root, meeting, panels))


def _say_created(created: Created) -> None:
    for line in created_lines(created):
        click.echo(line)
