"""Templates of texts: front matter with what each key means, checked titles and slugs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from leitai.problems import RequestRefused
from leitai.schema.columns import Column, FileFormat, columns_of
from leitai.schema.file_names import is_slug
from leitai.schema.keys import EntriesOf, ListOf, MappingOf


def blank_front_matter(layout: FileFormat, values: Mapping[str, str], extra: Mapping[str, str]) -> str:
    """Every key of the format with its meaning above it, and the form of its entries; one without a value is commented out."""
    lines = ["---"]
    for field in layout.columns:
        lines.append(f"# {field.meaning}" + (f"；{extra[field.name]}" if field.name in extra else ""))
        line = f"{field.name}: {values.get(field.name, '')}".rstrip()
        lines += [line] if field.name in values else [f"# {line}", *_entry_form(field)]
    return "\n".join([*lines, "---", ""])


def nothing(key: Column) -> str:
    """What is written of a key that holds nothing yet."""
    if isinstance(key.parser, ListOf):
        return "[]"
    return "{}" if isinstance(key.parser, EntriesOf) else ""


def _entry_form(field: Column) -> list[str]:
    """The keys of a key that holds mappings, as comments to uncomment and fill in."""
    shape, mark = field.parser, "  "
    if isinstance(shape, ListOf):
        shape, mark = shape.item, "- "
    if not isinstance(shape, MappingOf):
        return []
    keys = [f"{key.name}:   # {key.meaning}" for key in columns_of(shape.row).values()]
    return [f"#   {mark if number == 0 else '  '}{key}" for number, key in enumerate(keys)]


def checked_title(text: str) -> str:
    """A title as YAML quotes it; raises `RequestRefused` for an empty one."""
    if not text.strip():
        raise RequestRefused("标题是空的；请用 --title 写上标题。")
    return quoted_text(" ".join(text.split()))


def quoted_text(text: str) -> str:
    """Text as YAML: a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def checked_slug(slug: str) -> str:
    """A slug that can be an address; `index` is the list's own."""
    if not is_slug(slug):
        raise RequestRefused(
            f"编号“{slug}”用作网址，只能用英文字母、数字、连字符和下划线，例如 yiwu；index 已用作目录页。"
        )
    return slug
