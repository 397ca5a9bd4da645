"""What a download says to an office program: formulas are text, numbers stay numbers."""

from __future__ import annotations

import pytest

from leitai.problems import Place
from leitai.publish.downloads.spreadsheets import csv_bytes
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
