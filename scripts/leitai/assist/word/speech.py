"""`leitai new speech`: a speech of a meeting to fill in, or from a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.assist.forms.templates import blank_front_matter
from leitai.assist.word.markdown import Pictures, Piece, pieces_of
from leitai.assist.word.source import WordSource, refuse_personal_data, told_of
from leitai.model.names import unit_names
from leitai.model.settings import Settings
from leitai.pipeline.load import load_settings
from leitai.problems import RequestRefused
from leitai.schema.texts.meetings import SPEECH, SPEECH_TYPES

_HIGHEST = 2  # level of a heading
_TO_WRITE = "（请写：发言，只写单位和职务，不写姓名）\n"
_NUMBER = re.compile(r"(\d+)-")


def new_speech(root: Path, meeting: str, unit: str, kind: str, file: Path | None) -> Created:
    """`content/meetings/<meeting>/speeches/NN-<unit>.md`, the next number of that meeting; pictures go into the meeting's folder."""
    settings = load_settings(root)
    folder = f"content/meetings/{meeting}"
    if not re.fullmatch(r"[\w-]+", meeting, re.ASCII) or not (root / folder / "index.md").is_file():
        raise RequestRefused(f"没有会议 {meeting}；会议是 content/meetings/ 里的目录名，例如 2019-08-yiwu。")
    if kind not in SPEECH_TYPES:
        raise RequestRefused(f"发言类型“{kind}”不对，请写{'、'.join(SPEECH_TYPES)}中的一种。")
    unit_id = _unit_id(settings, unit)
    name = f"{_next_number(root / folder / 'speeches'):02d}-{unit_id}"
    values = {"type": kind, "unit": unit_id, "problems": "[]", "commitments": "[]"}
    path, pictures, told = f"{folder}/speeches/{name}.md", Pictures(f"{name}-"), list[str]()
    text = blank_front_matter(SPEECH, values, {})
    if file is None:
        text += _TO_WRITE
    else:
        source = WordSource.of(file, with_title=False)
        text += _body(pieces_of(source.document.blocks, pictures))
        refuse_personal_data(source, text, settings.privacy)
        told = told_of(source, pictures.told, settings.privacy)
    files = {path: text.encode()} | {f"{folder}/{file}": data for file, data in pictures.files.items()}
    write_new(root, files)
    hint = "查摆的问题写在 problems，承诺写在 commitments，每项一条，以后按它反馈。"
    return Created(tuple(files), (*told, hint))


def _unit_id(settings: Settings, written: str) -> str:
    if written in settings.units:
        return written
    found = unit_names(settings).find(written, None)
    if found is None:
        raise RequestRefused(f"没有单位“{written}”；请写 units.csv 里的编号、全称或简称。")
    return found.id


def _next_number(folder: Path) -> int:
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return max((int(match[1]) for match in map(_NUMBER.match, names) if match), default=0) + 1


def _body(pieces: Iterable[Piece]) -> str:
    """Headings keep their order of rank, the highest on the second level."""
    pieces = tuple(pieces)
    top = min((piece.level for piece in pieces if piece.level), default=1)
    parts = (
        f"{'#' * min(piece.level - top + _HIGHEST, 6)} {piece.markdown}" if piece.level else piece.markdown
        for piece in pieces
    )
    return "\n\n".join(parts) + "\n"
