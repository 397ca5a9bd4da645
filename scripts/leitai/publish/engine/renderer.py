"""MkDocs (or a fork of it) as a library: what is the same on many pages is made once.

The engine's own build makes a new Markdown converter and renders the whole theme for each page. Here one converter
serves all pages, and the theme is rendered once for each kind of page, with slots for what differs. The bytes are those
of the engine's own build; a test holds it. Slots fit Leitai's theme alone: with another one, or with plugins, the engine
builds by itself.
"""

from __future__ import annotations

import importlib
import os
import posixpath
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Markdown

from leitai.publish.site.store import store_key
from leitai.publish.site.tree import file_paths

THEME, THEME_FOLDER = "material", "build/theme"  # theme.name and theme.custom_dir in mkdocs.yml
_SLOT = "leitai-slot-"  # no word of any theme
_SLOTS = re.compile(rf"{_SLOT}(\w+)")
_CONTENT, _NAME = "content", "name"
_LINK = re.compile(r"\]\s*[(\[:]")


def load_config(engine: str, root: Path) -> Any:
    """What the engine makes of a portal's `mkdocs.yml`, for pages that go into no site."""
    site = root.resolve() / "build" / "site"
    return importlib.import_module(f"{engine}.config").load_config(
        str(root / "mkdocs.yml"), site_dir=str(site)
    )


Shell = tuple[str, ...]  # text, name of a slot, text, …


def can_render(config: Any) -> bool:
    """Whether the settings are of the kind that this module knows: Leitai's theme, no plugins, no hooks."""
    is_ours = config.theme.name == THEME and str(config.theme.custom_dir).endswith(THEME_FOLDER)
    return is_ours and not config.plugins and not config.use_directory_urls


class Renderer:
    """`engine` is the package (`mkdocs`, `properdocs`), `config` what it made of `mkdocs.yml`; `pages` are its own objects."""

    def __init__(self, engine: str, config: Any) -> None:
        self._engine, self._config = engine, config
        files, structure = self._part("structure.files"), self._part("structure.pages")
        self._environment = config.theme.get_env()
        self._files = files.get_files(config)
        self._files.add_files_from_theme(self._environment, config)
        files.set_exclusions(self._files, config)
        self._nav = self._part("structure.nav").get_navigation(self._files, config)
        self._documents = self._files.documentation_pages()
        self.pages: list[Any] = [file.page or structure.Page(None, file, config) for file in self._documents]
        for page in self._nav.pages:
            page.read_source(config)  # their titles may stand on every page
        self._template = self._environment.get_template("main.html")
        self._markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        self._shell = cache(self._make_shell)
        self._addresses = "\n".join(sorted(file.src_uri for file in self._files))
        self._basis = self._digest_of_theme()

    def write_rest(self) -> None:
        """All that isn't made from Markdown: files as they are, the theme's own pages."""
        self._files.copy_static_files()
        write = self._part("commands.build")._build_theme_template
        for name in self._config.theme.static_templates:
            write(name, self._environment, self._files, self._config, self._nav)

    def key(self, page: Any) -> str:
        """Stands for everything that the HTML of a page depends on; only a Markdown link asks which other pages there are."""
        source: str = page.file.content_string
        others = self._addresses if _LINK.search(source) else ""
        return store_key(self._basis, page.url, source, others)

    def render(self, page: Any) -> str:
        """The HTML of a page, of which nothing stays in memory."""
        page.read_source(self._config)
        self._convert(page)
        html = self._around(page)
        page.markdown = page.content = None
        page.toc = ()
        return html

    def _around(self, page: Any) -> str:
        """A page with its theme: from a shell that pages of its kind share, but rendered alone if it is in the navigation, where each
        page links to its neighbours."""
        if page in self._nav.pages:
            return self._in_theme(page)
        folder, name = posixpath.split(page.url)
        filled = frozenset(key for key, value in page.meta.items() if value)
        shell = self._shell(folder, filled, next((heading.id for heading in page.toc), None))
        return _filled(shell, {**page.meta, _CONTENT: page.content, _NAME: name.removesuffix(".html")})

    def render_source(self, path: str, source: str) -> str | None:
        """The HTML of the page at this path of `docs_dir`, made from another text; None if there is no page."""
        page = next((page for page in self.pages if page.file.src_uri == path), None)
        if page is None:
            return None
        page.file.content_string = source
        return self.render(page)

    def _part(self, name: str) -> Any:
        return importlib.import_module(f"{self._engine}.{name}")

    def _digest_of_theme(self) -> str:
        """What all pages depend on, besides the code: settings, navigation, Leitai's theme, the day."""
        folder = Path(self._config.theme.custom_dir)
        theme = [part for path in file_paths(folder) for part in (path, (folder / path).read_bytes())]
        navigation = [part for page in self._nav.pages for part in (page.title, page.url)]
        day = os.environ.get("SOURCE_DATE_EPOCH", "")
        return store_key(Path(self._config.config_file_path).read_bytes(), day, *navigation, *theme)

    def _convert(self, page: Any) -> None:
        links = self._part("structure.pages")._RelativePathTreeprocessor(page.file, self._files, self._config)
        links._register(self._markdown)
        page.content = self._markdown.reset().convert(page.markdown)
        page.toc = self._part("structure.toc").get_toc(self._markdown.toc_tokens)

    def _make_shell(self, folder: str, filled: frozenset[str], first_heading: str | None) -> Shell:
        """The theme around the pages of a folder that fill these keys of their front matter and begin with this heading."""
        path = posixpath.join(folder, f"{_SLOT}{_NAME}.md")
        file = self._part("structure.files").File(path, None, self._config.site_dir, False)
        page = self._part("structure.pages").Page(None, file, self._config)
        page.meta = {key: _SLOT + key for key in filled}
        page.content = _SLOT + _CONTENT
        headings = (
            [] if first_heading is None else [{"id": first_heading, "name": "", "level": 1, "children": []}]
        )
        page.toc = self._part("structure.toc").get_toc(headings)
        return tuple(_SLOTS.split(self._in_theme(page)))

    def _in_theme(self, page: Any) -> str:
        page.active = True
        context = self._part("commands.build").get_context(self._nav, self._documents, self._config, page)
        html: str = self._template.render(context)
        page.active = False
        return html


def _filled(shell: Shell, values: Mapping[str, str]) -> str:
    return "".join(values[part] if number % 2 else part for number, part in enumerate(shell))
