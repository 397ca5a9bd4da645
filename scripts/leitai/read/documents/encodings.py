"""Text files decoded strictly: a byte order mark, then UTF-8, then GB18030; never a guess."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.schema.characters import HIDDEN, name_of


def decode_text(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding, or None where no allowed encoding fits."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    ladder = {"utf-8": "UTF-8", "gb18030": "GB18030"}
    if data.startswith(codecs.BOM_UTF8):
        ladder = {"utf-8-sig": "UTF-8 BOM"}
    for codec, name in ladder.items():
        with suppress(UnicodeDecodeError):
            return data.decode(codec), name
    return None


def read_text_file(path: Path, place: Place, problems: list[Problem]) -> tuple[str, str] | None:
    """A text file decoded strictly; a failure is reported."""
    data = path.read_bytes()
    decoded = decode_text(data)
    fix = "请用记事本或 WPS 打开，另存为“UTF-8”编码后再放入。"
    mixed = None if decoded is not None and decoded[1] != "GB18030" else _odd_line(data)
    if mixed is not None:
        row, says = mixed
        what = f"文件里混着两种编码：{says}；多半是两个文件接在一起了，或者传坏了。"
        problems.append(Problem("F02", Place(place.path, row=row), None, what, fix))
        return None
    if decoded is None:
        what = "文件既不是 UTF-8 也不是 GB18030 编码（也不支持 UTF-16）。"
        problems.append(Problem("F02", place, None, what, fix))
    elif (hidden := HIDDEN.search(decoded[0])) is not None:
        row = decoded[0].count("\n", 0, hidden.start()) + 1
        problems.append(hidden_character(Place(place.path, row=row), hidden[0]))
        return None
    return decoded


def hidden_character(place: Place, character: str) -> Problem:
    """What is said of a character that nobody sees."""
    seen = f"看不见的控制字符（{name_of(character)}）"
    what = f"这里有{seen}，多半是传坏了、从别处粘贴来的，或者其实是别的格式。"
    fix = "请把这一处删去重打；删不掉的请填报单位重新发送，或用记事本另存为“UTF-8”编码。"
    return Problem("F02", place, None, what, fix)


def _odd_line(data: bytes) -> tuple[int, str] | None:
    """The first line of those in the rarer encoding, of a file that isn't UTF-8 as a whole; None where no line is.

    A line can only be UTF-8 with two or more Chinese characters and nothing odd.
    """
    ours, others = list[int](), list[int]()
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            others.append(number)
            continue
        wide = [character for character in text if not character.isascii()]
        if len(wide) > 1 and all("\u3000" <= character <= "\uffef" for character in wide):
            ours.append(number)
    if not ours:
        return None
    if len(others) < len(ours):
        return others[0], "这一行不是 UTF-8，别的行是"
    return ours[0], "这一行是 UTF-8，有的行不是"
