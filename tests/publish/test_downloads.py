"""What a download says to an office program: formulas are text, numbers stay numbers."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from leitai.problems import Place
from leitai.publish.downloads.spreadsheets import csv_bytes, xlsx_bytes
from leitai.publish.site.links import former_files
from leitai.schema.ledgers.urls import Address


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "＝1+1",
        "+1+cmd",
        "-6.8%+cmd",
        "-1+2",
        "@SUM(A1)",
        "－",
        "\t=1",
        "\n=1",
        "\r=1",
        "|cmd",
        "｜cmd",
        '"=1+1',
        "'=1+1",
        ' "@x',
        "  =1+1",
        "'|cmd' /C calc'!A0",
    ],
)
def test_what_would_run_gets_an_apostrophe(text: str) -> None:
    assert csv_bytes([[text]]).decode("utf-8-sig").lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["-6.8%", "−6.8%", "－６.８％", "+3", "-1,204", "-3‰", "6.8", "第 1 名"])
def test_a_fall_stays_as_it_was_sent(text: str) -> None:
    assert csv_bytes([[text]]).decode("utf-8-sig").strip('"\r\n') == text


def test_a_notice_in_place_of_a_download_runs_nothing_either() -> None:
    gone = Address(
        "old.csv", frozenset(), "2019-07-15", "", "=cmd()", place=Place("content/ledgers/urls.csv")
    )
    assert former_files([gone], {})["old.csv"].decode("utf-8-sig") == "'=cmd()\r\n"


def test_what_acts_is_marked_as_text_in_a_workbook() -> None:
    """Cells and headers alike: it stays text when somebody edits the cell."""
    table = [["单位", "|cmd", '"=1+1'], ["甲县", "=1+1", 5], ["@乙县", "-6.8%", None]]
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(table, "表"))) as book:
        styles, sheet = (book.read(f"xl/{name}.xml").decode() for name in ("styles", "worksheets/sheet1"))
    formats = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0])
    cells = re.findall(r'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?', sheet)
    marked = [cell for cell, style in cells if style and "quotePrefix" in formats[int(style)]]
    assert marked == ["B1", "C1", "B2", "A3"]
