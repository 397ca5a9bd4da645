"""The editors' handbook, part of every portal: written pages, and tables made from the code's own sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.pages.kit.page import DataclassInstance, Job, Listed, Page, TableSection
from leitai.pages.kit.tables import Cell, Cells, Row, table
from leitai.pages.rankings.methods import example_table
from leitai.pages.site.example_methods import (
    EXAMPLE_METHODS,
    OUTCOMES,
    PORTAL_LINES,
    MethodFile,
    Outcome,
    TableFile,
    example_tables,
)
from leitai.problems import CATALOGUE, SEVERITY_NAMES, ProblemKind
from leitai.schema.columns import FileFormat, with_nested
from leitai.schema.config.score_kinds import COMMON, Parameter, ScoreKindSpec
from leitai.schema.files import FORMATS


class Chapter(NamedTuple):
    """A chapter of the handbook as its first page lists it; by its name its address and its template are found."""

    name: str
    title: str
    about: str

    @property
    def url(self) -> str:
        return f"handbook/{self.name}.html"


CHAPTERS = (
    Chapter("first", "从零到第一个季度", "从空文件夹到封存的第一期，每一步都在里面"),
    Chapter("quarter", "一个季度，逐日", "发表、收表、退回、核对、公布、封存"),
    Chapter("desk", "办公桌", "不打命令：收表、改错、核对、公布、封存都按按钮"),
    Chapter("files", "文件和表头", "每种文件放在哪里、每一列写什么"),
    Chapter(
        "methods",
        "从零写一份考核办法",
        "先答哪些问题，三份完整的办法：县（市、区）、乡镇、由季度合成的年度",
    ),
    Chapter("scoring", "计分方法", "办法里可以用的计分方法和参数"),
    Chapter("problems", "问题代码", "检查时每个代码的意思和为什么坚持"),
    Chapter("commands", "命令", "检查、生成、预览、排名"),
)
PROBLEMS_URL, SCORING_URL = (f"handbook/{name}.html" for name in ("problems", "scoring"))
PROBLEM_FAMILIES = {
    "F": "文件", "T": "表格的形状", "V": "数值", "Q": "可疑的数", "N": "名称", "S": "设置", "M": "考核办法", "A": "与填报不符",
    "R": "报送", "D": "个人信息", "C": "写作内容", "E": "会议和跟进",
    "K": "生成的网站", "P": "正式发布", "L": "封存与更正",
}  # fmt: skip


@dataclass(frozen=True)
class FileEntry:
    """A kind of file: where it lies, and its columns or keys."""

    title: str
    path: str
    table: Markup


@dataclass(frozen=True)
class ScoreKindEntry:
    """A score kind as the handbook explains it."""

    spec: ScoreKindSpec
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


def collect(portal: Portal) -> Iterator[Page | Job]:
    """The chapters of the handbook; most are written by hand. Long tables, the same in every portal, are made when they are asked for."""
    yield Page(urls.HANDBOOK, "编辑手册", "site/handbook.md.j2", Listed(CHAPTERS), NOTHING)
    made: dict[str, DataclassInstance] = {
        "methods": MethodsContext(EXAMPLE_METHODS, SCORING_URL, PORTAL_LINES, example_tables(), OUTCOMES),
        "scoring": ScoringContext(
            _parameters("每种方法都可以写的参数", COMMON), tuple(map(_kind, portal.score_kinds))
        ),
    }
    for chapter in CHAPTERS:
        if chapter.name in _LONG:
            yield Job(chapter.url, _long_chapter, (chapter,))
        else:
            yield _chapter(chapter, made.get(chapter.name, Listed()))


def _long_chapter(chapter: Chapter) -> Page:
    return _chapter(chapter, Listed(tuple(_LONG[chapter.name]())))


def _chapter(chapter: Chapter, context: DataclassInstance) -> Page:
    template, crumbs = f"site/handbook_{chapter.name}.md.j2", (("编辑手册", urls.HANDBOOK),)
    return Page(chapter.url, f"编辑手册：{chapter.title}", template, context, NOTHING, crumbs=crumbs)


def problem_url(code: str) -> str:
    """Where the handbook explains a problem code."""
    return f"{PROBLEMS_URL}#{code.lower()}"


def _file(layout: FileFormat) -> FileEntry:
    rows = [
        (Cell(field.name, is_header=True), "必需" if field.required else "可省", field.meaning)
        for field in with_nested(layout.columns)
    ]
    shown = table(layout.title, ["列或键", "必需", "怎样写"], rows, css="lt-stack")
    return FileEntry(layout.title, layout.path, shown)


def _kind(spec: ScoreKindSpec) -> ScoreKindEntry:
    examples = tuple(example_table(spec, example) for example in spec.examples)
    return ScoreKindEntry(spec, examples, _parameters(f"{spec.title}的参数", spec.parameters))


def _parameters(caption: str, parameters: Iterable[Parameter]) -> Markup:
    rows = map(_parameter_row, parameters)
    return table(caption, ("参数", "意思", "必需", "可用的值"), rows, css="lt-stack")


def _parameter_row(parameter: Parameter) -> Cells:
    left_out = f"，不写则{parameter.if_left_out}" if parameter.if_left_out else ""
    optional = (
        f"可省{left_out}" if parameter.default is None else f"默认 {parameter.shown(parameter.default)}"
    )
    return (
        Cell(parameter.name, is_header=True),
        parameter.meaning,
        "必需" if parameter.required else optional,
        "、".join(f"{word}（{shown}）" for word, shown in parameter.choices.items()),
    )


def _families() -> Iterator[TableSection]:
    for letter, name in PROBLEM_FAMILIES.items():
        kinds = {code: kind for code, kind in CATALOGUE.items() if code.startswith(letter)}
        yield TableSection(f"{letter} {name}", f"family-{letter.lower()}", _problem_table(name, kinds))


def _problem_table(title: str, kinds: Mapping[str, ProblemKind]) -> Markup:
    rows = [
        Row(
            [Cell(code, is_header=True), SEVERITY_NAMES[kind.severity], kind.title, kind.why, kind.mend],
            anchor=code.lower(),
        )
        for code, kind in kinds.items()
    ]
    return table(title, ("代码", "程度", "问题", "为什么坚持", "怎样改"), rows, css="lt-stack")


_LONG: Mapping[str, Callable[[], Iterable[object]]] = {
    "files": lambda: map(_file, FORMATS),
    "problems": _families,
}
