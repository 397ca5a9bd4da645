"""YAML with line numbers: every value knows its line, so that a problem can name it.

Only plain mappings, sequences and scalars are accepted; tags, anchors and repeated keys are refused
(content is data). Scalars stay text until a reader asks for a number or a date.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from leitai.problems import Place, Problem
from leitai.read.documents.encodings import read_text_file
from leitai.read.documents.tables import is_plain_file
from leitai.read.documents.yaml_traps import Trap, misread, why_unreadable

_TAG = "tag:yaml.org,2002:"
_WIDE = "[\u2e80-\uffef“”‘’…—]"
_WRAPPED = re.compile(f"(?<={_WIDE}) (?={_WIDE})")
_RUN_TOGETHER = re.compile(r"(\w+) ?[:： ] *(.*)")
_DEEPEST = 100  # lists and mappings in each other
_PLAIN_TAGS = {"str", "int", "float", "bool", "null", "timestamp", "seq", "map"}


class _Refused(yaml.YAMLError):
    """A text that is nested too deep, repeats a part of itself, or is marked to be repeated."""

    def __init__(self, event: yaml.Event) -> None:
        super().__init__("refused")
        self.problem_mark = event.start_mark


def _compose(text: str) -> yaml.Node | None:
    """The root node; raises `YAMLError`.

    Its events are looked at before anything is put together: what is nested too deep would overflow the parser's stack, and an
    anchor would be taken off a text that begins with &.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or getattr(event, "anchor", None) is not None:
            raise _Refused(event)
    root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return root


def _is_readable(text: str) -> bool:
    try:
        _compose(text)
    except yaml.YAMLError:
        return False
    return True


class YamlNode:
    """A value of a YAML file: text, list or mapping, with its place and the key behind which it stands, in a list or not.

    `meaning`: what the key means, once a reader knows it.
    """

    def __init__(
        self,
        value: str | list[YamlNode] | dict[str, YamlNode],
        place: Place,
        problems: list[Problem],
        key: str = "",
        meaning: str = "",
    ) -> None:
        self.value, self.place, self._problems = value, place, problems
        self.key, self.meaning = key, meaning

    def report(self, code: str, what: str, fix: str) -> None:
        """Many keys may stand in one line, so that the key is named."""
        shown = self.value if isinstance(self.value, str) else None
        named = f"“{self.key}”：{what}" if self.key else what
        self._problems.append(Problem(code, self.place, shown, named, fix))

    def _report_shape(self, what: str, fix: str) -> None:
        self.report("S03", what, f"{fix}{self.key}：{self.meaning}。" if self.meaning else fix)

    def mapping(
        self,
        required: Sequence[str],
        optional: Sequence[str] = (),
        allow_others: bool = False,
        meanings: Mapping[str, str] = MappingProxyType({}),
    ) -> dict[str, YamlNode]:
        """The keys of a mapping; missing ones are reported with their meanings, and unknown ones unless others are allowed."""
        if not isinstance(self.value, dict):
            keys = f"需要的键：{'、'.join(required)}" if required else f"可以写的键：{'、'.join(optional)}"
            self._report_shape("这里应当是“键: 值”的形式。", f"{keys}。")
            return {}
        known = [*required, *optional]
        for key, node in self.value.items():
            if key not in known and not allow_others:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"是不是“{near[0]}”？" if near else f"允许的键：{'、'.join(known)}。"
                hint = run_together(key, known) or hint
                self._problems.append(Problem("S01", node.place, key, f"不认识的设置项“{key}”。", hint))
        for key in required:
            if key not in self.value:
                what = f"{f'“{self.key}”里' if self.key else ''}缺少设置项“{key}”。"
                fix = f"请补上“{key}: …”{f'（{meanings[key]}）' if key in meanings else ''}。"
                self._problems.append(Problem("S02", self.place, None, what, fix))
        return {key: node for key, node in self.value.items() if allow_others or key in known}

    def entries(self) -> dict[str, YamlNode]:
        """A mapping with free keys."""
        if isinstance(self.value, dict):
            return self.value
        self._report_shape("这里应当是“键: 值”的形式。", "请按样例的缩进书写，或写成 {键: 值, 键: 值}。")
        return {}

    def items(self) -> list[YamlNode]:
        if isinstance(self.value, list):
            return self.value
        self._report_shape("这里应当是列表。", "每项一行，以“- ”开头，或写成 [一项, 一项]。")
        return []

    def text(self) -> str:
        if isinstance(self.value, str):
            return self.value
        fix = "请写在同一行的冒号之后；文字以 [ 或 { 开头的，整个加上英文引号。"
        self.report("S03", "这里应当是一段文字。", fix)
        return ""


def run_together(key: str, known: Sequence[str]) -> str:
    """What to write for a key whose colon took in the value; empty where it did not."""
    found = _RUN_TOGETHER.fullmatch(key)
    if found is None or found[1] not in known:
        return ""
    return f"冒号用英文半角，后面空一格：{found[1]}: {found[2]}".rstrip()


def texts_within(node: YamlNode) -> Iterator[tuple[str, Place]]:
    """Every key and every text below a node, as YAML means it, with its place."""
    if isinstance(node.value, str):
        yield node.value, node.place
    elif isinstance(node.value, list):
        for item in node.value:
            yield from texts_within(item)
    else:
        for key, item in node.value.items():
            yield key, item.place
            yield from texts_within(item)


def read_yaml(path: Path, shown_path: str, problems: list[Problem]) -> YamlNode | None:
    """The root node of a YAML file, or None when it can't be read (reported)."""
    place = Place(shown_path)
    if not path.exists():
        fix = "请从样例复制一份，或运行 leitai init 生成。"
        problems.append(Problem("F01", place, None, "没有这个文件。", fix))
        return None
    if not is_plain_file(path, place, problems):
        return None
    decoded = read_text_file(path, place, problems)
    return None if decoded is None else parse_yaml(decoded[0], place, problems)


def parse_yaml(text: str, place: Place, problems: list[Problem], first_line: int = 1) -> YamlNode | None:
    """The root node of a YAML text that starts at `first_line` of its file."""
    source, lines = _Source(place, problems, first_line), text.splitlines()
    try:
        root = _compose(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        source.report(why_unreadable(lines, mark and mark.line, _is_readable))
        return None
    if root is None:
        problems.append(Problem("S05", place, None, "文件是空的。", "请从样例复制一份。"))
        return None
    if isinstance(root, yaml.ScalarNode):
        source.report(why_unreadable(lines, None, _is_readable))
        return None
    for node in _nodes(root):
        for trap in misread(node, lines):
            source.report(trap)
    return source.converted(root)


def _nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all below it."""
    yield node
    if isinstance(node, yaml.CollectionNode):
        for item in node.value:
            for child in item if isinstance(item, tuple) else (item,):
                yield from _nodes(child)


def _text(node: yaml.ScalarNode) -> str:
    """The text of a scalar; one that was wrapped has no blank between Chinese characters."""
    is_wrapped = node.start_mark.line != node.end_mark.line and node.style != "|"
    return _WRAPPED.sub("", str(node.value)) if is_wrapped else str(node.value)


@dataclass(frozen=True)
class _Source:
    """Where a YAML text stands: `first_line` is that of the file in which it starts."""

    place: Place
    problems: list[Problem]
    first_line: int

    def at(self, line: int) -> Place:
        return Place(self.place.path, row=line + self.first_line)

    def report(self, trap: Trap) -> None:
        self.problems.append(Problem("S05", self.at(trap.line), trap.value, trap.what, trap.fix))

    def converted(self, node: yaml.Node, above: str = "") -> YamlNode:
        """`above`: the key behind which the node stands."""
        line = node.start_mark.line
        if node.tag.removeprefix(_TAG) not in _PLAIN_TAGS:
            fix = "请删去以 ! 开头的标签；是文字的，整个加上英文引号。"
            self.report(Trap(line, node.tag, "不支持 YAML 标签。", fix))
        value: str | list[YamlNode] | dict[str, YamlNode] = {}
        if isinstance(node, yaml.SequenceNode):
            value = [self.converted(item, above) for item in node.value]
        elif isinstance(node, yaml.ScalarNode):
            value = _text(node)
        else:
            value = self._pairs(node)
        return YamlNode(value, self.at(line), self.problems, above)

    def _pairs(self, node: yaml.Node) -> dict[str, YamlNode]:
        """A value stands where its key does."""
        pairs: dict[str, YamlNode] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line
            if key in pairs:
                self.report(Trap(line, key, f"设置项“{key}”写了两次。", "请删去其中一处。"))
            value = self.converted(value_node, key).value
            pairs[key] = YamlNode(value, self.at(line), self.problems, key)
        return pairs
