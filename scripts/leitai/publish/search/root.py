"""The pairs of all segments, told by page: they wait on disk and are put in order some letters at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from leitai.on_disk import OnDisk
from leitai.publish.search.postings import Keys, Numbers, pair_files, scripts
from leitai.publish.search.thesaurus import FIRST_SIGN, WordGroup, group_pairs, groups, pairs_of

PAIRS = 12 << 10  # bytes of a file of the root; a question opens one for each of its pairs
AT_ONCE = 1 << 20  # entries in memory
_LETTERS = 1 << 16


class RootPairs:
    """Entries are a pair and a number that tells of it in one page, in ascending order of the pages."""

    def __init__(self) -> None:
        self._entries = OnDisk[tuple[Keys, Numbers]]()
        self._by_letter = np.zeros(_LETTERS, np.int64)

    def add(self, keys: Keys, numbers: Numbers) -> None:
        """Those of one segment, in the order of `keys`."""
        self._entries[str(len(self._entries))] = keys, numbers
        self._by_letter += np.bincount(keys >> 16, minlength=_LETTERS)

    def files(self, urls: Sequence[str]) -> tuple[str, dict[str, bytes], list[WordGroup]]:
        """The first pair of each file, the files, and the groups of words that stand among the pairs, each as a sign."""
        first_pairs, files, known = "", dict[str, bytes](), list[WordGroup]()
        spoken: list[tuple[Keys, Numbers]] = []
        for start, end in self._ranges():
            keys, numbers = self._between(start, end)
            is_spoken = np.isin(keys, pairs_of(groups()))
            spoken.append((keys[is_spoken], numbers[is_spoken]))
            if start == FIRST_SIGN:
                told = [np.concatenate(column) for column in zip(*spoken, strict=True)]
                known, signs, of_groups = group_pairs(told[0], told[1], urls, groups())
                keys, numbers = np.r_[keys, signs], np.r_[numbers, of_groups]
            firsts, pairs = pair_files(keys, numbers, PAIRS, len(files))
            first_pairs += firsts
            files |= scripts(pairs)
        return first_pairs, files, known

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """First letters, from and up to: some `AT_ONCE` entries begin with them; the signs, after all words, begin one."""
        part = np.cumsum(self._by_letter) // AT_ONCE
        part[FIRST_SIGN:] += 1
        return pairwise([0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), _LETTERS])

    def _between(self, start: int, end: int) -> tuple[Keys, Numbers]:
        parts = [(np.empty(0, np.uint32), np.empty(0, np.int64))]
        for keys, numbers in self._entries.values():
            first, last = np.searchsorted(keys >> 16, (start, end))
            parts.append((keys[first:last], numbers[first:last]))
        keys, numbers = map(np.concatenate, zip(*parts, strict=True))
        return keys, numbers
