"""The search index: segments by section and year, and what tells which of them to ask.

Files below `search/`, classic scripts that assign one global, each loaded only when needed.
`theme/assets/search-find.js` reads them, and `find.py` reads them again in Python to prove each build.

- ``index.js``            version, kind and number of pages of each segment, the first pair of each file of pairs
- ``VERSION/pairs/N.js``  pair → each page that has it, how often, and whether in a name
- ``VERSION/names.js``    names as they are compared (`names.py`), and of all pages lengths and sort (`sorts.py`), for
                          questions that find little
- ``VERSION/typed/a.js``  what may be typed in letters, by the first of them
- ``VERSION/thesaurus.js`` synonyms (`thesaurus.py`), for the same questions
- ``SEGMENT/head.js``     where each page begins, and address, title, period, other names, demo mark, answer, first words
- ``SEGMENT/pairs/N.js``  pair → its positions
- ``SEGMENT/text/N.js``   `TEXT` characters of the text as shown, and the anchors in them

A question costs the files of its pairs in the segments whose pages have all of them, a few segments at first; one
without an answer is weighed by the root alone. An edit rewrites one segment, and the root.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from leitai.keep import Keep, Stage, make_anew
from leitai.publish.search.found import FoundPages
from leitai.publish.search.names import NamedPage, SearchNames, named_pages, simplified, typed_files
from leitai.publish.search.postings import encode, script, scripts
from leitai.publish.search.root import RootPairs
from leitai.publish.search.segments import IN_ROOT, TEXT, Segment, segment_of, version_of
from leitai.publish.search.sorts import newest_periods, sort_number, sorts_of
from leitai.publish.search.text import KIND_ORDER, SearchPage
from leitai.schema.period import Period

FOLDER = "search/"


def index_files(pages: FoundPages, keep: Keep = make_anew) -> Iterator[dict[str, bytes]]:
    """The files of one segment after the other, by their path in the site; then those that lead to them."""
    root = _Root()
    inputs = ((tuple(segment),) for segment in pages.segments())
    stage = Stage("写检索")
    for segment, made in zip(pages.segments(), keep.each(stage, segment_of, inputs, at_once=1), strict=True):
        root.add(segment, made, keep)
        yield {FOLDER + path: data for path, data in made.files.items()}
    yield root.files(keep)


class _Root:
    """What is known of all segments: a few bytes of each page; the pairs of its text wait on disk."""

    def __init__(self) -> None:
        self.pages = 0
        self._named: list[NamedPage] = []
        self._characters: set[str] = set()
        self._segments: list[list[object]] = []
        self._found: list[tuple[str, Period | None]] = []
        self._lengths: list[int] = []
        self._pairs = RootPairs()

    def add(self, pages: Sequence[SearchPage], segment: Segment, keep: Keep) -> None:
        keys, numbers = np.frombuffer(segment.keys, np.uint32), np.frombuffer(segment.numbers, np.int64)
        self._pairs.add(keys, numbers + IN_ROOT * self.pages)
        self._named += named_pages(self.pages, pages, keep)
        self._characters.update(*(text for page in pages for text in (page.title, page.text, *page.names)))
        self._found += [(page.url, page.period) for page in pages]
        self._lengths += [length for lengths in segment.lengths for length in lengths]
        self._segments.append([segment.version, segment.kind, segment.pages])
        self.pages += segment.pages

    def files(self, keep: Keep) -> dict[str, bytes]:
        first_pairs, files, known = self._pairs.files([url for url, _ in self._found])
        asked_for = list(dict.fromkeys(group.asks_for for group in known if group.asks_for))
        sorts, of_pages = sorts_of(self._found, asked_for)
        words = (word for group in known for word in group.words)
        letters, typed = typed_files(self._named, words, keep)
        names = SearchNames(
            named=[[number, *names] for number, names, _ in self._named],
            typed=letters,
            simplified=simplified(frozenset(self._characters)),
            lengths=encode(self._lengths),
            sorts=sorts,
            ofPages=encode(of_pages),
            newest=newest_periods(self._found),
        )
        thesaurus = [[" ".join(group.words), sort_number(group.asks_for, asked_for)] for group in known]
        files |= scripts({"names": names, "thesaurus": thesaurus, **typed})
        version = version_of(files)
        index = {
            "version": version,
            "kinds": KIND_ORDER,
            "segments": self._segments,
            "pairs": first_pairs,
            "textPerFile": TEXT,
        }
        found = {f"{FOLDER}{version}/{name}.js": data for name, data in files.items()}
        return {f"{FOLDER}index.js": script("index", index), **found}
