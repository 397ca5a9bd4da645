"""Attachments are published as they are: what can be read of them goes through the privacy screen (decision 29)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.writings.folders import Folder
from leitai.model.writings.pictures import PictureRefused, check_picture
from leitai.model.writings.signatures import is_as_named
from leitai.problems import Place, Problem
from leitai.read.files.plain_words import PLAINLY
from leitai.read.files.reader_process import SECONDS
from leitai.read.files.workbooks import WorkbookRefused, check_zip

_SHOWN_PARTS = 5
_ZIPS = (".docx", ".pptx", ".xlsx", ".ofd")
_NOBODY = (  # what programs write where nobody gave a name
    "", "administrator", "admin", "user", "users", "微软用户", "微软中国", "microsoft office user", "microsoft", "lenovo",
    "windows 用户", "windows user", "wps", "wps office", "kingsoft office", "python-docx", "openpyxl", "pc", "hp", "dell",
)  # fmt: skip


def check_attachments(root: Path, folders: Sequence[Folder], privacy: PrivacyScreen) -> Iterator[Problem]:
    """Personal data in the text of each attachment, the names of its authors, and what nobody could read; pictures that can't be shown."""
    yield from _unfit_pictures(root, folders)
    files = [
        root / folder.path / material.name
        for folder in folders
        for material in folder.materials
        if not folder.is_picture(material)
    ]
    misnamed = [path for path in files if not is_as_named(path)]
    yield from (_misnamed(Place(path.relative_to(root).as_posix())) for path in misnamed)
    for path, answer in _looked_into([path for path in files if path not in misnamed]):
        place = Place(path.relative_to(root).as_posix())
        if "unread" in answer:
            what = f"附件里的文字没有检查：{answer['unread']}。"
            fix = "请打开看一遍，确认没有个人信息；能另存为 docx、xlsx 或带文字的 pdf 就另存后再放入。"
            yield Problem("D10", place, None, what, fix)
        yield from _personal(answer.get("texts", ()), place, privacy)
        yield from _acting(answer.get("acting", []), place)
        if answer.get("closed"):
            what = f"附件里有看不到内容的部分：{_listed(answer['closed'])}。"
            fix = "请打开看一遍：图片里有没有人脸、证件、屏幕和姓名；不需要的删去，保存后再放入。"
            yield Problem("D10", place, None, what, fix)
        if answer.get("places"):
            what = f"{_listed(answer['places'])}里记着拍摄地点（GPS），会随文件一起公布。"
            yield Problem(
                "D09", place, None, what, "请去掉图片的位置信息（另存、截图或在属性里删去）后再放入。"
            )
        if answer.get("hidden"):
            what = f"隐藏着{_listed(answer['hidden'])}，谁都能取消隐藏。"
            fix = "请取消隐藏看一遍：能公开的不再隐藏，不能公开的删去，保存后再放入；或另存为 PDF。"
            yield Problem("F09", place, None, what, fix)
        yield from _named_authors(answer.get("authors", []), place, privacy)


def _personal(texts: Iterable[tuple[str, str]], place: Place, privacy: PrivacyScreen) -> Iterator[Problem]:
    """With their places; what was read in its place isn't told again of the bytes."""
    told = set()
    for where, text in texts:
        for problem in privacy.problems([(text, place)]):
            if not (where.endswith(PLAINLY) and (problem.code, problem.value) in told):
                told.add((problem.code, problem.value))
                yield replace(problem, what=f"{where}：{problem.what}")


def _misnamed(place: Place) -> Problem:
    what = "附件的内容不是它的扩展名说的那种文件。"
    fix = (
        "请用原来的程序打开，另存为这种格式，或把扩展名改回它本来的；打不开的是损坏了，请向来源单位重要一份。"
    )
    return Problem("C17", place, place.path.rpartition("/")[2], what, fix)


def _unfit_pictures(root: Path, folders: Iterable[Folder]) -> Iterator[Problem]:
    for folder in folders:
        for name in (m.name for m in folder.materials if folder.is_picture(m)):
            path = root / folder.path / name
            try:
                check_picture(path.suffix.lower(), path.read_bytes())
            except PictureRefused as refused:
                yield Problem("E07", Place(f"{folder.path}/{name}"), name, refused.what, refused.fix)


def _acting(parts: list[str], place: Place) -> Iterator[Problem]:
    if parts:
        what = f"附件里有打开时会运行或从外面取内容的部分：{_listed(parts)}。"
        fix = "请另存为不带宏的 docx、xlsx、pptx，断开外部链接、删去控件和嵌入的对象；或另存为普通的 PDF。"
        yield Problem("F09", place, None, what, fix)


def _listed(parts: list[str]) -> str:
    more = f"等 {len(parts)} 处" if len(parts) > _SHOWN_PARTS else ""
    return "、".join(parts[:_SHOWN_PARTS]) + more


def _named_authors(authors: list[str], place: Place, privacy: PrivacyScreen) -> Iterator[Problem]:
    """A name only warns; a telephone or ID number blocks as it does elsewhere."""
    for author in authors:
        blocking = [*privacy.find_blocking(author)]
        yield from _personal([("属性里的作者", author)] if blocking else (), place, privacy)
        if not blocking and author.lower() not in _NOBODY:
            fix = "请在 WPS 或 Office 的“文件 → 信息 → 检查文档”里删去作者和个人信息，保存后再放入。"
            what = "附件的属性里写着作者，会随文件一起公布。"
            yield Problem("D09", place, author[0] + "*" * (len(author) - 1), what, fix)


def _looked_into(files: list[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each file with what the child said of it; one that kills the child is unread, the rest goes on."""
    left = []
    for path in files:
        try:
            if path.suffix.lower() in _ZIPS:
                check_zip(path)
        except WorkbookRefused as refused:
            yield path, {"unread": str(refused)}
        else:
            left.append(path)
    while left:
        answers = _answers(left)
        yield from zip(left, answers, strict=False)
        left = left[len(answers) :]
        if left:
            yield left.pop(0), {"unread": "读取时出错，文件可能损坏或太大"}


def _answers(files: list[Path]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "leitai.read.files.attachment_child"]
    asked = json.dumps([str(path.resolve()) for path in files]).encode()
    try:
        said = subprocess.run(command, input=asked, capture_output=True, timeout=SECONDS, check=False).stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
