"""Whatever was built before, killed, broken or left by others: a build gives the bytes of a clean one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from faulty import start

from effort import THOROUGH
from leitai.pipeline.preview import Preview
from leitai.pipeline.unchanged import digest_of_inputs
from leitai.publish.site.tree import file_paths
from leitai.schema.ledgers.urls import URLS
from portals import Portal, small_portal

RUNS = 10 if THOROUGH else 1
AT_ONCE = 5  # edits between two builds
FIGURES = "content/results/2019Q2/汇总.csv"
METHOD = "site_config/methods/county.yml"
SETTINGS = "site_config/portal.yml"
RECEIVED = "content/results/2019Q2/receipts.csv"
ANOTHER = "content/cases/another.md"
CASE = """---
title: 示例做法
units: [ding]
themes: [safety]
level: county
year: 2019
status: stub
maturity: 试行
indicators: [fire, hazards, service]
sources: []
summary: 示例做法
contact: 示例办公室
data_status: demo
---
"""

Edit = Callable[[Portal, random.Random], None]


def change_a_cell(portal: Portal, chance: random.Random) -> None:
    rows = portal.read(FIGURES).splitlines()
    number = chance.randrange(1, len(rows))
    unit, _, service = rows[number].split(",")
    rows[number] = f"{unit},{chance.randrange(10, 40)},{service}"
    portal.write(FIGURES, "\n".join(rows) + "\n")


def change_nothing(portal: Portal, chance: random.Random) -> None:
    """The next build has nothing to do."""


def change_the_method(portal: Portal, chance: random.Random) -> None:
    text = portal.read(METHOD)
    floor = chance.choice([value for value in (50, 60, 70) if f"floor: {value}, span" not in text])
    start_, _, rest = text.partition("floor: ")
    portal.write(METHOD, f"{start_}floor: {floor}, span: {100 - floor}" + rest[rest.index("}") :])


def change_the_shell(portal: Portal, chance: random.Random) -> None:
    text = portal.read(SETTINGS)
    old = next(line for line in text.splitlines() if line.startswith("owner:"))
    portal.write(SETTINGS, text.replace(old, f"owner: 样例市第{chance.randrange(100)}办公室（虚构）"))


def take_a_period_away_or_back(portal: Portal, chance: random.Random) -> None:
    folder, aside = portal.root / "content/results/2019Q1", portal.root.with_name(f"{portal.root.name}-aside")
    first, second = (folder, aside) if folder.exists() else (aside, folder)
    first.rename(second)
    forget_the_addresses(portal)


def forget_the_addresses(portal: Portal) -> None:
    """Nothing here was ever published: what goes needs no explanation."""
    (portal.root / "content/ledgers/urls.csv").unlink(missing_ok=True)


def rename_a_unit(portal: Portal, chance: random.Random) -> None:
    """Another address: what was at the old one is gone."""
    text = portal.read("site_config/units.csv")
    old, new = ("jia,", "jiaxian,") if "\njia," in text else ("jiaxian,", "jia,")
    portal.write("site_config/units.csv", text.replace("\n" + old, "\n" + new))
    forget_the_addresses(portal)


def write_a_case_or_take_it_away(portal: Portal, chance: random.Random) -> None:
    if (portal.root / ANOTHER).exists():
        portal.delete(ANOTHER)
        forget_the_addresses(portal)
    else:
        portal.write(ANOTHER, CASE)


def change_a_write_up(portal: Portal, chance: random.Random) -> None:
    if (portal.root / ANOTHER).exists():
        portal.write(ANOTHER, portal.read(ANOTHER) + f"\n又做了 {chance.randrange(1000)} 次。\n")


def note_a_receipt(portal: Portal, chance: random.Random) -> None:
    """It stands beside the figures, and is read with what is written."""
    rows = "".join(f"{unit},2019-07-{chance.randrange(1, 29):02},\n" for unit in ("乙县", "丙市"))
    portal.write(RECEIVED, f"单位,收到日期,说明\n{rows}")


def rename_an_indicator(portal: Portal, chance: random.Random) -> None:
    """Another name, in whatever holds it, a period that was taken away included."""
    known = portal.root / "site_config/indicators.csv"
    names = ("服务评分", "群众评分")
    old, new = names if names[0] in known.read_text(encoding="utf-8") else reversed(names)
    for path in (known, *portal.root.parent.glob(f"{portal.root.name}*/**/汇总.csv")):
        if "build" not in path.parts:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def declare_a_period_final_or_demo(portal: Portal, chance: random.Random) -> None:
    """A final one has a zip of its pages, which is made again when one of them changes."""
    text = portal.read(SETTINGS)
    old, new = ("demo", "final") if "15, data_status: final" not in text else ("final", "demo")
    portal.write(SETTINGS, text.replace(f"2019-07-15, data_status: {old}", f"2019-07-15, data_status: {new}"))
    forget_the_addresses(portal)


def break_what_is_kept(portal: Portal, chance: random.Random) -> None:
    entries = sorted((portal.root / "build/.cache").rglob("?" * 64))
    for path in chance.sample(entries, len(entries) // 2):
        path.write_bytes(path.read_bytes()[: chance.randrange(200)])


def lose_a_folder(portal: Portal, chance: random.Random) -> None:
    name = chance.choice((".cache", ".cache/pages", ".cache/made", "site", "pages", "theme"))
    shutil.rmtree(portal.root / "build" / name, ignore_errors=True)


def edit_what_was_built(portal: Portal, chance: random.Random) -> None:
    page = portal.root / "build" / chance.choice(("site/index.html", "pages/index.md", "theme/main.html"))
    if page.exists():
        page.write_bytes(page.read_bytes() + b"<p>")


def pull_the_plug(portal: Portal, chance: random.Random) -> None:
    change_a_cell(portal, chance)
    start(["build", "--root", str(portal.root)], {"KILL_AT": str(chance.randrange(1, 400))}).wait()


OF_SOURCES: tuple[Edit, ...] = (
    change_a_cell, change_nothing, change_the_method, change_the_shell, take_a_period_away_or_back, rename_a_unit,
    write_a_case_or_take_it_away, change_a_write_up, note_a_receipt, rename_an_indicator, declare_a_period_final_or_demo,
)  # fmt: skip
EDITS: tuple[Edit, ...] = (
    *OF_SOURCES,
    break_what_is_kept,
    lose_a_folder,
    edit_what_was_built,
    pull_the_plug,
)


def build(portal: Portal) -> dict[str, bytes]:
    """Every file that a build gives, the ledger of addresses included."""
    done = portal.run("build")
    assert done.exit_code == 0, done.output
    folders = ("build/site", "build/pages", "build/theme", "content/ledgers")
    paths = [f"{folder}/{path}" for folder in folders for path in file_paths(portal.root / folder)]
    return {path: (portal.root / path).read_bytes() for path in paths}


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_build_gives_the_bytes_of_a_clean_one(tmp_path: Path, seed: int) -> None:
    """Every edit once, in an order by chance, some at once, and a build after each such step."""
    chance = random.Random(seed)
    portal = small_portal(tmp_path / "portal")
    build(portal)
    edits = chance.sample(EDITS, len(EDITS))
    while edits:
        done, edits = edits[:AT_ONCE], edits[AT_ONCE:]
        for edit in done:
            edit(portal, chance)
        wanted = clean_build(portal, tmp_path / "clean")
        found = build(portal)
        assert found.keys() == wanted.keys(), done
        assert [path for path in wanted if found[path] != wanted[path]] == [], done


def test_the_ledger_that_a_build_writes_is_no_change_of_what_it_reads(tmp_path: Path) -> None:
    portal = small_portal(tmp_path / "portal")
    shutil.rmtree(portal.root / "content/ledgers", ignore_errors=True)
    read = digest_of_inputs(portal.root)
    portal.write(URLS.path, "网址\n")
    assert digest_of_inputs(portal.root) == read


def clean_build(portal: Portal, folder: Path) -> dict[str, bytes]:
    """What a build gives where nothing was built before."""
    shutil.copytree(portal.root, folder, ignore=shutil.ignore_patterns("build"))
    found = build(Portal(folder))
    shutil.rmtree(folder)
    return found


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_portal_that_stays_read_shows_the_pages_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    """What is shown of an edit before the site is made of it."""
    chance = random.Random(seed)
    portal = small_portal(tmp_path / "portal")
    preview = Preview(portal.root, lambda said: None)
    preview.read()
    preview.build()
    edits = [edit for edit in chance.sample(OF_SOURCES, len(OF_SOURCES)) if edit is not change_the_shell]
    while edits:
        done, edits = edits[:AT_ONCE], edits[AT_ONCE:]
        for edit in done:
            edit(portal, chance)
            preview.read()
        wanted = clean_build(portal, tmp_path / "clean")
        shown = {path: preview.page(path.removeprefix("build/site/")) for path in wanted}
        told = {path: page for path, page in shown.items() if page is not None}
        assert {"build/site/index.html", "build/site/rankings/2019Q2/county.html"} <= told.keys()
        assert [path for path, page in told.items() if page != wanted[path]] == [], done
