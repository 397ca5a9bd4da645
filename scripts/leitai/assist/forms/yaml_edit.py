"""Settings changed in their text, so that comments and layout stay; what comes out is read again and compared.

Only what `leitai new quarter` and `new method` write: one more entry of a mapping, another value, one more line. A text that doesn't read back as
expected is not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from leitai.problems import RequestRefused


def with_entry(text: str, key: str, name: str, value: str) -> str:
    """The mapping under `key` with one more entry at its end; `value` is YAML in one line."""
    expected = _read(text)
    expected[key] = {**(expected[key] or {}), name: yaml.safe_load(value)}
    at, new_line = _node(text, [key]), "\r\n" if "\r\n" in text else "\n"
    entry = f"{name}: {value}"
    if isinstance(at, yaml.MappingNode) and at.value and not at.flow_style:
        indent = " " * at.value[0][0].start_mark.column
        end = _end_of_line(text, _last_leaf(at).end_mark.index)
        changed = f"{text[:end]}{new_line}{indent}{entry}{text[end:]}"
    elif isinstance(at, yaml.MappingNode) and at.value:
        end = at.end_mark.index - 1
        changed = f"{text[:end]}, {entry}{text[end:]}"
    else:  # {} or nothing: the rest of the line, a comment, stays where it is
        start, end = at.start_mark.index, at.end_mark.index
        line = _end_of_line(text, end)
        changed = f"{text[:start].rstrip(' ')}{text[end:line]}{new_line}  {entry}{text[line:]}"
    return _checked(changed, expected)


def with_scalar(text: str, keys: Sequence[str], value: str) -> str:
    """The value under some keys, a scalar or one in brackets, replaced."""
    expected = _read(text)
    inner = expected
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = yaml.safe_load(value)
    node = _node(text, keys)
    return _checked(f"{text[: node.start_mark.index]}{value}{text[node.end_mark.index :]}", expected)


def with_line(text: str, key: str, value: str, after: str) -> str:
    """The key of the top level with this value, on a line of its own behind that of `after` if it isn't there yet."""
    expected = _read(text)
    if key in expected:
        return with_scalar(text, (key,), value)
    expected[key] = yaml.safe_load(value)
    end = _end_of_line(text, _node(text, [after]).end_mark.index)
    new_line = "\r\n" if "\r\n" in text else "\n"
    return _checked(f"{text[:end]}{new_line}{key}: {value}{text[end:]}", expected)


def _read(text: str) -> dict[str, Any]:
    return dict(yaml.safe_load(text))


def _checked(text: str, expected: dict[str, Any]) -> str:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        found = None
    if found != expected:
        raise RequestRefused("设置文件的写法太特别，没有代写；请按上面说的手工改。")
    return text


def _node(text: str, keys: Sequence[str]) -> yaml.Node:
    """The value under some keys; its marks count characters, which those of the C parser don't."""
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for key in keys:
        node = next(value for name, value in node.value if name.value == key)
    assert isinstance(node, yaml.Node)
    return node


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """What ends last within a node: block collections themselves end where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def _end_of_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" else end
