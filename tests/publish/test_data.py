"""The tables for analysts: three forms of the same public values, with declared types and keys."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import leitai
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.tables import MEASURE, TABLES, DataTable, Tables
from leitai.pages.all_pages import page_files
from leitai.pipeline.build import public_portal
from leitai.pipeline.downloads import download_files
from leitai.pipeline.load import load
from leitai.problems import ProblemsFound
from leitai.publish.downloads.frames import frames
from leitai.publish.downloads.spreadsheets import harmless
from leitai.publish.downloads.table_files import table_files
from leitai.schema.config.methods import Display
from leitai.schema.config.tiers import Tier, Tiers
from leitai.score.ranking.all_rankings import rank_all
from leitai.view import PublicView, public_view
from portals import Portal, copy_sample, unseal
from random_content import NOWHERE, Case, cases

DISPLAYS = st.sampled_from(
    [
        Display("full", None, place=NOWHERE),
        Display("top_n", 1, place=NOWHERE),
        Display("tiers", None, place=NOWHERE),
        Display("none", None, place=NOWHERE),
    ]
)
TIERS = Tiers((Tier(Decimal(50), "优秀"), Tier(Decimal(0), "良好")))
EMPTY_IF_HIDDEN = {
    "rankings": [
        "rank", "tied", "score", "bonus", "deduction", "previous_rank", "rank_change", "best_rank", "worst_rank",
    ],
    "scores": ["score", "points", "weight"],
}  # fmt: skip
SAMPLE_DISPLAYS = {
    "county.yml": "display: tiers\ntiers: [{from: 90, name: 优秀}, {from: 0, name: 良好}]",
    "county-monthly.yml": "display: none",
    "town.yml": "display: {top_n: 3}",
}


def shown(case: Case, display: Display) -> tuple[tuple[Ranking, ...], PublicView, Tables]:
    """The office's rankings, the public view of them, and its tables."""
    method = replace(case.method, display=display, tiers=TIERS if display.kind == "tiers" else None)
    content = replace(case.content, methods=(method,))
    _, ranked = rank_all(content)
    view = public_view(content, ranked)
    return ranked, view, frames(view.content, view.rankings, view.marks).public()


def written(value: Any) -> str | None:
    """A cell of a frame as files have it."""
    if value is None or value is pd.NaT or pd.isna(value):
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def rows_of(frame: pd.DataFrame) -> list[list[str | None]]:
    return [
        [written(value) for value in row]
        for row in zip(*(frame[name].tolist() for name in frame), strict=True)
    ]


def csv_rows(data: bytes) -> tuple[list[str], list[list[str | None]]]:
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return header, [[cell or None for cell in row] for row in rows]


def sqlite_rows(data: bytes, table: DataTable) -> tuple[list[str], list[list[str | None]]]:
    with sqlite3.connect(":memory:") as database:
        database.deserialize(data)
        found = database.execute(f"SELECT * FROM {table.name}")
        truths = {i for i, column in enumerate(table.columns) if column.type == "boolean"}
        rows = [
            [
                None if v is None else str(bool(v)).lower() if i in truths else str(v)
                for i, v in enumerate(row)
            ]
            for row in found
        ]
        return [column[0] for column in found.description], rows


def is_hidden(row: RankingRow, display: Display) -> bool:
    if row.status != "ranked" or display.kind == "full":
        return False
    return display.top_n is None or row.rank is None or row.rank > display.top_n


@given(cases(), DISPLAYS)
def test_files_hold_the_public_view_exactly(case: Case, display: Display) -> None:
    ranked, view, tables = shown(case, display)
    assert_files_hold_the_frames(tables)
    assert_frames_hold_the_view(view, tables)
    assert_nothing_hidden_is_held(case, display, ranked, tables)


def files_of(tables: Tables) -> dict[str, bytes]:
    """Each table in two parts, as if these were periods."""
    parts = {
        name: [tables[name].iloc[:1], tables[name].iloc[1:]] for name in (table.name for table in TABLES)
    }
    return dict(table_files(parts))


def assert_files_hold_the_frames(tables: Tables) -> None:
    files = files_of(tables)
    for table in (declared.public for declared in TABLES):
        names, rows = [column.name for column in table.columns], rows_of(tables[table.name])
        neutral = [[cell and str(harmless(cell)) for cell in row] for row in rows]
        assert csv_rows(files[f"data/{table.name}.csv"]) == (names, neutral)
        assert sqlite_rows(files["data/portal.sqlite"], table) == (names, rows)
        assert not tables[table.name].duplicated(list(table.key)).any()


def assert_frames_hold_the_view(view: PublicView, tables: Tables) -> None:
    """To the last place."""
    read = {
        tuple(key): value for *key, value in view.content.observations[["unit", "indicator", "value"]].values
    }
    told = tables.observations
    assert dict(
        zip(zip(told["unit"], told["indicator"], strict=True), map(written, told["value"]), strict=True)
    ) == {key: written(value) for key, value in read.items()}
    rows = [(ranking, row) for ranking in view.rankings for row in ranking.rows]
    assert list(map(written, tables.rankings["score"])) == [written(row.score) for _, row in rows]
    assert list(map(written, tables.rankings["rank"])) == [written(row.rank) for _, row in rows]
    points = [score.points for _, row in rows for score in row.scores.values()]
    assert list(map(written, tables.scores["points"])) == list(map(written, points))


def assert_nothing_hidden_is_held(
    case: Case, display: Display, ranked: tuple[Ranking, ...], tables: Tables
) -> None:
    judged = {i.indicator_id for i in case.method.indicators() if i.rule.spec.value_is_score}
    for ranking in ranked:
        for unit in (row.unit.unit_id for row in ranking.rows if is_hidden(row, display)):
            for name, columns in EMPTY_IF_HIDDEN.items():
                found = tables[name].loc[tables[name]["unit"] == unit, columns]
                assert found.isna().all(axis=None), (unit, found)
            for name in ("observations", "scores"):
                table = tables[name]
                own = table[(table["unit"] == unit) & table["indicator"].isin(judged)]
                assert own["value"].isna().all() and own["state"].isin(["suppressed", "missing"]).all()
    assert "note" not in tables.observations


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The downloads of the sample, its rankings shown in three ways."""
    root = unseal(copy_sample(tmp_path_factory.mktemp("data")))
    for name, display in SAMPLE_DISPLAYS.items():
        path = root / "site_config/methods" / name
        text = re.sub(r"(?m)^display: .*$", display, path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    return download_files(public_portal(load(root)))


@pytest.mark.slow
def test_the_package_is_valid(sample: dict[str, bytes], tmp_path: Path) -> None:
    """Types, keys, references, sizes and hashes, as frictionless judges them."""
    from frictionless import Package  # a second of CPU, which the quick tests don't need

    for path, data in sample.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:5]


@pytest.mark.slow
def test_the_package_describes_every_table(sample: dict[str, bytes]) -> None:
    package = json.loads(sample["datapackage.json"])
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(resources) == {path for path in sample if path.endswith((".csv", ".sqlite"))}
    assert "演示数据" in package["description"] and package["licenses"][0]["title"]
    for path, resource in resources.items():
        assert resource["bytes"] == len(sample[path]) and resource["hash"].startswith("sha256:")
        for field in resource.get("schema", {}).get("fields", ()):
            assert field["description"]
            assert field["type"] != "number" or field.get("unit") or field["unitField"] == MEASURE


@pytest.mark.slow
def test_no_column_changes_its_type_between_periods(sample: dict[str, bytes]) -> None:
    types: dict[tuple[str, str], set[str]] = {}
    for resource in json.loads(sample["datapackage.json"])["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            group = resource["path"].rpartition("/")[2]
            types.setdefault((group, field["name"]), set()).add(field["type"])
    assert len(types) > 100
    assert not [name for name, found in types.items() if len(found) > 1]


def test_the_same_tables_give_the_same_bytes(portal: Portal) -> None:
    tables = leitai.open(portal.root, public=True)
    assert files_of(tables) == files_of(tables)


@pytest.mark.slow
def test_every_demo_row_says_so(sample: dict[str, bytes]) -> None:
    for name in ("observations", "scores", "rankings"):
        header, rows = csv_rows(sample[f"data/{name}.csv"])
        said = [dict(zip(header, row, strict=True)) for row in rows]
        assert said
        assert all(row["data_status"] == "demo" and "演示数据" in str(row["notice"]) for row in said)


@pytest.mark.slow
def test_unranked_units_are_published_too(sample: dict[str, bytes]) -> None:
    header, rows = csv_rows(sample["data/observations.csv"])
    _, ranked = csv_rows(sample["data/rankings.csv"])
    assert header[:2] == ["period", "unit"]
    assert {(row[0], row[1]) for row in rows} - {(row[0], row[3]) for row in ranked}


@pytest.mark.slow
def test_a_workbook_is_a_table(sample: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sample["rankings/2019Q3/county.xlsx"])).active
    assert sheet is not None
    (table,) = sheet.tables.values()
    assert table.ref == sheet.dimensions and table.autoFilter.ref == table.ref
    assert sheet.freeze_panes == "D2"
    header = next(csv.reader(io.StringIO(sample["rankings/2019Q3/county.csv"].decode("utf-8-sig"))))
    assert table.column_names == header == [cell.value for cell in sheet[1]]


def test_the_page_counts_the_rows_and_explains_each_column(portal: Portal) -> None:
    public = public_portal(load(portal.root))
    page, files = page_files(public)["data/index.md"].decode(), download_files(public)
    for table in (declared.public for declared in TABLES):
        header, rows = csv_rows(files[f"data/{table.name}.csv"])
        assert f"{table.name}.csv</a>：{table.title}，{len(rows)} 行" in page
        assert all(f">{name}</th>" in page for name in header)


def test_analysts_open_the_office_s_view_or_the_public_one(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: {top_n: 1}")
    office, public = leitai.open(portal.root), leitai.open(portal.root, public=True)
    assert office.rankings["rank"].notna().all() and public.rankings["rank"].isna().any()
    assert "note" in office.observations and "note" not in public.observations
    for table in TABLES:
        assert list(office[table.name]) == [column.name for column in table.columns]
        assert list(public[table.name]) == [column.name for column in table.public.columns]
    assert office.observations["value"].map(type).isin([Decimal, type(None)]).all()


def test_content_with_errors_does_not_open(portal: Portal) -> None:
    portal.replace("content/results/2019Q1/汇总.csv", "甲县,10", "甲县,十")
    with pytest.raises(ProblemsFound) as refused:
        leitai.open(portal.root)
    assert [problem.place.path for problem in refused.value.problems] == ["content/results/2019Q1/汇总.csv"]


def test_importing_the_package_loads_no_table_library() -> None:
    code = "import sys, leitai; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
