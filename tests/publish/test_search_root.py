"""What the root of the index says of all pages: pairs, groups of words, sorts of pages, names as they are typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_search_index import page, write_index

from leitai.publish.search.names import named_pages, simplified, typed_files
from leitai.publish.search.postings import data_of, decode_numbers, folded
from leitai.publish.search.segments import IN_ROOT, OFTEN
from leitai.publish.search.sorts import (
    FIRST_ASKED_FOR,
    GATHERING,
    LIST,
    NEWEST,
    newest_periods,
    sorts_of,
)
from leitai.publish.search.text import SearchPage
from leitai.publish.search.thesaurus import FIRST_SIGN, WordGroup, groups


def test_the_root_says_which_pages_have_a_pair_how_often_and_in_names(tmp_path: Path) -> None:
    pages = [
        page("义乌，义乌", "units/a.html"),
        page("", "units/b.html"),
        page("乌义", "z.html", "义乌" * 9),
    ]
    write_index(tmp_path, pages)
    pairs = root_pairs(tmp_path)
    numbers = decode_numbers(pairs["义乌"], differences=True).tolist()
    assert numbers == [2 * (2 - 1), 2 * IN_ROOT + 2 * (OFTEN - 1) + 1]
    assert decode_numbers(pairs["乌义"], differences=True).tolist() == [2 * IN_ROOT + 2 * (OFTEN - 1) + 1]


def test_a_group_of_like_words_is_one_more_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the word that a page has best; an address asked for counts as a name; a group of no page is left out."""
    known = (
        WordGroup(("量子",)),
        WordGroup(("吵架", "纠纷", "矛盾纠纷")),
        WordGroup(("排名", "垫底", "奖"), "^rankings/"),
    )
    monkeypatch.setattr("leitai.publish.search.root.groups", lambda: known)
    pages = [
        page("", "rankings/2019Q3/county.html"),
        page("吵架，又吵架，纠纷", "units/a.html"),
        page("纠", "units/b.html", "纷矛盾纠纷"),
    ]
    write_index(tmp_path, pages)
    version = data_of((tmp_path / "search/index.js").read_bytes())["version"]
    folder = tmp_path / "search" / version
    assert data_of((folder / "thesaurus.js").read_bytes()) == [
        ["吵架 纠纷 矛盾纠纷", -1],
        ["排名 垫底 奖", FIRST_ASKED_FOR],
    ]
    pairs = root_pairs(tmp_path)
    disputes, places = (
        decode_numbers(pairs[2 * chr(FIRST_SIGN + n)], differences=True).tolist() for n in (0, 1)
    )
    assert disputes == [IN_ROOT + 2 * (2 - 1), 2 * IN_ROOT + 1]
    assert places == [1]


def test_sorts_are_told_once_for_all_pages_of_them() -> None:
    urls = [
        "rankings/2019Q4/county.html",
        "rankings/2019Q3/county.html",
        "rankings/2019-09/county.html",
        "rankings/index.html",
        "facts.html",
    ]
    found = [(url, page("", url).period) for url in urls]
    sorts, of_pages = sorts_of(found, ["^rankings/"])
    assert [sorts[number] for number in of_pages] == [
        [NEWEST, FIRST_ASKED_FOR],
        [FIRST_ASKED_FOR],
        [FIRST_ASKED_FOR],
        [LIST, GATHERING, FIRST_ASKED_FOR],
        [GATHERING],
    ]
    assert newest_periods(found) == {"month": ["2019年9月"], "quarter": ["2019年第四季度", "2019年第三季度"]}


def test_the_root_is_the_same_however_little_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [
        page("矛盾纠纷，网格员ａｂ", "units/a.html"),
        page("￥网格\ue123员矛盾", "units/b.html"),
    ]
    write_index(tmp_path / "whole", pages)
    monkeypatch.setattr("leitai.publish.search.root.AT_ONCE", 3)
    index = write_index(tmp_path / "cut", pages)
    assert root_pairs(tmp_path / "cut") == root_pairs(tmp_path / "whole")
    assert (index.pages_with("矛盾"), index.pages_with("￥网格"), index.pages_with("\ue123员")) == (
        [0, 1],
        [1],
        [1],
    )


def root_pairs(site: Path) -> dict[str, str]:
    version = data_of((site / "search/index.js").read_bytes())["version"]
    files = (site / "search" / version / "pairs").iterdir()
    return {pair: numbers for file in files for pair, numbers in data_of(file.read_bytes()).items()}


def test_the_thesaurus_says_each_word_of_a_group_once_and_patterns_that_compile() -> None:
    for group in groups():
        re.compile(group.asks_for)
        assert all("/" not in word for word in group.words), group
    assert sum(len(group.words) for group in groups()) > 2000


def test_names_are_kept_as_they_may_be_typed() -> None:
    case = SearchPage("cases/longshan-experience.html", "“龙山经验”：永康", ("龙山",), "经验", (), False)
    ranking = SearchPage("rankings/2019Q3/county.html", "排名", (), "", (), False)
    ((number, names, typed),) = named_pages(0, [case, ranking])
    assert (number, names) == (0, [folded("“龙山经验”：永康"), "龙山经验", "龙山"])
    assert {"longshanexperience", "longshanjingyan", "lsjy", "longshan", "ls"} <= set(typed)
    letters, files = typed_files([(0, ["义乌"], ["yw", "yiwu", "2"])], ["义务", "反诈"])
    assert letters == "2fy"
    assert files["typed/2"] == {"forms": [[0, "2"]], "words": {}}
    assert files["typed/y"] == {"forms": [[0, "yiwu", "yw"]], "words": {"yiwu": "义乌"}}, (
        "names before other words"
    )
    pairs = simplified(frozenset("龙山经验"))
    assert set(zip(pairs[::2], pairs[1::2], strict=True)) >= {
        ("龍", "龙"),
        ("經", "经"),
        ("驗", "验"),
    }
    assert set(pairs[1::2]) <= set("龙山经验"), "characters that no page has are left out"
