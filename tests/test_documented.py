"""Everything that an editor can type is documented, and every registry is complete."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path
from statistics import median

import pytest

from leitai import check, pages, schema
from leitai.cli import main
from leitai.pages.all_pages import PAGE_KINDS
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from leitai.publish.downloads.ranking_json import rankings_json
from leitai.schema.columns import FileFormat
from leitai.schema.files import FORMATS
from portals import Portal

HOUSE = Path(check.__file__).parent.parent
COMMANDS = (HOUSE / "pages/site/handbook_commands.md.j2").read_text(encoding="utf-8")


def test_each_command_and_option_is_in_the_handbook() -> None:
    for name, command in main.commands.items():
        entry = re.search(rf"<dt><code>leitai {name}\b.*?</dt>", COMMANDS)
        assert entry is not None, name
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option not in ("--root", "--help"):
                    assert option in entry[0], f"{name} {option}"


def test_each_kind_of_file_is_registered_and_each_column_and_key_has_a_meaning() -> None:
    modules = (
        importlib.import_module(m.name) for m in pkgutil.walk_packages(schema.__path__, "leitai.schema.")
    )
    declared = [
        value for module in modules for value in vars(module).values() if isinstance(value, FileFormat)
    ]
    assert set(map(id, declared)) == set(map(id, FORMATS))
    assert all(column.meaning for layout in FORMATS for column in layout.columns)


def test_each_page_module_is_registered() -> None:
    """Every module of the pages room that offers `collect` is a kind of page, and every kind is one of these."""
    found = {
        module.collect
        for info in pkgutil.walk_packages(pages.__path__, "leitai.pages.")
        if hasattr(module := importlib.import_module(info.name), "collect")
    }
    assert found == set(PAGE_KINDS)


def test_each_key_of_a_ranking_as_json_is_in_the_handbook(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: full\ntie_break: [fire]")
    (ranking,) = portal.rank("2019Q2")["rankings"]
    row = next(row for row in ranking["rows"] if row["rank"] == 2)
    keys = {*ranking, *row, *row["catch_up"], *(row["movement"] or {})}
    for owner, of in ((ranking, ("indicator_levels", "influence")), (row, ("scores", "dimensions"))):
        for name in of:
            assert owner[name]
            keys |= {key for found in owner[name].values() for key in found}
    assert [key for key in sorted(keys) if f"<code>{key}</code>" not in COMMANDS] == []


def test_a_ranking_as_json_holds_what_its_pages_print(portal: Portal) -> None:
    (ranking,) = portal.rank("2019Q2")["rankings"]
    ranked = [row for row in ranking["rows"] if row["rank"]]
    assert ranking["median"] == pytest.approx(median(row["score"] for row in ranked))
    assert set(ranking["influence"]) == set(ranking["indicator_levels"]) == {"fire", "hazards", "service"}
    assert ranking["rules"]["dimensions"][0]["indicators"][0] == {
        "id": "fire",
        "weight": "30",
        "score": {"kind": "minmax", "floor": 60, "span": 40, "clip": False},
    }
    portal.replace("site_config/methods/county.yml", "display: full", "display: {top_n: 1}")
    public = public_portal(load(portal.root))
    hidden = json.loads(rankings_json(public.rankings[1:], public.content))["rankings"][0]
    assert (hidden["median"], hidden["indicator_levels"], hidden["influence"]) == (None, {}, {})
