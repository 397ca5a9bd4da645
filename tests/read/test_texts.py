"""Texts in a portal: nothing that was written is left out, whatever its headings look like."""

from __future__ import annotations

import re

from portals import Portal

HEAD = "---\ntitle: 样例\nunits: [jia]\nthemes: [safety]\nlevel: county\nyear: 2019\nstatus: stub\nsummary: 说明\ncontact: 办公室\n---\n"


def _page(portal: Portal, body: str) -> str:
    portal.write("content/cases/sample.md", HEAD + body)
    return portal.page("cases/sample")


def test_what_stands_before_the_first_block_is_published(portal: Portal) -> None:
    page = _page(portal, "引言一段。\n\n## 做法\n\n甲。\n")
    assert page.index("引言一段") < page.index("## 做法 {: #steps }") < page.index("甲。")


def test_a_body_without_headings_is_published(portal: Portal) -> None:
    page = _page(portal, "一、基本情况\n今年以来，建立机制。\n（一）加强领导\n成立专班。\n")
    assert all(
        f"<p>{line}</p>" in page
        for line in ("一、基本情况", "今年以来，建立机制。", "（一）加强领导", "成立专班。")
    )


def test_blocks_are_known_however_their_headings_are_typed(portal: Portal) -> None:
    page = _page(
        portal,
        "一、背景\n甲。\n\n##做法\n乙。\n＃＃ 成效：\n丙。\n\n**适用条件**\n\n丁。\n\n# 五、不足与提醒\n戊。\n",
    )
    blocks = ("background", "steps", "results", "conditions", "cautions")
    found = re.findall(f'(?:id="|{{: #)({"|".join(blocks)})["\\s]', page)
    assert found == [*blocks]
    assert "一、" not in page and "＃" not in page


def test_sub_headings_have_ids_by_themselves(portal: Portal) -> None:
    page = _page(portal, "## 做法\n\n### 组织方式\n\n甲。\n\n### 给定 {: #given }\n")
    assert re.search('<h3 id="steps-t-[0-9a-f]+">组织方式</h3>', page) and '<h3 id="given">给定</h3>' in page


def test_headings_of_a_speech_stand_below_it(portal: Portal) -> None:
    meeting = "content/meetings/2019-04-jia/"
    portal.write(
        f"{meeting}index.md",
        "---\ntitle: 会议\nshort_title: 会议\ndate: 2019-04\nhost: 甲县\n---\n## 开场\n\n讲话。\n",
    )
    speech = "---\ntype: 汇报\nunit: jia\n---\n# 工作情况\n1、甲\n2、乙\n## 打算\n"
    portal.write(f"{meeting}speeches/01-jia.md", speech)
    page = portal.page("meetings/2019-04-jia")
    assert (
        re.search('<h2 id="t-[0-9a-f]+">开场</h2>', page)
        and re.search('<h4 id="speech-1-t-[0-9a-f]+">工作情况</h4>', page)
        and re.search('<h5 id="speech-1-t-[0-9a-f]+">打算</h5>', page)
    )
    assert "<p>1、甲</p>\n\n<p>2、乙</p>" in page


def test_problems_name_the_line_inside_a_paragraph(portal: Portal) -> None:
    portal.write("content/cases/sample.md", HEAD + "一、做法\n甲\n二、背景\n乙\n")
    portal.write("content/pages/about.md", "---\ntitle: 关于\n---\n一、甲\n见[附件]()\n")
    portal.write("content/pages/b.md", "---\ntitle: 乙\n---\n甲\n乙&#x202e;丙\n")
    portal.write("content/pages/c.md", "---\ntitle: 丙\n---\n甲\n请打13800\n138000，工作日\n")
    said = [(p["code"], p["row"], p["what"][:11]) for p in portal.check().problems]
    assert said == [
        ("C03", 13, "小标题重复或顺序不对。"),
        ("K01", 5, "链接里没有写地址。"),
        ("F02", 5, "这里有看不见的控制字符"),
        ("D02", 5, "这里有手机号码，报告里"),
    ]
