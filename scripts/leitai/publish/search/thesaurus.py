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

from leitai.publish.search.postings import Keys, Numbers, pairs_in
from leitai.publish.search.segments import IN_ROOT
from leitai.publish.search.text import utf16_length

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
    return np.unique(_pairs([word for group in known for word in group.words])[1])


def _pairs(words: Sequence[str]) -> tuple[Numbers, Keys]:
    """The number of a word with each pair in it, once."""
    keys, positions = pairs_in("\n".join(words))
    ends = np.cumsum([utf16_length(word) + 1 for word in words])
    both = np.unique(np.searchsorted(ends, positions, side="right") << 32 | keys)
    return both >> 32, (both & 0xFFFFFFFF).astype(np.uint32)


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
        having = _having(keys, numbers, group.words)
        asked_for = [
            page for page, url in enumerate(urls) if group.asks_for and re.search(group.asks_for, url)
        ]
        pages = _best(np.concatenate([IN_ROOT * np.array(asked_for, np.int64) + NAMED, having]))
        if len(pages):
            sign = FIRST_SIGN + len(kept)
            kept.append(group)
            signs.append(np.full(len(pages), sign << 16 | sign, np.uint32))
            found.append(pages)
    return kept, np.concatenate(signs), np.concatenate(found)


def _having(keys: Keys, numbers: Numbers, words: Sequence[str]) -> Numbers:
    """Of each page that has all pairs of a word: how often the rarest, and whether all are in names; once for each such word."""
    word_of, wanted = _pairs(words)
    first, last = (np.searchsorted(keys, wanted, side) for side in ("left", "right"))
    which = np.repeat(np.arange(len(wanted)), last - first)
    skipped = first - (np.cumsum(last - first) - (last - first))
    word, told = word_of[which], numbers[np.arange(len(which)) + skipped[which]]
    by_page = np.lexsort((told, word))
    word, told = word[by_page], told[by_page]
    starts = np.flatnonzero(np.diff(word, prepend=-1) | np.diff(told // IN_ROOT, prepend=-1))
    is_whole = np.diff(starts, append=len(told)) == np.bincount(word_of)[word[starts]]
    often, named = (np.minimum.reduceat(part, starts) for part in (told >> 1, told & NAMED))
    found: Numbers = (often << 1 | named)[is_whole]
    return found


def _best(numbers: Numbers) -> Numbers:
    """Several lines of a page as one: the highest count, and whether any of its words stands in a name."""
    numbers = np.sort(numbers)
    starts = np.flatnonzero(np.diff(numbers // IN_ROOT, prepend=-1))
    if not len(starts):
        return numbers
    often: Numbers = np.maximum.reduceat(numbers >> 1, starts)
    named: Numbers = np.maximum.reduceat(numbers & NAMED, starts)
    return often << 1 | named
