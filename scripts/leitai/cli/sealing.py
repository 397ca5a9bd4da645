"""The commands that freeze a period, and what changes what is frozen: `seal`, `correct`, `redact`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from leitai.assist.messages import redacted_lines, sealed_text
from leitai.cli.options import Command, root_option
from leitai.cli.problem_list import problems_text
from leitai.problems import ProblemsFound, RequestRefused
from leitai.schema.ledgers.corrections import CORRECTIONS

GIT_ARGUMENTS = ("%O", "%A", "%B", "%P")  # base, ours, theirs, path


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("periods", metavar="PERIOD...", nargs=-1, required=True)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="封存日期；默认公布日期或更正日期。")
def seal(root: Path, periods: tuple[str, ...], day: datetime | None) -> None:
    """封存期间或会议（连同到那时的台账）：以后每个改动都要登记更正，公布过的每一版都留着。"""
    from leitai.pipeline.seal import seal_each

    for done in seal_each(root, periods, day.date() if day is not None else None):
        click.echo(sealed_text(done))


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
    """登记对封存期间的一处更正；先改好填报文件，再运行。不属于一个单位的，单位写 ""；几个期间同一处改动，期间用逗号隔开。"""
    from leitai.pipeline.seal import record_correction

    given = (period, unit, item, *(values[name] for name in ("old", "new", "reason", "day", "document")))
    try:
        done = record_correction(root, dict(zip(CORRECTIONS.names, given, strict=True)))
    except ProblemsFound:
        click.echo("没有登记，content/ledgers/corrections.csv 没有改动；原因如下。", err=True)
        raise
    click.echo("已登记到 content/ledgers/corrections.csv。")
    for sealed in done:
        if sealed.left:
            click.echo(problems_text(sealed.left), err=True)
            click.echo(f"{sealed.name} 还有以上改动没有登记；全部登记后才封存为新的一版。")
        else:
            click.echo(sealed_text(sealed))


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.option("--post", prompt="由哪个科室或岗位决定（会公布，不写人名）", help="作出决定的科室或岗位。")
@click.option("--document", prompt="依据的文件或文号（会公布）", help="依据的文件。")
@click.option(
    "--date", "day", prompt="日期（例如 2019-11-01）", type=click.DateTime(["%Y-%m-%d"]), help="撤下的日期。"
)
def redact(root: Path, post: str, document: str, day: datetime) -> None:
    """从内容、封存过的每一版和台账里撤下不应公布的文字；记录只说什么时候由谁撤下，不说撤下的是什么。

    要撤下的文字在提示后输入，不写在命令里：命令会留在终端的历史里。
    """
    from leitai.pipeline.redact import redact as take_out

    text = click.prompt("要撤下的文字（照原样，一行）", prompt_suffix="：").strip()
    done = take_out(root, text, post, document, day.date())
    for line in redacted_lines(done):
        click.echo(line)


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("files", nargs=-1, metavar="[台账…]")
@click.option("--ours", "keep", flag_value="ours", help="两边都封存了同一版的，留 <<<<<<< 下面的一边。")
@click.option("--theirs", "keep", flag_value="theirs", help="两边都封存了同一版的，留 >>>>>>> 上面的一边。")
@click.option("--install", is_flag=True, help="让这个 git 克隆以后自动按规则合并台账（写 git config）。")
def merge(root: Path, files: tuple[str, ...], keep: str | None, install: bool) -> None:
    """按规则合并两个人都改过的台账（封存账、网址、跟进记录、更正、问题）：不写文件名就合并全部有合并标记的。

    git 自动合并时调用：leitai merge %O %A %B %P。
    """
    from leitai.pipeline.merge import DRIVER, install_driver, merge_for_git, merge_marked

    if install:
        install_driver(root)
        click.echo("已登记：" + "；".join(f"git config {key} '{value}'" for key, value in DRIVER.items()))
    elif len(files) == len(GIT_ARGUMENTS) and not any(map(_is_ledger, files[:-1])):
        base, ours, theirs = map(Path, files[:-1])
        try:
            merge_for_git(base, ours, theirs, files[-1])
        except RequestRefused as refused:  # the way in which git hears of a conflict
            click.echo(str(refused), err=True)
            sys.exit(1)
    else:
        merged = merge_marked(root, files, keep or "")
        told = [f"已合并 {path}；核对后提交" for path in merged]
        click.echo("\n".join(told) or "没有要合并的台账，没有改动。")


def _is_ledger(path: str) -> bool:
    return path.startswith("content/")
