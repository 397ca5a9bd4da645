"""`leitai pack` and `leitai archive` of a meeting: the papers of the demo meeting, of one that has only a date, and what stays."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from playwright.sync_api import Browser

from meetings import TASKS, write_events, write_meeting, write_problems, write_speech
from portals import Once, Portal, small_portal

DEMO, FUTURE = "2020-01-13-towns", "2020-04-20-next"


@pytest.fixture(scope="module")
def packed(sample: Path, once: Once) -> Path:
    """The pack of the sample's second demo meeting."""

    def make(folder: Path) -> None:
        done = Portal(sample).run("pack", DEMO, "-o", str(folder))
        assert done.exit_code == 0, done.output

    return once("packed", make)


@pytest.fixture
def story(tmp_path: Path) -> Portal:
    """A meeting with a problem and a promise, and the next one, of which nothing is known but the day."""
    portal = small_portal(tmp_path / "portal")
    write_meeting(portal, "2019-04-20-jia", "2019-04-20")
    write_speech(portal, "2019-04-20-jia", 1, "yi", "commitments: [{id: K1, text: 建清单, due: 2019-07}]")
    write_problems(portal, "Q001,会议,2019-04-20-jia,2019-04-20,乙县,安全,隐患整改率,通道堵塞,2019-06-30")
    write_events(portal, "Q001,2019-05-10,整改中,开工,,")
    portal.write("content/ledgers/tasks.csv", f"{TASKS}T001,乙县,清零,复核,2020-04-10,,80%,65%\n")
    write_meeting(portal, FUTURE, "2020-04-20")
    return portal


def test_the_pack_of_the_demo_meeting_is_marked_and_shows_nothing_before_its_time(packed: Path) -> None:
    index = (packed / "index.html").read_text("utf-8")
    assert "2019年第四季度到开会那天还没有公布" in index and "notice-2019Q4" not in index
    assert "逾期24天" in index and "示例乡镇八" in index
    assert re.findall(r'<article id="([\w-]+)"', index) == ["agenda", "notice-2019Q3-town", "briefs"]
    assert index.count("<section>") == 8  # a sheet for each unit
    for article in re.split("<article ", index)[1:]:
        assert article.index("演示数据，非真实考核结果") < article.index("<h1>")


def test_each_document_has_the_form_of_an_official_letter(packed: Path) -> None:
    letter = Document(str(packed / "notice-2019Q3-town.docx"))
    section = letter.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    headings = [p.text for p in letter.paragraphs if (p.style and p.style.name) == "Heading 1"]
    assert headings == ["一、排名情况", "二、主要做法", "三、存在问题", "四、下步要求", "五、有关说明"]
    texts = [paragraph.text for paragraph in letter.paragraphs]
    assert texts[0] == "演示数据，非真实考核结果" and section.header.paragraphs[0].text == "演示数据"
    assert "＿＿＿＿〔2020〕＿＿号" in texts and texts[-3] == "2020年1月14日"
    assert [texts[-4], texts[-2]] == ["中共金华市委政法委员会（演示门户）", "抄送：（待填写）"]
    day, signer = (paragraph._p.pPr.ind for paragraph in (letter.paragraphs[-3], letter.paragraphs[-4]))
    assert [one.get(qn("w:rightChars")) for one in (day, signer)] == [
        "400",
        "0",
    ]  # the longer one fills its line
    (text,) = (p for p in letter.paragraphs if p.text.startswith("根据《"))
    assert (text._p.pPr.ind.get(qn("w:firstLineChars")), text.paragraph_format.first_line_indent) == (
        "200",
        Pt(32),
    )
    (grid,) = section._sectPr.findall(qn("w:docGrid"))
    assert (
        grid.get(qn("w:type")) == "lines"
    )  # LibreOffice sets every character twice as wide on a grid of both
    rows = [[cell.text for cell in row.cells] for row in letter.tables[0].rows]
    assert rows[0][:3] == ["名次", "单位", "总分"] and len(rows) == 4  # the method publishes three
    agenda = Document(str(packed / "agenda.docx"))
    asked = [[cell.text for cell in row.cells] for row in agenda.tables[0].rows]
    assert asked[0][-1] == "会上答复" and asked[1][1] == "示例乡镇八" and asked[1][-1] == ""
    widths = [column.width for column in agenda.tables[0].columns]
    assert widths[0] == max(widths) and round(sum(widths) / Mm(1)) == 156
    board = Document(str(packed / "board.docx"))
    assert board.sections[0].page_width is not None and round(board.sections[0].page_width.mm) == 420
    assert len(board.tables[0].rows) == 5


def test_the_pack_opens_from_disk_and_prints_a_sheet_per_unit(packed: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((packed / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    pypdf = pytest.importorskip("pypdf")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [
        text
        for text in (sheet.extract_text() for sheet in printed.pages)
        if "名次不公布" in text or "待办" in text
    ]
    assert len(sheets) == 8
    page.get_by_role("link", name="挂图作战").click()
    (chart,) = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert chart.mediabox.width > chart.mediabox.height > 800  # points: A3, wide
    assert said == []


def test_a_meeting_with_only_a_date_is_packed_the_same_each_time_and_nobody_s_work_is_lost(
    story: Portal, tmp_path: Path
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second, second):
        assert story.run("pack", FUTURE, "-o", str(folder)).exit_code == 0
    assert {p.name: p.read_bytes() for p in first.iterdir()} == {
        p.name: p.read_bytes() for p in second.iterdir()
    }
    index = (first / "index.html").read_text("utf-8")
    assert "议程还没有写" in index and "逾期295天" in index and "逾期264天" in index
    assert "逾期10天" in (first / "board.html").read_text("utf-8")
    (first / "agenda.docx").write_bytes(b"written on")
    refused = story.run("pack", FUTURE, "-o", str(first))
    assert refused.exit_code == 2 and "agenda.docx" in refused.output
    assert (first / "agenda.docx").read_bytes() == b"written on"


def test_what_cannot_be_packed_is_refused(story: Portal, tmp_path: Path) -> None:
    unknown = story.run("pack", "2020-05-01-nobody")
    assert unknown.exit_code == 2 and FUTURE in unknown.output
    write_meeting(story, "2020-06-01-off", "2020-06-01", "status: cancelled")
    assert story.run("pack", "2020-06-01-off").exit_code == 2
    story.write(
        f"content/meetings/{FUTURE}/index.md",
        story.read(f"content/meetings/{FUTURE}/index.md") + "13800138000",
    )
    assert story.run("pack", FUTURE, "-o", str(tmp_path / "none")).exit_code == 1
    assert not (tmp_path / "none").exists()


def test_a_meeting_is_archived_with_what_it_cites(story: Portal, tmp_path: Path) -> None:
    path = (
        tmp_path / "meeting.zip"
    )  # that zips have the same bytes each time is held for a period in `test_sealing.py`
    assert story.run("archive", "2019-04-20-jia", "-o", str(path)).exit_code == 0
    with zipfile.ZipFile(path) as archive:
        top = "leitai-2019-04-20-jia/"
        names = {name.removeprefix(top) for name in archive.namelist()}
        listed = set(json.loads(archive.read(f"{top}manifest.json"))["files"])
        contents = archive.read(f"{top}contents.csv").decode("utf-8-sig")
    assert {
        "index.html",
        "meetings/2019-04-20-jia.html",
        "ledgers/problems.html",
        "ledgers/events.csv",
    } <= names
    assert listed == names - {"manifest.json"}
    assert all(f"{name}," in contents for name in listed - {"contents.csv"})
    assert not any(name.startswith("units/") for name in names)
    assert story.run("verify", str(path)).exit_code == 0
