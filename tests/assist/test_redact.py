"""What should never have stood there is taken out of content, seals and site; the record tells that, never what."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from leitai.model.seals.redaction import MARK
from leitai.model.urls import PROBLEMS_TABLE, REDACTIONS_TABLE
from leitai.publish.site.eraser import CannotErase, Eraser
from leitai.publish.target.ledgers import lost_lines
from meetings import write_events, write_meeting, write_problems
from portals import Once, Portal, small_portal

NAME = '赵铁柱 & "王五"'
STORY = "---\ntitle: 经过\n---\n\n## 赵铁柱的经过\n\n" + NAME + " 说过，赵铁柱说过。\n"
DATA = "content/results/2019Q1/汇总.csv"


def holding(folder: Path, text: str = "赵铁柱") -> list[str]:
    """The files below a folder that hold a text."""
    found = (path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def sealed_with_a_name(root: Path) -> None:
    """A portal with a name in a sealed reason, in a ledger, on a page; built and published."""
    portal = small_portal(root / "portal")
    portal.write("content/pages/story.md", STORY)
    portal.write(
        "content/ledgers/problems.csv",
        "编号,来源,会议,日期,单位,类别,指标,问题,要求完成\nW1,自查,,2019-05-01,甲县,其他,,经办赵铁柱漏报,2019-06-30\n",
    )
    portal.write(
        "content/ledgers/events.csv", "编号,日期,状态,说明,佐证,会议\nW1,2019-05-02,整改中,赵铁柱承办,,\n"
    )
    assert portal.run("seal", "2019Q1").exit_code == 0
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "10", "20", reason=f"{NAME} 漏报").exit_code == 0
    assert portal.run("seal", "2019Q2").exit_code == 0
    done = portal.run("build")
    assert done.exit_code == 0, done.output
    assert portal.run("publish", "--demo", str(root / "www")).exit_code == 0


@pytest.fixture
def named(once: Once, tmp_path: Path) -> Portal:
    shutil.copytree(once("named", sealed_with_a_name), tmp_path, dirs_exist_ok=True)
    return Portal(tmp_path / "portal")


@pytest.mark.slow
def test_it_is_out_of_everything_and_stays_out(named: Portal, tmp_path: Path) -> None:
    site, target = named.root / "build/site", tmp_path / "www"
    old = Portal(Path(shutil.copytree(named.root, tmp_path / "old")))
    first_version = (named.root / "content/ledgers/seals/2019Q1/v1/county.html").read_bytes()
    assert len(holding(named.root / "content")) > 4
    done = named.redact("赵铁柱")
    assert done.exit_code == 0, done.output
    assert "git filter-repo" in done.stdout
    assert holding(named.root / "content") == []
    assert named.check().codes == []
    assert (named.root / "content/ledgers/seals/2019Q1/v1/county.html").read_bytes() == first_version
    *_, last = named.read("content/ledgers/seals.csv").splitlines()
    assert last.startswith("4,redaction,1,2019-06-01,")
    kept = json.loads(named.read("content/ledgers/seals/redaction/v1.json"))
    assert kept["corrections"] == [["2019-06-01", "办公室", "样6号", "2019Q1/v2"]]

    for command in (("verify",), ("publish", "--demo", str(target))):
        refused = named.run(*command)
        assert (refused.exit_code, "L14" in refused.stderr) == (1, True), "what was built before holds it"
    assert named.run("build").exit_code == 0
    assert holding(site) == []
    assert "本页有内容因不应公布已经撤下（2019-06-01，办公室）" in (
        site / "rankings/2019Q1/v2/county.html"
    ).read_text(encoding="utf-8")
    assert "撤下记录" in (site / "ledgers/index.html").read_text(encoding="utf-8")
    published = named.run("publish", "--demo", str(target))
    assert (published.exit_code, "没有保留，不能再退回" in published.stderr) == (0, True), published.output
    assert holding(tmp_path / "www") == [] and not (tmp_path / ".www-previous").exists()
    assert named.run("verify", str(target)).exit_code == 0

    assert "L14" in old.run("publish", "--demo", str(target)).stderr
    shutil.rmtree(old.root / "build/site")
    shutil.copytree(site, old.root / "build/site")
    refused = old.run("build")
    assert (refused.exit_code, "L14" in refused.stderr, "旧的检出" in refused.stderr) == (1, True, True)
    assert holding(old.root / "build/site") == []


@pytest.mark.slow
def test_all_spellings_of_a_text_go(named: Portal) -> None:
    """In HTML, JSON and CSV its quotation marks are written otherwise."""
    assert named.redact(NAME).exit_code == 0
    ledgers = named.root / "content/ledgers"
    assert [path for path in holding(ledgers) if "v2" in path] == []
    assert "W1" in named.read("content/ledgers/problems.csv")


@pytest.mark.slow
def test_a_second_time_there_is_nothing_to_take_out(named: Portal) -> None:
    assert named.redact("赵铁柱").exit_code == 0
    again = named.redact("赵铁柱")
    assert (again.exit_code, "没有找到这段文字" in again.stderr) == (2, True)


def test_what_is_refused_and_why(portal: Portal) -> None:
    portal.write("content/pages/story.md", STORY)
    before = {path: path.read_bytes() for path in portal.root.rglob("*") if path.is_file()}
    for text, others, words in (
        ("赵", {}, "至少 2 个字"),
        ("甲县", {}, "单位、指标的名称"),
        ("火灾", {}, "单位、指标的名称"),
        ("办公室", {}, "岗位和依据会公布"),
        ("赵铁柱", {"post": "赵铁柱"}, "岗位和依据会公布"),
        ("李四光", {}, "没有找到这段文字"),
    ):
        done = portal.redact(text, **others)
        assert (done.exit_code, words in done.stderr) == (2, True), done.output
    done = portal.redact("赵铁柱", post="13812345678")
    assert (done.exit_code, "D02" in done.stderr) == (1, True), done.output
    now = {
        path: path.read_bytes()
        for path in portal.root.rglob("*")
        if path.is_file() and "build" not in path.parts
    }
    assert now == {path: data for path, data in before.items() if path in now}


def test_what_a_program_should_not_rewrite_is_named_first(portal: Portal) -> None:
    portal.write("content/pages/story.md", STORY)
    portal.write("content/meetings/2019-05-x/赵铁柱.txt", "x")
    portal.write_bytes(
        "content/meetings/2019-05-x/材料.pdf", b"%PDF-1.4 (" + "赵铁柱".encode("utf-16-le") + b")"
    )
    done = portal.redact("赵铁柱")
    assert (done.exit_code, done.stderr.count("L15")) == (1, 2), done.output
    assert "赵铁柱" not in done.stderr
    assert portal.read("content/pages/story.md") == STORY


def test_a_sealed_material_is_replaced_by_hand(portal: Portal) -> None:
    """A name in a document and in a file's name: the clerk mends both, and nothing else is asked, though nothing else held it."""
    folder = "content/meetings/2019-05-x"
    write_meeting(portal, "2019-05-x", "2019-05-10")
    portal.append(f"{folder}/index.md", "会上赵**铁柱**介绍，问题 ZTZ1 已经曝光。\n")
    write_problems(portal, "ZTZ1,自查,,2019-05-01,甲县,其他,,漏报,2019-06-30")
    write_events(portal, "ZTZ1,2019-05-02,整改中,在改,,")
    portal.write(f"{folder}/赵铁柱.txt", "名单")
    portal.write_bytes(f"{folder}/材料.pdf", b"%PDF-1.4 (" + "赵铁柱".encode("utf-16-le") + b")")
    assert portal.run("seal", "2019-05-x").exit_code == 0
    assert portal.redact("赵铁柱").stderr.count("L15") == 3
    portal.replace(f"{folder}/index.md", "赵**铁柱**", "有人")
    (portal.root / folder / "赵铁柱.txt").rename(portal.root / folder / "名单.txt")
    portal.write_bytes(f"{folder}/材料.pdf", b"%PDF-1.4 ()")
    done = portal.redact("赵铁柱")
    assert (done.exit_code, "从 0 个文件和 1 个封存的版本里撤下" in done.stdout) == (0, True), done.output
    assert (portal.errors(), holding(portal.root / "content")) == ([], [])
    shown = portal.read("content/ledgers/seals/2019-05-x/v1/2019-05-x.html")
    assert "名单.txt" not in shown and sha256(b"%PDF-1.4 ()").hexdigest() in shown
    assert "会上〔已撤下〕<strong></strong>介绍" in shown
    assert "请输入整个编号" in portal.redact("ztz").stderr
    assert portal.redact("ZTZ1").exit_code == 0
    assert (portal.errors(), holding(portal.root / "content", "ZTZ1")) == ([], [])
    assert "问题 YC1 已经曝光" in portal.read(f"{folder}/index.md")
    assert portal.read("content/ledgers/problems.csv").splitlines()[1].startswith("YC1,")


@pytest.mark.parametrize(
    ("name", "written", "left"),
    [
        ("a.html", '<p>赵铁<b>柱</b>、赵&#38081;柱</p><a href="#zhao">', f'<p>{MARK}<b></b>、{MARK}</p><a href="#zhao">'),
        ("a.html", "<td>赵</td><td>铁柱</td>", "<td>赵</td><td>铁柱</td>"),
        ("a.csv", "赵,铁柱\n", "赵,铁柱\n"),
        ("a.md", "赵**铁**柱", None),
        ("a.md", "赵\n铁柱", None),
        ("a.md", "赵&#x94C1;柱", None),
        ("a.docx", "word/media/赵铁柱.png", None),
        ("a.bin", "赵铁柱".encode("utf-16-be"), None),
    ],
)  # fmt: skip
def test_where_letters_stand_apart(name: str, written: str | bytes, left: str | None) -> None:
    data = written if isinstance(written, bytes) else written.encode()
    if name.endswith("docx"):
        buffer = io.BytesIO()
        zipfile.ZipFile(buffer, "w").writestr(data.decode(), "")
        data = buffer.getvalue()
    eraser = Eraser("赵铁柱")
    if left is None:
        with pytest.raises(CannotErase):
            eraser.erased_file(name, data)
    else:
        assert eraser.erased_file(name, data).decode() == left


def test_letters_are_the_same_in_capitals_and_numbers_end_where_they_end() -> None:
    assert Eraser("ZhaoTZ").erased("ZHAOTZ、zhaotz1、azhaotz") == f"{MARK}、{MARK}1、azhaotz"
    assert Eraser("13812345678").erased("R13812345678、138123456789") == f"R{MARK}、138123456789"


def test_a_number_that_was_redacted_is_no_lost_line(tmp_path: Path) -> None:
    """Only where the build knows of a redaction that the published site doesn't."""
    shown, site = tmp_path / "shown", tmp_path / "site"
    for folder, number in ((shown, "ZTZ1"), (site, "YC1")):
        (folder / "ledgers").mkdir(parents=True)
        (folder / PROBLEMS_TABLE).write_text(f"编号,问题,说明\n{number},漏报,\n", encoding="utf-8")
    assert [lost.code for lost in lost_lines(shown, site)] == ["L13"]
    (site / REDACTIONS_TABLE).write_text("日期,岗位,依据,版本\n2019-06-01,办公室,样6号,\n", encoding="utf-8")
    assert list(lost_lines(shown, site)) == []


def test_what_no_program_can_look_into_is_named(portal: Portal) -> None:
    portal.write("content/pages/story.md", STORY)
    portal.write_bytes("content/meetings/2019-05-x/材料.pdf", b"%PDF-1.4 stream")
    portal.write_bytes("content/meetings/2019-05-x/旧表.xls", b"\xd0\xcf\x11\xe0")
    done = portal.redact("赵铁柱")
    assert done.exit_code == 0, done.output
    named = done.stdout.partition("逐个打开核对：\n")[2]
    assert named.startswith(
        "  content/meetings/2019-05-x/旧表.xls\n  content/meetings/2019-05-x/材料.pdf\n接下来"
    )


def test_an_explanation_of_what_still_stands_is_not_passed_over(portal: Portal) -> None:
    """Whoever wrote it thinks that the page is withdrawn."""
    portal.write("content/ledgers/urls.csv", "网址,锚点,首次发布,去向,说明\nunits/jia.html,,,,已撤下。\n")
    done = portal.run("pages")
    assert (done.exit_code, "K16" in done.stderr, "leitai redact" in done.stderr) == (1, True, True), (
        done.output
    )
