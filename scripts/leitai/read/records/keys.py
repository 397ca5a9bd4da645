"""Mappings of YAML → rows of their schema."""

from __future__ import annotations

from typing import Any, TypeVar

from leitai.problems import errors_of
from leitai.read.documents.yaml_tree import Node
from leitai.read.records.context import Context
from leitai.schema.columns import Column, Row, Shape, columns_of
from leitai.schema.keys import EntriesOf, ListOf, MappingOf
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
    if not isinstance(column.parser, Parser):
        return ()
    return column.parser.empty(RowSoFar(values, context)) if column.parser.empty is not None else None


def _value(shape: Shape, node: Node, values: dict[str, Any], context: Context) -> object:
    if isinstance(shape, ListOf):
        return tuple(_value(shape.item, item, values, context) for item in node.items())
    if isinstance(shape, EntriesOf):
        entries = node.entries().items()
        return tuple(read_keys(entry, shape.row, context, **{shape.name: name}) for name, entry in entries)
    if isinstance(shape, MappingOf):
        is_alone = shape.alone and isinstance(node.value, str)
        return read_keys(
            Node({shape.alone: node}, node.place, context.problems) if is_alone else node, shape.row, context
        )
    return _text(shape, node, RowSoFar(values, context))


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
