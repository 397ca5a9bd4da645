"""The portal while somebody edits it: it stays read, a page that is asked for is made at once, the whole site behind it."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from leitai.model.portal import Portal
from leitai.pages.all_pages import collect_pages, shell_files
from leitai.pages.kit.page import Job, Page
from leitai.pages.kit.render import render_pages
from leitai.pipeline.build import Say, make_site, public_portal
from leitai.pipeline.kept import Kept
from leitai.pipeline.load import Loaded, load
from leitai.problems import ProblemsFound
from leitai.publish.engine.build import ENGINE
from leitai.publish.engine.renderer import Renderer, can_render, load_config
from leitai.publish.site.lock import one_writer


class Preview:
    """`read` takes the content as it is now, `page` gives pages of it, `build` makes the whole site of it."""

    def __init__(self, root: Path, say: Say) -> None:
        self._root, self._say = root, say
        self._portal: Portal | None = None
        self._kept = Kept(root)
        self._pages: _Pages | None = None
        self._renderer: Renderer | None = None
        self._shell: object = None
        self._one_page = threading.Lock()

    def read(self) -> Loaded:
        """Read, check, score and explain; raises `ProblemsFound`, and nothing changes."""
        kept = Kept(self._root)
        loaded = load(self._root, kept)
        portal = public_portal(loaded, kept)
        with self._one_page:
            self._portal, self._kept, self._pages = portal, kept, _Pages(portal)
        return loaded

    def page(self, url: str) -> bytes | None:
        """A page as the site will have it; None where it has to wait for the site: a new address, another shell."""
        with self._one_page:
            pages, renderer, portal = self._pages, self._renderer, self._portal
            if pages is None or renderer is None or portal is None or self._shell != self._shell_of(portal):
                return None
            page = pages.get(url)
            if page is None:
                return None
            ((path, source),) = render_pages([page], portal.marks, self._kept).items()
            html = renderer.render_source(path, source.decode())
            return None if html is None else html.encode("utf-8", "xmlcharrefreplace")

    def build(self) -> None:
        """The whole site; raises `ProblemsFound`, and the last one stays."""
        with self._one_page:
            portal, kept = self._portal, self._kept
        assert portal is not None, "read first"
        with one_writer(self._root / "build"):
            make_site(self._root, portal, self._say, kept, preview=True)
        kept.sweep()
        config = load_config(ENGINE, self._root)
        with self._one_page:
            self._renderer = Renderer(ENGINE, config) if can_render(config) else None
            self._shell = self._shell_of(portal)

    def _shell_of(self, portal: Portal) -> object:
        """What all pages have in common, as far as an edit may change it."""
        return shell_files(portal), (self._root / "mkdocs.yml").read_bytes()


class _Pages:
    """The pages of a portal, collected as far as they were asked for."""

    def __init__(self, portal: Portal) -> None:
        self._left = collect_pages(portal)
        self._found: dict[str, Page | Job] = {}

    def get(self, url: str) -> Page | Job | None:
        """The page at an address; None where none is, or where the whole site, which follows, tells what stands against it."""
        with suppress(ProblemsFound):
            while url not in self._found and (page := next(self._left, None)) is not None:
                self._found[page.url] = page
        return self._found.get(url)
