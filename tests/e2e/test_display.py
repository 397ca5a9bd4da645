"""What `display` hides is in no byte of the site: pages, downloads, workbooks, feeds, search data."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leitai.pipeline.load import load
from leitai.pipeline.tables import office_view
from portals import Once, Portal, copy_sample, unseal

PLACES = 6  # so many decimals that no other number of the site looks like a hidden one
DISPLAYS = {
    "county.yml": "display: tiers\ntiers: [{from: 90, name: 优秀}, {from: 0, name: 良好}]",
    "county-monthly.yml": "display: none",
    "town.yml": "display: {top_n: 3}",
}
UNIQUE = re.compile(r"\d+\.\d{4,}")


@pytest.fixture(scope="module")
def root(once: Once) -> Path:
    """The sample, its rankings hidden in three ways and its points printed to six places."""
    return once("hidden", build_hidden)


def build_hidden(root: Path) -> None:
    unseal(copy_sample(root))
    for name, display in DISPLAYS.items():
        path = root / "site_config/methods" / name
        text = re.sub(r"(?m)^display: .*$", display, path.read_text(encoding="utf-8"))
        path.write_text(text.replace("places: 2", f"places: {PLACES}"), encoding="utf-8")
    done = Portal(root).run("build")
    assert done.exit_code == 0, done.output


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """A file's text; archives and workbooks, member by member, however deep."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from unpacked(f"{name}!{member}", archive.read(member))
    elif data[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name}!", gzip.decompress(data))
    else:
        yield name, data.decode("utf-8", errors="replace")


def site_texts(root: Path) -> list[tuple[str, str]]:
    site = root / "build/site"
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    return [
        found for path in files for found in unpacked(path.relative_to(site).as_posix(), path.read_bytes())
    ]


def full_view(root: Path) -> list[dict[str, Any]]:
    """What `leitai rank` prints of every period."""
    loaded = load(root)
    text = office_view(loaded, loaded.rankings, "json")
    found: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)["rankings"]
    return found


def is_hidden(ranking: dict[str, Any], row: dict[str, Any]) -> bool:
    top = re.match(r"top_n: (\d+)", ranking["display"])
    return ranking["display"] != "full" and not (top and row["rank"] and row["rank"] <= int(top[1]))


def numbers_in(value: object) -> Iterator[str]:
    """Every number below a value that has enough decimals to be recognised."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)
    elif isinstance(value, Decimal | str):
        yield from UNIQUE.findall(str(value))


def test_no_hidden_number_is_anywhere(root: Path) -> None:
    shown: set[str] = set()
    hidden: set[str] = set()
    for ranking in full_view(root):
        for row in ranking["rows"]:
            secret = {**row, "scores": {k: {**s, "target": None} for k, s in row["scores"].items()}}
            (hidden if is_hidden(ranking, row) else shown).update(numbers_in(secret))
    secrets = hidden - shown
    assert len(secrets) > 500
    for name, text in site_texts(root):
        leaked = secrets & set(UNIQUE.findall(text))
        assert not leaked, (name, sorted(leaked)[:5])


def test_no_hidden_rank_is_anywhere(root: Path) -> None:
    """In downloads every hidden row is empty; on pages nobody stands below the third place."""
    for path in sorted((root / "build/site/rankings").rglob("*.json")):
        for ranking in json.loads(path.read_text(encoding="utf-8"))["rankings"]:
            for row in ranking["rows"]:
                if is_hidden(ranking, row):
                    empty = ("rank", "score", "bonus", "deduction", "previous_rank", "rank_change")
                    assert [row[key] for key in empty] == [None] * len(empty), (path, row["unit"])
                    assert row["dimensions"] == {} and "movement" not in row and "catch_up" not in row
    for name, text in site_texts(root):
        places = {int(place) for place in re.findall(r"第(\d+)名", text)}
        assert places <= {1, 2, 3}, name


def test_hidden_rows_have_no_steps(root: Path) -> None:
    site = root / "build/site/rankings"
    assert not list(site.rglob("county-steps*"))
    texts = [path.read_text(encoding="utf-8") for path in sorted(site.rglob("town-steps.html"))]
    shown = [text.count('<details class="lt-fold') for text in texts]
    assert shown and all(0 < units <= 4 for units in shown)  # ties may share the third place


def test_hidden_rows_stand_in_customary_order(root: Path) -> None:
    order = (root / "site_config/units.csv").read_text(encoding="utf-8")
    for ranking in json.loads((root / "build/site/rankings/2019Q3/county.json").read_text(encoding="utf-8"))[
        "rankings"
    ]:
        units = [row["unit"] for row in ranking["rows"]]
        assert units == sorted(units, key=lambda unit: order.index(f"\n{unit},"))
