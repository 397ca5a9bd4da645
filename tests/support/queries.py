"""Questions drawn from a corpus by chance, and the truth about them: which texts hold them literally."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from leitai.publish.search.build import SEARCH_PAGE
from leitai.publish.search.postings import folded
from leitai.publish.search.text import SearchPage, read_search_page
from leitai.publish.site.tree import file_paths

SEED = 2019
SHORTEST, LONGEST = 2, 6
TWO_WORDS_EVERY = 5


def search_pages(site: Path) -> list[SearchPage]:
    """The pages of a built site that can be found, in the order of the index, without other names."""
    urls = [path for path in file_paths(site) if path.endswith(".html") and path != SEARCH_PAGE]
    found = (read_search_page(url, (site / url).read_bytes(), ()) for url in urls)
    return sorted((page for page in found if page is not None), key=lambda page: page.order)


def draw_queries(texts: Sequence[str], count: int) -> list[str]:
    """Substrings of random texts, two to six characters without a blank; each fifth query has two of one text."""
    chance = random.Random(SEED)
    queries = []
    for number in range(count):
        text = chance.choice(texts)
        words = 2 if number % TWO_WORDS_EVERY == 0 else 1
        queries.append(" ".join(_drawn_word(chance, text) for _ in range(words)))
    return queries


def _drawn_word(chance: random.Random, text: str) -> str:
    while True:
        length = chance.randint(SHORTEST, LONGEST)
        start = chance.randrange(len(text))
        word = text[start : start + length]
        if len(word) == length and word.split() == [word]:
            return word


def truth_of(folded_texts: Sequence[str], query: str) -> set[int]:
    """The numbers of the texts that hold every word of a query."""
    words = folded(query).split()
    return {number for number, text in enumerate(folded_texts) if all(word in text for word in words)}


def recall_and_precision(truths: Sequence[set[int]], answers: Sequence[set[int]]) -> tuple[float, float]:
    """Over all answers together; a query without any answer counts for recall only."""
    right = sum(len(truth & answer) for truth, answer in zip(truths, answers, strict=True))
    given = sum(map(len, answers))
    return right / sum(map(len, truths)), right / given if given else 0.0
