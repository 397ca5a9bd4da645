"""Options that commands share."""

from __future__ import annotations

from pathlib import Path

import click


def _remember(context: click.Context, parameter: click.Parameter, root: Path) -> Path:
    """The group writes `build/check.html` there when a command finds problems."""
    context.find_root().obj = root
    return root


root_option = click.option(
    "--root",
    callback=_remember,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default="当前目录",
    help="门户所在目录（含 content 和 site_config）。",
)
