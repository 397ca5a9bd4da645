"""A write-up in a folder of its own: its pictures and attachments are named by their file name, and every file is read or refused."""

from __future__ import annotations

import pytest

from leitai.keep import make_anew
from leitai.model.writings.pictures import published_bytes
from leitai.pipeline.load import load
from leitai.publish.downloads.attached_files import attached_files
from portals import Portal
from word_files import plain_picture, telling_picture

pytestmark = pytest.mark.usefixtures("no_results")
FOLDER = "content/cases/daiban"
HEAD = """---
title: 代办（虚构）
units: [jia]
themes: [safety]
level: county
year: 2019
summary: 代办（虚构）
contact: 样例市综合处（虚构）
---
"""


def write_up(portal: Portal, text: str, path: str = f"{FOLDER}/index.md") -> None:
    portal.write(path, f"{HEAD}## 做法\n{text}\n")


def test_pictures_and_attachments_are_published_beside_the_page(portal: Portal) -> None:
    write_up(portal, "![窗口](窗口.jpg) 见[方案](方案.txt)、[总览](index.html)。")
    portal.write_bytes(f"{FOLDER}/窗口.jpg", telling_picture())
    portal.write(f"{FOLDER}/方案.txt", "方案")
    assert portal.check().codes == []
    files = attached_files(portal.root, load(portal.root).content, make_anew)
    assert files == {
        "cases/daiban/窗口.jpg": published_bytes(".jpg", telling_picture()),
        "cases/daiban/方案.txt": "方案".encode(),
    }
    page = portal.page("cases/daiban")
    for part in (
        'src="daiban/%E7%AA%97%E5%8F%A3.jpg" alt="窗口" loading="lazy"',
        'href="daiban/%E6%96%B9%E6%A1%88.txt">方案',
        'href="index.html">总览',
        "附件（1个文件）</h2>",
    ):
        assert part in page, part
    assert page.count("%E5%8F%A3.jpg") == 1, "what the text shows is not listed again"


@pytest.mark.parametrize(
    ("text", "file", "data", "code"),
    [
        ("![窗口](没有.png)", "a.png", plain_picture(), "K01"),
        ("![ ](a.png)", "a.png", plain_picture(), "C16"),
        ("![图片一](a.png)", "a.png", plain_picture(), "C16"),
        ("![IMG_2019.jpg](a.png)", "a.png", plain_picture(), "C16"),
        ("![窗口](https://example.invalid/a.png)", "a.png", plain_picture(), "C02"),
        ("![窗口](a 1.png)", "a 1.png", plain_picture(), "E07"),
        ("![窗口](a.gif)", "a.gif", b"GIF89a", "E07"),
        ("![窗口](a.png)", "a.png", plain_picture("jpg"), "E07"),
        ("![窗口](a.jpg)", "a.jpg", plain_picture("jpg") + bytes(20 << 20), "E07"),
        ("![张三 13800138000](a.png)", "a.png", plain_picture(), "D02"),
        ("见附件。", "a.html", b"<script>", "F09"),
        ("见附件。", "电话.txt", b"13800138000", "D02"),
    ],
)
def test_one_mistake_is_one_error(portal: Portal, text: str, file: str, data: bytes, code: str) -> None:
    write_up(portal, text)
    portal.write_bytes(f"{FOLDER}/{file}", data)
    errors = [problem["code"] for problem in portal.check().problems if problem["severity"] == "error"]
    assert errors == [code]


def test_what_stands_beside_a_refused_text_is_told_in_the_same_round(portal: Portal) -> None:
    write_up(portal, "![ ](a.png)")
    portal.write_bytes(f"{FOLDER}/a.png", plain_picture("jpg"))
    portal.write_bytes(f"{FOLDER}/电话.txt", b"13800138000")
    errors = [problem["code"] for problem in portal.check().problems if problem["severity"] == "error"]
    assert sorted(errors) == ["C16", "D02", "E07"]


def test_a_folder_without_its_text_and_two_of_one_name(portal: Portal) -> None:
    portal.write_bytes(f"{FOLDER}/a.png", plain_picture())
    assert portal.check().codes == ["F01"]
    write_up(portal, "代办。")
    write_up(portal, "代办。", "content/cases/daiban.md")
    assert "S04" in portal.check().codes
