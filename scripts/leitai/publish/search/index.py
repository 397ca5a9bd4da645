"""The search index: segments by section and year, and what tells which of them to ask.

Files below `search/`, classic scripts that assign one global, each loaded only when needed.
`theme/assets/search-find.js` reads them, and `find.py` reads them again in Python to prove each build.

- ``index.js``            version, kind and number of pages of each segment, the first pair of each file of pairs
- ``VERSION/pairs/N.js``  pair → each page that has it, how often, and whether in a name
- ``VERSION/names.js``    names as they may be typed (`names.py`), and of all pages address and lengths, for questions
                          that find little
- ``VERSION/thesaurus.js`` synonyms (`thesaurus.py`), for the same questions
- ``SEGMENT/head.js``     where each page begins, and address, title, period, other names, demo mark, answer, first words
- ``SEGMENT/pairs/N.js``  pair → its positions
- ``SEGMENT/text/N.js``   `TEXT` characters of the text as shown, and the anchors in them

A question costs the files of its pairs in the segments whose pages have all of them, a few segments at first; one
without an answer is weighed by the root alone. An edit rewrites one segment, and the root.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from leitai.keep import Keep, Stage, make_anew
from leitai.publish.search.found import FoundPages
from leitai.publish.search.names import NamedPage, SearchNames, named_pages, simplified
from leitai.publish.search.postings import Keys, Numbers, encode, pair_files, script, scripts
from leitai.publish.search.segments import IN_ROOT, TEXT, Segment, segment_of, version_of
from leitai.publish.search.text import KIND_ORDER
from leitai.publish.search.thesaurus import group_pairs, groups

FOLDER = "search/"
PAIRS = 12 << 10  # bytes of a file of the root; a question opens one for each of its pairs


def index_files(pages: FoundPages, keep: Keep = make_anew) -> Iterator[dict[str, bytes]]:
    """The files of one segment after the other, by their path in the site; then those that lead to them."""
    root = _Root()
    inputs = ((tuple(segment),) for segment in pages.segments())
    stage = Stage("写检索")
    for segment, made in zip(pages.segments(), keep.each(stage, segment_of, inputs, at_once=1), strict=True):
        root.named += named_pages(root.pages, segment, keep)
        root.characters.update(
            *(page.title + page.text for page in segment), *(n for page in segment for n in page.names)
        )
        root.add(made)
        yield {FOLDER + path: data for path, data in made.files.items()}
    yield root.files()


class _Root:
    """What is known of all segments: a few bytes for each pair of each page."""

    def __init__(self) -> None:
        self.pages = 0
        self.named: list[NamedPage] = []
        self.characters: set[str] = set()
        self._segments: list[list[object]] = []
        self._urls: list[str] = []
        self._lengths: list[tuple[int, int]] = []
        self._keys: list[Keys] = []
        self._numbers: list[Numbers] = []

    def add(self, segment: Segment) -> None:
        self._keys.append(np.frombuffer(segment.keys, np.uint32))
        self._numbers.append(np.frombuffer(segment.numbers, np.int64) + IN_ROOT * self.pages)
        self._urls += segment.urls
        self._lengths += segment.lengths
        self._segments.append([segment.version, segment.kind, segment.pages])
        self.pages += segment.pages

    def files(self) -> dict[str, bytes]:
        keys = np.concatenate([np.empty(0, np.uint32), *self._keys])
        numbers = np.concatenate([np.empty(0, np.int64), *self._numbers])
        known, signs, of_groups = group_pairs(keys, numbers, self._urls, groups())
        first_pairs, pairs = pair_files(np.r_[keys, signs], np.r_[numbers, of_groups], PAIRS)
        names = SearchNames(
            named=self.named,
            simplified=simplified(frozenset(self.characters)),
            urls=self._urls,
            lengths=encode([length for lengths in self._lengths for length in lengths]),
        )
        thesaurus = [[" ".join(group.words), group.asks_for] for group in known]
        files = scripts({"names": names, "thesaurus": thesaurus, **pairs})
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
