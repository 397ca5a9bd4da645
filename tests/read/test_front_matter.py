"""Front matter by people who don't know YAML: what they saw is what is read, or the message says what to write."""

from __future__ import annotations

import pytest

from leitai.problems import Place, Problem
from leitai.read.documents.yaml_tree import YamlNode, parse_yaml


def read(*lines: str) -> tuple[YamlNode | None, list[Problem]]:
    problems: list[Problem] = []
    return parse_yaml("\n".join(lines) + "\n", Place("a.md"), problems, first_line=2), problems


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("平安建设: 一年回顾", '"平安建设: 一年回顾"'),
        ('"平安"建设', "'\"平安\"建设'"),
        ("'平安'建设", "\"'平安'建设\""),
        ('"平安建设', "'\"平安建设'"),
        ("@平安", '"@平安"'),
        ("[重点]工作", '"[重点]工作"'),
        ("{重点}工作", '"{重点}工作"'),
        ("*重点*工作", '"*重点*工作"'),
        ("*重点", '"*重点"'),
        ("&平安 建设", '"&平安 建设"'),
        ("`平安`", '"`平安`"'),
        ("%平安", '"%平安"'),
        ("> 90%", '"> 90%"'),
        ("|甲|乙|", '"|甲|乙|"'),
        (r'"D:\资料"', r"""'"D:\资料"'"""),
        ("- 平安", '"- 平安"'),
    ],
)
def test_a_value_that_belongs_in_quotes(value: str, written: str) -> None:
    node, problems = read("year: 2019", f"title: {value}", "summary: 好", "units: [a]")
    (problem,) = problems
    assert node is None
    assert (problem.code, problem.place.row, problem.value) == ("S05", 3, value)
    assert problem.fix.endswith(f"title: {written}")
    again, none = read(f"title: {written}")
    assert again is not None and none == []
    assert again.entries()["title"].text() == value


@pytest.mark.parametrize(
    ("lines", "row", "fix"),
    [
        (["title：平安"], 2, "冒号要用英文半角，后面空一格：title: 平安"),
        (["year: 2019", "title:平安", "units: [a]"], 3, "冒号要用英文半角，后面空一格：title: 平安"),
        (["agenda:", "  - 学习: 一: 二"], 3, '请给整个值加上英文引号：- 学习: "一: 二"'),
        (["year: 2019", "title:　平安"], 3, "冒号要用英文半角，后面空一格：title: 平安"),
        (["units:", "-甲县", "-乙县"], 3, "短横线后面要空一格：- 甲县"),
        (["title: [平安", "units: a"], 2, '请补上“]”；是文字的，请给整个值加上英文引号：title: "[平安"'),
        (
            ["title: 平安", "建设", "units: [a]"],
            3,
            "它是上一行的下半句的，请接到上一行，或在行首空两格；不是的，写成“键: 值”。",
        ),
    ],
)
def test_the_line_that_is_wrong_is_named(lines: list[str], row: int, fix: str) -> None:
    (problem,) = read(*lines)[1]
    assert (problem.place.row, problem.fix) == (row, fix)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("平安 #1 建设", "平安 #1 建设"),
        ("平安 # 建设", "平安 # 建设"),
        ("#重点工作", "#重点工作"),
        (r'"D:\new"', r'"D:\new"'),
        ("!重点 工作", "!重点 工作"),
    ],
)
def test_what_yaml_reads_otherwise_is_reported(value: str, shown: str) -> None:
    (problem,) = read("year: 2019", f"title: {value}")[1]
    assert (problem.code, problem.place.row, problem.value) == ("S05", 3, shown)


def test_what_is_meant_is_read() -> None:
    """Words and figures that YAML 1.1 knows better stay as they are written; comments with a blank are comments."""
    written = {
        "a": "no",
        "b": "on",
        "c": "1:30",
        "d": "012",
        "e": "2020-02-30",
        "f": "~",
        "g": "1_000",
        "h": "甲:乙",
    }
    node, problems = read(*(f"{key}: {value}  # 说明" for key, value in written.items()), 'i: "他说\\"好\\""')
    assert node is not None and problems == []
    assert {key: child.text() for key, child in node.entries().items()} == written | {"i": '他说"好"'}


def test_a_wrapped_value_has_no_blank_between_chinese_characters() -> None:
    node, _ = read("a: 把矛盾化解在", "  基层，使用 MkDocs", "  Material", "b: >", "  第一行", "  第二行")
    assert node is not None
    assert [child.text().strip() for child in node.entries().values()] == [
        "把矛盾化解在基层，使用 MkDocs Material",
        "第一行第二行",
    ]
