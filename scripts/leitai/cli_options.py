"""Options that commands share."""

from __future__ import annotations

from pathlib import Path

import click

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default="当前目录",
    help="门户所在目录（含 content 和 site_config）。",
)
