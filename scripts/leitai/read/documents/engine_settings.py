"""`mkdocs.yml` is content, too: what in it runs code or shows files from elsewhere is refused unless `portal.yml` says why.

Allowed is what the shell needs (`leitai init` writes it); tags such as `!!python/name` are refused with every YAML file's.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator

from leitai.problems import Problem
from leitai.read.documents.yaml_tree import YamlNode
from leitai.schema.config.portal import PORTAL

_PLAIN_EXTENSIONS = {  # of Markdown itself: none runs code or reads files
    "leitai.publish.engine.finished_html",
    *("abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "md_in_html"),
    *("nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
}
_PLAIN_KEYS = {
    *("site_name", "site_url", "site_description", "site_author", "copyright", "use_directory_urls"),
    *("nav", "extra", "validation", "strict"),
}
_PLAIN_THEME = {"language", "font", "favicon", "palette", "features", "icon", "logo"}
_FIXED = {
    "docs_dir": "build/pages",
    "site_dir": "build/site",
    "theme.name": "material",
    "theme.custom_dir": "build/theme",
}  # never declared otherwise: pages would come from elsewhere, or go elsewhere


def check_engine(engine: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """A problem for each setting that may run code; `declared` are the names that `portal.yml` gives a reason for."""
    if isinstance(engine.value, dict):
        for key, node in engine.value.items():
            if key not in _PLAIN_KEYS:
                yield from _LOOKS.get(key, _refused)(key, node, declared)


def _nothing_but(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """A folder or a theme that is not ours."""
    written = node.value if isinstance(node.value, str) else ""
    if posixpath.normpath(written) != _FIXED[key]:
        yield _problem(node, key, f"请写 {key.rpartition('.')[2]}: {_FIXED[key]}。")


def _theme(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    parts = node.value if isinstance(node.value, dict) else {"name": node}
    for name, part in parts.items():
        full = f"{key}.{name}"
        if full in _FIXED:
            yield from _nothing_but(full, part, declared)
        elif name not in _PLAIN_THEME:
            yield from _refused(full, part, declared)


def _extensions(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    for name, entry in _listed(node):
        if name.removeprefix("markdown.extensions.") not in _PLAIN_EXTENSIONS:
            yield from _refused(name, entry, declared)


def _each(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """Hooks, plugins, scripts and styles, each by its own name."""
    if key == "plugins" and node.value in (None, ""):
        yield _problem(node, key, "请写 plugins: []；空着时 MkDocs 会装上自己的 search。")
    for name, entry in _listed(node):
        yield from _refused(name, entry, declared)


def _listed(node: YamlNode) -> Iterator[tuple[str, YamlNode]]:
    """The names in a list, or the keys of a mapping, as MkDocs takes either; a script may be a mapping with its path."""
    if isinstance(node.value, dict):
        yield from node.value.items()
    elif isinstance(node.value, list):
        for item in node.value:
            if isinstance(item.value, dict):
                path = item.value.get("path")
                yield from [(path.text(), path)] if path is not None else item.value.items()
            else:
                yield item.text(), item
    elif node.value:
        yield node.text(), node


def _refused(name: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    if name not in declared:
        fix = f"请删去；确实需要的，由维护人员看过它的代码，再在 {PORTAL.path} 写 engine: {{{name}: 为什么需要、谁看过}}。"
        yield _problem(node, name, fix)


def _never(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    yield _problem(node, key, "请删去，把需要的设置直接写在 mkdocs.yml。")


def _problem(node: YamlNode, name: str, fix: str) -> Problem:
    what = f"{name} 会在生成网站时运行别处的程序，或带进别处的文件。"
    return Problem("S11", node.place, name, what, fix)


_LOOKS: dict[str, Callable[[str, YamlNode, Collection[str]], Iterator[Problem]]] = {
    "INHERIT": _never,
    "docs_dir": _nothing_but,
    "site_dir": _nothing_but,
    "theme": _theme,
    "markdown_extensions": _extensions,
    **dict.fromkeys(("hooks", "plugins", "extra_javascript", "extra_css", "extra_templates"), _each),
}
