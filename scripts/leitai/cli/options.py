"""What commands share: options, and how a refused request is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from leitai.problems import RequestRefused

Function = TypeVar("Function", bound=Callable[..., Any])


class Command(click.Command):
    """Tells a refused request as wrong usage, below the command's own usage line."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except RequestRefused as refused:
            raise click.UsageError(str(refused), context) from refused


def _remember(context: click.Context, parameter: click.Parameter, root: Path | None) -> Path:
    """`--root` after a command's name, else before it, else the current directory.

    The group writes `build/check.html` there when a command finds problems.
    """
    outermost = context.find_root()
    chosen: Path = root or outermost.obj or Path()
    outermost.obj = chosen
    return chosen


def _root(expose: bool) -> Callable[[Function], Function]:
    return click.option(
        "--root",
        callback=_remember,
        expose_value=expose,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="门户所在目录（含 content 和 site_config）；默认当前目录。",
    )


root_option = _root(expose=True)
demo_option = click.option("--demo", is_flag=True, help="这是一次演示：演示数据也可以公布，页面上照样标明。")
sign_option = click.option(
    "--sign",
    "key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="用这把私钥（OpenSSH）签名；谁可以签，登记在 site_config/signers。",
)
root_before_command = _root(expose=False)


class CommandGroup(click.Group):
    """A group of such commands."""

    command_class = Command
