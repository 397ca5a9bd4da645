"""`leitai new case --from` and `new speech --from`: Word documents made by hand, and exactly the Markdown that they become."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leitai.cli import main
from meetings import write_meeting
from portals import Portal
from word_files import (
    deleted,
    inserted,
    par,
    plain_picture,
    run,
    shown,
    table,
    telling_picture,
    word,
)

TITLE = par("上门调解的做法（虚构）", style="T")
EMPTY = {
    "背景": "（请写：开始之前的情况和一个带日期的数，试过哪些没有用）",
    "做法": "（请写：编号的步骤，每步写明谁、做什么、用什么表格或平台、多久）",
    "成效": "（请写：对数字的说明；数写在 results，工作量写在 outputs）",
    "适用条件": "（请写：必须有什么、最好有什么、不适合哪里）",
    "不足与提醒": "（请写：别的提醒；容易出的毛病写在 failure_modes）",
}


def new(portal: Portal, what: str, *arguments: str) -> Result:
    command = ["new", what, "--root", str(portal.root), *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def take(
    portal: Portal, document: bytes, *options: str, name: str = "材料.docx", slug: str = "tiaojie"
) -> tuple[int, str]:
    file = portal.root.parent / name
    file.write_bytes(document)
    result = new(portal, "case", "--from", str(file), slug, *options)
    return result.exit_code, result.output


def body(portal: Portal, path: str = "content/cases/tiaojie/index.md") -> str:
    return portal.read(path).split("\n---\n", 1)[1]


def whole(lead: str = "", **blocks: str) -> str:
    """A draft with these blocks; the others ask to be written."""
    parts = [lead] if lead else []
    parts += [f"## {name}\n\n{blocks.get(name, text)}" for name, text in EMPTY.items()]
    return "\n\n".join(parts) + "\n"


CASES = {
    "headings by style": (
        [par("实施背景", style="H1"), par("早先。"), par("主要做法", style="H1"), par("机制", style="H2"), par("上门。")],
        whole(背景="早先。", 做法="### 机制\n\n上门。"),
    ),
    "headings as bold text": (
        [par("一、基本情况", bold=True), par("早先。"), par("二、工作措施", bold=True), par("（一）机制", bold=True),
         par("上门。"), par("1.登记", bold=True), par("填表。")],
        whole(背景="早先。", 做法="### （一）机制\n\n上门。\n\n#### 1.登记\n\n填表。"),
    ),
    "headings as plain text": (
        [par("一、背景"), par("早先。"), par("二、取得成效"), par("好转。"), par("三、存在的问题"), par("人少。")],
        whole(背景="早先。", 成效="好转。", 不足与提醒="人少。"),
    ),
    "headings by their words alone": (
        [par("工作背景"), par("早先。"), par("2.具体措施"), par("2.1 定路线"), par("上门。"), par("存在问题和下步打算"), par("查找不足"), par("人少。")],
        whole(背景="早先。", 做法="### 2.1 定路线\n\n上门。", 不足与提醒="查找不足\n\n人少。"),
    ),
    "headings in the line that they begin": (
        [par(run("【背景】", True), "早先。"), par("主要做法：上门。"), par("【效果】好转。")],
        whole(背景="早先。", 做法="上门。", 成效="好转。"),
    ),
    "no such heading where one stands alone, twice, or beside others": (
        [par("一、做法", bold=True), par("成效：好转。"), par("背景：早先。"), par("成效：更好。")],
        whole(做法="成效：好转。\n\n背景：早先。\n\n成效：更好。"),
    ),
    "steps counted in paragraphs": (
        [par("一、做法", bold=True), par("（一）登记。填表。"), par("（二）", run("派单。", True), "当天派。"), par("完。"), par("（二）不接着数。")],
        whole(做法="1. 登记。填表。\n2. **派单。**当天派。\n\n完。\n\n（二）不接着数。"),
    ),
    "steps counted in a sentence and in lines": (
        [par("一、做法", bold=True), par("分三步：一是登记；二是派单，不是转单；三是回访。"), par("①听", "<w:r><w:br/></w:r>", "②记")],
        whole(做法="分三步：\n\n1. 登记；\n2. 派单，不是转单；\n3. 回访。\n\n1. 听\n2. 记"),
    ),
    "headings that Word numbers": (
        [par("起因", number="3", bold=True), par("早先。"), par("措施", number="3", bold=True),
         par("机制", number="3", depth=1, bold=True), par("上门。"), par("平台", number="3", depth=1, bold=True), par("上网。")],
        whole(背景="早先。", 做法="### （一）机制\n\n上门。\n\n### （二）平台\n\n上网。"),
    ),
    "blocks in another order": (
        [par("一、成效", bold=True), par("好转。"), par("二、做法", bold=True), par("上门。")],
        whole(做法="上门。", 成效="好转。"),
    ),
    "what no block takes is kept": (
        [par("前面的话，先说几句。"), par("一、做法", bold=True), par("上门。"), par("二、几点启示", bold=True), par("要快。")],
        whole("前面的话，先说几句。", 做法="上门。\n\n### 二、几点启示\n\n要快。"),
    ),
    "no heading of ours": (
        [par("一、党建引领聚合力", bold=True), par("同心。"), par("（一）小处", bold=True), par("细。")],
        whole("### 一、党建引领聚合力\n\n同心。\n\n#### （一）小处\n\n细。"),
    ),
    "nested lists": (
        [par("登记", number="1"), par("来人", number="1", depth=1), par("来电", number="1", depth=1), par("派单", number="1"),
         par("窗口", number="2"), par("一楼", number="2", depth=1), par("二楼", style="LB2"), par("说完。")],
        whole("1. 登记\n    - a) 来人\n    - b) 来电\n2. 派单\n- 窗口\n    - 一楼\n    - 二楼\n\n说完。"),
    ),
    "merged cells": (
        [table([">期间", "备注"], ["v甲", "1", "a|b"], ["^", "2", ""])],
        whole("| 期间 | 期间 | 备注 |\n| --- | --- | --- |\n| 甲 | 1 | a\\|b |\n| 甲 | 2 |  |"),
    ),
    "a frame of one cell": ([table(["框里的话，一句。"])], whole("框里的话，一句。")),
    "tracked changes": (
        [par("要跑", deleted("七"), inserted("三"), "趟。"), par("前半", marks="<w:del/>"), par("后半，连着。"), par(deleted("全删"))],
        whole("要跑三趟。\n\n前半后半，连着。"),
    ),
    "bold in pieces, what looks like markup": (
        [par("共", run("4", True), run("1件", True), "，见<b>和**星**、`码`、[字](x)。"), par("# 不是标题，是话。"), par("> 也不是，是话。")],
        whole("共**41件**，见&lt;b>和&#42;&#42;星&#42;&#42;、&#96;码&#96;、[字&#93;(x)。\n\n&#35; 不是标题，是话。\n\n&#62; 也不是，是话。"),
    ),
    "line breaks, hidden text, formula": (
        [par("一行，", "<w:r><w:br/></w:r>", "两行。", run("不见", more="<w:vanish/>"), "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")],
        whole("一行，  \n两行。a+b"),
    ),
    "a text box": (
        [par("正文。", f'<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{par("框中，有字。")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>')],
        whole("正文。\n\n框中，有字。"),
    ),
}  # fmt: skip


def test_write_ups_become_exactly_this_and_pass(portal: Portal) -> None:
    for number, (name, (parts, expected)) in enumerate(CASES.items()):
        code, said = take(portal, word(TITLE, *parts), slug=f"draft-{number}")
        assert code == 0, (name, said)
        path = f"content/cases/draft-{number}/index.md"
        assert body(portal, path) == expected, name
        assert 'title: "上门调解的做法（虚构）"' in portal.read(path)
    assert portal.check().codes == ["C18"] * len(CASES)


def test_what_is_not_taken_over_is_told_and_what_is_missing(portal: Portal) -> None:
    comment = f"<w:comment>{par('请核实 13800138000')}</w:comment>"
    document = word(
        TITLE,
        par("目录 1", style="C"),
        par("上门", deleted("三次"), "。"),
        others={"word/comments.xml": comment, "word/header1.xml": par("内部资料")},
    )
    code, said = take(portal, document)
    text = portal.read("content/cases/tiaojie/index.md")
    assert code == 0
    for hidden in ("三次", "138", "内部资料", "目录"):
        assert hidden not in text
    for line in (
        "· 修订中删去的文字没有带过来。",
        "· 批注没有带过来。",
        "· 页眉没有带过来。",
        "· 目录没有带过来，网页自己有。",
        "· 没有带过来的部分（批注）里有个人信息：",
        "到“部分”还缺：做法至少 4 步，或者 1 项有绝对数的成效；出处。",
        "到“完整”还缺：解决什么问题；",
        "适用条件；",
    ):
        assert line in said, line
    assert "13800138000" not in said


def test_pictures_stand_beside_the_draft(portal: Portal) -> None:
    media = {"a.jpg": telling_picture("jpg", (2000, 1000)), "b.png": plain_picture(), "c.emf": b"\x01\0\0\0"}
    document = word(
        TITLE,
        par("看图：", shown("r-a.jpg", "窗口前 [两] 个人")),
        par(shown("r-b.png", "微信图片_20190801")),
        par(shown("r-c.emf")),
        media=media,
    )
    code, said = take(portal, document)
    assert code == 0
    assert body(portal).startswith(
        "看图：![窗口前 （两） 个人](tiaojie-1.jpg)\n\n![画面上有什么：待补充](tiaojie-2.png)\n\n## 背景"
    )
    folder = portal.root / "content/cases/tiaojie"
    assert sorted(path.name for path in folder.iterdir()) == ["index.md", "tiaojie-1.jpg", "tiaojie-2.png"]
    assert b"camera" not in (folder / "tiaojie-1.jpg").read_bytes()
    assert "图片 tiaojie-2.png 没有替代文字" in said and "图片 c.emf 没有带过来" in said
    assert portal.check().codes == ["C18"]
    page = portal.page("cases/tiaojie")
    assert '<img src="tiaojie/tiaojie-1.jpg" alt="窗口前 （两） 个人" loading="lazy"' in page


def test_the_same_document_gives_the_same_draft(portal: Portal) -> None:
    document = word(TITLE, par(shown("r-a.jpg", "窗口")), media={"a.jpg": telling_picture()})
    take(portal, document)
    folder = portal.root / "content/cases/tiaojie"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    portal.delete("content/cases/tiaojie")
    take(portal, document)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


@pytest.mark.parametrize(
    "where",
    [
        par("联系 13800138000。"),
        table(["电话", "13800138000"]),
        par(inserted("13800138000")),
        par(shown("r-a.png", "13800138000")),
    ],
)
def test_personal_data_are_never_written(portal: Portal, where: str) -> None:
    code, said = take(portal, word(TITLE, where, media={"a.png": plain_picture()}))
    assert (code, "D02" in said, "13800138000" in said) == (1, True, False)
    assert not (portal.root / "content/cases").exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("材料.doc", b"\xd0\xcf\x11\xe0", "不是 .docx。请在 WPS 或 Word 里打开，另存为 .docx"),
        ("材料.pdf", b"%PDF", "PDF 请找原来的 Word 文件"),
        ("材料.docx", b"\xd0\xcf\x11\xe0", "有密码，或者其实是旧的 .doc"),
        ("材料.docx", b"no zip", "已经损坏，或者只是改了扩展名"),
        ("材料.docx", word()[:200], "已经损坏，或者只是改了扩展名"),
        ("材料.docx", word(), "里没有文字"),
        ("材料.docx", word(par("这是一句话，没有标题。")), "没有找到标题；请用 --title 写上标题"),
    ],
)
def test_what_is_no_document_is_refused_in_words(portal: Portal, name: str, data: bytes, words: str) -> None:
    code, said = take(portal, data, name=name)
    assert (code, words in said) == (2, True), said
    assert not (portal.root / "content/cases").exists()


def test_nothing_is_overwritten(portal: Portal) -> None:
    take(portal, word(TITLE, par("一。")))
    assert take(portal, word(TITLE, par("二。")))[0] == 2
    assert "一。" in body(portal)
    portal.delete("content/cases/tiaojie")
    portal.write("content/cases/tiaojie.md", "---\ntitle: 已有\n---\n")
    assert "tiaojie.md 已经存在" in take(portal, word(TITLE, par("二。")))[1]


def test_a_title_over_two_lines_is_one(portal: Portal) -> None:
    middle = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    large, small = ('<w:sz w:val="44"/>', '<w:sz w:val="32"/>')
    lines = [("夜里到村口", large), ("调解的做法", large), ("示例乡镇六", small)]
    parts = [f"<w:p>{middle}{run(words, more=size)}</w:p>" for words, size in lines]
    code, _ = take(portal, word(*parts, par("一、做法"), par("上门。")))
    assert code == 0
    assert 'title: "夜里到村口调解的做法"' in portal.read("content/cases/tiaojie/index.md")
    assert body(portal) == whole("示例乡镇六", 做法="上门。")


def test_a_title_that_is_given_leaves_the_first_line_in_the_text(portal: Portal) -> None:
    title = par("上门调解的做法（虚构）", bold=True)
    take(portal, word(title, par("一。")), "--title", "另一个标题（虚构）")
    assert body(portal) == whole("上门调解的做法（虚构）\n\n一。")


def test_a_speech_gets_the_next_number_and_its_pictures(portal: Portal, tmp_path: Path) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    file = tmp_path / "发言.docx"
    media = {"a.jpg": telling_picture()}
    file.write_bytes(
        word(
            par("一、主要做法"), par("上门。"), par("（一）机制"), par(shown("r-a.jpg", "窗口")), media=media
        )
    )
    for unit in ("甲县", "yi"):
        result = new(portal, "speech", "2019-04-jia", unit, "--from", str(file))
        assert result.exit_code == 0, result.output
    folder = "content/meetings/2019-04-jia"
    assert body(portal, f"{folder}/speeches/02-yi.md") == (
        "## 一、主要做法\n\n上门。\n\n### （一）机制\n\n![窗口](02-yi-1.jpg)\n"
    )
    assert (portal.root / folder / "01-jia-1.jpg").is_file()
    assert [problem for problem in portal.check().problems if problem["severity"] == "error"] == []
    assert 'src="2019-04-jia/01-jia-1.jpg"' in portal.page("meetings/2019-04-jia")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2019-05-x", "甲县"], "没有会议 2019-05-x"),
        (["2019-04-jia", "无名县"], "没有单位“无名县”"),
        (["2019-04-jia", "甲县", "--type", "闲谈"], "发言类型“闲谈”不对"),
    ],
)
def test_a_speech_of_nobody_is_refused(portal: Portal, arguments: list[str], words: str) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    result = new(portal, "speech", *arguments)
    assert (result.exit_code, words in result.output) == (2, True), result.output
