"""The search index: segments by section and year, and what tells which of them to ask.

Files below `search/`, classic scripts that assign one global, each loaded only when needed.
`theme/assets/search-find.js` reads them, and `find.py` reads them again in Python to prove each build.

- ``index.js``            version, kind and number of pages of each segment, the first pair of each file of pairs
- ``VERSION/pairs/N.js``  pair → 2 × segment, for each that has it, + 1 where a title or another name has it
- ``VERSION/names.js``    names as they may be typed (`names.py`), for questions that find little
- ``SEGMENT/head.js``     where each page begins, and address, title, period, other names, demo mark, answer of each
- ``SEGMENT/pairs/N.js``  pair → its positions
- ``SEGMENT/text/N.js``   `TEXT` characters of the text as shown, and the anchors in them

A question costs the files of its pairs in the few segments that are asked first, however many there are. An edit
rewrites one segment; the files of pairs only where a segment has a pair for the first time or no longer.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from leitai.keep import Keep, Stage, make_anew
from leitai.publish.search.found import FoundPages
from leitai.publish.search.names import NamedPage, SearchNames, named_pages, simplified
from leitai.publish.search.postings import Keys, Numbers, pair_files, script, scripts
from leitai.publish.search.segments import TEXT, Segment, segment_of, version_of
from leitai.publish.search.text import KIND_ORDER

FOLDER = "search/"


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
    """What is known of all segments: a few bytes for each pair of each."""

    def __init__(self) -> None:
        self.pages = 0
        self.named: list[NamedPage] = []
        self.characters: set[str] = set()
        self._segments: list[list[object]] = []
        self._keys: list[Keys] = []
        self._numbers: list[Numbers] = []

    def add(self, segment: Segment) -> None:
        keys = np.frombuffer(segment.pairs, np.uint32)
        is_named = np.isin(keys, np.frombuffer(segment.named, np.uint32), assume_unique=True)
        self._keys.append(keys)
        self._numbers.append(2 * len(self._segments) + is_named)
        self._segments.append([segment.version, segment.kind, segment.pages])
        self.pages += segment.pages

    def files(self) -> dict[str, bytes]:
        keys = np.concatenate([np.empty(0, np.uint32), *self._keys])
        numbers = np.concatenate([np.empty(0, np.int64), *self._numbers])
        first_pairs, pairs = pair_files(keys, numbers)
        names = SearchNames(named=self.named, simplified=simplified(frozenset(self.characters)))
        files = scripts({"names": names, **pairs})
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
