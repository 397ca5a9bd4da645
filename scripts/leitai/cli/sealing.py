"""The commands that freeze a period: `seal`, `correct`, `archive`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leitai.cli.options import Command, root_option, sign_option
from leitai.cli.problem_list import problems_text
from leitai.problems import ProblemsFound
from leitai.schema.ledgers.corrections import CORRECTIONS

if TYPE_CHECKING:
    from leitai.pipeline.seal import Sealed


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("periods", metavar="PERIOD...", nargs=-1, required=True)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="封存日期；默认公布日期或更正日期。")
def seal(root: Path, periods: tuple[str, ...], day: datetime | None) -> None:
    """封存期间或会议（连同到那时的台账）：以后每个改动都要登记更正，公布过的每一版都留着。"""
    from leitai.pipeline.seal import seal_each

    for done in seal_each(root, periods, day.date() if day is not None else None):
        _say_sealed(done)


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("period")
@click.argument("unit", metavar="单位")
@click.argument("item", metavar="指标")
@click.option("--old", prompt="原值（封存的写法）", help="封存的写法；原来没有的写 无。")
@click.option("--new", prompt="更正值（文件里现在的写法）", help="文件里现在的写法；删去的写 无。")
@click.option("--reason", prompt="原因（一句话，不涉及个人）", help="一句话，不涉及个人。")
@click.option("--date", "day", prompt="更正日期（例如 2019-11-01）", help="作出更正的日期。")
@click.option("--document", prompt="文号", help="依据的文件。")
def correct(root: Path, period: str, unit: str, item: str, **values: str) -> None:
    """登记对封存期间的一处更正；先改好填报文件，再运行。不属于一个单位的，单位写 ""。"""
    from leitai.pipeline.seal import correct_period

    given = (period, unit, item, *(values[name] for name in ("old", "new", "reason", "day", "document")))
    try:
        done = correct_period(root, dict(zip(CORRECTIONS.names, given, strict=True)))
    except ProblemsFound:
        click.echo("没有登记，content/ledgers/corrections.csv 没有改动；原因如下。", err=True)
        raise
    click.echo("已登记到 content/ledgers/corrections.csv。")
    if done.left:
        click.echo(problems_text(done.left), err=True)
        click.echo("还有以上改动没有登记；全部登记后才封存为新的一版。")
    else:
        _say_sealed(done)


def _say_sealed(done: Sealed) -> None:
    if not done.is_new:
        click.echo(f"{done.name} 已经封存（第 {done.version} 版），没有改动。")
        return
    click.echo(f"已封存 {done.name}，第 {done.version} 版。请把 content/ledgers/ 的改动一并存档。")


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("period")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪个 zip 文件。",
)
@sign_option
def archive(root: Path, period: str, output: Path, key: Path | None) -> None:
    """把一个期间打成一个 zip：解压后不用服务器、不用网络就能打开。"""
    from leitai.pipeline.archive import archive_period

    files = archive_period(root, period, output, lambda message: click.echo(message, err=True), key)
    click.echo(f"已写 {output}（{files} 个文件）；解压后打开 index.html。")
