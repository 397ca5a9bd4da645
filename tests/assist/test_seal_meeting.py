"""`leitai seal MEETING`: the meeting and the ledgers up to then are kept; the ledgers may only grow."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from leitai.cli import main
from leitai.read.records.seals import stray_files
from meetings import section, write_events, write_meeting, write_problems, write_speech
from portals import Once, Portal, copy_portal

MEETING = "2019-04-20-jia"
INDEX = f"content/meetings/{MEETING}/index.md"
EVENTS, PROBLEMS = "content/ledgers/events.csv", "content/ledgers/problems.csv"


@pytest.fixture
def sealed(once: Once, tmp_path: Path) -> Portal:
    return copy_portal(tmp_path / "portal", once("sealed-meeting", with_sealed_meeting))


def with_sealed_meeting(root: Path) -> None:
    portal = copy_portal(root)
    write_meeting(portal, MEETING, "2019-04-20", "roster: [jia, yi]", "attendance: {jia: 到会}")
    write_speech(portal, MEETING, 1, "jia", "commitments: [{id: K1, text: 建清单, due: 2019-07}]")
    portal.write(f"content/meetings/{MEETING}/evaluation.csv", "单位,评价人,优秀,良好\n甲县,市级单位,3,1\n")
    portal.write(f"content/meetings/{MEETING}/清单.txt", "会议材料清单")
    write_problems(portal, "Q001,暗访,,2019-03,甲县,安全,,通道堵塞,2019-06-30")
    write_events(portal, "Q001,2019-04-10,整改中,开工,,", "Q001,2019-04-18,已提交,完工,,")
    done = portal.run("seal", MEETING)
    assert (done.exit_code, f"已封存 {MEETING}，第 1 版" in done.output) == (0, True), done.output
    assert portal.check().codes == []


def test_sealing_again_changes_nothing(sealed: Portal) -> None:
    before = sealed.read("content/ledgers/seals.csv")
    assert "没有改动" in sealed.run("seal", MEETING).output
    assert sealed.read("content/ledgers/seals.csv") == before
    assert sealed.run("seal", "2019Q2").exit_code == 0
    assert sealed.check().codes == []


def test_its_page_is_kept_without_links_and_pictures(sealed: Portal) -> None:
    page = sealed.read(f"content/ledgers/seals/{MEETING}/v1/{MEETING}.html")
    assert page.count("<a ") == 1 and f'href="../../{MEETING}.html"' in page
    assert "<h2>应到单位（" in page and '<h3 id="speech-1">1. 甲县' in page
    assert f"清单.txt<small>{sha256('会议材料清单'.encode()).hexdigest()}" in page
    assert "通道堵塞" in page and "建清单" in page and "{:" not in page


def test_sealed_late_it_tells_what_it_told_then(sealed: Portal) -> None:
    """What came later, a new name of a unit included, belongs to later pages; the ledgers' lines are sealed as they are by now."""
    page = f"content/ledgers/seals/{MEETING}/v1/{MEETING}.html"
    then = sealed.read(page)
    sealed.delete("content/ledgers")
    write_problems(sealed, "Q001,暗访,,2019-03,甲县,安全,,通道堵塞,2019-06-30")
    told = (
        "Q001,2019-04-10,整改中,开工,,",
        "Q001,2019-04-18,已提交,完工,,",
        "Q001,2019-05-01,已销号,,抽查记录,",
    )
    write_events(sealed, *told, "K1,2019-05-06,已完成,,清单,")
    sealed.replace(
        "site_config/units.csv",
        "jia,甲县,甲,县,county,yangli,,1,,,虚构",
        "jia,甲县,甲,县,county,yangli,,1,,2019-06-30,虚构\njia,甲区,甲区,市辖区,county,yangli,,1,2019-07-01,,虚构",
    )
    assert sealed.run("seal", MEETING).exit_code == 0
    assert sealed.read(page) == then
    assert "甲区" not in sealed.page(f"meetings/{MEETING}")


def test_the_ledgers_may_grow(sealed: Portal) -> None:
    sealed.append(EVENTS, "Q001,2019-05-01,已销号,,抽查记录,\nK1,2019-05-06,已完成,,清单,\n")
    sealed.append(PROBLEMS, "Q002,自查,,2019-05,乙县,安全,,巡查不到位,\n")
    sealed.replace(INDEX, "host: ", "review: {一审: {by: 综合处, on: 2019-05-06, result: 通过}}\nhost: ")
    assert sealed.check().codes == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (EVENTS, "2019-04-10,整改中,开工,,\n", "2019-04-11,整改中,开工,,\n"),
        (EVENTS, "Q001,2019-04-18,已提交,完工,,\n", ""),
        (EVENTS, "Q001,2019-04-10", "Q001,2019-04-05,整改中,立案,,\nQ001,2019-04-10"),
        (PROBLEMS, "通道堵塞", "通道曾经堵塞"),
        (PROBLEMS, "2019-06-30", "2019-09-30"),
        (INDEX, "会议正文", "会议的正文"),
        (INDEX, "{jia: 到会}", "{jia: 请假}"),
        (f"content/meetings/{MEETING}/speeches/01-jia.md", "2019-07", "2019-12"),
        (f"content/meetings/{MEETING}/evaluation.csv", "3,1", "4,0"),
        (f"content/meetings/{MEETING}/清单.txt", "清单", "单子"),
    ],
)
def test_what_was_sealed_stays(sealed: Portal, path: str, old: str, new: str) -> None:
    sealed.replace(path, old, new)
    assert set(sealed.check().codes) == {"L12"}


def test_a_sealed_meeting_cannot_go(sealed: Portal) -> None:
    sealed.delete(f"content/meetings/{MEETING}")
    assert "L12" in sealed.check().codes


def test_a_spelling_is_no_change(sealed: Portal) -> None:
    sealed.write(EVENTS, sealed.read(EVENTS).replace("\n", "\r\n"), encoding="gb18030")
    sealed.replace(INDEX, "roster: [jia, yi]", "roster:\n  - jia\n  - yi")
    assert sealed.check().codes == []


def test_a_correction_is_told_and_sealed(sealed: Portal) -> None:
    told = "corrections: [{date: 2019-05-06, text: 到会情况登记错误, document: 样〔2019〕5号}]"
    sealed.replace(INDEX, "attendance: {jia: 到会}", "attendance: {jia: 请假}")
    sealed.replace(INDEX, "host: ", f"{told}\nhost: ")
    assert sealed.check().codes == ["L07"]
    assert f"已封存 {MEETING}，第 2 版" in sealed.run("seal", MEETING).output
    assert sealed.check().codes == []
    page = sealed.page(f"meetings/{MEETING}")
    assert "更正：2019年5月6日，到会情况登记错误（样〔2019〕5号）" in page
    assert "请假" in section(page, "roster")
    kept = [sealed.read(f"content/ledgers/seals/{MEETING}/v{version}/{MEETING}.html") for version in (1, 2)]
    assert ["请假" in text for text in kept] == [False, True]
    sealed.replace(INDEX, "登记错误", "写错了")
    assert sealed.check().codes == ["L12"]


def test_no_correction_speaks_for_a_ledger(sealed: Portal) -> None:
    sealed.replace(EVENTS, "开工", "准备")
    told = "corrections: [{date: 2019-05-06, text: 改了台账, document: 样〔2019〕5号}]"
    sealed.replace(INDEX, "host: ", f"{told}\nhost: ")
    assert "L12" in sealed.check().codes


def test_an_unknown_meeting_is_named(sealed: Portal) -> None:
    done = sealed.run("seal", "2019-04-nowhere")
    assert done.exit_code == 2 and MEETING in done.output


def test_what_is_taken_out_of_a_meeting_is_no_change_of_it(sealed: Portal) -> None:
    """The seal knows a material by its digest, which is another one then; its name and all else stay."""
    command = [
        "redact",
        "--root",
        str(sealed.root),
        "--post",
        "综合处",
        "--document",
        "样3号",
        "--date",
        "2019-06-01",
    ]
    done = CliRunner().invoke(main, command, input="材料清单\n", catch_exceptions=False)
    assert (done.exit_code, sealed.read(f"content/meetings/{MEETING}/清单.txt")) == (0, "会议〔已撤下〕"), (
        done.output
    )
    assert sealed.check().codes == []


def test_a_name_that_is_no_text_can_be_told_among_seals(tmp_path: Path) -> None:
    folder = tmp_path / "content/ledgers/seals/2019Q1"
    folder.mkdir(parents=True)
    os.close(os.open(os.fsencode(folder) + b"/\xd6\xd0.csv", os.O_CREAT))
    assert stray_files(tmp_path, ()) == ("content/ledgers/seals/2019Q1/中.csv",)
