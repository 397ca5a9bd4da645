"""Ids and file names that some system can't hold or tell apart are refused, whatever they name."""

from __future__ import annotations

import sys

import pytest

from leitai.schema.file_names import is_portable, is_slug
from portals import Portal

UNITS = "site_config/units.csv"


@pytest.mark.parametrize("text", ["yiwu", "2019-08-yiwu", "Aux2", "console", "a_b", "x" * 60, "com10", "lpt"])
def test_an_id(text: str) -> None:
    assert is_slug(text) and is_portable(f"{text}.md")


@pytest.mark.parametrize(
    "text",
    [
        "con",
        "AUX",
        "Nul",
        "prn",
        "com1",
        "LPT9",
        "index",
        "a.",
        "a ",
        "a b",
        "-a",
        "义乌",
        "x" * 61,
        "a\u200bb",
        "а",
        "",
    ],
)
def test_no_id(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    "name",
    [
        "con.csv",
        "aux.2019.xlsx",
        "com1",
        "a:b.csv",
        "a?.md",
        "a.",
        "a.csv ",
        "汇" * 81,
        "NUL .txt",
        "a|b",
        'a"b',
    ],
)
def test_a_name_that_windows_cannot_hold(name: str) -> None:
    assert not is_portable(name)


@pytest.mark.parametrize(
    "name", ["汇总（2019Q1）.csv", "1.火灾 起数.xlsx", ".gitkeep", "comma.csv", "第三季度…表.ods"]
)
def test_a_name_that_windows_can_hold(name: str) -> None:
    assert is_portable(name)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems can't hold such names")
def test_every_folder_is_looked_at(portal: Portal) -> None:
    page = "---\ntitle: 一页\n---\n正文。\n"
    for name in ("about", "About", "con", "x" * 61):
        portal.write(f"content/pages/{name}.md", page)
    table = portal.read("content/results/2019Q1/汇总.csv")
    portal.delete("content/results/2019Q1/汇总.csv")
    portal.write("content/results/2019Q1/汇总|1.csv", table)
    hidden = portal.root / "content/results/2019Q2/汇总.csv"
    hidden.rename(hidden.with_name("汇\u200b总.csv"))
    found = {
        (p["code"], p["path"].rpartition("/")[2]) for p in portal.check().problems if p["severity"] == "error"
    }
    assert found >= {
        ("F13", "about.md"),
        ("F13", "con.md"),
        ("F13", "汇总|1.csv"),
        ("F07", "2019Q2"),
        ("S06", "x" * 61 + ".md"),
    }
    assert ("S06", "con.md") not in found


@pytest.mark.parametrize(
    ("path", "old"),
    [
        (UNITS, "甲县"),
        ("site_config/indicators.csv", "火灾起数"),
        ("site_config/portal.yml", "平安建设"),
        ("site_config/aliases.csv", "整改率"),
    ],
)
def test_a_registered_name_has_no_character_that_nobody_sees(portal: Portal, path: str, old: str) -> None:
    first = portal.read(path).index(old)
    text = portal.read(path)
    portal.write(path, text[: first + 1] + "\u200b" + text[first + 1 :])
    (problem,) = [p for p in portal.check().problems if p["severity"] == "error"]
    assert problem["code"] == "S06" and "U+200B" in problem["what"] and old in problem["fix"]
