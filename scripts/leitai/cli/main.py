"""The command line: flags, printing, progress, exit codes; no logic. Commands load what they need when they run.

Exit codes: 0 fine · 1 problems in the content · 2 wrong usage · 3 a fault of the machine.
"""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from leitai.assist.messages import fault_text, own_command, unpublished_text, verified_text
from leitai.cli.asking import check, rank
from leitai.cli.new import new
from leitai.cli.options import CommandGroup, demo_option, root_before_command, root_option, sign_option
from leitai.cli.papers import archive, pack
from leitai.cli.problem_list import ending_text, problems_text
from leitai.cli.progress_line import ProgressLine
from leitai.cli.sealing import correct, merge, redact, seal
from leitai.garbage import search_rarely
from leitai.locale import speak_chinese
from leitai.problems import MachineFault, Problem, ProblemsFound
from leitai.schema.file_names import readable


class ChineseGroup(CommandGroup):
    """Maps what can go wrong to messages and exit codes, in one place."""

    def main(self, *args: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        speak_chinese()
        search_rarely()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _stop)
        return super().main(*args, **extra)

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """Refuse words that are no text (a GBK console or file name on a UTF-8 system): nothing could show or keep them."""
        for word in arguments:
            shown = readable(word)
            if shown != word:
                fix = (
                    "多半是终端或文件名用了 GBK 编码；请把终端的编码改为 UTF-8，把文件重命名为中文或英文名。"
                )
                raise click.UsageError(f"“{shown}”不是 UTF-8 文字：{fix}", context)
        return super().parse_args(context, arguments)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except ProblemsFound as found:
            _say_refused(found, context.obj)
            click.echo("已有的网站没有改动。", err=True)
            context.exit(1)
        except (MachineFault, OSError, KeyboardInterrupt) as fault:
            click.echo(fault_text(fault), err=True)
            click.echo("已有的网站没有改动。", err=True)
            context.exit(3)


def _say_refused(found: ProblemsFound, root: object) -> None:
    from leitai.pipeline.load import checked_of
    from leitai.pipeline.report.write import write_check_report

    checked = checked_of(found)
    report = write_check_report(root, checked) if isinstance(root, Path) else None
    click.echo(problems_text(checked.problems), err=True)
    click.echo(ending_text(checked, report), err=True)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


@click.group(
    cls=ChineseGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
@root_before_command
@click.version_option(package_name="leitai", message="leitai %(version)s", help="显示版本。")
def main() -> None:
    """擂台：把结果文件变成可以离线浏览的排名门户。"""


@main.command(options_metavar="[选项]")
@root_option
def pages(root: Path) -> None:
    """只写出 build/pages（Markdown）和 build/theme，不生成网站。"""
    from leitai.pipeline.build import write_pages

    with ProgressLine() as progress:
        loaded = write_pages(root, progress.say, progress.follow)
    _say_problems(loaded.problems)


@main.command(options_metavar="[选项]")
@root_option
@click.option(
    "--release", is_flag=True, help="正式发布：另外要求没有演示数据、文字写完、审核齐全、警告都有说明。"
)
@demo_option
@click.option(
    "--scheduler", metavar="TCP", help="把计算分给这个地址的 Dask 调度器（tcp://…）；要装 leitai[cluster]。"
)
def build(root: Path, release: bool, demo: bool, scheduler: str | None) -> None:
    """检查并生成网站；新网站完整可用之后才替换旧的。"""
    from leitai.assist.sites import build_if_changed, built_site

    with ProgressLine() as progress:
        problems = build_if_changed(root, progress.say, release, demo, scheduler, progress.follow)
    _say_problems(problems)
    click.echo(f"直接打开：{(built_site(root) / 'index.html').resolve().as_uri()}")
    click.echo(f"或者预览：{own_command()} serve（然后打开它显示的网址）")


@main.command(options_metavar="[选项]")
@root_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口。")
def serve(root: Path, port: int) -> None:
    """在本机预览；内容改动后自动重新生成。"""
    from leitai.assist.serve import serve_portal

    serve_portal(root, port, _say, lambda checked: click.echo(problems_text(checked.problems), err=True))


@main.command(options_metavar="[选项]")
@root_option
@click.option("--port", type=click.IntRange(0, 65535), help="端口；默认 8765，被占用就另找一个。")
@click.option("--open/--no-open", "is_shown", default=True, help="打开浏览器；--no-open 只显示网址。")
def desk(root: Path, port: int | None, is_shown: bool) -> None:
    """打开办公桌：收表、改错、核对、公布、封存，都在浏览器里按按钮。"""
    from leitai.assist.desk.start import open_desk

    open_desk(root, port, _say, is_shown)


@main.command(options_metavar="[选项]")
@root_option
@click.argument("site", required=False, type=click.Path(exists=True, path_type=Path))
def verify(root: Path, site: Path | None) -> None:
    """核对一个网站（默认 build/site）或归档 zip：逐个文件对清单，封存的各版对封存账，网址对网址台账，登记了签名人的核对签名。"""
    from leitai.assist.sites import built_site
    from leitai.pipeline.target import verify_site_of

    verified = verify_site_of(root, built_site(root) if site is None else site)
    click.echo(verified_text(verified))
    sys.exit(0 if verified.is_sound else 1)


@main.command(options_metavar="[选项]")
@root_option
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@click.option("--rollback", is_flag=True, help="退回到上一版。")
@demo_option
@sign_option
def publish(root: Path, target: Path, rollback: bool, demo: bool, key: Path | None) -> None:
    """把 build/site 发布到一个目录：核对后整站切换，留着上一版。"""
    from leitai.assist.sites import publish_built
    from leitai.pipeline.target import roll_back

    if rollback:
        roll_back(root, target, _say)
        return
    verified = publish_built(root, target, _say, demo, key)
    if not verified.is_sound:
        click.echo(unpublished_text(verified), err=True)
        sys.exit(1)


@main.command(options_metavar="[选项]")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="新擂台", show_default=True, help="站名。")
def init(folder: Path, title: str) -> None:
    """新建一个可以直接使用的空门户。"""
    from leitai.assist.init import create_portal

    for path in create_portal(folder, title):
        click.echo(f"已建 {folder / path}")
    click.echo("接下来：在 site_config/ 里填单位、指标和办法，再运行 leitai check 和 leitai build。")
    click.echo("放进 git、几个人一起改的，每个克隆运行一次 leitai merge --install，台账就按规则合并。")


@main.command("explain", options_metavar="[选项]")
@click.argument("code")
def explain_code(code: str) -> None:
    """说明一个问题代码的意思和改法。"""
    from leitai.assist.explain import explain

    text = explain(code)
    if text is None:
        raise click.UsageError(f"没有 {code} 这个代码。代码写在每条问题前面，例如 N01。")
    click.echo(text)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _say_problems(problems: Sequence[Problem]) -> None:
    """After a successful build only what still needs a look: warnings in full, notices as a count."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    if warnings:
        click.echo(problems_text(warnings), err=True)
    notices = len(problems) - len(warnings)
    if notices:
        click.echo(f"另有 {notices} 处提示，leitai check --all 可以看到。", err=True)


@main.command(options_metavar="[选项]")
@root_option
@click.argument("period")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
def diff(root: Path, period: str, form: str) -> None:
    """发布前核对：一个期间与上期比、与已生成的网站比，有什么变化。"""
    from leitai.assist.diff.findings import diff_period
    from leitai.assist.diff.text import diff_json, diff_text
    from leitai.pipeline.load import load

    found = diff_period(root, load(root), period)
    click.echo(diff_json(found) if form == "json" else diff_text(found), nl=False)


main.add_command(check)
main.add_command(rank)
main.add_command(new)
main.add_command(seal)
main.add_command(correct)
main.add_command(redact)
main.add_command(merge)
main.add_command(archive)
main.add_command(pack)
