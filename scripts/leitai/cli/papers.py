"""The commands that put together what leaves the house: `archive`, `pack`."""

from __future__ import annotations

from pathlib import Path

import click

from leitai.cli.options import Command, root_option, sign_option


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("name", metavar="期间或会议")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪个 zip 文件。",
)
@sign_option
def archive(root: Path, name: str, output: Path, key: Path | None) -> None:
    """把一个期间或一次会议打成一个 zip：解压后不用服务器、不用网络就能打开。"""
    from leitai.pipeline.archive import write_archive

    files = write_archive(root, name, output, lambda message: click.echo(message, err=True), key)
    click.echo(f"已写 {output}（{files} 个文件）；解压后打开 index.html。")


@click.command(cls=Command, options_metavar="[选项]")
@root_option
@click.argument("meeting", metavar="会议")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="写到哪个目录；默认 build/pack/会议编号。",
)
def pack(root: Path, meeting: str, output: Path | None) -> None:
    """打好一次会议的材料：议程、要问的事项、各单位简报、通报、挂图，网页和 Word 各一份。"""
    from leitai.pipeline.pack import pack_meeting

    index = pack_meeting(root, meeting, output)
    click.echo(f"直接打开：{index.resolve().as_uri()}")
    click.echo("同一目录里的 .docx 可以接着写；有挂图（board.html）的，打印在 A3 纸上。")
