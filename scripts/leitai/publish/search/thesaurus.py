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


def group_pairs(
    keys: Keys, numbers: Numbers, urls: Sequence[str], known: Sequence[WordGroup]
) -> tuple[list[WordGroup], Keys, Numbers]:
    """The groups that some page belongs to; the pairs that stand for them, and what is said of these.

    `keys` and `numbers` are those of the root, in any order. A page has a word where it has all its pairs: as often as the
    rarest, in a name if all of them are. A page of the sort that a group asks for has the group in its name.
    """
    group_of = np.repeat(np.arange(len(known)), [len(group.words) for group in known])
    word_of, wanted = _pairs_of([word for group in known for word in group.words])
    at, pair = _found(keys, wanted)
    word, in_page, parts = _by_page(word_of[pair], numbers[at], np.minimum)
    is_whole = parts == np.bincount(word_of)[word]
    asking, asked_for = _asked_for(urls, known)
    group, said, _ = _by_page(
        np.r_[group_of[word[is_whole]], asking], np.r_[in_page[is_whole], asked_for], np.maximum
    )
    numbered, sign = np.unique(group, return_inverse=True)
    return [known[number] for number in numbered], ((FIRST_SIGN + sign) * 0x10001).astype(np.uint32), said


def _pairs_of(words: Sequence[str]) -> tuple[Numbers, Keys]:
    """The number of a word with each pair in it, once."""
    keys, positions = pairs_in("\n".join(words))
    ends = np.cumsum([utf16_length(word) + 1 for word in words])
    both = np.unique(np.searchsorted(ends, positions, side="right") << 32 | keys)
    return both >> 32, (both & 0xFFFFFFFF).astype(np.uint32)


def _found(keys: Keys, wanted: Keys) -> tuple[Numbers, Numbers]:
    """Where each of the wanted keys stands among `keys`, and which of them stands there."""
    by_key = np.argsort(keys, kind="stable")
    first, last = (np.searchsorted(keys[by_key], wanted, side) for side in ("left", "right"))
    which = np.repeat(np.arange(len(wanted)), last - first)
    before = np.cumsum(last - first) - (last - first)
    return by_key[np.arange(len(which)) + (first - before)[which]], which


def _asked_for(urls: Sequence[str], known: Sequence[WordGroup]) -> tuple[Numbers, Numbers]:
    """The groups that ask for sorts of pages, each with each such page, as a name of it."""
    found = [
        (number, IN_ROOT * page + NAMED)
        for number, group in enumerate(known)
        if group.asks_for
        for page, url in enumerate(urls)
        if re.search(group.asks_for, url)
    ]
    groups_of, said = np.array(found, np.int64).reshape(-1, 2).T
    return groups_of, said


def _by_page(owners: Numbers, numbers: Numbers, join: np.ufunc) -> tuple[Numbers, Numbers, Numbers]:
    """What is said of a page for one owner in several lines as one line, how often and whether in a name joined each; in
    order of owners and pages, with the number of lines."""
    by_page = np.lexsort((numbers, owners))
    owners, numbers = owners[by_page], numbers[by_page]
    is_first = np.diff(owners, prepend=-1) | np.diff(numbers // IN_ROOT, prepend=-1)
    starts = np.flatnonzero(is_first)
    often, named = join.reduceat(numbers >> 1, starts), join.reduceat(numbers & NAMED, starts)
    return owners[starts], often << 1 | named, np.diff(starts, append=len(owners))
