"""The editors' handbook, part of every portal: written pages, and tables made from the code's own sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.pages.kit.page import DataclassInstance, Job, Page
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.rankings.methods import example_table
from leitai.pages.site.example_methods import (
    OUTCOMES,
    PORTAL_LINES,
    MethodFile,
    Outcome,
    TableFile,
    example_methods,
    example_tables,
)
from leitai.problems import CATALOGUE, SEVERITY_NAMES, ProblemKind
from leitai.schema.columns import FileFormat, with_nested
from leitai.schema.config.score_kinds import COMMON, Parameter, ScoreKindSpec
from leitai.schema.files import FORMATS

FIRST_URL, QUARTER_URL, DESK_URL, FILES_URL, METHODS_URL, SCORING_URL, PROBLEMS_URL, COMMANDS_URL = (
    f"handbook/{name}.html"
    for name in ("first", "quarter", "desk", "files", "methods", "scoring", "problems", "commands")
)


class Chapter(NamedTuple):
    """A chapter of the handbook as its first page lists it."""

    url: str
    title: str
    about: str


CHAPTERS = (
    Chapter(FIRST_URL, "从零到第一个季度", "从空文件夹到封存的第一期，每一步都在里面"),
    Chapter(QUARTER_URL, "一个季度，逐日", "发表、收表、退回、核对、公布、封存"),
    Chapter(DESK_URL, "办公桌", "不打命令：收表、改错、核对、公布、封存都按按钮"),
    Chapter(FILES_URL, "文件和表头", "每种文件放在哪里、每一列写什么"),
    Chapter(
        METHODS_URL,
        "从零写一份考核办法",
        "先答哪些问题，三份完整的办法：县（市、区）、乡镇、由季度合成的年度",
    ),
    Chapter(SCORING_URL, "计分方法", "办法里可以用的计分方法和参数"),
    Chapter(PROBLEMS_URL, "问题代码", "检查时每个代码的意思和为什么坚持"),
    Chapter(COMMANDS_URL, "命令", "检查、生成、预览、排名"),
)
PROBLEM_FAMILIES = {
    "F": "文件", "T": "表格的形状", "V": "数值", "Q": "可疑的数", "N": "名称", "S": "设置", "M": "考核办法", "A": "与填报不符",
    "R": "报送", "D": "个人信息", "C": "写作内容", "E": "会议和跟进",
    "K": "生成的网站", "P": "正式发布", "L": "封存与更正",
}  # fmt: skip


@dataclass(frozen=True)
class HandbookContext:
    """What the first page of the handbook shows."""

    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class FileEntry:
    """A kind of file: where it lies, and its columns or keys."""

    title: str
    path: str
    table: Markup


@dataclass(frozen=True)
class FilesContext:
    """What the chapter of kinds of files shows."""

    files: tuple[FileEntry, ...]


@dataclass(frozen=True)
class ScoreKindEntry:
    """A score kind as the handbook explains it; `degenerate`: what it does where its formula has no answer."""

    name: str
    title: str
    formula: str
    degenerate: tuple[str, ...]
    examples: tuple[Markup, ...]
    table: Markup


@dataclass(frozen=True)
class MethodsContext:
    """What the chapter of methods shows."""

    files: tuple[MethodFile, ...]
    scoring: str
    portal_lines: str
    tables: tuple[TableFile, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class ScoringContext:
    """`common`: the parameters of every kind."""

    common: Markup
    kinds: tuple[ScoreKindEntry, ...]


@dataclass(frozen=True)
class ProblemFamily:
    """The problem codes that begin with the same letter."""

    name: str
    anchor: str
    table: Markup


@dataclass(frozen=True)
class ProblemsContext:
    """What the chapter of problems shows."""

    families: tuple[ProblemFamily, ...]


@dataclass(frozen=True)
class WrittenContext:
    """Written by hand: the template needs nothing."""


def collect(portal: Portal) -> Iterator[Page | Job]:
    """The chapters of the handbook. Those with long tables, the same in every portal, are made when they are asked for."""
    yield Page(urls.HANDBOOK, "编辑手册", "site/handbook.md.j2", HandbookContext(CHAPTERS), NOTHING)
    yield _chapter(FIRST_URL, "site/handbook_first.md.j2", WrittenContext())
    yield _chapter(QUARTER_URL, "site/handbook_quarter.md.j2", WrittenContext())
    yield _chapter(DESK_URL, "site/handbook_desk.md.j2", WrittenContext())
    yield Job(FILES_URL, _files_chapter, ())
    methods = MethodsContext(example_methods(), SCORING_URL, PORTAL_LINES, example_tables(), OUTCOMES)
    yield _chapter(METHODS_URL, "site/handbook_methods.md.j2", methods)
    scoring = ScoringContext(_common_table(), tuple(_kind(spec) for spec in portal.score_kinds))
    yield _chapter(SCORING_URL, "site/handbook_scoring.md.j2", scoring)
    yield Job(PROBLEMS_URL, _problems_chapter, ())
    yield _chapter(COMMANDS_URL, "site/handbook_commands.md.j2", WrittenContext())


def _files_chapter() -> Page:
    files = FilesContext(tuple(_file(layout) for layout in FORMATS))
    return _chapter(FILES_URL, "site/handbook_files.md.j2", files)


def _problems_chapter() -> Page:
    return _chapter(PROBLEMS_URL, "site/handbook_problems.md.j2", ProblemsContext(_families()))


def _chapter(url: str, template: str, context: DataclassInstance) -> Page:
    title = next(chapter.title for chapter in CHAPTERS if chapter.url == url)
    crumbs = (("编辑手册", urls.HANDBOOK),)
    return Page(url, f"编辑手册：{title}", template, context, NOTHING, crumbs=crumbs)


def problem_url(code: str) -> str:
    """Where the handbook explains a problem code."""
    return f"{PROBLEMS_URL}#{code.lower()}"


def _file(layout: FileFormat) -> FileEntry:
    rows = [
        Row(
            [
                Cell(field.name, is_header=True),
                Cell("必需" if field.required else "可省"),
                Cell(field.meaning),
            ]
        )
        for field in with_nested(layout.columns)
    ]
    shown = table(layout.title, [Cell("列或键"), Cell("必需"), Cell("怎样写")], rows, css="lt-stack")
    return FileEntry(layout.title, layout.path, shown)


def _kind(spec: ScoreKindSpec) -> ScoreKindEntry:
    header = [Cell("参数"), Cell("意思"), Cell("必需"), Cell("可用的值")]
    rows = [_parameter_row(parameter) for parameter in spec.parameters]
    return ScoreKindEntry(
        name=spec.name,
        title=spec.title,
        formula=spec.formula,
        degenerate=spec.degenerate,
        examples=tuple(example_table(spec, example) for example in spec.examples),
        table=table(f"{spec.title}的参数", header, rows, css="lt-stack"),
    )


def _common_table() -> Markup:
    header = [Cell("参数"), Cell("意思"), Cell("必需"), Cell("可用的值")]
    return table("每种方法都可以写的参数", header, map(_parameter_row, COMMON), css="lt-stack")


def _parameter_row(parameter: Parameter) -> Row:
    left_out = f"，不写则{parameter.if_left_out}" if parameter.if_left_out else ""
    optional = (
        f"可省{left_out}" if parameter.default is None else f"默认 {parameter.shown(parameter.default)}"
    )
    return Row(
        [
            Cell(parameter.name, is_header=True),
            Cell(parameter.meaning),
            Cell("必需" if parameter.required else optional),
            Cell("、".join(f"{word}（{shown}）" for word, shown in parameter.choices.items())),
        ]
    )


def _families() -> tuple[ProblemFamily, ...]:
    found = []
    for letter, name in PROBLEM_FAMILIES.items():
        kinds = {code: kind for code, kind in CATALOGUE.items() if code.startswith(letter)}
        found.append(
            ProblemFamily(f"{letter} {name}", f"family-{letter.lower()}", _problem_table(name, kinds))
        )
    return tuple(found)


def _problem_table(title: str, kinds: Mapping[str, ProblemKind]) -> Markup:
    rows = [
        Row(
            [
                Cell(code, is_header=True),
                Cell(SEVERITY_NAMES[kind.severity]),
                Cell(kind.title),
                Cell(kind.why),
                Cell(kind.mend),
            ],
            anchor=code.lower(),
        )
        for code, kind in kinds.items()
    ]
    header = [Cell(name) for name in ("代码", "程度", "问题", "为什么坚持", "怎样改")]
    return table(title, header, rows, css="lt-stack")
