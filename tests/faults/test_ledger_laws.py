"""No sequence of builds, renames, deletions and explanations loses an address that was ever published.

The site is made without MkDocs: real pages as plain HTML, what the ledger adds by the pages' own code.
"""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from markupsafe import Markup

from leitai.check.writings.addresses import check_destinations
from leitai.model.shows import NOTHING, UNDECIDED
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import render_pages
from leitai.pages.site.former import collect_former, former_anchors
from leitai.pages.site.prose import ProseContext
from leitai.publish.site.check import PageFacts, SiteFacts, read_page, resolve
from leitai.publish.site.links import UrlLedger
from leitai.read.records.context import Context
from leitai.read.records.tables import read_records
from leitai.schema.ledgers.urls import URLS, Address

URL = st.sampled_from([f"{folder}/{name}.html" for folder in ("cases", "units") for name in "abcd"])
ANCHOR = st.sampled_from(["steps", "results", "row-1", "row-2"])


def parsed(path: str, text: bytes) -> PageFacts:
    written = text.decode().partition("\n---\n")[2] if path.endswith(".md") else text.decode()
    html = markdown.markdown(written, extensions=["attr_list"]) if path.endswith(".md") else written
    return read_page(html.encode())


class Publishing(RuleBasedStateMachine):
    """Editors change pages and the ledger as they like; a build either refuses or keeps every promise."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.content: dict[str, set[str]] = {"index.html": set()}
        self.promised: set[tuple[str, str]] = set()
        self.site = SiteFacts(frozenset(), {})

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(url=URL, anchors=st.frozensets(ANCHOR))
    def write(self, url: str, anchors: frozenset[str]) -> None:
        self.content[url] = set(anchors)

    @rule(url=URL)
    def delete(self, url: str) -> None:
        self.content.pop(url, None)

    @rule(url=URL, other=URL)
    def rename(self, url: str, other: str) -> None:
        if url in self.content:
            self.content[other] = self.content.pop(url)

    @rule(url=URL, anchor=st.one_of(st.just(""), ANCHOR), onward=st.one_of(st.just(""), URL))
    def explain(self, url: str, anchor: str, onward: str) -> None:
        """Sensibly or not: a 去向 may be wrong, then the build refuses it."""
        path = self.root / URLS.path
        if path.exists():
            line = f"{url}#{anchor}" if anchor else url
            kept = [
                row for row in path.read_text(encoding="utf-8").splitlines() if not row.startswith(f"{line},")
            ]
            known = next((a for a in self.addresses() if a.url == line), None)
            anchors = " ".join(sorted(known.anchors)) if known else ""
            kept.append(f"{line},{anchors},,{onward},{'' if onward else '已撤下。'}")
            path.write_text("\n".join(kept) + "\n", encoding="utf-8")

    @rule()
    def forget_the_explanations(self) -> None:
        path = self.root / URLS.path
        if path.exists():
            rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
            lines = [
                ",".join([*row[:3], *(row[3:] if number == 0 else ["", ""])])
                for number, row in enumerate(rows)
            ]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def addresses(self) -> tuple[Address, ...]:
        problems: list[Any] = []
        addresses = read_records(self.root, URLS, Context(problems))
        assert problems == []
        return addresses

    @rule()
    def build(self) -> None:
        addresses = self.addresses()
        ledger = UrlLedger(self.root / URLS.path, addresses, date(2019, 6, 30))
        facts = self.rendered(addresses)
        library: Any = SimpleNamespace(addresses=addresses)
        dead = [url for url, lead in facts.redirects.items() if resolve(url, lead) not in facts.files]  # K01
        if any(check_destinations(library, library)) or ledger.lost(facts) or dead:
            return
        assert ledger.record(facts) == []
        self.site = facts
        self.promised |= {(url, "") for url in facts.files}
        self.promised |= {(url, a) for url, page in facts.pages.items() for a in page.anchors if a != "top"}

    def rendered(self, addresses: tuple[Address, ...]) -> SiteFacts:
        former = former_anchors(addresses)
        pages = {}
        for url, anchors in self.content.items():
            context = ProseContext(Markup(""), (), ())
            page = Page(url, url, "site/prose.md.j2", context, NOTHING, former=former.get(url, ()))
            ((path, text),) = render_pages([page], UNDECIDED).items()
            body = text + b"".join(f'<p id="{anchor}"></p>\n'.encode() for anchor in sorted(anchors))
            pages[url] = parsed(path, body)
        for path, text in render_pages(collect_former(addresses, self.content, {}), UNDECIDED).items():
            pages[path.removesuffix(".md").removesuffix(".html") + ".html"] = parsed(path, text)
        return SiteFacts(frozenset(pages), pages)

    @invariant()
    def every_promise_is_kept(self) -> None:
        for url, anchor in self.promised:
            assert url in self.site.files, f"{url} is lost"
            page = self.site.pages[url]
            lead = [reference.url for reference in page.references if reference.tag == "html"]
            end = self.site.pages[resolve(url, lead[0])] if lead else page
            assert not anchor or anchor in end.anchors, f"{url}#{anchor} is lost"


TestPublishing = Publishing.TestCase
TestPublishing.settings = settings(stateful_step_count=20)
