"""Search: reads the built pages, writes the index beside them, and proves that titles are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from leitai.keep import Keep, make_anew
from leitai.on_disk import write_file
from leitai.problems import Place, Problem
from leitai.publish.search.find import SearchIndex
from leitai.publish.search.found import FoundPages
from leitai.publish.search.index import index_files

SEARCH_PAGE = "search.html"
LONGEST_PROBE = 3
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")

Names = Mapping[
    str, Sequence[str]
]  # page address → other names of what the page is about (short names, aliases)


def write_search(site: Path, pages: FoundPages, keep: Keep = make_anew) -> list[Problem]:
    """Make the pages of a site searchable; a problem for each page that its own title doesn't find."""
    for files in index_files(pages, keep):
        for path, data in files.items():
            write_file(site / path, data)
    return list(check_found(site, pages))


def check_found(site: Path, pages: FoundPages) -> Iterator[Problem]:
    """A word from the middle of each title must find its page, by the files that browsers will read."""
    index = SearchIndex(site)
    for number, segment in enumerate(pages.segments()):
        known: dict[str, frozenset[int]] = {}
        for position, page in enumerate(segment):
            word = middle_word(page.title)
            if word and word not in known:
                known[word] = frozenset(index.pages_in_segment(number, word))
            if word and position not in known[word]:
                what = f"站内检索用标题中间的“{word}”找不到这一页。"
                yield Problem(
                    "K10",
                    Place(f"build/site/{page.url}"),
                    page.title,
                    what,
                    "请重新构建；再出现就是程序的错，请联系维护人员。",
                )


def middle_word(title: str) -> str:
    """Up to three characters from the middle of the longest Chinese part of a title, away from its start."""
    part = max(_CHINESE.findall(title), key=len, default="")
    start = max((len(part) - LONGEST_PROBE) // 2, min(1, len(part) - 2))
    return part[start : start + LONGEST_PROBE]
