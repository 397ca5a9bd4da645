"""Texts by people who don't know Markdown, typed or pasted from Word: what they wrote is what stands on the page.

Rendered as `mkdocs build` renders a page: our page text through Python-Markdown with the extensions of `mkdocs.yml`.
"""

from __future__ import annotations

import re
from functools import cache

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from growth import grows_linearly
from leitai.pages.kit.text import body
from leitai.schema.markdown.text import parse
from portals import REPOSITORY


@cache
def _engine() -> markdown.Markdown:
    extensions = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))[
        "markdown_extensions"
    ]
    named = {next(iter(e)): next(iter(e.values())) for e in extensions if isinstance(e, dict)}
    names = [next(iter(e)) if isinstance(e, dict) else e for e in extensions]
    return markdown.Markdown(extensions=["toc", *names], extension_configs=named)


def rendered(text: str) -> str:
    html: str = _engine().reset().convert(str(body(parse(text.split("\n"), 1))))
    return html


def lines_of(html: str) -> list[str]:
    """What a reader sees, a line per paragraph, item, cell …; numbers of items as the browser prints them."""
    lines: list[str] = [""]

    def walk(node: LexborNode) -> None:
        if node.tag == "-text":
            lines[-1] += re.sub(r"\s+", " ", node.text(deep=False))
            return
        if node.tag in ("p", "li", "br", "td", "th", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dt", "dd"):
            lines.append(_number(node))
        for child in node.iter(include_text=True):
            walk(child)

    walk(LexborHTMLParser(html).body)
    return [line.strip() for line in lines if line.strip()]


def _number(item: LexborNode) -> str:
    if item.tag != "li" or item.parent.tag != "ol":
        return ""
    number = int(item.parent.attributes.get("start") or 1) - 1
    for sibling in item.parent.iter():
        number = int(sibling.attributes.get("value") or number + 1)
        if sibling == item:
            break
    return f"{number}. "


MEANT: list[tuple[str, list[str] | None]] = [  # None: the lines as they are
    ("实行5*8小时和7*24小时值守", ["实行5*8小时和7*24小时值守"]),
    ("（*为必填项）2*3*4，代号_归档_，____年", ["（*为必填项）2*3*4，代号_归档_，____年"]),
    ("5**8和7**24", ["5**8和7**24"]),
    ("138****1234", ["138****1234"]),
    ("3. 丙\n4. 丁", ["3. 丙", "4. 丁"]),
    ("文字：\n3. 丙\n4. 丁", ["文字：", "3. 丙", "4. 丁"]),
    ("1. 甲\n3. 丙\n7. 庚", ["1. 甲", "3. 丙", "7. 庚"]),
    ("1. 甲\n\n说明\n\n2. 乙", ["1. 甲", "说明", "2. 乙"]),
    ("1. 甲\n说明\n2. 乙", ["1. 甲", "说明", "2. 乙"]),
    ("1) 甲\n2) 乙", ["1) 甲", "2) 乙"]),
    ("1.甲\n2.乙", ["1.甲", "2.乙"]),
    ("主要做法\n1、甲\n2、乙", ["主要做法", "1、甲", "2、乙"]),
    ("（一）甲\n（二）乙\n(1)丙\n①丁\n一、戊\n第二条 己", ["（一）甲", "（二）乙", "(1)丙", "①丁", "一、戊", "第二条 己"]),
    ("一是甲\n二是乙", ["一是甲", "二是乙"]),
    ("主要做法\n- 甲\n- 乙", ["主要做法", "甲", "乙"]),
    ("主要做法\n-甲\n-乙", ["主要做法", "-甲", "-乙"]),
    ("做法\n•\t甲\n•\t乙\n● 丙", ["做法", "• 甲", "• 乙", "● 丙"]),
    ("- 甲\n- 乙\n下一步，继续推进", ["甲", "乙", "下一步，继续推进"]),
    ("- 甲，\n乙", ["甲，乙"]),
    ("    公文缩进，四格\n    第二段", ["公文缩进，四格", "第二段"]),
    ("　　全角缩进\n　　第二段", ["全角缩进", "第二段"]),
    ("1. 甲\n\n　　下一段", ["1. 甲", "下一段"]),
    ("D:\\资料\\_归档 \\* \\n", ["D:\\资料\\_归档 \\* \\n"]),
    ("把矛盾化解在\n基层", ["把矛盾化解在基层"]),
    ("使用 MkDocs\nMaterial 主题\n生成", ["使用 MkDocs Material 主题生成"]),
    ("完成整改。\n下一步，继续推进", ["完成整改。", "下一步，继续推进"]),
    ("工作开展情况\n今年以来，全市政法系统坚持问题导向，聚焦重点领域，全面推进矛盾纠纷排查化解工作走深走实", None),
    ("联系人：办公室\n联系电话：略\n地址：县政府一楼", None),
    ("主送：各乡镇\n抄送：市政府办", None),
    ("现就有关情况\n说明如下", ["现就有关情况说明如下"]),
    ("整治方案\n——在全县大会上的讲话\n（2019年9月30日）\n样例县人民政府\n2019年9月30日\n二〇一九年九月", None),
    ("总体要求\n1.1 概况\n1.1.1细目\n1.2 现状\nA. 选项\nb、选项\nIV. 附则", None),
    ("投入达到\n1.5 万元，增长\n3.5倍", ["投入达到1.5 万元，增长3.5倍"]),
    ("单位　　　得分\n甲镇　　　95.5\n乙镇   93", ["单位 得分", "甲镇 95.5", "乙镇 93"]),
    ("满意度\n>90%\n>=60分合格", None),
    ("文字\n---\n文字", ["文字", "文字"]),
    ("文字\n===\n文字", ["文字===文字"]),
    ("＃＃ 一、标题\n文字", ["一、标题", "文字"]),
    ("##做法\n文字", ["做法", "文字"]),
    ("#1楼\n#话题#", ["#1楼#话题#"]),
    (">95%的单位", [">95%的单位"]),
    ("[1]: 数据来源：统计局", ["[1]: 数据来源：统计局"]),
    ("[^1]: 脚注", ["[^1]: 脚注"]),
    ("a<b，增速<GDP增速，A&B，AT&T;", ["a<b，增速<GDP增速，A&B，AT&T;"]),
    ("**重点：**做好**“四个”**工作", ["重点：做好“四个”工作"]),
    ("~~删去~~ ~10% H~2~O", ["~~删去~~ ~10% H~2~O"]),
    ("术语\n:   解释", ["术语", "解释"]),
    ("!!! note\n    内容", ["!!! note", "内容"]),
    ("1.\t甲\n2.\t乙", ["1. 甲", "2. 乙"]),
    ("（一）\t甲\n（二）\t乙", ["（一） 甲", "（二） 乙"]),
    ("2019年{{ site }} {: .x } {% x %}", ["2019年{{ site }} {: .x } {% x %}"]),
    ("&lt;b&gt; `a*b`", ["<b> a*b"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), MEANT)
def test_office_text_stands_as_it_was_meant(text: str, lines: list[str] | None) -> None:
    assert lines_of(rendered(text)) == (text.split("\n") if lines is None else lines)


TABLES = [
    "文字\n| 单位 | 数值 |\n|---|--:|\n| 甲 | 1 |\n后文",
    "文字\n| 单位 | 数值 |\n| 甲 | 1 |\n后文",
    "文字\n单位\t数值\n甲\t1\n后文",
    "文字\n\n单位 | 数值\n---|---\n甲 | 1\n\n后文",
    "- 文字\n| 单位 | 数值 |\n|-|-|\n| 甲 | 1 |\n后文",
]


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_a_table_wherever_it_stands(text: str) -> None:
    html = rendered(text)
    assert lines_of(html) == ["文字", "单位", "数值", "甲", "1", "后文"]
    assert len(LexborHTMLParser(html).css("table tr")) == 2
    assert "style" not in html


def test_a_table_pasted_with_empty_cells_keeps_its_columns() -> None:
    """An empty corner, an empty cell, a sum without a figure; the tab before the next paragraph is an indent."""
    html = rendered("文字\n\t2018年\t2019年\n甲\t\t2\n合计\t\n\t下一步")
    rows = [[cell.text() for cell in row.css("th, td")] for row in LexborHTMLParser(html).css("tr")]
    assert rows == [["", "2018年", "2019年"], ["甲", "", "2"], ["合计", "", ""]]
    assert lines_of(html)[-1] == "下一步"


def test_no_cell_of_a_table_is_dropped() -> None:
    assert lines_of(rendered("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |\n| a\\|b |")) == [
        "甲",
        "乙",
        "1",
        "2",
        "3",
        "a|b",
    ]


@pytest.mark.parametrize(("blanks", "marker"), [(2, "-"), (4, "-"), (2, "1."), (3, "1."), (4, "*")])
def test_nested_lists_nest(blanks: int, marker: str) -> None:
    lead = " " * blanks
    tree = LexborHTMLParser(rendered(f"{marker} 甲\n{lead}- 乙\n{lead}{lead}- 丙\n{lead}- 丁\n{marker} 戊"))
    assert [node.text(deep=False).strip() for node in tree.css("li li li")] == ["丙"]
    assert [node.text(deep=False).strip() for node in tree.css("li > ul > li")] == ["乙", "丙", "丁"]


def test_headings_have_ids_of_their_own() -> None:
    """Another heading before it changes none; one that was given stays; two that are alike differ."""
    ids = re.compile(r'<h\d id="([^"]+)"')
    before = ids.findall(rendered("## 组织方式\n\n### 保障\n\n## 组织方式\n\n## 给定 {: #given }"))
    after = ids.findall(
        rendered("## 新的一段\n\n## 组织方式\n\n### 保障\n\n## 组织方式\n\n## 给定 {: #given }")
    )
    assert after[1:] == before
    assert before[0] != before[2] and before[3] == "given"


OFFICE = st.sampled_from(
    [
        "实行5*8小时", "7*24小时", "**重点**", "*", "**", "_", "__", "____", "\\", "\\_", "#", "##", "#1", "-", "- ", "— ",
        "3. ", "1、", "（一）", "1) ", "一、", "①", "•", "+ ", "+5.3%", "-6.8%", ">95%", "> ", "<", "< 5", "&", "&amp;", "~",
        "~~~", "|", " | ", "[1]", "[1]: ", "[^1]", "（见附件）", "!", "！", "。", "，", "；", "：", ":   ", "=", "===", "---",
        "`", "```", "\t", "    ", "　　", "  ", "甲县", "今年以来", "GDP", "2019年", "3.5万", "{: .x }", "{{ x }}", "{% y %}", "^", "$",
        "\n", "\n", "\n", "\n\n", "矛盾化解", "D:\\资料", "12%", "“引语”", "《条例》", "http://a.cn", "a@b.cn", "<<", "’",
    ]
)  # fmt: skip
_ANYWHERE = str.maketrans("", "", " \t\n\r\u3000*`|-:<>#")


@given(st.lists(OFFICE, max_size=14).map("".join))
def test_every_character_of_the_source_stands_on_the_page(text: str) -> None:
    """Letters, Chinese, most punctuation: all of them, in order. What may be markup: it never adds up to more than was written."""
    shown = "".join(lines_of(rendered(text)))
    source = text.replace("&amp;", "&")
    assert shown.translate(_ANYWHERE) == source.translate(_ANYWHERE)


@given(
    st.lists(
        st.sampled_from(
            ["5*8", "7*24小时", "3. ", "甲", "2019年", "12%", "3.5万", "-6.8%", "1、", "。", "\n", "  ", "- "]
        ),
        max_size=10,
    ).map("".join)
)
def test_no_digit_is_lost_or_changed(text: str) -> None:
    shown = "".join(lines_of(rendered(text)))
    assert re.sub(r"[^0-9*%]", "", shown) == re.sub(r"[^0-9*%]", "", text)


@pytest.mark.parametrize(
    "pattern",
    [
        "- 甲\n  - 乙\n文字，\n",
        "| a | b |\n",
        "a\tb\n\n",
        "**a ",
        "1、x\n",
        "`a",
        "a|b\n",
        "[F1]",
        "术语\n: 解释\n\n",
    ],
)
def test_a_long_text_costs_what_its_length_costs(pattern: str) -> None:
    assert grows_linearly(lambda text: parse(text.split("\n"), 1), pattern, 4_000)


def test_a_heading_that_calls_itself_top_leaves_the_page_its_own() -> None:
    html = rendered("## 甲 {: #top }\n\n## 乙 {: #top }\n\n## 丙 {: #c }")
    assert re.findall(r'id="([^"]+)"', html) == ["top-2", "top-3", "c"]
