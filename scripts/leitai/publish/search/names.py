"""Names as readers may type them; the browser loads them only when a question finds little or nothing as it stands.

A thing is found by its name, the part of its title in quotation marks, its other names, its id, its pinyin
and the first letters of these. Readings are those of pypinyin, traditional characters those of OpenCC.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import TypedDict

from opencc import OpenCC

from leitai.keep import Keep, make_anew
from leitai.publish.search.postings import folded
from leitai.publish.search.text import NAMED_KINDS, SearchPage

_CJK = range(0x4E00, 0xA000)
_QUOTED = re.compile("[“「《](.+?)[”」》]")
_NOT_TYPED = re.compile(r"[^0-9a-z]")

NamedPage = tuple[int, list[str], list[str]]


class SearchNames(TypedDict):
    """What `names.js` holds: names by page, the letters that begin what is typed, the lengths of each page's text and shortest name,
    sorts of pages and which of them each page is of (`sorts.py`), and the newest periods."""

    named: list[list[int | str]]
    typed: str
    simplified: str
    lengths: str
    sorts: list[list[int]]
    ofPages: str
    newest: dict[str, list[str]]


def named_pages(first: int, pages: Sequence[SearchPage], keep: Keep = make_anew) -> list[NamedPage]:
    """Number, names as they are compared, and what may be typed in letters, of each page about one thing; the numbers begin with `first`."""
    named = [
        (number, page.url, _names(page))
        for number, page in enumerate(pages, first)
        if page.kind in NAMED_KINDS
    ]
    typed = keep(_each_typed, [(url, names) for _, url, names in named])
    return [
        (number, list(map(folded, names)), forms)
        for (number, _, names), forms in zip(named, typed, strict=True)
    ]


def _names(page: SearchPage) -> list[str]:
    return list(dict.fromkeys((page.title, *_QUOTED.findall(page.title), *page.names)))


def _each_typed(named: Sequence[tuple[str, Sequence[str]]]) -> list[list[str]]:
    return [_typed(url, names) for url, names in named]


def _typed(url: str, names: Sequence[str]) -> list[str]:
    """Letters and digits alone: the id in the address, and of each name the pinyin and its first letters."""
    stem = url.rpartition("/")[2].removesuffix(".html")
    readings = (*_in_letters(names), *_in_letters(names, first=True))
    return [form for form in dict.fromkeys((_NOT_TYPED.sub("", stem.lower()), *readings)) if len(form) > 1]


def _in_letters(texts: Sequence[str], first: bool = False) -> list[str]:
    """The pinyin of each text, or the first letters of its syllables."""
    return [_read_aloud(text, first) for text in texts]


@cache
def _read_aloud(text: str, first: bool) -> str:
    """A preview reads a few new names after an edit, and thousands of words of the thesaurus that it has read before."""
    from pypinyin import (
        Style,
        lazy_pinyin,
    )  # its tables take 0.2 s to load, which commands without a build do without

    style = Style.FIRST_LETTER if first else Style.NORMAL
    return _NOT_TYPED.sub("", "".join(lazy_pinyin(text, style)).lower())


class Typed(TypedDict):
    """What begins with one letter: page and forms of each page that has such, and of words in pinyin the first word."""

    forms: list[list[int | str]]
    words: dict[str, str]


def typed_files(
    named: Sequence[NamedPage], words: Iterable[str], keep: Keep = make_anew
) -> tuple[str, dict[str, Typed]]:
    """The letters that begin what may be typed, and a file for each; `words` besides the names, these before them."""
    files: defaultdict[str, Typed] = defaultdict(lambda: Typed(forms=[], words={}))
    for number, _, forms in named:
        for letter, same in groupby(sorted(forms), key=lambda form: form[0]):
            files[letter]["forms"].append([number, *same])
    spoken = (*(name for _, names, _ in named for name in names), *words)
    for word, form in zip(spoken, keep(_in_letters, spoken), strict=True):
        if len(form) > 1:
            files[form[0]]["words"].setdefault(form, word)
    return "".join(sorted(files)), {f"typed/{letter}": typed for letter, typed in files.items()}


def simplified(characters: frozenset[str]) -> str:
    """Traditional characters, each before the simplified one, of those that the portal has."""
    return "".join(old + new for old, new in _pairs() if new in characters)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Traditional characters with their simplified forms."""
    old = "\n".join(map(chr, _CJK))
    new = OpenCC("t2s").convert(old)
    return tuple((a, b) for a, b in zip(old.split("\n"), new.split("\n"), strict=True) if a != b)
