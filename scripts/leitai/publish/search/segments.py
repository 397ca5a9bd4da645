"""One segment of the index: some pages of one kind and year, laid end to end as one text.

For every two neighbouring characters it gives the positions in that text; a word is found exactly where the pairs that
cover it stand side by side. No dictionary, no guess at word boundaries: what is found is a literal substring.
Which pages are in a segment follows from their kind, year and order alone, so that an edit touches one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from leitai.publish.search.postings import (
    Codes,
    Keys,
    Numbers,
    codes_of,
    encode,
    pair_files,
    pairs_in,
    scripts,
    text_from_codes,
)
from leitai.publish.search.text import SearchPage, utf16_length

PAGES = 128
LONGEST = 4 << 20  # characters of a segment: what is made of them takes fifty times as many bytes of memory
PAIRS = 24 << 10  # bytes of a file of pairs
TEXT = 16 << 10  # characters of a file of text
OPENING = 90  # of a page's text, for results that no place in it led to
OFTEN = 4
IN_ROOT = 2 * OFTEN  # a page's number there is followed by how often it has a pair, and whether in a name
PAGE_BITS = 16
VERSION_DIGITS = 12


@dataclass(frozen=True)
class Segment:
    """`files` by their path in the index; `keys` and `numbers` are what the root says of the pairs in each page.

    `lengths` are those of each page's text and of the shortest of its names.
    """

    version: str
    kind: str
    pages: int
    files: dict[str, bytes]
    keys: bytes
    numbers: bytes
    lengths: tuple[tuple[int, int], ...]


def segment_of(pages: Sequence[SearchPage]) -> Segment:
    """The files of a segment, below a folder that is called by a hash of them."""
    heads = [(page.title, *page.names) for page in pages]
    texts = ["\n".join((*head, page.text, "")) for head, page in zip(heads, pages, strict=True)]
    bodies = [utf16_length("\n".join(head)) + 1 for head in heads]
    lengths = [utf16_length(text) for text in texts]
    keys, positions = pairs_in("".join(texts))
    first_pairs, pairs = pair_files(keys, positions, PAIRS)
    head = {
        "lengths": encode(lengths),
        "heads": encode([n for head in heads for n in (len(head), *map(utf16_length, head))]),
        "pairs": first_pairs,
        "rows": [_row(page) for page in pages],
    }
    files = scripts(
        {"head": head, **pairs, **dict(_text_files(codes_of("".join(texts)), pages, bodies, lengths))}
    )
    version = version_of(files)
    in_pages, numbers = _by_page(keys, positions, np.array(lengths), np.array(bodies))
    return Segment(
        version,
        pages[0].kind,
        len(pages),
        {f"{version}/{name}.js": data for name, data in files.items()},
        in_pages.tobytes(),
        numbers.tobytes(),
        tuple((length, min(map(utf16_length, head))) for length, head in zip(lengths, heads, strict=True)),
    )


def _by_page(keys: Keys, positions: Numbers, lengths: Numbers, bodies: Numbers) -> tuple[Keys, Numbers]:
    """Each pair with each page that has it: `IN_ROOT` × page, + 2 × (how often - 1), up to `OFTEN`, + 1 if in a name."""
    starts = np.cumsum(lengths) - lengths
    page = np.searchsorted(starts, positions, side="right") - 1
    in_page = keys.astype(np.int64) << PAGE_BITS | page
    found, counts = np.unique(in_page, return_counts=True)
    is_named = np.isin(found, in_page[positions - starts[page] < bodies[page]], assume_unique=False)
    numbers: Numbers = (
        IN_ROOT * (found & (1 << PAGE_BITS) - 1) + 2 * (np.minimum(counts, OFTEN) - 1) + is_named
    )
    return (found >> PAGE_BITS).astype(np.uint32), numbers


def version_of(files: dict[str, bytes]) -> str:
    """A hash of files: a browser that kept an older one never mixes two builds."""
    return hashlib.sha256(b"".join(files.values())).hexdigest()[:VERSION_DIGITS]


def _row(page: SearchPage) -> list[Any]:
    period = page.period.title if page.period else ""
    opening = "" if page.answer else text_from_codes(codes_of(page.text)[:OPENING])
    return [page.url, page.title, period, list(page.names), page.is_demo, page.answer, opening]


def _text_files(
    codes: Codes, pages: Sequence[SearchPage], bodies: Sequence[int], lengths: Sequence[int]
) -> Iterator[tuple[str, Any]]:
    """Texts cut at equal lengths, with the anchors of each; the one before the cut opens the next."""
    anchors = [
        (start + offset, anchor)
        for page, body, start in zip(pages, bodies, accumulate(lengths, initial=0), strict=False)
        for offset, anchor in ((0, ""), *((body + at, anchor) for at, anchor in page.anchors))
    ]
    index = 0
    for start in range(0, len(codes), TEXT):
        shown = text_from_codes(codes[start : start + TEXT])
        found = [[0, anchors[index - 1][1]]] if index else []
        while index < len(anchors) and anchors[index][0] < start + TEXT:
            found.append([anchors[index][0] - start, anchors[index][1]])
            index += 1
        yield f"text/{start // TEXT}", [shown, found]
