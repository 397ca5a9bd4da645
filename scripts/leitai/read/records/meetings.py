"""`content/meetings/<date>-<slug>/` → `Meeting`: index, speeches, evaluation, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from leitai.model.urls import meeting_url
from leitai.problems import Place, Problem
from leitai.read.documents.folders import entries
from leitai.read.records.ballots import EVALUATIONS, read_ballots
from leitai.read.records.context import Context
from leitai.read.records.prose import (
    addresses_beside,
    check_slug,
    read_beside,
    read_front_matter,
    sound_texts,
    text_record,
)
from leitai.schema.texts.meetings import Meeting, Speech

_NOT_MATERIALS = ("index.md", *EVALUATIONS, "speeches")
_SPEECH_FILE = re.compile(r"(?P<number>\d+)-(?P<unit>[A-Za-z0-9_-]+)\.md", re.ASCII)


def read_meetings(root: Path, context: Context) -> tuple[Meeting, ...]:
    """All meetings by date; one with errors is left out."""
    read, folders = partial(_read_meeting, root, context), _folders(root, context)
    meetings = sound_texts(root, read, folders, _NOT_MATERIALS, meeting_url, context)
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.slug)))


def _folders(root: Path, context: Context) -> Iterator[Path]:
    for path in entries(root, "content/meetings", context.problems):
        if path.is_dir():
            yield path
        else:
            what = "每次会议要有自己的目录，这个文件没有读取。"
            fix = "请运行 leitai new meeting 建目录：文字写进它的 index.md，附件放在旁边；原件移走。"
            place = Place(path.relative_to(root).as_posix())
            context.problems.append(Problem("F06", place, path.name, what, fix))


def _read_meeting(root: Path, context: Context, folder: Path) -> Meeting | None:
    shown = folder.relative_to(root).as_posix()
    place = Place(f"{shown}/index.md")
    check_slug(meeting_url(folder.name), folder.name, folder.name, Place(shown), context)
    if not (folder / "index.md").exists():
        fix = "每次会议的目录里都要有 index.md；可运行 leitai new meeting 生成。"
        context.problems.append(Problem("F01", place, None, "没有这个文件。", fix))
        return None
    materials = read_beside(root, folder, _NOT_MATERIALS, context)
    beside = addresses_beside(folder.name, materials)
    front = read_front_matter(folder / "index.md", place, context, beside)
    if front is None:
        return None
    return text_record(
        front,
        Meeting,
        context,
        slug=folder.name,
        speeches=_speeches(root, folder / "speeches", context, beside),
        ballots=read_ballots(root, folder, context),
        materials=materials,
    )


def _speeches(root: Path, folder: Path, context: Context, beside: Mapping[str, str]) -> tuple[Speech, ...]:
    speeches = []
    for path in entries(root, folder.relative_to(root).as_posix(), context.problems):
        place = Place(path.relative_to(root).as_posix())
        context.screen_name(place.path)
        match = _SPEECH_FILE.fullmatch(path.name)
        if match is None:
            fix = "请命名为“序号-单位编号.md”，例如 03-yiwu.md。"
            if path.suffix.lower() in (".docx", ".doc"):
                fix = f"请把 Word 文件移到别处，再运行 leitai new speech {folder.parent.name} 单位 --from 文件 转成 .md。"
            context.problems.append(Problem("S06", place, path.name, "发言的文件名不对。", fix))
            continue
        front = read_front_matter(path, place, context, beside)
        if front is None:
            continue
        speech = text_record(front, Speech, context, slug=path.stem, number=int(match["number"]))
        speeches += [speech] if speech is not None else []
    return tuple(sorted(speeches, key=lambda speech: (speech.number, speech.unit_id)))
