"""Mappings of YAML → rows of their schema."""

from __future__ import annotations

from typing import Any, TypeVar

from leitai.problems import errors_of
from leitai.read.documents.yaml_tree import Node
from leitai.read.records.context import Context
from leitai.schema.columns import Column, Row, Shape, columns_of
from leitai.schema.keys import ListOf, MappingOf
from leitai.schema.parsers import Parser, RowSoFar, ValueRefused

R = TypeVar("R", bound=Row)


def read_keys(node: Node, row: type[R], context: Context, **given: object) -> R | None:
    """A mapping whose keys a kind of row declares; None if any of it is refused (reported).

    A key that is left out means what an empty one means. `given` are fields that aren't keys; the row's
    place is that of the mapping unless it is given.
    """
    before = len(context.problems)
    columns = columns_of(row)
    required = [column.name for column in columns.values() if column.required]
    nodes = node.mapping(required, [column.name for column in columns.values() if not column.required])
    values: dict[str, Any] = {"place": node.place, **given}
    for field, column in columns.items():
        found = nodes.get(column.name)
        values[field] = (
            _absent(column, values, context)
            if found is None
            else _value(column.parser, found, values, context)
        )
    return None if errors_of(context.problems[before:]) else row(**values)


def _absent(column: Column, values: dict[str, Any], context: Context) -> object:
    """What a key that isn't there means; a required one is reported already."""
    shape = column.parser
    if isinstance(shape, MappingOf):
        return read_keys(Node({}, values["place"], context.problems), shape.row, context)
    if isinstance(shape, Parser) and shape.empty is not None:
        return shape.empty(RowSoFar(values, context))
    return ()


def _value(shape: Shape, node: Node, values: dict[str, Any], context: Context) -> object:
    if isinstance(shape, ListOf):
        if shape.alone and node.value == shape.alone:
            return (shape.alone,)
        return tuple(_value(shape.item, item, values, context) for item in node.items())
    if isinstance(shape, MappingOf):
        return read_keys(_as_mapping(node, shape.alone, context), shape.row, context)
    if isinstance(shape, Parser):
        return _text(shape, node, RowSoFar(values, context))
    entries = []
    for key, entry in node.entries().items():
        name = _text(shape.key, Node(key, entry.place, context.problems), RowSoFar(values, context))
        found = _as_mapping(entry, shape.alone, context)
        entries.append(read_keys(found, shape.row, context, **{shape.name: name}))
    return tuple(entries)


def _as_mapping(node: Node, alone: str, context: Context) -> Node:
    """The mapping that a node is, or that a text alone stands for."""
    is_alone = alone and isinstance(node.value, str)
    return Node({alone: node}, node.place, context.problems) if is_alone else node


def _text(parser: Parser[Any], node: Node, row: RowSoFar) -> object:
    """What a single text says; None if it is refused (reported)."""
    text = node.text().strip()
    if not isinstance(node.value, str):
        return None
    if not text and parser.empty is not None:
        return parser.empty(row)
    try:
        if not text:
            raise ValueRefused("S02", "这里不能为空。", "请在冒号后面写上内容。")
        return parser.read(text, row)
    except ValueRefused as refused:
        node.report(refused.code, refused.what, refused.fix)
        return None
