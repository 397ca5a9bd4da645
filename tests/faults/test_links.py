"""No address or anchor that was ever published is lost: through the command line.

Once with the real engine, then with its bare stand-in, because the theme promises nothing.
"""

from __future__ import annotations

import html
import os
from pathlib import Path

import pytest
from twin import explain, ledger

from leitai.publish.site.check import read_page
from portals import Once, Portal, copy_portal, small_portal

FIRST_QUARTER = "  2019Q1: {deadline: 2019-04-08, published_on: 2019-04-15, data_status: demo}\n"
ABOUT = "content/pages/about.md"
TEXT = "---\ntitle: 关于\n---\n\n## 联系 {: #contact }\n\n请联系办公室。\n"


def built_portal(root: Path) -> Portal:
    portal = small_portal(root)
    for slug in ("about", "help", "story"):
        portal.write(f"content/pages/{slug}.md", TEXT.replace("关于", slug))
    built(portal)
    return portal


@pytest.fixture
def published(bare_engine: None, once: Once, tmp_path: Path) -> Portal:
    return copy_portal(tmp_path / "portal", once("published", built_portal))


def built(portal: Portal, code: int = 0) -> str:
    result = portal.run("build")
    assert result.exit_code == code, result.output
    return result.output


def anchors(portal: Portal, url: str) -> frozenset[str]:
    return read_page((portal.root / "build/site" / url).read_bytes()).anchors


def test_the_ledger_knows_pages_downloads_and_their_anchors(tmp_path: Path) -> None:
    published = built_portal(tmp_path / "portal")
    known = ledger(published)
    assert {"about.html", "rankings/2019Q1/county.csv", "rankings/latest/county.html"} <= set(known)
    assert {"jia", "top"} <= set(known["rankings/2019Q1/county.html"]["锚点"].split())
    assert known["about.html"]["首次发布"] == "2019-07-15", "dated by the content, not by the clock"
    assert not [url for url in known if url.startswith("assets/") or url in ("404.html", "manifest.json")]
    before = (published.root / "content/ledgers/urls.csv").read_bytes()
    built(published)
    assert (published.root / "content/ledgers/urls.csv").read_bytes() == before


def test_a_lost_page_stops_the_build_until_it_is_redirected(published: Portal) -> None:
    (published.root / "content/pages/story.md").rename(published.root / "content/pages/history.md")
    said = built(published, code=1)
    assert said.count("K04") == 1
    assert "“story.html”。公布过的网址没有了。" in said
    explain(published, "story.html", target="history.html")
    built(published)
    page = published.read("build/site/story.html")
    assert 'data-target="history.html"' in page
    assert 'http-equiv="refresh"' in page
    assert published.run("verify").exit_code == 0
    published.replace("content/pages/history.md", "{: #contact }", "{: #office }")
    said = built(published, code=1)
    assert "“history.html#contact”" in said
    assert "“story.html#contact”" in said, "the anchor of the old address counts too"


def test_a_withdrawn_page_answers_with_its_reason(published: Portal) -> None:
    text = published.read("content/pages/story.md")
    published.delete("content/pages/story.md")
    assert "K04" in built(published, code=1)
    explain(published, "story.html", note="已并入“关于”。")
    built(published)
    page = published.read("build/site/story.html")
    assert "已并入“关于”。" in page
    assert "contact" in anchors(published, "story.html")
    published.write("content/pages/story.md", text)
    assert "K16" in built(published, code=1), (
        "a page that is back and an explanation that it is gone don't go together"
    )
    explain(published, "story.html")
    built(published)
    assert "已并入" not in published.read("build/site/story.html")


def test_a_lost_anchor_stops_the_build_until_it_is_explained(published: Portal) -> None:
    published.replace(
        "content/ledgers/urls.csv", "\nhandbook/methods.html,", "\nhandbook/methods.html,of-0.2 "
    )
    published.replace(ABOUT, "## 联系 {: #contact }", "## 联系我们 {: #office }")
    said = built(published, code=1)
    assert said.count("K05") == 1
    assert "“about.html#contact”。公布过的锚点没有了。" in said
    explain(published, "about.html#contact", target="about.html#office", note="联系方式已换位置。")
    built(published)
    assert {"contact", "office"} <= anchors(published, "about.html")
    assert "of-0.2" in anchors(published, "handbook/methods.html"), (
        "the program moved it, nobody need explain that"
    )
    page = html.unescape(published.read("build/site/about.html"))
    assert '<li id="contact">联系方式已换位置。 <a href="#office">新的位置</a></li>' in page
    published.replace(ABOUT, "{: #office }", "{: #contact }")
    assert "about.html#office" in built(published, code=1)


def test_a_withdrawn_download_answers_too(published: Portal) -> None:
    """A period that is withdrawn: its pages and its files each say so, a redirected file is a copy."""
    published.delete("content/results/2019Q1")
    published.replace("site_config/portal.yml", FIRST_QUARTER, "")
    built(published, code=1)
    assert "rankings/2019Q1/county.xlsx" in published.read("build/check.html")
    for url in [url for url in ledger(published) if "2019Q1" in url]:
        explain(published, url, note="这一期已撤回。")
    for url, row in ledger(published).items():
        for anchor in row["锚点"].split():
            if anchor == "p-2019Q1" and not row["说明"]:
                explain(published, f"{url}#{anchor}", note="这一期已撤回。")
    explain(published, "rankings/2019Q1/county.csv", target="rankings/2019Q2/county.csv")
    built(published)
    site = published.root / "build/site/rankings"
    assert (site / "2019Q1/county.csv").read_bytes() == (site / "2019Q2/county.csv").read_bytes()
    assert "这一期已撤回" in (site / "2019Q1/county.json").read_text(encoding="utf-8")
    assert (site / "2019Q1/county.xlsx").read_bytes().startswith(b"PK")


def test_inserting_a_heading_or_a_row_retargets_nothing(published: Portal) -> None:
    published.replace(
        ABOUT, "## 联系 {: #contact }", "## 先说一句 {: #first }\n\n前言。\n\n## 联系 {: #contact }"
    )
    units = published.read("site_config/units.csv").splitlines()
    new = units[2].replace("jia", "wu").replace("甲县", "戊县").replace("甲", "戊")
    published.write("site_config/units.csv", "\n".join([*units[:2], new, *units[2:]]) + "\n")
    built(published)
    assert {"contact", "first"} <= anchors(published, "about.html")


def test_a_preview_records_nothing(published: Portal) -> None:
    from leitai.pipeline.preview import Preview

    published.write("content/pages/draft.md", TEXT)
    preview = Preview(published.root, lambda text: None)
    preview.read()
    preview.build()
    assert "draft.html" not in ledger(published)
    published.delete("content/pages/draft.md")
    built(published)


def test_merged_ledgers_are_united(published: Portal) -> None:
    """Two branches that each recorded a page: git keeps both lines, the next build makes them one."""
    path = published.root / "content/ledgers/urls.csv"
    path.write_text(path.read_text(encoding="utf-8") + "about.html,top,2019-03-31,,\n", encoding="utf-8")
    built(published)
    assert path.read_text(encoding="utf-8").count("\nabout.html,") == 1
    assert ledger(published)["about.html"]["首次发布"] == "2019-03-31"
    assert "contact" in ledger(published)["about.html"]["锚点"].split()


def test_verify_names_each_difference(published: Portal) -> None:
    site = published.root / "build/site"
    assert "与清单一致" in published.run("verify").output
    (site / "units/jia.html").write_text("改了一个字", encoding="utf-8")
    (site / "rankings/2019Q1/county.csv").unlink()
    (site / "new.html").write_text("<p id='x'>多出来的</p>", encoding="utf-8")
    (site / "folder").symlink_to(published.root)
    (site / os.fsdecode("附件乙.html".encode("gbk"))).write_text("", encoding="utf-8")
    result = published.run("verify")
    assert result.exit_code == 1
    assert "  改动 units/jia.html\n" in result.output
    assert "  缺失 rankings/2019Q1/county.csv\n" in result.output
    assert "  多出 new.html\n" in result.output
    assert "  多出 folder\n" in result.output
    assert "  多出 附件乙.html\n" in result.output
    assert "  打不开 units/jia.html#history（content/ledgers/urls.csv 第" in result.output
    assert "  打不开 rankings/2019Q1/county.csv（content/ledgers/urls.csv 第" in result.output
    (site / "manifest.json").unlink()
    assert "  缺失 manifest.json\n" in published.run("verify").output
    assert published.run("verify", str(published.root / "nowhere")).exit_code == 2


def test_a_material_keeps_its_address_whatever_its_name_holds(published: Portal) -> None:
    """What the ledger records it can read again: a space, # or % in a file's name stopped every later build."""
    folder = "content/meetings/2019-05-jia"
    published.write(
        f"{folder}/index.md",
        "---\ntitle: 现场会\nshort_title: 现场会\ndate: 2019-05-06\nvenue: jia\nhost: 政法委\nreviews: []\n"
        "practices: []\nagenda: []\nsources: []\n---\n",
    )
    names = ["汇报 材料 #1.txt", "完成 100%.txt", "a%20b.txt"]
    published.write(f"{folder}/议程.csv", "议程")
    for name in names:
        published.write(f"{folder}/{name}", "材料")
    built(published)
    page = published.read("build/site/meetings/2019-05-jia.html")
    assert "原件归档单位：政法委。" in page
    urls = [url for url in ledger(published) if url.endswith(".txt")]
    assert urls == [
        "meetings/2019-05-jia/a%2520b.txt", "meetings/2019-05-jia/完成%20100%25.txt",
        "meetings/2019-05-jia/汇报%20材料%20%231.txt",
    ]  # fmt: skip
    built(published)
    assert published.run("verify").exit_code == 0
    for name in names:
        published.delete(f"{folder}/{name}")
    assert built(published, code=1).count("K04") == 3
    for url in urls:
        explain(published, url, note="应提供单位要求撤下。")
    built(published)
    assert published.run("verify").exit_code == 0
    shown = published.root / "build/site/meetings/2019-05-jia"
    assert {(shown / name).read_text(encoding="utf-8-sig") for name in names} == {"应提供单位要求撤下。\n"}


def test_a_problem_code_that_had_a_page_is_found_where_all_codes_are(published: Portal) -> None:
    """Before version 0.3 each had its own; a code that is no longer used, too."""
    published.append(
        "content/ledgers/urls.csv",
        "handbook/a01.html,mend top why,2020-01-15,,\nhandbook/z99.html,mend top why,2020-01-15,,\n",
    )
    built(published)
    pages = {name: published.read(f"build/site/handbook/{name}.html") for name in ("a01", "z99")}
    assert 'href="problems.html#a01"' in html.unescape(pages["a01"])
    assert 'href="problems.html"' in pages["z99"]
    assert {"a01", "mend", "why"} <= anchors(published, "handbook/problems.html")
