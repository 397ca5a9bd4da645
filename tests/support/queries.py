"""Questions drawn from a corpus by chance, and the truth about them: which texts hold them literally."""

from __future__ import annotations

import random
from collections.abc import Sequence

from leitai.publish.search.index import codes_of, fold, text_of

SEED = 2019
SHORTEST, LONGEST = 2, 6
TWO_WORDS_EVERY = 5


def folded(text: str) -> str:
    return text_of(fold(codes_of(text)))


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
