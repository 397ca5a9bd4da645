"""`mkdocs.yml` is content, too: what in it runs code or shows files from elsewhere is refused unless `portal.yml` says why.

Allowed is what the shell needs (`leitai init` writes it), and that has to stand there: what is left out MkDocs fills by its own
folders, theme, search and fonts. Tags such as `!!python/name` are refused with every YAML file's.
"""

from __future__ import annotations

import posixpath
import re
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
    *("site_name", "site_url", "site_description", "site_author", "copyright"),
    *("nav", "validation", "strict"),
}
_PLAIN_THEME = {  # key → what may stand there: nothing from the network, no template from elsewhere
    "language": re.compile("[A-Za-z-]+"),
    "favicon": re.compile(r"(?!/|.*\.\./|\w+:).+"),
    **dict.fromkeys(("palette", "features")),
}
_PLAIN_EXTRA = {"generator"}
_FIXED = {
    "docs_dir": "build/pages",
    "site_dir": "build/site",
    "use_directory_urls": "false",
    "theme.name": "material",
    "theme.custom_dir": "build/theme",
    "theme.font": "false",
}  # never declared otherwise: pages would come from elsewhere, go elsewhere or load from the network
_NEEDED = {
    **{key: f"{key.rpartition('.')[2]}: {value}" for key, value in _FIXED.items()},
    "plugins": "plugins: []",
    "markdown_extensions": "markdown_extensions: [attr_list, leitai.publish.engine.finished_html]",
    "nav": "nav:，下面每个栏目一行，如“  - 首页: index.md”；全部栏目可照抄 leitai init 新建的 mkdocs.yml",
    "theme": "theme: {name: material, custom_dir: build/theme, language: zh, font: false, favicon: assets/favicon.svg}",
}  # setting → what to write


def check_engine(engine: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """A problem for each setting that is left out or may run code; `declared` are the names with a reason in `portal.yml`."""
    if isinstance(engine.value, dict):
        written = _written(engine.value)
        yield from _left_out(engine, [key for key in _NEEDED if "." not in key], written)
        for key, node in written.items():
            if key not in _PLAIN_KEYS:
                yield from _LOOKS.get(key, _refused)(key, node, declared)


def _written(settings: dict[str, YamlNode]) -> dict[str, YamlNode]:
    """Without keys that nothing follows, which MkDocs takes as left out; no plugin is `plugins: []`."""
    return {key: node for key, node in settings.items() if node.value or (key, node.value) == ("plugins", [])}


def _left_out(node: YamlNode, needed: Collection[str], written: Collection[str]) -> Iterator[Problem]:
    for key in needed:
        if key not in written:
            what = f"没有写 {key}，MkDocs 会用自己的：页面、网址、外观或功能就不是擂台的。"
            yield Problem("S02", node.place, None, what, f"请写 {_NEEDED[key]}。")


def _nothing_but(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """A folder, a theme or addresses that are not ours."""
    written = node.value if isinstance(node.value, str) else ""
    if posixpath.normpath(written).lower() != _FIXED[key]:
        what = f"{key} 只能是 {_FIXED[key]}：不然页面来自别处、写到别处，或从网上取东西。"
        yield Problem("S03", node.place, written or None, what, f"请写 {_NEEDED[key]}。")


def _theme(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    settings = node.value if isinstance(node.value, dict) else {"name": node}  # a text is its name
    parts = {f"theme.{name}": part for name, part in _written(settings).items()}
    yield from _left_out(node, [name for name in _FIXED if name.startswith("theme.")], parts)
    for name, part in parts.items():
        if name in _FIXED:
            yield from _nothing_but(name, part, declared)
        elif not _is_plain(name.removeprefix("theme."), part):
            yield from _refused(name, part, declared)


def _is_plain(name: str, node: YamlNode) -> bool:
    form = _PLAIN_THEME.get(name)
    return name in _PLAIN_THEME and (form is None or form.fullmatch(str(node.value)) is not None)


def _extra(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """What Material makes scripts, links and texts of HTML from: analytics, consent, polyfills …"""
    for name, part in node.value.items() if isinstance(node.value, dict) else ():
        if name not in _PLAIN_EXTRA:
            yield from _refused(f"extra.{name}", part, declared)


def _extensions(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    if "attr_list" not in [name.removeprefix("markdown.extensions.") for name, _ in _listed(node)]:
        yield from _left_out(node, [key], ())
    for name, entry in _listed(node):
        if name.removeprefix("markdown.extensions.") not in _PLAIN_EXTENSIONS:
            yield from _refused(name, entry, declared)


def _each(key: str, node: YamlNode, declared: Collection[str]) -> Iterator[Problem]:
    """Hooks, plugins, scripts and styles, each by its own name."""
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
    **dict.fromkeys(("docs_dir", "site_dir", "use_directory_urls"), _nothing_but),
    "theme": _theme,
    "extra": _extra,
    "markdown_extensions": _extensions,
    **dict.fromkeys(("hooks", "plugins", "extra_javascript", "extra_css", "extra_templates"), _each),
}
