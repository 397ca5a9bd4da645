"""What is too long goes on on further pages, so that no page is heavier than a phone can carry.

A page within the budget is left alone. Of another one each table that takes more than its share keeps its first rows; the others stand on
pages of their own, in the same order. A page of nothing but folds keeps its first folds (`Page.is_of_folds`). Every anchor
stays on the first page, too: a list of links, by which an old address still finds its row. For sorting and filtering the browser loads the
rows of a table as one script, when it is asked to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import ClassVar

from markupsafe import Markup

from leitai.model.budget import MOST_BYTES, MOST_NODES
from leitai.pages.kit.page import Link, Page, relative

SHELL_BYTES, SHELL_NODES = 12_000, 150  # header, footer and what surrounds a table; generous
FULL_PAGE = 0.8  # of the budget, for the rows of a further page
LINK_BYTES, LINK_NODES = 140, 1
FIRST_ROWS = 1  # at least
LONG = 30  # rows; a shorter table is never cut
_TABLE = re.compile(r'<table class="lt-data.*?</table>', re.DOTALL)
_BODY = re.compile(r"(<tbody>\n)(.*)(\n</tbody>)", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>")
_ROW_ID = re.compile(r'<tr id="([^"]+)"')
_NAME = re.compile(r'<tr[^>]*>(?:<td[^>]*>([^<]*).*?)?<th scope="row"[^>]*>(?:<a[^>]*>)?([^<]*)')
_FOLDS = re.compile(r'<details class="lt-fold.*</details>', re.DOTALL)
_ANCHOR = re.compile(r' id="([^"]+)"')
_BELOW = re.compile(r'<tr class="lt-below">.*$')
_FURTHER = re.compile(r"(.+)-more-\d+-\d+\.html")


@dataclass(frozen=True)
class FurtherContext:
    """Some rows of a table of another page, the whole table's head around them; or some of its folds."""

    whole: Link
    counted: str
    rest: Markup
    earlier: str
    later: str


@dataclass(frozen=True)
class ScriptContext:
    """The rows of a table as one expression; `name` is what the page calls the table."""

    name: str
    rows: Markup


def continued(page: Page, text: str) -> tuple[str, Sequence[Page]]:
    """A page and what was cut from it; `text` is the whole page, as its template made it."""
    if _weight(text) + _shell() <= 1:
        return text, ()
    return _in_folds(page, text) if page.is_of_folds else _in_rows(page, text)


def _in_folds(page: Page, text: str) -> tuple[str, Sequence[Page]]:
    """The folds that go elsewhere leave a link for each of their anchors."""
    found = _FOLDS.search(text)
    assert found, "a page of folds"
    folds = [f"{fold}</details>" for fold in found[0].split("</details>")[:-1]]
    kept, weight = len(folds), _weight(text) + _shell()
    while kept > FIRST_ROWS and weight > 1:
        kept -= 1
        weight += _links(len(_ANCHOR.findall(folds[kept]))) - _weight(folds[kept])
    cut = _FoldsCut(page, 0, "", folds, kept)
    return text[: found.start()] + cut.first + text[found.end() :], [*cut.pages]


def _in_rows(page: Page, text: str) -> tuple[str, Sequence[Page]]:
    tables = list(_TABLE.finditer(text))
    bodies = [rows if len(rows) >= LONG else [] for rows in (_rows_of(table[0]) for table in tables)]
    rest = _weight(_without([table[0] for table in tables], bodies, text)) + _shell()
    links = sum(bool(_ROW_ID.match(row)) for rows in bodies for row in rows)
    room = 1 - rest - _links(links)
    share = _share([_weight_of_rows(rows) for rows in bodies], room)
    pieces, further, done = [], list[Page](), 0
    for number, (table, rows) in enumerate(zip(tables, bodies, strict=True), start=1):
        if _weight_of_rows(rows) <= share:
            continue
        cut = _Cut(page, number, table[0], rows, _first_rows(rows, share))
        pieces += [text[done : table.start()], cut.first]
        done = table.end()
        further += cut.pages
    return "".join([*pieces, text[done:]]), further


def whole_of(url: str) -> str:
    """The page that a further page belongs to, by its address; empty for any other page."""
    match = _FURTHER.fullmatch(url)
    return f"{match[1]}.html" if match else ""


def _links(count: int) -> float:
    """The weight of so many links to what stands elsewhere."""
    return count * max(LINK_BYTES / MOST_BYTES, LINK_NODES / MOST_NODES)


def _share(weights: Sequence[float], room: float) -> float:
    """What each table may weigh so that together they fill the room: light ones leave theirs to heavy ones."""
    share, left = 0.0, len(weights)
    for weight in sorted(weights):
        share = max(room, 0.0) / left
        if weight > share:
            return share
        room, left = room - weight, left - 1
    return share


@dataclass(frozen=True)
class _Cut:
    """A table whose rows after the first `kept` ones go to further pages."""

    page: Page
    number: int
    table: str
    rows: Sequence[str]
    kept: int
    _counted: ClassVar[str] = "行"
    _is_copy: ClassVar[bool] = True  # what a row is about has a page of its own, which search finds

    @property
    def first(self) -> str:
        """The table as it stays, and the way to the rest."""
        kept = self._table(self.rows[: self.kept])
        if self._sorts:
            head = f'<table data-rows="{relative(self.page.url, self._script)}" data-table="{self._name}"'
            kept = kept.replace("<table", head, 1)
        links = [(f"第 {a + 1}–{b} {self._counted}", self._url(part)) for part, a, b in self._parts()]
        ways = Markup(" ").join(
            Markup('<a href="{}">{}</a>').format(relative(self.page.url, url), name) for name, url in links
        )
        nav = Markup('<nav class="lt-further" data-of="{}" aria-label="{}：其余各{}"><p>{}{}</p>{}</nav>')
        counted = self._counted
        said = f"共 {len(self.rows)} {counted}，这里是前 {self.kept} {counted}。其余的："
        further = nav.format(self._name, self._caption, counted, said, ways, self._index())
        return f"{kept}\n{further}"

    @property
    def pages(self) -> Iterator[Page]:
        parts = list(self._parts())
        for at, (part, start, end) in enumerate(parts):
            yield replace(
                self.page,
                url=self._url(part),
                title=f"{self.page.title}：第 {start + 1}–{end} {self._counted}",
                template="kit/further.md.j2",
                crumbs=(*self.page.crumbs, (self.page.title, self.page.url)),
                former=(),
                kept=(),
                is_copy=self._is_copy,
                context=FurtherContext(
                    whole=Link("：".join(filter(None, (self.page.title, self._caption))), self.page.url),
                    counted=self._counted,
                    rest=Markup(self._table(self.rows[start:end])),
                    earlier=self._url(parts[at - 1][0]) if at else self.page.url,
                    later=self._url(parts[at + 1][0]) if at + 1 < len(parts) else "",
                ),
            )
        if self._sorts:
            rows = Markup(json.dumps(self._all_rows(), ensure_ascii=False))
            context = ScriptContext(self._name, rows)
            yield replace(self.page, url=self._script, template="kit/rows.js.j2", context=context)

    def _parts(self) -> Iterator[tuple[int, int, int]]:
        """Number, first and last row of each further page; a page takes as many rows as its budget holds."""
        start, part = self.kept, 2
        while start < len(self.rows):
            end = start + max(1, _first_rows(self.rows[start:], FULL_PAGE - _shell()))
            yield part, start, min(end, len(self.rows))
            start, part = end, part + 1

    def _index(self) -> Markup:
        """Every row that isn't here, by name, at the anchor that shared links name."""
        link = Markup('<a id="{}" href="{}">{}</a>')
        links = [
            link.format(mark, relative(self.page.url, url), name)
            for mark, name, url in self._entries()
            if mark
        ]
        return Markup('<p class="lt-index">{}</p>').format(Markup(" ").join(links)) if links else Markup("")

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        """Anchor (which may be empty), name and address of each row that stands on a further page."""
        for part, start, end in self._parts():
            for mark, name in chain.from_iterable(map(self._named, self.rows[start:end])):
                yield mark, name, self._url(part) + (f"#{mark}" if mark else "")

    def _named(self, row: str) -> Iterable[tuple[str, str]]:
        """The anchors of a row, of which one may be empty, each with what its link says."""
        anchor, name = _ROW_ID.match(row), _NAME.match(row)
        mark = anchor[1] if anchor else ""
        return [(mark, " ".join(map(_text, name.groups(""))).strip() if name else mark)]

    def _all_rows(self) -> list[str]:
        """Without what they open; a row of another page leads there."""
        places = {mark: relative(self.page.url, url) for mark, _, url in self._entries()}
        found = []
        for row in self.rows:
            anchor, plain = _ROW_ID.match(row), _BELOW.sub("", row)
            place = places.get(anchor[1]) if anchor else None
            found.append(
                plain.replace(f'href="#{anchor[1]}"', f'href="{place}"') if anchor and place else plain
            )
        return found

    def _table(self, rows: Sequence[str]) -> str:
        return _BODY.sub(lambda body: body[1] + "\n".join(rows) + body[3], self.table)

    @property
    def _sorts(self) -> bool:
        return self.table.startswith('<table class="lt-data sortable')

    @property
    def _caption(self) -> str:
        found = _CAPTION.search(self.table)
        return _text(found[1]) if found else ""

    def _url(self, part: int) -> str:
        return f"{self.page.url.removesuffix('.html')}-more-{self.number}-{part}.html"

    @property
    def _name(self) -> str:
        return f"{self.page.url.removesuffix('.html')}-{self.number}"

    @property
    def _script(self) -> str:
        """Below `assets/`: it belongs to the page, nobody links to it."""
        return f"assets/rows/{self._name}.js"


@dataclass(frozen=True)
class _FoldsCut(_Cut):
    """Folds of a page, of which those after the first `kept` ones go to further pages; an anchor within is its own name."""

    _counted = "段"
    _is_copy = False

    def _table(self, rows: Sequence[str]) -> str:
        return "\n".join(rows)

    def _named(self, row: str) -> Iterable[tuple[str, str]]:
        return [(mark, mark) for mark in _ANCHOR.findall(row)]


def _text(html: str) -> str:
    return Markup(html).unescape()


def _without(tables: Sequence[str], bodies: Sequence[Sequence[str]], text: str) -> str:
    """The page without the rows that may go elsewhere."""
    for table, rows in zip(tables, bodies, strict=True):
        if rows:
            text = text.replace(table, _BODY.sub(r"\1\3", table), 1)
    return text


def _rows_of(table: str) -> list[str]:
    """The rows of a table as `tables` writes them: one to a line, with what each opens."""
    body = _BODY.search(table)
    return ["<tr" + row for row in ("\n" + body[2]).split("\n<tr")[1:]] if body else []


def _first_rows(rows: Sequence[str], room: float) -> int:
    weight = 0.0
    for count, row in enumerate(rows):
        weight += _weight(row)
        if weight > room:
            return max(count, FIRST_ROWS)
    return len(rows)


def _weight_of_rows(rows: Sequence[str]) -> float:
    return sum(map(_weight, rows))


def _weight(html: str) -> float:
    """The share of a page's budget, whichever is the greater one."""
    return max(len(html.encode()) / MOST_BYTES, (html.count("<") - html.count("</")) / MOST_NODES)


def _shell() -> float:
    return max(SHELL_BYTES / MOST_BYTES, SHELL_NODES / MOST_NODES)
