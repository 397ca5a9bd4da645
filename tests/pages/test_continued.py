"""Tables longer than a page may be: every row on some page, every anchor on the first, nothing above the budget."""

from __future__ import annotations

import json
import re

import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from leitai.model import urls
from leitai.model.budget import MOST_BYTES, MOST_NODES
from leitai.model.shows import NOTHING, UNDECIDED
from leitai.pages.kit.continued import whole_of
from leitai.pages.kit.page import Page
from leitai.pages.kit.render import render_pages
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.rankings.methods import MethodIndexContext
from leitai.pages.site.former import collect_former
from leitai.problems import Place, ProblemsFound
from leitai.schema.ledgers.urls import Address

TOWNS, COLUMNS = 1400, 6
URL = "rankings/2019Q2/town.html"
FURTHER = re.compile(r"rankings/2019Q2/town-more-1-(\d+)\.md")


def long_table(rows: int, anchor: str = "t") -> Markup:
    header = [Cell("名次", css="lt-rank", key="rank"), Cell("单位", key="unit")]
    header += [Cell(f"指标{n}", css="lt-number", key=f"i{n}") for n in range(COLUMNS)]
    body = (
        Row(
            [Cell(str(n)), Cell(f"样例{n}镇", f"#{anchor}{n}", is_header=True)]
            + [Cell("12.34", css="lt-number", note="98.5%")] * COLUMNS,
            anchor=f"{anchor}{n}",
            below=Markup("<p>{}</p>").format("为什么变化" * 30),
        )
        for n in range(1, rows + 1)
    )
    return table("样例排名", header, body, css="lt-ranking")


def files_of(content: Markup, *others: Page) -> dict[str, str]:
    page = Page(URL, "样例排名", "rankings/methods.md.j2", MethodIndexContext(content), NOTHING)
    return {path: data.decode() for path, data in render_pages([page, *others], UNDECIDED).items()}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """What a table of 1,400 towns becomes."""
    return files_of(long_table(TOWNS))


def test_a_page_within_the_budget_is_left_alone() -> None:
    assert list(files_of(long_table(20))) == ["rankings/2019Q2/town.md"]


def test_every_row_is_on_one_page_in_order_and_no_page_is_too_heavy(files: dict[str, str]) -> None:
    pages = [text for path, text in files.items() if path.endswith(".md")]
    assert all(len(text.encode()) < MOST_BYTES for text in pages)
    assert all(len(re.findall("<[a-z]", text)) < MOST_NODES for text in pages)
    rows = [name for text in pages for name in re.findall(r'<tr id="t(\d+)"', text)]
    assert rows == [str(n) for n in range(1, TOWNS + 1)]


def test_the_first_page_answers_every_anchor_and_leads_to_its_row(files: dict[str, str]) -> None:
    tree = LexborHTMLParser(files["rankings/2019Q2/town.md"])
    anchors = {node.attributes["id"]: node for node in tree.css("tr[id], .lt-index a[id]")}
    assert set(anchors) == {f"t{n}" for n in range(1, TOWNS + 1)}
    target = anchors["t1300"].attributes["href"] or ""
    path, _, anchor = target.partition("#")
    assert f'<tr id="{anchor}"' in files["rankings/2019Q2/" + path.replace(".html", ".md")]
    assert anchors["t1300"].text() == "1300 样例1300镇"


def test_what_sorts_finds_all_rows_in_one_script_which_leads_to_the_further_pages(
    files: dict[str, str],
) -> None:
    first = LexborHTMLParser(files["rankings/2019Q2/town.md"]).css_first("table[data-rows]")
    name = (first.attributes["data-rows"] or "").removeprefix("../../")
    rows = json.loads(files[name].partition('"] = ')[2].rstrip(";\n"))
    assert len(rows) == TOWNS and not any("lt-below" in row for row in rows)
    assert 'href="#t1"' in rows[0] and re.search(r'href="town-more-1-\d+\.html#t1300"', rows[1299])


def test_several_long_tables_share_the_page() -> None:
    files = files_of(long_table(300) + Markup("\n\n") + long_table(300, "u"))
    first = files["rankings/2019Q2/town.md"]
    assert first.count('<tr id="t') > 1 and first.count('<tr id="u') > 1
    assert any("-more-2-" in path for path in files)


def test_a_further_page_that_is_no_longer_needed_leads_to_the_whole() -> None:
    gone = Address(
        "rankings/2019Q2/town-more-1-2.html", frozenset({"t90"}), "", "", "", place=Place("urls.csv")
    )
    (page,) = collect_former([gone], {URL}, {})
    assert page.template == "site/redirect.html.j2" and page.for_old_links
    assert whole_of(gone.page) == URL and whole_of(URL) == ""
    assert gone.page in files_of(long_table(20), page)
    assert gone.page not in files_of(long_table(300), page), "the further page itself is there"


def test_folds_that_a_page_cannot_carry_stand_on_further_pages_with_their_anchors_here() -> None:
    fold = '<details class="lt-fold"><summary><h2>出处 {0}</h2></summary>\n<div>\n{1}\n</div></details>\n'
    folds = [fold.format(n, long_table(3, f"f{n}-")) for n in range(400)]
    context = MethodIndexContext(Markup("".join(folds)))
    page = Page(URL, "出处", "rankings/methods.md.j2", context, NOTHING, is_of_folds=True)
    files = {path: data.decode() for path, data in render_pages([page], UNDECIDED).items()}
    first, further = (
        files["rankings/2019Q2/town.md"],
        [text for path, text in files.items() if "more-0" in path],
    )
    assert len(further) > 1 and all(len(text.encode()) < MOST_BYTES for text in files.values())
    assert sum(text.count("<summary>") for text in files.values()) == 400
    assert 1 < first.count("<summary>") < 400 and "其余的" in first
    for anchor in ("f0-1", "f399-3"):
        assert first.count(f'id="{anchor}"') == 1
    assert sum('<tr id="f399-3"' in text for text in further) == 1
    assert not [text for text in further if "noindex" in text], "search finds what stands there alone"
    (address,) = re.findall(r'<a id="f399-3" href="([^"]+)"', first)
    assert (
        f'<tr id="{address.partition("#")[2]}"'
        in files[f"rankings/2019Q2/{address.partition('.html')[0]}.md"]
    )


def test_two_pages_of_one_address_are_a_problem() -> None:
    same = Page(URL, "另一页", "rankings/methods.md.j2", MethodIndexContext(Markup("")), NOTHING)
    with pytest.raises(ProblemsFound) as refused:
        files_of(long_table(3), same)
    assert [(p.code, p.place.path) for p in refused.value.problems] == [
        ("K17", "build/pages/rankings/2019Q2/town.md")
    ]


def test_no_text_may_take_the_address_of_a_page_of_the_portal() -> None:
    declared = {
        value for name, value in vars(urls).items() if name.isupper() and str(value).endswith(".html")
    }
    assert declared == urls.OWN_PAGES
