"""Where YAML reads something else than its writer saw, or can't read it at all, and what to write instead.

People write titles and sentences, not YAML: almost always the whole value belongs in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import yaml

_PAIR = re.compile(r"(?P<lead>\s*(?:- +)*(?:[^\s:#\"'{\[-][^:#]*:[ \t]+)?)(?P<value>\S.*?)\s*$")
_NO_BLANK = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_]\w*)\s*(?:：|:(?=[^ \t/]))\s*(?P<value>.*)")
_NO_ITEM = re.compile(r"\s*-(?P<words>[^\s-].*)")
_LOOSE = re.compile(r"[^\s#\-:：]+")
_BRACKETS = {"[": "]", "{": "}"}
_COMMENT = re.compile(r"\s*#(?=\S).*")
_AFTER_WORDS = re.compile(r" # .*")  # behind Chinese words maybe more of them; a comment stands further away
_WIDE = re.compile("[\u2e80-\uffef]")
_ESCAPE = re.compile(r'\\[^"\\\n]')
_WIDE_MARKS = re.compile("([，：；;]) *")
_NARROW = {"，": ", ", "：": ": ", "；": ", ", ";": ", "}
_ROUND = re.compile(r"[（(](\w+: .*)[）)]")
_QUOTE = "请给整个值加上英文引号：{}"
_UNREADABLE, _NO_PAIR = "这一处的写法读不通。", "这里的括号没有成对。"
_GENERAL = "冒号和短横线要用英文半角，后面空一格；同一层的各行左边对齐，缩进用空格，不用制表符。"

Line = tuple[int, str]  # its number from 0, and its text


class Trap(NamedTuple):
    """`line` counts from 0."""

    line: int
    value: str | None
    what: str
    fix: str


def why_unreadable(lines: Sequence[str], last: int | None, is_readable: Callable[[str], bool]) -> Trap:
    """The first line up to `last`, where the parser gave up, that can't be read for a reason of its own.

    `is_readable` says whether a text is YAML.
    """
    candidates = list(enumerate(lines if last is None else lines[: last + 1]))
    reasons = chain(
        _without_blank(candidates),
        _bad_values(candidates, lines, is_readable),
        _loose_lines(candidates),
        _unpaired(candidates),
    )
    return next(reasons, Trap(last or 0, None, _UNREADABLE, _GENERAL))


def _without_blank(candidates: Sequence[Line]) -> Iterator[Trap]:
    """Keys whose colon is a wide one, or has no blank behind it."""
    for number, line in candidates:
        if (match := _NO_BLANK.fullmatch(line)) is not None:
            fix = f"冒号要用英文半角，后面空一格：{match['key']}: {match['value']}".rstrip()
            yield Trap(number, line.strip(), _UNREADABLE, fix)


def _bad_values(
    candidates: Sequence[Line], lines: Sequence[str], is_readable: Callable[[str], bool]
) -> Iterator[Trap]:
    """Values that can't be read even alone; those that may go on below come last."""
    unreadable = [
        (number, match)
        for number, line in candidates
        if (match := _unreadable(line, is_readable)) is not None
    ]
    for number, match in sorted(unreadable, key=lambda found: _goes_on(found[1]["value"])):
        value = match["value"]
        if (inside := _ROUND.fullmatch(value)) is not None:
            what = "这一处的写法读不通：括号是圆的。"
            yield Trap(number, value, what, f"请用英文半角的大括号：{{{inside[1]}}}")
        elif not _goes_on(value):
            what = "这一处的写法读不通：值里有“: ”，或以引号、@、[、*、& 等符号开头。"
            yield Trap(number, value, what, _in_quotes(match))
        elif not any(_BRACKETS[value[0]] in line for line in lines[number:]):
            fix = f"请补上“{_BRACKETS[value[0]]}”；是文字的，{_in_quotes(match)}"
            yield Trap(number, value, _NO_PAIR, fix)
        elif (wide := _WIDE_MARKS.search(value)) is not None:
            narrow = _WIDE_MARKS.sub(lambda mark: _NARROW[mark[1]], value)
            fix = f"括号里各项用英文逗号隔开，逗号、冒号都用半角，后面空一格：{narrow}"
            yield Trap(number, value, f"这一处的写法读不通：括号里有“{wide[1]}”。", fix)


def _loose_lines(candidates: Sequence[Line]) -> Iterator[Trap]:
    """Items without a blank behind their dash, and lines that belong nowhere."""
    for number, line in candidates:
        if (item := _NO_ITEM.fullmatch(line)) is not None:
            yield Trap(number, line.strip(), _UNREADABLE, f"短横线后面要空一格：- {item['words']}")
        elif number and _LOOSE.fullmatch(line):
            fix = "它是上一行的下半句的，请接到上一行，或在行首空两格；不是的，写成“键: 值”。"
            yield Trap(number, line, "这一行不知道属于哪里。", fix)


def _unpaired(candidates: Sequence[Line]) -> Iterator[Trap]:
    """Brackets that a line opens and doesn't close."""
    for number, line in candidates:
        for opens, closes in _BRACKETS.items():
            if line.count(opens) > line.count(closes):
                yield Trap(number, line.strip(), _NO_PAIR, f"请补上“{closes}”。")


def _in_quotes(match: re.Match[str]) -> str:
    return _QUOTE.format(f"{match['lead'].strip()} {quoted(match['value'])}".strip())


def _unreadable(line: str, is_readable: Callable[[str], bool]) -> re.Match[str] | None:
    """The line as key and value, if its value can't be read even alone."""
    match = _PAIR.fullmatch(line)
    if match is None or match["value"].endswith(":"):
        return None  # a key with something below it
    return match if not is_readable(f"key: {match['value']}") else None


def _goes_on(value: str) -> bool:
    """Whether a value is a list or mapping that may go on below, or that is written wrongly inside."""
    return value[0] in _BRACKETS and (_BRACKETS[value[0]] not in value or value.endswith(_BRACKETS[value[0]]))


def quoted(value: str) -> str:
    """A text in quotes that YAML reads as it stands."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def misread(node: yaml.Node, lines: Sequence[str]) -> Iterator[Trap]:
    """A scalar whose line goes on in what YAML takes for a comment, or that holds escapes nobody meant."""
    if not isinstance(node, yaml.ScalarNode):
        return
    start, end = node.start_mark, node.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    goes_on = _COMMENT.fullmatch(rest) or (_AFTER_WORDS.fullmatch(rest) and _WIDE.search(node.value))
    if not node.style and goes_on:
        whole, what = f"{node.value}{rest}".strip(), f"“{rest.strip()}”被当作注释，没有读进来。"
        fix = _QUOTE.format(quoted(whole)) + "；是注释的，写成“  # ……”：# 前面空两格，后面空一格。"
        yield Trap(end.line, whole, what, fix)
    written = lines[start.line][start.column : end.column] if start.line == end.line < len(lines) else ""
    if node.style == '"' and _ESCAPE.search(written):
        what = "英文双引号里的反斜杠会和后面的字合成别的字符。"
        yield Trap(start.line, written, what, f"请改用英文单引号：{quoted(written[1:-1])}")
