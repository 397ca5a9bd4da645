"""The index read again, by the rule that the browser follows, to prove that what was built is found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from leitai.publish.search.index import Codes, Numbers, codes_of, decode, fold, pair_keys, text_of

LEAST = 2
_QUOTED = re.compile(r"""^(["'])(.+)\1$""")


class SearchIndex:
    """The files below `search/` of a built site."""

    def __init__(self, site: Path) -> None:
        self._folder = site / "search"
        self._files: dict[str, Any] = {}
        self._lists: dict[str, Numbers] = {}
        index = self._file("index")
        self._folder /= index["version"]
        lengths = decode(index["lengths"])
        self._starts: Numbers = np.cumsum(lengths) - lengths
        self._first_pairs = pair_keys(codes_of(index["pairs"]))[::2]

    def pages_with(self, query: str) -> list[int]:
        """The numbers of the pages that hold every word of a query; words of one character don't count."""
        asked = _QUOTED.sub(r"\2", text_of(fold(codes_of(query))).strip())
        words = [word for word in asked.split() if len(codes_of(word)) >= LEAST]
        found = [set(self._pages_with_word(codes_of(word))) for word in words]
        return sorted(set.intersection(*found)) if found else []

    def _pages_with_word(self, word: Codes) -> list[int]:
        """Where the pairs that cover the word stand side by side."""
        offsets = sorted({*range(0, len(word) - 1, 2), len(word) - 2})
        lists = sorted((self._places(word[at : at + 2]) - at for at in offsets), key=len)
        common = lists[0]
        for other in lists[1:]:
            common = common[np.isin(common, other, assume_unique=True)] if len(common) else common
        pages: list[int] = np.unique(np.searchsorted(self._starts, common, side="right") - 1).tolist()
        return pages

    def _places(self, pair: Codes) -> Numbers:
        name = text_of(pair)
        if name not in self._lists:
            number = max(int(np.searchsorted(self._first_pairs, pair_keys(pair)[0], side="right")) - 1, 0)
            self._lists[name] = decode(self._file(f"pairs/{number}").get(name, ""), differences=True)
        return self._lists[name]

    def _file(self, name: str) -> Any:
        if name not in self._files:
            text = (self._folder / f"{name}.js").read_text(encoding="utf-8")
            self._files[name] = json.loads(text.partition("]=")[2].rstrip(";\n"))
        return self._files[name]
