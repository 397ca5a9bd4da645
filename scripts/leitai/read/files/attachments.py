"""Attachments are published as they are: what can be read of them goes through the privacy screen (decision 29)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.writings.folders import Folder
from leitai.model.writings.pictures import PictureRefused, check_picture
from leitai.model.writings.signatures import is_as_named
from leitai.problems import Place, Problem
from leitai.read.files.plain_words import PLAINLY
from leitai.read.files.reader_process import Answer, ReaderProcess
from leitai.read.files.workbooks import WorkbookRefused, check_zip

_SHOWN_PARTS = 5
_READER = ReaderProcess((sys.executable, "-m", "leitai.read.files.attachment_child"))
_ZIPS = (".docx", ".pptx", ".xlsx", ".ofd")
_NOBODY = (  # what programs write where nobody gave a name
    "", "administrator", "admin", "user", "users", "微软用户", "微软中国", "microsoft office user", "microsoft", "lenovo",
    "windows 用户", "windows user", "wps", "wps office", "kingsoft office", "python-docx", "openpyxl", "pc", "hp", "dell",
)  # fmt: skip
_FOUND = (  # by what a child finds: the code, what is said of it, how to mend it
    ("unread", "D10", "附件里的文字没有检查：{}。", "请打开看一遍，确认没有个人信息；能另存为 docx、xlsx 或带文字的 pdf 就另存后再放入。"),
    ("acting", "F09", "附件里有打开时会运行或从外面取内容的部分：{}。",
     "请另存为不带宏的 docx、xlsx、pptx，断开外部链接、删去控件和嵌入的对象；或另存为普通的 PDF。"),
    ("closed", "D10", "附件里有看不到内容的部分：{}。", "请打开看一遍：图片里有没有人脸、证件、屏幕和姓名；不需要的删去，保存后再放入。"),
    ("places", "D09", "{}里记着拍摄地点（GPS），会随文件一起公布。", "请去掉图片的位置信息（另存、截图或在属性里删去）后再放入。"),
    ("hidden", "F09", "隐藏着{}，谁都能取消隐藏。", "请取消隐藏看一遍：能公开的不再隐藏，不能公开的删去，保存后再放入；或另存为 PDF。"),
)  # fmt: skip


def check_attachments(root: Path, folders: Sequence[Folder], privacy: PrivacyScreen) -> Iterator[Problem]:
    """Personal data in the text of each attachment, the names of its authors, and what nobody could read; pictures that can't be shown."""
    for folder in folders:
        for material in folder.materials:
            path, place = root / folder.path / material.name, Place(f"{folder.path}/{material.name}")
            if folder.is_picture(material):
                yield from _unfit_picture(path, place)
            elif not is_as_named(path):
                yield _misnamed(place)
            else:
                yield from _told(_looked_into(path), place, privacy)


def _told(answer: Answer, place: Place, privacy: PrivacyScreen) -> Iterator[Problem]:
    yield from _personal(answer.get("texts", ()), place, privacy)
    for key, code, what, fix in _FOUND:
        if answer.get(key):
            yield Problem(code, place, None, what.format(_listed(answer[key])), fix)
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


def _unfit_picture(path: Path, place: Place) -> Iterator[Problem]:
    try:
        check_picture(path.suffix.lower(), path.read_bytes())
    except PictureRefused as refused:
        yield Problem("E07", place, path.name, refused.what, refused.fix)


def _listed(found: str | list[str]) -> str:
    """Why a file is unread, or the parts of it in which something was found."""
    parts = [found] if isinstance(found, str) else found
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


def _looked_into(path: Path) -> Answer:
    """What the child says of a file; one that kills the child is unread."""
    try:
        if path.suffix.lower() in _ZIPS:
            check_zip(path)
    except WorkbookRefused as refused:
        return {"unread": str(refused)}
    answer = _READER.read(path)
    return {"unread": "读取时出错，文件可能损坏或太大"} if "refused" in answer else answer
