"""Whole HTML blocks are stashed before they are parsed, and every page comes out as if they had been parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from leitai.publish.engine.finished_html import StashFinishedHtml

USUAL = ["attr_list", "tables", "def_list", "footnotes", "admonition"]
FINISHED = "leitai.publish.engine.finished_html"
TABLE = '<table class="lt-data"><tr id="yiwu"><td>1</td></tr></table>'
NESTED = '<div class="a"><div>\n\n一段*话*\n</div>\n<p>又一段</p></div>'
ELEMENTS = ("div", 'div class="a"', "p", "span", 'a title="</div>"', "table", "pre", "textarea", "script")
PIECES = (
    *("字", "*强调*", "`<div>`", "# 标题 {: #top }", "- 项", "    ", " ", ">", "[^1]", "[^1]: 注", "\\", "\x02", "\x03"),
    *("\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "\t", "\n\n\n\n", "&lt;", "&#95;", "<", "\n\n" + TABLE, NESTED),
)  # fmt: skip
ODD = (
    "<div>",
    "<DIV>",
    "<br/>",
    "<hr>",
    "<div />",
    "<!--",
    "-->",
    "<div title='<div>'>",
    "<textarea>",
    "<b",
)


def inside(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Some content one after the other, or in an element, alone between blank lines or not."""
    texts = st.lists(content, max_size=4).map("".join)
    return st.builds(
        lambda around, tag, text: f"{around}<{tag}>{text}</{tag.split()[0]}>{around}",
        st.sampled_from(("", "\n", "\n\n")), st.sampled_from(ELEMENTS), texts,
    ) | texts  # fmt: skip


WELL_NESTED = st.recursive(st.sampled_from(PIECES), inside, max_leaves=20)


def convert(text: str, *extensions: str) -> str:
    html: str = Markdown(extensions=[*USUAL, *extensions]).convert(text)
    return html


def stashed(text: str) -> list[str]:
    markdown = Markdown()
    StashFinishedHtml(markdown).run(text.split("\n"))
    return list(markdown.htmlStash.rawHtmlBlocks)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{TABLE}\n\n", [TABLE]),
        (f"前文\n\n{TABLE}\n\n后文", [TABLE]),
        (f"{NESTED}\n{TABLE}\n\n{TABLE}\n\n", [f"{NESTED}\n{TABLE}", TABLE]),
        ("<p>一段</p>\n\n\n<p>两段</p>\n\n\n", ["<p>一段</p>", "<p>两段</p>"]),
    ],
)
def test_whole_blocks_are_stashed_as_they_are(text: str, found: list[str]) -> None:
    assert stashed(text) == [block + "\n" for block in found]


@pytest.mark.parametrize(
    "text",
    [
        f"前文\n{TABLE}\n\n",
        f"{TABLE}后文\n\n",
        f"{TABLE}\n后文\n\n",
        f" {TABLE}\n\n",
        "<div><div></div>\n\n",
        "<b>粗</b>\n\n",
        "<div><!-- </div> --></div>\n\n",
        "<div><script>'</div>'</script></div>\n\n",
        '<div title="</div>"></div>\n\n',
        "`<div>\n\n</div>`\n\n",
    ],
)
def test_what_is_not_plainly_a_whole_block_is_left_to_markdown(text: str) -> None:
    assert stashed(text) == []


@given(WELL_NESTED, st.sampled_from(("", *ODD)), WELL_NESTED)
def test_a_page_is_the_same_with_and_without(before: str, odd: str, after: str) -> None:
    """Whatever is written, by whomever, nothing gets into a page that wouldn't have got there; one tag may be left open."""
    text = before + odd + after
    assert convert(text, FINISHED) == convert(text)
