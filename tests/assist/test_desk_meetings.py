"""Meetings at the desk: from the folder to votes, speeches and what became of things; a text taken out again; a signature."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from desks import Clerk, clerk_at

from leitai.assist.desk.actions.uploads import as_file
from leitai.assist.forms.ballots import new_ballots
from leitai.problems import RequestRefused
from meetings import write_meeting, write_problems
from portals import Portal

pytestmark = pytest.mark.usefixtures("no_results")
MEETING, DAY = "2019-04-20-jia", "2019-04-25"
FOLDER = f"content/meetings/{MEETING}"
VOTES = "单位,评价人,优秀,良好,废票\n甲县,市级单位,3,1,0\n"


@pytest.fixture
def clerk(portal: Portal) -> Clerk:
    write_meeting(portal, MEETING, "2019-04-20")
    write_problems(portal, "Q001,暗访,,2019-03,甲县,安全,,通道堵塞,2019-06-30")
    return clerk_at(portal.root)


def test_a_meeting_is_made_and_filled_at_the_desk(clerk: Clerk, portal: Portal, tmp_path: Path) -> None:
    from docx import Document

    fields = {"day": "2019年7月", "slug": "yi", "title": "第二次现场会"}
    assert not clerk.do("new-meeting", fields).refusal
    assert "2019-07-yi" in clerk.page("/meetings")
    document = Document()
    document.add_paragraph("巡查要到户。")
    document.save(str(tmp_path / "a.docx"))
    word = ("乙县发言.docx", (tmp_path / "a.docx").read_bytes())
    speech = {"meeting": "2019-07-yi", "unit": "乙县", "kind": "表态"}
    assert not clerk.do("new-speech", speech, [word]).refusal
    assert "巡查要到户。" in portal.read("content/meetings/2019-07-yi/speeches/01-yi.md")
    assert "没有单位“戊县”" in clerk.do("new-speech", {**speech, "unit": "戊县"}).refusal


def test_a_table_of_votes_is_made_for_the_roster(clerk: Clerk, portal: Portal) -> None:
    meeting = {"meeting": MEETING}
    assert "不知道测评哪些单位" in clerk.do("new-votes", meeting).refusal
    portal.replace(f"{FOLDER}/index.md", "host: ", "roster: [yi, jia]\nhost: ")
    assert "--panel" in clerk.do("new-votes", meeting).refusal
    assert not clerk.do("new-votes", {**meeting, "panels": "市级单位，县级单位"}).refusal
    form = clerk.page(f"/out/forms/{MEETING}/evaluation.csv").lstrip("\ufeff")
    head, *rows = form.split()
    assert head == "单位,评价人,优秀,良好,一般,弃权,废票"
    assert rows == [f"{unit},{panel},,,,," for unit in ("甲县", "乙县") for panel in ("市级单位", "县级单位")]
    filled = form.replace(",,,,,", ",3,1,0,0,0")
    assert clerk.do("put-votes", meeting, [("票数.csv", filled.encode())]).done is not None
    assert portal.check().codes == []
    with pytest.raises(RequestRefused, match=f"现有：{MEETING}。"):
        new_ballots(portal.root, "2019")


def test_votes_and_materials_come_in_and_are_replaced_only_when_asked(clerk: Clerk, portal: Portal) -> None:
    meeting = {"meeting": MEETING}
    job = clerk.do("put-votes", meeting, [("测评结果.CSV", VOTES.encode())])
    assert not job.refusal and portal.read(f"{FOLDER}/evaluation.csv") == VOTES
    assert "换掉旧的" in clerk.refusal("put-votes", meeting, [("二.xlsx", b"x")])
    wrong = VOTES.replace("3,1,0", "三,1,0").encode()
    job = clerk.do("put-votes", {**meeting, "replace": "on"}, [("再来.csv", wrong)])
    assert job.done is not None and [problem.code for problem in job.done.problems] == ["V02"]
    assert (portal.root / f"build/aside/{MEETING}/1-evaluation.csv").read_text("utf-8") == VOTES
    assert "不是表格" in clerk.refusal("put-votes", meeting, [("a.pdf", b"x")])
    job = clerk.do("put-materials", meeting, [("清单.txt", "材料清单".encode())])
    assert not job.refusal and portal.read(f"{FOLDER}/清单.txt") == "材料清单"
    for name in ("index.md", "evaluation.xlsx"):
        assert "门户自己的文件" in clerk.refusal("put-materials", meeting, [(name, b"x")])
    assert "已经有 清单.txt" in clerk.refusal("put-materials", meeting, [("清单.TXT", b"x")])


def test_what_became_of_a_problem_is_a_line_and_a_wrong_one_is_told(clerk: Clerk, portal: Portal) -> None:
    line = {"item": "Q001", "day": DAY, "text": "已经疏通", "evidence": "", "meeting": ""}
    assert 'value="Q001"' in clerk.page("/meetings")
    job = clerk.do("follow", {**line, "state": "整改中"})
    assert not job.refusal and job.done is not None and not job.done.problems
    assert f"Q001,{DAY},整改中,已经疏通,," in portal.read("content/ledgers/events.csv")
    job = clerk.do("follow", {**line, "state": "已销号"})
    assert job.done is not None and [problem.code for problem in job.done.problems] == ["E02"]


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("new-speech", {"meeting": "../x", "unit": "甲县", "kind": "表态"}),
        ("new-speech", {"meeting": MEETING, "unit": "甲县", "kind": "讲话"}),
        ("put-votes", {"meeting": "2018-01-no"}),
        ("put-materials", {"meeting": ".."}),
        ("follow", {"item": "Q9", "day": DAY, "state": "整改中", "text": "x"}),
    ],
)
def test_only_what_the_page_offers_is_taken(clerk: Clerk, action: str, fields: Mapping[str, str]) -> None:
    assert "已经不在这一页的列表里" in clerk.refusal(action, fields, [("a.csv", b"x")])


def test_a_text_is_taken_out_and_not_repeated(clerk: Clerk, portal: Portal) -> None:
    portal.replace(f"{FOLDER}/index.md", "会议正文。", "会议正文，甲某到会。")
    fields = {"text": "甲某", "post": "综合处", "document": "样〔2019〕6号", "day": DAY}
    job = clerk.do("redact", fields)
    assert not job.refusal and job.done is not None
    assert "甲某" not in portal.read(f"{FOLDER}/index.md") + "".join((*job.done.words, *job.lines))
    assert "没有找到这段文字" in clerk.do("redact", fields).refusal


def test_a_key_is_asked_for_where_signers_are_registered_and_does_not_stay(
    clerk: Clerk, portal: Portal
) -> None:
    portal.append("site_config/portal.yml", "publish_to: ../公布\n")
    clerk.desk.live.look()
    assert 'name="key"' not in clerk.page("/publish")
    portal.write("site_config/signers", "office@example.cn ssh-ed25519 AAAA\n")
    assert 'name="key" type="file" required' in clerk.page("/publish")
    with as_file(("key", b"secret")) as path:
        assert path is not None and path.read_bytes() == b"secret"
        assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
    assert not path.exists()
