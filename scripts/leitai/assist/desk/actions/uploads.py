"""Files that a form brings along: their names are taken as they are or refused, never changed into others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Request

from leitai.on_disk import write_file
from leitai.problems import RequestRefused
from leitai.schema.file_names import FILE_NAME_RULE, is_portable

_MINE_ALONE = 0o600


def uploads(asked: Request, reserved: Sequence[str] = ()) -> dict[str, bytes]:
    """The dropped files by name; `reserved` are the names of files that the portal itself keeps in the folder."""
    given = [upload for upload in asked.files.getlist("files") if upload.filename]
    files = {checked_name(upload.filename or "", reserved): upload.read() for upload in given}
    if not files:
        raise RequestRefused("还没有选文件；请把文件拖到框里，或者点“选择文件”。")
    if len({name.casefold() for name in files}) < len(given):
        raise RequestRefused("选了两个同名的文件；请一个一个放，或者先改名。")
    empty = [name for name, data in files.items() if not data]
    if empty:
        raise RequestRefused(f"{'、'.join(empty)} 是空文件（0 字节）；请让对方重新发一份。")
    return files


def checked_name(text: str, reserved: Sequence[str] = ()) -> str:
    """A file's name that every system can hold; a folder in front of it is refused."""
    name = unicodedata.normalize("NFC", text)
    if not is_portable(name) or not name.isprintable() or name.startswith((".", "~$")):
        raise RequestRefused(f"文件名“{name}”不能用：{FILE_NAME_RULE}。请改名后再放。")
    if name.casefold() in reserved:
        raise RequestRefused(f"{name} 是门户自己的文件，不从这里放入；请直接打开改。")
    return name


def one_upload(asked: Request, field: str) -> tuple[str, bytes] | None:
    """The name and bytes of the file of a field that takes one; None where none was chosen."""
    upload = asked.files.get(field)
    if upload is None or not upload.filename:
        return None
    return checked_name(upload.filename), upload.read()


@contextmanager
def as_file(upload: tuple[str, bytes] | None) -> Iterator[Path | None]:
    """An upload as a file that is gone afterwards, and that nobody else can read."""
    if upload is None:
        yield None
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, upload[0])
        path.touch(_MINE_ALONE)
        write_file(path, upload[1])
        yield path
