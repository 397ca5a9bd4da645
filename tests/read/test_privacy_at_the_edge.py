"""Personal data is found in whatever people write, with file, row and column, unless the schema says that it isn't theirs.

Each kind of personal data is planted into each column and key of each kind of file. All numbers and names are made up.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.records.cases import read_cases
from leitai.read.records.context import Context, context_of
from leitai.read.records.mappings import read_mappings
from leitai.read.records.meetings import read_meetings
from leitai.read.records.methods import read_methods
from leitai.read.records.programmes import read_programmes
from leitai.read.records.prose import read_prose
from leitai.read.records.settings import read_portal, read_settings
from leitai.read.records.tables import read_records
from leitai.read.sheets.results import read_results
from leitai.schema.columns import Column, FileFormat, Schema, columns_of
from leitai.schema.config.methods import METHOD
from leitai.schema.config.names import NAMES
from leitai.schema.config.overrides import OVERRIDES
from leitai.schema.config.portal import PORTAL
from leitai.schema.files import FORMATS
from leitai.schema.ledgers.seals import SEALS, SNAPSHOT
from leitai.schema.ledgers.urls import URLS
from leitai.schema.parsers import RowSoFar, ValueRefused
from leitai.schema.period import Period
from leitai.schema.results.mappings import MAPPINGS, TableMapping
from leitai.schema.results.results import RESULTS
from leitai.schema.texts.cases import CASE
from leitai.schema.texts.meetings import EVALUATION, MEETING, SPEECH
from leitai.schema.texts.programmes import PROGRAMME
from leitai.schema.texts.prose import PROSE
from portals import SAMPLE
from workbooks import workbook

LISTED = "张样例"
PLANTED = {
    "resident_id": ("D01", "330702190001010014"),
    "mobile": ("D02", "13800138000"),
    "bank_card": ("D03", "6200000000000005"),
    "plate": ("D04", "浙G12345"),
    "address": ("D04", "人民路12号"),
    "person": ("D04", "信访人张三反映"),
    "birth_date": ("D04", "1999年1月1日出生"),
    "listed_name": ("D06", LISTED),
}
NOT_SCREENED = {  # written by the program, or personal data by their purpose
    *((SEALS.path, name) for name in SEALS.names),
    *((URLS.path, name) for name in ("网址", "锚点", "首次发布")),
    (NAMES.path, "name"),
    *((OVERRIDES.path, name) for name in ("path", "text")),
}
TABLES = [layout for layout in FORMATS if isinstance(layout, Schema) and layout.path.endswith(".csv")]
TEXTS = {  # kinds of text file: where one of many lies
    CASE.path: "content/cases/{}.md",
    PROGRAMME.path: "content/programmes/{}.md",
    PROSE.path: "content/pages/{}.md",
    MEETING.path: "content/meetings/2019-{}/index.md",
    SPEECH.path: "content/meetings/2019/speeches/01-{}.md",
    METHOD.path: "site_config/methods/{}.yml",
}
TABLE_KEYS = [column.name for column in columns_of(TableMapping).values()]
WORDS = ("文字", "2019-08-15", "2019Q1", "甲县", "火灾起数", "1", "true", "A1", "a.html")


def settings() -> Settings:
    found = read_settings(SAMPLE, [], PrivacyScreen((LISTED,)))
    assert found is not None
    return found


def assert_found(problems: Iterable[Problem], kind: str, place: Place) -> None:
    """One find at this place, masked."""
    code, text = PLANTED[kind]
    here = [problem for problem in problems if problem.code == code and problem.place == place]
    assert len(here) == 1, (kind, place)
    assert here[0].value is not None and text not in here[0].value


def accepted(column: Column) -> str:
    """The first word that a column accepts; those of its own meaning are tried, too."""
    row = RowSoFar({"indicator_id": "fire"}, context_of(settings(), []))
    for word in (*WORDS, *re.split("[、，；：（ ]+", column.meaning)):
        try:
            column.text_parser.read(word, row)
        except ValueRefused:
            continue
        return word
    raise AssertionError(f"no word for {column.name}")


def plant_rows(root: Path, layout: FileFormat, path: str) -> list[tuple[int, str, str]]:
    """A table with a valid line for each kind of personal data in each column, and that planted: row, column, kind."""
    valid = {column.name: accepted(column) for column in layout.columns}
    planted = [(name, kind) for name in layout.names for kind in PLANTED]
    (root / path).parent.mkdir(parents=True)
    with (root / path).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, layout.names)
        table.writeheader()
        table.writerows(valid | {name: PLANTED[kind][1]} for name, kind in planted)
    return [(row, name, kind) for row, (name, kind) in enumerate(planted, start=2)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: Path(table.path).stem)
def test_each_column_of_each_table(table: Schema[Any], tmp_path: Path) -> None:
    path = table.path.replace("<期间>", "2019Q1")
    planted = plant_rows(tmp_path, table, path)
    problems: list[Problem] = []
    given = {"period": Period.parse("2019Q1")} if path != table.path else {}
    read_records(tmp_path, table, context_of(settings(), problems), path, **given)
    expected = 0
    for row, column, kind in planted:
        place = Place(path, None, row, column)
        if (table.path, column) not in NOT_SCREENED:
            assert_found(problems, kind, place)
            expected += 1
    assert len([p for p in problems if p.code[0] == "D"]) == expected


def test_each_column_of_a_result_table(tmp_path: Path) -> None:
    path = "content/results/2019Q1/a.csv"
    planted = plant_rows(tmp_path, RESULTS, path)
    problems: list[Problem] = []
    read_results(tmp_path, settings(), {}, problems)
    for row, column, kind in planted:
        assert_found(problems, kind, Place(path, None, row, column))


def test_each_column_of_an_evaluation(tmp_path: Path) -> None:
    path = "content/meetings/2019/evaluation.csv"
    planted = plant_rows(tmp_path, EVALUATION, path)
    (tmp_path / "content/meetings/2019/index.md").write_text(text_of(MEETING, "", ""), encoding="utf-8")
    problems: list[Problem] = []
    read_meetings(tmp_path, context_of(settings(), problems))
    for row, column, kind in planted:
        assert_found(problems, kind, Place(path, None, row, column))


def text_of(layout: FileFormat, key: str, value: str) -> str:
    """A file with every key of a kind, each on a line of its own in their order, the first in line 2."""
    lines = [f"{name}: {value if name == key else '文字'}" for name in layout.names]
    return "\n".join(["---", *lines, "---", "", "正文", ""])


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: f"前{text}",
    "in a list": lambda text: f"[{{text: 甲, source: {text}}}]",
    "escaped": lambda text: '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"',
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("layout", [f for f in FORMATS if f.path in TEXTS], ids=lambda layout: layout.title)
def test_each_key_of_each_text(layout: FileFormat, spelling: str, tmp_path: Path) -> None:
    expected = []
    for row, name in enumerate(layout.names, start=2):
        for kind, (_, text) in PLANTED.items():
            path = TEXTS[layout.path].format(f"{row}-{kind.replace('_', '-')}")
            expected.append((kind, Place(path, row=row)))
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            written = text_of(layout, name, SPELLINGS[spelling](text))
            (tmp_path / path).write_text(
                written if path.endswith(".md") else written.split("---")[1].replace("\n", "#\n", 1),
                encoding="utf-8",
            )
    index = tmp_path / "content/meetings/2019"
    if index.exists():
        (index / "index.md").write_text(text_of(MEETING, "", ""), encoding="utf-8")
    problems: list[Problem] = []
    context = context_of(settings(), problems)
    read_cases(tmp_path, context)
    read_meetings(tmp_path, context)
    read_programmes(tmp_path, context)
    read_prose(tmp_path, context)
    read_methods(tmp_path, {}, context)
    for kind, place in expected:
        assert_found(problems, kind, place)
    assert len([p for p in problems if p.code[0] == "D"]) == len(expected)


METHOD_WITH_EVERY_KEY: dict[str, Any] = {
    "id": "县",
    "version": 2,
    "dated": "2018-12-20",
    "change_reason": "原因",
    "comparable_with": [1],
    "title": "办法",
    "group": "县",
    "periods": {"from": "2019Q1", "to": "2019Q4"},
    "scale": 100,
    "aggregate": "arithmetic",
    "rounding": {"places": 2, "mode": "half_up", "at": "indicator"},
    "rank_on": "published",
    "ties": "competition",
    "tie_break": ["火灾"],
    "missing": "unranked",
    "not_applicable": "reweight",
    "display": {"top_n": 3},
    "values": "public",
    "tiers": [{"from": 90, "name": "优秀"}],
    "legal_basis": "依据",
    "adjustments": {"bonus_cap": 5, "deduction_cap": 10, "veto": "unranked"},
    "previous": "calendar",
    "total": {"floor": 0, "cap": 100},
    "gates": [{"of": "total", "below": 60, "best": "良好"}],
    "dimensions": [
        {
            "id": "一",
            "name": "一级",
            "weight": 100,
            "dimensions": [
                {
                    "id": "二",
                    "name": "二级",
                    "weight": 100,
                    "indicators": [
                        {"id": "会", "weight": 1, "score": {"kind": "as_given", "evaluation": {"优秀": 100}}}
                    ],
                }
            ],
        }
    ],
}


@pytest.mark.parametrize("kind", PLANTED)
def test_every_text_of_a_method_however_deep(kind: str, tmp_path: Path) -> None:
    assert set(METHOD_WITH_EVERY_KEY) == set(METHOD.names)
    path, text = TEXTS[METHOD.path].format("a"), PLANTED[kind][1]
    lines = yaml.safe_dump(METHOD_WITH_EVERY_KEY, allow_unicode=True, sort_keys=False).splitlines()
    planted = [re.sub("(: |- )[^:]+$", rf"\g<1>{text}", line) for line in lines]
    planted = [line.replace("优秀:", f"{text}:") for line in planted]  # a key that people choose
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("\n".join(planted), encoding="utf-8")
    problems: list[Problem] = []
    read_methods(tmp_path, {}, context_of(settings(), problems))
    expected = [row for row, line in enumerate(planted, start=1) for _ in range(line.count(text))]
    code = PLANTED[kind][0]
    assert sorted(p.place.row or 0 for p in problems if p.code == code) == expected
    assert len(set(expected)) == sum(not line.endswith(":") for line in lines)


@pytest.mark.parametrize("key", PORTAL.names)
def test_each_key_of_the_portal(key: str, tmp_path: Path) -> None:
    for kind, (_, text) in PLANTED.items():
        (tmp_path / "site_config").mkdir(exist_ok=True)
        (tmp_path / "site_config/portal.yml").write_text(
            "".join(f"{name}: {text if name == key else '文字'}\n" for name in PORTAL.names), encoding="utf-8"
        )
        problems: list[Problem] = []
        read_portal(tmp_path, Context(problems, PrivacyScreen((LISTED,))))
        assert_found(problems, kind, Place("site_config/portal.yml", row=PORTAL.names.index(key) + 1))


@pytest.mark.parametrize("path", ["site_config/mapping.yml", "content/results/2019Q1/mapping.yml"])
def test_each_key_of_a_mapping(path: str, tmp_path: Path) -> None:
    (tmp_path / "content/results/2019Q1").mkdir(parents=True)
    (tmp_path / "site_config").mkdir()
    for kind, (_, text) in PLANTED.items():
        lines = [
            "tables:",
            *(f"{'- ' if n == 0 else '  '}{name}: 前{text}" for n, name in enumerate(TABLE_KEYS)),
        ]
        (tmp_path / path).write_text("\n".join(lines), encoding="utf-8")
        problems: list[Problem] = []
        read_mappings(tmp_path, settings(), problems)
        for row in range(2, len(TABLE_KEYS) + 2):
            assert_found(problems, kind, Place(path, row=row))


def test_no_kind_of_file_is_left_out() -> None:
    reached = {layout.path for layout in (*TABLES, RESULTS, EVALUATION, PORTAL, MAPPINGS)} | set(TEXTS)
    assert {layout.path for layout in FORMATS} - reached == {SNAPSHOT.path}  # its hash is sealed
    declared = {(layout.path, name) for layout in FORMATS for name in layout.names}
    assert declared >= NOT_SCREENED


NAMED = (
    "content/cases/{}.md",
    "content/programmes/{}.md",
    "content/pages/{}.md",
    "content/meetings/{}/index.md",
    "content/meetings/2019/speeches/01-{}.md",
    "content/meetings/2019/{}.pdf",
    "content/results/2019Q1/{}.csv",
    "site_config/methods/{}.yml",
)


@pytest.mark.parametrize("path", NAMED)
@pytest.mark.parametrize("kind", ["mobile", "person", "listed_name"])
def test_names_of_files_and_folders(path: str, kind: str, tmp_path: Path) -> None:
    """The name alone is enough; a folder's is found once, whatever lies in it."""
    name = path.format(PLANTED[kind][1])
    for written in (name, "content/meetings/2019/index.md"):
        (tmp_path / written).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / written).write_text(text_of(MEETING, "", ""), encoding="utf-8")
    problems: list[Problem] = []
    context = context_of(settings(), problems)
    read_cases(tmp_path, context)
    read_meetings(tmp_path, context)
    read_programmes(tmp_path, context)
    read_prose(tmp_path, context)
    read_methods(tmp_path, {}, context)
    read_results(tmp_path, settings(), {}, problems)
    found = [problem.place for problem in problems if problem.code == PLANTED[kind][0]]
    assert found == [Place(name.removesuffix("/index.md"))]


def test_name_of_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "content/results/2019Q1/a.xlsx"
    path.parent.mkdir(parents=True)
    name = PLANTED["mobile"][1]
    path.write_bytes(workbook([["单位"]], lambda sheet: setattr(sheet, "title", name)))
    problems: list[Problem] = []
    read_results(tmp_path, settings(), {}, problems)
    place = Place(path.relative_to(tmp_path).as_posix(), name)
    assert_found(problems, "mobile", place)


def test_a_text_with_a_warning_is_read_all_the_same(tmp_path: Path) -> None:
    """A likely plate only warns: the write-up stays in the library."""
    front = "title: 甲\nunits: []\nthemes: []\nlevel: 村\nyear: 2019\nstatus: stub\ncontact: 综合处"
    (tmp_path / "content/cases").mkdir(parents=True)
    path = "content/cases/a.md"
    (tmp_path / path).write_text(f"---\n{front}\nsummary: {PLANTED['plate'][1]}\n---\n", encoding="utf-8")
    problems: list[Problem] = []
    cases = read_cases(tmp_path, context_of(settings(), problems))
    assert [(p.code, p.place) for p in problems] == [("D04", Place(path, row=9))]
    assert (cases["a"].level, cases["a"].since, cases["a"].review) == ("village", None, ())
