"""`leitai init` takes any line of text for a title; what the console says is in Chinese, whatever it is given."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leitai.assist.messages import fault_text
from leitai.cli import main
from leitai.pipeline.load import load_settings

GBK = "中县".encode("gbk").decode("utf-8", "surrogateescape")


def leitai(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize(
    "title", ['甲市: "擂台" #1', "2020", "甲'市", "- 甲", "*甲 & {乙}", "甲市　擂台", r"甲\n乙", "甲市 #1"]
)
def test_any_title_is_kept_as_it_was_typed(tmp_path: Path, title: str) -> None:
    assert leitai("init", str(tmp_path / "portal"), "--title", title).exit_code == 0
    portal = load_settings(tmp_path / "portal").portal
    assert (portal.title, portal.engine_site_name) == (title, title)


@pytest.mark.parametrize("title", ["", " ", "甲\n市", "甲\t市", "甲\x02市"])
def test_what_is_no_line_of_text_is_no_title(tmp_path: Path, title: str) -> None:
    done = leitai("init", str(tmp_path / "portal"), "--title", title)
    assert (done.exit_code, "站名应当是一行文字" in done.stderr) == (2, True)
    assert not (tmp_path / "portal").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("init", GBK),
        ("init", "x", "--title", GBK),
        ("verify", GBK),
        ("publish", GBK),
        ("check", "--root", GBK),
    ],
)
def test_words_that_are_no_text_are_refused(words: tuple[str, ...]) -> None:
    done = leitai(*words)
    assert (done.exit_code, "“中县”不是 UTF-8 文字" in done.stderr) == (2, True), done.stderr


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    done = leitai("init", str(tmp_path / ("长" * 100)))
    assert (done.exit_code, "名字太长，系统放不下" in done.stderr) == (3, True), done.stderr


def test_a_full_disk_is_named_by_the_folder_that_was_written(tmp_path: Path) -> None:
    source, gone = str(tmp_path / "源.html"), str(tmp_path / "www" / "rankings" / "页.html")
    for fault in (
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), source, None, gone),
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), gone),
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path)),
    ):
        assert f"磁盘满了（{tmp_path} 所在的磁盘" in fault_text(fault)


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_a_disk_that_fills_up_leaves_nothing_of_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """The folder is named, and the command can be run again: nothing half-written stands in its way."""
    opened, room = Path.open, iter([*["room"] * kept])

    def until_full(path: Path, mode: str = "r", **options: Any) -> Any:
        if mode == "wb" and next(room, None) is None:
            path.write_text("half", encoding="utf-8")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, mode, **options)

    monkeypatch.setattr(Path, "open", until_full)
    done = leitai("init", str(tmp_path / "portal"))
    assert (done.exit_code, f"磁盘满了（{tmp_path / 'portal'} 所在的磁盘" in done.stderr) == (3, True), (
        done.stderr
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert leitai("init", str(tmp_path / "portal")).exit_code == 0
