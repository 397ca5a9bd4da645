"""What may stand in the built bytes: an allow-list that looks at the page, not at where it comes from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leitai import pages
from leitai.publish.site.allowed import foreign_parts
from leitai.publish.site.check import check_site, read_site


def _page(written: str) -> bytes:
    return f'<!doctype html>\n<html><body><main><article class="x">{written}</article></main></body></html>'.encode()


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>", '<script src="meetings/a/payload.txt"></script>', "<SCRIPT src='a.js'></SCRIPT>",
        "<style>p{}</style>", '<p onclick="alert(1)">x</p>', '<p style="x">x</p>', "<p style='x'>x</p>",
        '<svg onload=alert(1)>', '<svg/onload="alert(1)">', '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<svg><script href="a.js"/></svg>', '<svg><use href="a.svg#b"/></svg>', '<svg><foreignobject></foreignobject></svg>',
        '<a href=" java&#115;cript:alert(1)">x</a>', '<a href="&#1;javascript:alert(1)">x</a>', '<a href="data:text/html,x">x</a>',
        '<a href="vbscript:x">x</a>', '<a href="file:///etc/passwd">x</a>', '<a href="a.html" ping="https://example.org">x</a>',
        '<iframe src="a.html"></iframe>', "<iframe srcdoc='x'></iframe>", '<object data="a.svg"></object>', '<embed src="a.pdf">',
        '<base href="a">', '<form action="a"><input name="x"></form>', '<input type="text">', "<button>x</button>",
        "<select><option>x</option></select>", "<textarea></textarea>", "<label>x</label>", '<a formaction="x">x</a>',
        '<img src="a.png" srcset="b.png 2x">', '<video src="a.mp4" autoplay></video>', '<math><mtext></mtext></math>',
        "<!-- x -->", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<p", "<p a=\"<b>\">", "<p class=\"a\" class='b'>x</p>", "a < b",
        "\x02", "\x00", "\u202e", "\u2028", "<custom-tag>x</custom-tag>", "<template><p>x</p></template>", "<marquee>x</marquee>",
        '<meta http-equiv="refresh" content="0;url=a.html">', '<noscript><meta name="referrer" content="unsafe-url"></noscript>',
        '</article><meta http-equiv="refresh" content="0"><article>', '<link rel="stylesheet" href="meetings/a/payload.txt">',
        '<table data-rows="meetings/a/payload.txt"></table>', '<svg><rect fill="url(https://example.org/a.svg#b)"/></svg>',
        '<a href="java\tscript:alert(1)">x</a>', '<a href="java&NewLine;script:alert(1)">x</a>', '<a href="//example.org/x">x</a>',
        '<a href=" \\\\example.org\\x">x</a>', '<a href="/\t/example.org">x</a>', "\u061c", "\U000e0041", "\ufff9",
        "<frameset><frame src='a'></frameset>", "<portal src='a'></portal>", "<slot>x</slot>", "<dialog open>x</dialog>",
    ],
)  # fmt: skip
def test_what_no_page_needs_stops_the_build(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.html").write_bytes(_page(written))
    assert "K13" in {problem.code for problem in check_site({}, read_site(tmp_path))}


@pytest.mark.parametrize(
    "written",
    [
        '<a class="lt-cite" href="../facts.html#F1">&#91;F1&#93;</a>', '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        '<a href="mailto:a@example.org" download>x</a>', '<ol start="3"><li value="7">x</li></ol>',
        '<table><tr><th scope="col" align="right" data-key="a">1 &lt; 2</th></tr></table>', '<img src="a.png" alt="甲">',
        '<svg viewBox="0 0 1 1" role="img" aria-labelledby="a"><title id="a">x</title><path d="M0 0"/></svg>',
        "<blockquote><p>x</p></blockquote><hr><dl><dt>x</dt><dd>y</dd></dl>", "javascript:alert(1) onclick=\"x\"",
    ],
)  # fmt: skip
def test_what_pages_hold_passes(written: str) -> None:
    assert list(foreign_parts(_page(written))) == []


def test_every_tag_of_every_template_passes() -> None:
    """A correction or a failed practice stands on few pages: no portal that the tests build holds each of them."""
    templates = sorted(Path(pages.__file__).parent.rglob("*.md.j2"))
    texts = [path.read_text("utf-8").replace("{{ level }}", "3") for path in templates]
    tags = {tag for text in texts for tag in re.findall(r"</?[a-z][a-z0-9]*", text)}
    assert {"<ins", "</ins"} <= tags
    assert [tag for tag in tags if list(foreign_parts(_page(f"{tag}>")))] == []
