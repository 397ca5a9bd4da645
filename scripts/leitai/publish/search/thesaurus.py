"""Groups of synonyms, so that a question in everyday words finds pages in the words of the office.

Each line of `thesaurus.txt` is a group. In the index a group is one more pair, of a private character taken twice:
the root says of it, as of any pair, which pages have one of its words, how often, and whether in a name. A question is
weighed by the groups that it speaks of as by its own pairs, and however many words a group has, it costs one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from leitai.publish.search.postings import Keys, Numbers, codes_of, fold_codes, pair_keys
from leitai.publish.search.segments import IN_ROOT

FIRST_SIGN = 0xE000  # of the private characters
NAMED = 1  # in the root's numbers
_ADDRESS = re.compile(r"/(.+)/ (.+)")


@dataclass(frozen=True)
class WordGroup:
    """`words` that are taken for synonyms; `asks_for` is a pattern of addresses, of the sort of page that they ask for, or empty."""

    words: tuple[str, ...]
    asks_for: str = ""


@cache
def groups() -> tuple[WordGroup, ...]:
    """All groups, in the order of the file."""
    text = files(__package__).joinpath("thesaurus.txt").read_text(encoding="utf-8").replace("\n  ", " ")
    return tuple(_group(line) for line in text.splitlines() if line and not line.startswith("#"))


def _group(line: str) -> WordGroup:
    found = _ADDRESS.fullmatch(line)
    asks_for, words = found.groups() if found else ("", line)
    return WordGroup(tuple(dict.fromkeys(words.split())), asks_for.replace("\\/", "/"))


@cache
def pairs_of(known: tuple[WordGroup, ...]) -> Keys:
    """All pairs of the words of some groups."""
    words = (word for group in known for word in group.words)
    return np.unique(np.concatenate([_pairs(word) for word in words]))


def _pairs(word: str) -> Keys:
    return pair_keys(fold_codes(codes_of(word)))


def group_pairs(
    keys: Keys, numbers: Numbers, urls: Sequence[str], known: Sequence[WordGroup]
) -> tuple[list[WordGroup], Keys, Numbers]:
    """The groups that some page belongs to; the pairs that stand for them, and what is said of these.

    `keys` and `numbers` are those of the root, in any order. A page has a word where it has all its pairs; a page of the
    sort that a group asks for has the group in its name.
    """
    by_key = np.lexsort((numbers, keys))
    keys, numbers = keys[by_key], numbers[by_key]
    kept: list[WordGroup] = []
    signs: list[Keys] = [np.empty(0, np.uint32)]
    found: list[Numbers] = [np.empty(0, np.int64)]
    for group in known:
        having = [_having(keys, numbers, word) for word in group.words]
        asked_for = [
            page for page, url in enumerate(urls) if group.asks_for and re.search(group.asks_for, url)
        ]
        pages = _best(np.concatenate([IN_ROOT * np.array(asked_for, np.int64) + NAMED, *having]))
        if len(pages):
            sign = FIRST_SIGN + len(kept)
            kept.append(group)
            signs.append(np.full(len(pages), sign << 16 | sign, np.uint32))
            found.append(pages)
    return kept, np.concatenate(signs), np.concatenate(found)


def _having(keys: Keys, numbers: Numbers, word: str) -> Numbers:
    """Of each page that has all pairs of a word: how often the rarest, and whether all are in names."""
    lists = [_of(keys, numbers, key) for key in np.unique(_pairs(word))]
    all_pairs: Numbers = lists[0] if lists else np.empty(0, np.int64)
    for other in lists[1:]:
        _, mine, its = np.intersect1d(
            all_pairs // IN_ROOT, other // IN_ROOT, assume_unique=True, return_indices=True
        )
        all_pairs = _both(all_pairs[mine], other[its])
    return all_pairs


def _both(one: Numbers, two: Numbers) -> Numbers:
    """Pages that have two pairs: how often the rarer one occurs, and whether both stand in names."""
    often: Numbers = np.minimum(one >> 1, two >> 1)
    return often << 1 | one & two & NAMED


def _of(keys: Keys, numbers: Numbers, key: np.uint32) -> Numbers:
    start, end = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
    return numbers[start:end]


def _best(numbers: Numbers) -> Numbers:
    """Several lines of a page as one: the highest count, and whether any of its words stands in a name."""
    numbers = np.sort(numbers)
    starts = np.flatnonzero(np.diff(numbers // IN_ROOT, prepend=-1))
    if not len(starts):
        return numbers
    often: Numbers = np.maximum.reduceat(numbers >> 1, starts)
    named: Numbers = np.maximum.reduceat(numbers & NAMED, starts)
    return often << 1 | named
