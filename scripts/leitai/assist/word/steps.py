"""Steps that were counted by hand (（一）……（二）……, 一是……；二是……) as the numbered list that a write-up has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HAN = "[一二三四五六七八九十]{1,2}"
_ORDINAL = re.compile(
    rf"(?P<bold>(?:\*\*)?)(?:[（(](?P<framed>{_HAN}|[0-9]{{1,2}})[）)]|(?P<counted>{_HAN}|[0-9]{{1,2}})[、.．](?![0-9])"
    rf"|(?P<said>{_HAN})是|第(?P<named>{_HAN})步[：:，,]?|(?P<round>[①-⑳]))\s*"
)
_SAID = re.compile(rf"(?<=[；;。：:，,])\s*(?={_HAN}是)")
_NUMBERS = {
    name: number
    for number, name in enumerate([*"一二三四五六七八九十", *("十" + d for d in "一二三四五六七八九")], 1)
}
_LEAST = 2


def numbered(texts: Sequence[str]) -> tuple[list[str], int]:
    """Markdown texts in which lines that count 1, 2, 3 in the same form are one numbered list; and how many lines became its items."""
    lines = [line for text in texts for line in _lines(text)]
    shown, items = list[str](), 0
    while lines:
        length = _counted(lines)
        if length >= _LEAST:
            shown.append(
                "\n".join(_item(number, line) for number, line in enumerate(lines[:length], start=1))
            )
            items += length
        else:
            length = 1
            shown.append(lines[0])
        lines = lines[length:]
    return (shown, items) if items else (list(texts), 0)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text; a line that counts in its sentences (一是……；二是……) is cut before each number."""
    if text.startswith(("|", "#", "- ", "1. ")):  # a table, heading or list as it is
        yield text
        return
    for line in text.split("  \n"):
        pieces = _SAID.split(line)
        counted = next((index for index in range(len(pieces)) if _counted(pieces[index:]) >= _LEAST), None)
        if counted is None:
            yield line
            continue
        yield from filter(None, ["".join(pieces[:counted])])
        end = counted + _counted(pieces[counted:])
        yield from pieces[counted : end - 1]
        yield "".join(pieces[end - 1 :])


def _counted(lines: Sequence[str]) -> int:
    """How many of the first lines are numbered 1, 2, 3 … in the same form."""
    kind = ""
    for index, line in enumerate(lines):
        match = _ORDINAL.match(line)
        if match is None or _number(match) != index + 1 or (kind and match.lastgroup != kind):
            return index
        kind = match.lastgroup or ""
    return len(lines)


def _number(match: re.Match[str]) -> int:
    word = match[match.lastgroup or 0]
    if match.lastgroup == "round":
        return ord(word) - ord("①") + 1
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


def _item(number: int, line: str) -> str:
    match = _ORDINAL.match(line)
    assert match is not None
    return f"{number}. {match['bold']}{line[match.end() :]}"
