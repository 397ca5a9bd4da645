"""The index read again, by the rule that the browser follows, to prove that what was built is found."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from leitai.publish.search.postings import (
    Codes,
    Numbers,
    codes_of,
    data_of,
    decode_numbers,
    fold_codes,
    pair_keys,
    text_from_codes,
)
from leitai.publish.search.segments import IN_ROOT

LEAST = 2
_QUOTED = re.compile(r"""^(["'])(.+)\1$""")


class SearchIndex:
    """The files below `search/` of a built site; of the segments the one that was asked last is held."""

    def __init__(self, site: Path) -> None:
        self._folder = site / "search"
        index = _read(self._folder / "index.js")
        self._versions = [version for version, _, _ in index["segments"]]
        sizes = np.array([pages for _, _, pages in index["segments"]], np.int64)
        self._firsts: Numbers = np.cumsum(sizes) - sizes
        self._pairs = PairFiles(self._folder / index["version"], index["pairs"])
        self._segment = lru_cache(maxsize=1)(lambda version: SearchSegment(self._folder / version))

    def pages_with(self, query: str) -> list[int]:
        """The numbers of the pages that hold every word of a query; words of one character don't count."""
        asked = sorted(self._segments_with(words_of(query)))
        return [
            int(self._firsts[number]) + page
            for number in asked
            for page in self.pages_in_segment(number, query)
        ]

    def pages_in_segment(self, number: int, query: str) -> list[int]:
        """The same within one segment, counted from its first page."""
        words = words_of(query)
        is_asked = number in self._segments_with(words)
        return self._segment(self._versions[number]).pages_with(words) if is_asked else []

    def _segments_with(self, words: list[Codes]) -> frozenset[int]:
        """The numbers of the segments that have a page with every pair of every word."""
        lists = [
            self._pairs.numbers(word[at : at + 2]) // IN_ROOT for word in words for at in range(len(word) - 1)
        ]
        if not lists:
            return frozenset()
        pages = sorted(set.intersection(*(set(found.tolist()) for found in lists)))
        return frozenset((np.searchsorted(self._firsts, pages, side="right") - 1).tolist())


class SearchSegment:
    """The files of one segment."""

    def __init__(self, folder: Path) -> None:
        head = _read(folder / "head.js")
        lengths = decode_numbers(head["lengths"])
        self._starts: Numbers = np.cumsum(lengths) - lengths
        self._pairs = PairFiles(folder, head["pairs"])

    def pages_with(self, words: list[Codes]) -> list[int]:
        """The numbers of the pages, within the segment, that hold every word."""
        return sorted(set.intersection(*(set(self._pages_with_word(word)) for word in words)))

    def _pages_with_word(self, word: Codes) -> list[int]:
        """Where the pairs that cover the word stand side by side."""
        offsets = sorted({*range(0, len(word) - 1, 2), len(word) - 2})
        lists = sorted((self._pairs.numbers(word[at : at + 2]) - at for at in offsets), key=len)
        common = lists[0]
        for other in lists[1:]:
            common = common[np.isin(common, other, assume_unique=True)] if len(common) else common
        pages: list[int] = np.unique(np.searchsorted(self._starts, common, side="right") - 1).tolist()
        return pages


class PairFiles:
    """Files of pairs in a folder; `first_pairs` are the first of each."""

    def __init__(self, folder: Path, first_pairs: str) -> None:
        self._folder = folder
        self._first = pair_keys(codes_of(first_pairs))[::2]
        self._files: dict[int, dict[str, str]] = {}

    def numbers(self, pair: Codes) -> Numbers:
        """What is written of a pair, in ascending order."""
        number = max(int(np.searchsorted(self._first, pair_keys(pair)[0], side="right")) - 1, 0)
        if number not in self._files:
            path = self._folder / f"pairs/{number}.js"
            self._files[number] = _read(path) if path.is_file() else {}
        return decode_numbers(self._files[number].get(text_from_codes(pair), ""), differences=True)


def words_of(query: str) -> list[Codes]:
    """The words that are looked for, folded."""
    asked = _QUOTED.sub(r"\2", text_from_codes(fold_codes(codes_of(query))).strip())
    return [word for word in map(codes_of, asked.split()) if len(word) >= LEAST]


def _read(path: Path) -> Any:
    return data_of(path.read_bytes())
