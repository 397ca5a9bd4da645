"""The index of pairs finds literal substrings and nothing else; a title that isn't found stops the build."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.problems import CATALOGUE
from leitai.publish.search import found
from leitai.publish.search.build import middle_word, write_search
from leitai.publish.search.find import SearchIndex
from leitai.publish.search.found import FoundPages
from leitai.publish.search.index import index_files
from leitai.publish.search.postings import (
    data_of,
    decode_numbers,
    encode,
    folded,
)
from leitai.publish.search.text import SearchPage, read_search_page
from queries import search_pages

LETTERS = "“”−-山妹子网格员义乌 ＡaＢb1２。\U00020bb7\n"
TEXTS = st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=6)


def page(text: str, url: str = "about.html", title: str = "关于") -> SearchPage:
    return SearchPage(url, title, (), text, (), False)


def numbered(texts: list[str]) -> list[SearchPage]:
    """Pages of two sections, in the order of the index."""
    urls = (
        f"units/{number:03}.html" if number % 2 else f"zz/{number:03}.html" for number in range(len(texts))
    )
    return sorted(
        (page(text, url) for text, url in zip(texts, urls, strict=True)), key=lambda page: page.order
    )


def html(article: str, head: str = "") -> bytes:
    return (
        f"<html><head>{head}</head><body><nav>栏目</nav><article>{article}</article></body></html>".encode()
    )


def write_index(folder: Path, pages: list[SearchPage]) -> SearchIndex:
    for path, data in written(pages).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return SearchIndex(folder)


def written(pages: list[SearchPage]) -> dict[str, bytes]:
    return {path: data for files in index_files(FoundPages(pages)) for path, data in files.items()}


@given(texts=TEXTS, seed=st.integers(0, 99))
def test_found_is_exactly_what_holds_the_word(
    texts: list[str], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = numbered(texts)
    index, texts = write_index(tmp_path_factory.mktemp("site"), pages), [page.text for page in pages]
    chance = random.Random(seed)
    joined = "\n".join(texts)
    for length in (2, 3, 4, 7):
        start = chance.randrange(len(joined) + 1)
        word = joined[start : start + length]
        if len(word) < 2 or word.split() != [word]:
            continue
        holding = [n for n, text in enumerate(texts) if folded(word) in folded(text)]
        assert index.pages_with(word) == holding


def test_several_words_must_all_be_there(tmp_path: Path) -> None:
    index = write_index(tmp_path, [page("义乌市网格员"), page("义乌市"), page("网格员")])
    assert index.pages_with("网格员 义乌") == [0]
    assert index.pages_with("网格员　义乌") == [0]
    assert index.pages_with("市") == []
    assert index.pages_with("") == []


def test_case_and_width_do_not_matter(tmp_path: Path) -> None:
    index = write_index(tmp_path, [page("Ａpp 平台（试行）"), page("app平台")])
    assert index.pages_with("aPP") == [0, 1]
    assert index.pages_with("(试行)") == [0]


def test_marks_that_keyboards_write_otherwise_do_not_matter(tmp_path: Path) -> None:
    index = write_index(tmp_path, [page("“龙山经验”，−0.74"), page("龙山")])
    assert index.pages_with('"龙山') == [0]
    assert index.pages_with("-0.74") == [0]
    assert index.pages_with("“龙山”") == [0, 1], "marks around a whole question are no part of it"


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_survive_writing(numbers: list[int]) -> None:
    assert decode_numbers(encode(numbers)).tolist() == numbers
    assert not set(encode(numbers)) & set('"\\')


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    article = """<nav>首页 › 单位</nav><h1 id="top">义乌<b>市</b></h1>
      <div class="lt-notices"><p>演示数据，非真实考核结果</p></div><p>网格<em>员</em>换行
      接着写</p><table><tr id="r"><td>98.02</td><td>第1名</td></tr></table><p hidden>藏起来</p><p class="lt-paper-only">纸上才有</p><script>code</script>"""
    found = read_search_page("units/yiwu.html", html(article), ("义乌", "义乌市"))
    assert found is not None
    assert (found.title, found.names, found.kind, found.is_demo) == ("义乌市", ("义乌",), "单位", True)
    assert found.text.split("\n") == [
        "",
        "网格员换行接着写",
        "",
        "98.02",
        "第1名",
        "演示数据，非真实考核结果",
        "",
    ]
    ((position, anchor),) = found.anchors
    assert (anchor, found.text[position:].lstrip()[:5]) == ("r", "98.02")


def test_the_home_page_is_found_by_the_heading_above_its_article() -> None:
    found = read_search_page("index.html", b"<body><h1>T</h1><article><p>text</p></article></body>", ())
    assert found is not None
    assert (found.title, found.kind, found.text.strip()) == ("T", "页面", "text")


def test_pages_that_may_not_be_indexed_are_left_out() -> None:
    head = '<meta name="robots" content="noindex">'
    assert read_search_page("a.html", html("<h1>旧版</h1>", head), ()) is None
    assert read_search_page("a.html", b"<html><body>redirect</body></html>", ()) is None


def test_kinds_and_periods_come_from_the_address() -> None:
    expected = {
        "rankings/2019Q3/county.html": ("排名", "2019年第三季度"),
        "rankings/index.html": ("页面", None),
        "cases/by-unit/yiwu.html": ("页面", None),
        "cases/shanmeizi.html": ("做法", None),
        "meetings/2019-08-yiwu.html": ("会议", "2019年8月"),
        "about.html": ("页面", None),
    }
    for url, (kind, period) in expected.items():
        found = page("", url)
        assert (found.kind, found.period and found.period.title) == (kind, period), url


def test_the_newest_comes_first_within_its_kind() -> None:
    urls = ["about.html", "rankings/2018Q4/county.html", "units/a.html", "rankings/2019Q1/county.html"]
    found = [p.url for p in sorted((page("", url) for url in urls), key=lambda p: p.order)]
    assert found == [
        "rankings/2019Q1/county.html",
        "rankings/2018Q4/county.html",
        "units/a.html",
        "about.html",
    ]


def test_the_middle_of_a_title_is_tried() -> None:
    assert middle_word("2019年第三季度县（市、区）和开发区排名") == "第三季"
    assert middle_word("磐安“山妹子互助队”") == "妹子互"
    assert middle_word("义乌市") == "乌市"
    assert middle_word("义乌") == "义乌"
    assert middle_word("K10") == ""


def test_same_pages_same_bytes() -> None:
    pages = [page("网格员"), page("山妹子")]
    assert written(pages) == written(list(pages))


def test_an_edit_rewrites_one_segment_and_a_new_page_moves_no_other() -> None:
    pages = [page(f"第{number}期平安建设", f"units/{number:03}.html") for number in range(134)]
    cases = [page("网格员走访", "cases/a.html"), page("平安建设", "cases/b.html")]
    before = segment_files([*pages, *cases])
    assert [len(list(segment)) for segment in FoundPages([*pages, *cases]).segments()] == [6, 128, 2]
    edited = segment_files([*pages, replace(cases[0], text="走访网格员"), cases[1]])
    assert {path.split("/")[1] for path in before - edited} == {folder_of("cases/a.html", [*pages, *cases])}
    assert {
        path.split("/")[1] for path in before - segment_files([page("新", "units/.html"), *pages, *cases])
    } == {folder_of("units/000.html", [*pages, *cases])}


def test_a_segment_holds_so_much_text_and_is_cut_from_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "LONGEST", 10)
    texts = ["五个字五个", "比一段可以有的还长得多", "四个字四", "六个字六个字", "字"]
    pages = [replace(page(text), url=f"cases/{number}.html") for number, text in enumerate(texts)]
    cut = [[page.text for page in segment] for segment in FoundPages(pages).segments()]
    assert cut == [[texts[0]], [texts[1]], [texts[2]], texts[3:]]


def segment_files(pages: list[SearchPage]) -> set[str]:
    return {path for files in list(index_files(FoundPages(pages)))[:-1] for path in files}


def folder_of(url: str, pages: list[SearchPage]) -> str:
    heads = {path: data for path, data in written(pages).items() if path.endswith("/head.js")}
    (path,) = (path for path, data in heads.items() if url in str(data_of(data)))
    return path.split("/")[1]


def test_a_title_that_is_not_found_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "about.html").write_bytes(html("<h1>山妹子互助队</h1><p>正文</p>"))
    pages = FoundPages(search_pages(tmp_path))
    assert write_search(tmp_path, pages) == []
    other = index_files(FoundPages([page("别的字")]))
    monkeypatch.setattr("leitai.publish.search.build.index_files", lambda *_: other)
    (problem,) = write_search(tmp_path, pages)
    assert (problem.code, problem.place.path, problem.value) == (
        "K10",
        "build/site/about.html",
        "山妹子互助队",
    )
    assert "“妹子互”" in problem.what and CATALOGUE["K10"].severity == "error"
