"""Mappings of YAML → rows of their schema."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from leitai.problems import errors_of
from leitai.read.documents.yaml_tree import YamlNode, read_yaml, run_together, texts_within
from leitai.read.records.context import Context
from leitai.schema.columns import Column, KeyedRow, Record, Shape, columns_of
from leitai.schema.keys import ByKind, EntriesOf, ListOf, Made, MappingOf, NamedOf, OneOf, OrNone
from leitai.schema.parsers import Parser, RowSoFar, ValueRefused

R = TypeVar("R", bound=Record)


def read_settings_file(
    root: Path, path: str, row: type[R], context: Context, alone: str = "", **given: object
) -> R | None:
    """A YAML file of settings, all texts of which go through the privacy screen; None if any of it is refused (reported).

    With `alone`, a list in place of the mapping stands for that key.
    """
    node = read_yaml(root / path, path, context.problems)
    if node is None:
        return None
    context.screen(texts_within(node))
    if alone and isinstance(node.value, list):
        node = YamlNode({alone: node}, node.place, context.problems)
    return read_keys(node, row, context, **given)


def read_keys(node: YamlNode, row: type[R], context: Context, **given: object) -> R | None:
    """A mapping whose keys a kind of row declares; None if any of it is refused (reported).

    A key that is left out means what an empty one means. `given` are fields that aren't keys; the row's
    place is that of the mapping unless it is given.
    """
    return _row(node, row, context, given, above={})


def _row(
    node: YamlNode, row: type[R], context: Context, given: Mapping[str, object], above: Mapping[str, object]
) -> R | None:
    """`above`: the fields of the mapping in which this one stands."""
    before = len(context.problems)
    keys = {"places": _places(node)} if issubclass(row, KeyedRow) else {}
    values = _columns(node, columns_of(row), {"place": node.place, **keys, **given}, context, above)
    return None if errors_of(context.problems[before:]) else row(**values)


def _places(node: YamlNode) -> dict[str, object]:
    return {key: each.place for key, each in node.value.items()} if isinstance(node.value, dict) else {}


def _columns(
    node: YamlNode,
    columns: Mapping[str, Column],
    values: dict[str, Any],
    context: Context,
    above: Mapping[str, object],
) -> dict[str, Any]:
    """The fields that the keys of a mapping give, added to `values`."""
    own = {field: column for field, column in columns.items() if not _are_others(column.parser)}
    required = [column.name for column in own.values() if column.required]
    optional = [column.name for column in own.values() if not column.required]
    meanings = {column.name: column.meaning for column in own.values()}
    nodes = node.mapping(required, optional, len(own) < len(columns), meanings)
    others = {key: each for key, each in nodes.items() if key not in {*required, *optional}}
    for field, column in columns.items():
        rest = YamlNode(others, node.place, context.problems, node.key)
        found = nodes.get(column.name) if field in own else rest
        row = RowSoFar(values, context, above)
        if found is None:
            values[field] = _absent(column.parser, values, row, context)
        else:
            found.meaning = column.meaning
            values[field] = _value(column.parser, found, row, context)
    return values


def _are_others(shape: Shape) -> bool:
    return isinstance(shape, EntriesOf) and shape.are_others


def _absent(shape: Shape, values: dict[str, Any], row: RowSoFar, context: Context) -> object:
    """What a key that isn't there means; a required one is reported already."""
    if isinstance(shape, OrNone):
        return None
    if isinstance(shape, MappingOf):
        return read_keys(YamlNode({}, values["place"], context.problems), shape.row, context)
    if isinstance(shape, Parser) and shape.empty is not None:
        return shape.empty(row)
    return ()


def _value(shape: Shape, node: YamlNode, row: RowSoFar, context: Context) -> object:
    """What a node says; None or a part of it where it is refused (reported)."""
    if isinstance(shape, ListOf):
        if shape.alone and node.value == shape.alone:
            return (shape.alone,)
        return tuple(_value(shape.item, _with_meaning(item, node), row, context) for item in node.items())
    if isinstance(shape, MappingOf):
        found = _as_mapping(node, shape, context)
        return None if found is None else _row(found, shape.row, context, {}, row.values)
    if isinstance(shape, Parser):
        return _text(shape, node, row)
    if isinstance(shape, OrNone):
        return _value(shape.shape, node, row, context)
    if isinstance(shape, OneOf):
        fitting = next((each for each in shape.shapes if _fits(each, node)), shape.shapes[-1])
        return _value(fitting, node, row, context)
    if isinstance(shape, NamedOf):
        return _named(shape, node, row)
    if isinstance(shape, ByKind):
        return _of_kind(shape, node, row, context)
    if isinstance(shape, Made):
        return _made(shape, node, row, context)
    return _entries(shape, node, row, context)


def _with_meaning(item: YamlNode, within: YamlNode) -> YamlNode:
    item.meaning = within.meaning
    return item


def _entries(shape: EntriesOf[Any], node: YamlNode, row: RowSoFar, context: Context) -> tuple[object, ...]:
    entries = []
    for key, entry in node.entries().items():
        name = _text(shape.key, YamlNode(key, entry.place, context.problems), row)
        found = _as_mapping(entry, shape, context)
        if found is not None:
            entries.append(_row(found, shape.row, context, {shape.name: name}, row.values))
    return tuple(entries)


def _as_mapping(node: YamlNode, shape: MappingOf[Any] | EntriesOf[Any], context: Context) -> YamlNode | None:
    """The mapping that a node is, or that a text alone stands for; None where there is only such a text (reported)."""
    if shape.alone and isinstance(node.value, str):
        return YamlNode({shape.alone: node}, node.place, context.problems, node.key, node.meaning)
    columns = list(columns_of(shape.row).values())
    if [column.name for column in columns] == [shape.alone]:
        node.report("S03", "这里只写一个值，不写列表，也不再分项。", f"请写{columns[0].meaning}。")
        return None
    return node


def _fits(shape: Shape, node: YamlNode) -> bool:
    """Whether a node is of the sort of value that a shape describes."""
    sort = str if isinstance(shape, Parser) else list if isinstance(shape, ListOf) else dict
    return isinstance(node.value, sort)


def _named(shape: NamedOf[Any], node: YamlNode, row: RowSoFar) -> dict[str, object]:
    required = tuple(name for name in shape.names if name not in shape.optional)
    nodes = node.mapping(required, shape.optional) if shape.names else node.entries()
    if node.value == {}:
        fix = f"请写 {'、'.join(shape.names)}，或删去。" if shape.names else "请写上，或删去。"
        node.report("S02", "这里是空的。", fix)
    return {name: _text(shape.item, each, row) for name, each in nodes.items()}


def _of_kind(shape: ByKind[Any], node: YamlNode, row: RowSoFar, context: Context) -> object:
    entries, known = node.value if isinstance(node.value, dict) else {}, context.kinds
    written = entries.get("kind", node)
    kind = known.get(str(entries["kind"].value)) if "kind" in entries else None
    if kind is None:
        near = difflib.get_close_matches(str(written.value), known, n=1)
        is_bare = near and written.value == near[0] and written is node
        apart = next((hint for key in entries if (hint := run_together(key, ["kind"]))), "")
        hint = f"请写成 {{kind: {near[0]}, …}}。" if is_bare else f"是不是“{near[0]}”？" if near else ""
        what = f"没有写明{shape.what}，或没有这种{shape.what}。"
        written.report("S03", what, f"{apart or hint}{'。' if apart else ''}可用：{'、'.join(known)}。")
        return None
    columns = {"kind": _KIND, **{column.name: column for column in kind.columns}}
    values = _columns(node, columns, {"place": node.place}, context, row.values)
    return shape.make(kind, {c.name: values[c.name] for c in kind.columns if c.name in entries})


_KIND = Column("kind", "")


def _made(shape: Made[Any], node: YamlNode, row: RowSoFar, context: Context) -> object:
    before = len(context.problems)
    found = _value(shape.shape, node, row, context)
    if errors_of(context.problems[before:]):
        return None
    try:
        return shape.make(found)
    except ValueRefused as refused:
        node.report(refused.code, refused.what, refused.fix)
        return None


def _text(parser: Parser[Any], node: YamlNode, row: RowSoFar) -> object:
    """What a single text says; None if it is refused (reported)."""
    text = node.text().strip()
    if not isinstance(node.value, str):
        return None
    if not text and parser.empty is not None:
        return parser.empty(row)
    try:
        if not text:
            fix = "请在冒号后面写上内容；内容以 # 开头的，整个加上英文引号。"
            raise ValueRefused("S02", "这里不能为空。", fix)
        return parser.read(text, row)
    except ValueRefused as refused:
        node.report(refused.code, refused.what, refused.fix)
        return None
