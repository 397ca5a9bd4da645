"""A second city starts with `leitai init`: empty, working, and ranked after three files."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result
from sample import run

from leitai.cli import main
from portals import REPOSITORY

METHOD = """\
id: town
version: 1
dated: 2019-12-01
title: 乡镇季度办法
group: county
periods: {from: 2020Q1}
scale: 100
aggregate: arithmetic
rounding: {places: 2, mode: half_up, at: indicator}
rank_on: published
ties: competition
missing: unranked
not_applicable: reweight
display: full
dimensions:
  - {id: all, name: 全部, weight: 100, indicators: [{id: rate, weight: 100, score: {kind: minmax}}]}
"""


def test_an_empty_portal_works_and_takes_its_first_quarter(tmp_path: Path) -> None:
    root = tmp_path / "city"
    done = leitai_init(root)
    assert done.exit_code == 0, done.output
    assert (root / "擂台.bat").read_bytes().startswith(b"@echo off\r\n")
    run(root, "build")
    append(root, "site_config/units.csv", "jia,甲县,甲,县,county,,,1,,,\nyi,乙县,乙,县,county,,,2,,,\n")
    append(
        root,
        "site_config/indicators.csv",
        "rate,办结率,%,higher,quarter,1,治理,综合处,按期办结比例。,台账,true,0,100,\n",
    )
    (root / "site_config/methods/town.yml").write_text(METHOD, encoding="utf-8")
    portal = root / "site_config/portal.yml"
    text = portal.read_text(encoding="utf-8")
    portal.write_text(
        text.replace("periods: {}", "periods: {2020Q1: {data_status: verified}}"), encoding="utf-8"
    )
    (root / "content/results/2020Q1").mkdir()
    (root / "content/results/2020Q1/表.csv").write_text("单位,办结率\n甲县,90\n乙县,95\n", encoding="utf-8")
    refused = run(root, "build", "--release", code=1)
    assert "P05" in refused.stderr, "nobody has written the starter's page"
    (root / "content/pages/about.md").write_text(
        "---\ntitle: 关于本站\n---\n\n## 这里有什么 {: #what }\n\n样例市主办。\n", encoding="utf-8"
    )
    run(root, "build", "--release")
    page = (root / "build/site/rankings/2020Q1/county.html").read_text(encoding="utf-8")
    assert re.findall(r'<tr id="(\w+)"', page) == ["yi", "jia"]
    assert "演示数据" not in page


def test_an_existing_portal_is_never_overwritten(tmp_path: Path) -> None:
    root = tmp_path / "city"
    assert leitai_init(root).exit_code == 0
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = leitai_init(root)
    assert done.exit_code == 2
    assert "已有文件" in done.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_the_starter_has_the_shell_of_the_sample() -> None:
    """One `mkdocs.yml` in two places: they may differ in the site's name only."""
    starter = (REPOSITORY / "scripts/leitai/starter/mkdocs.yml").read_text(encoding="utf-8").splitlines()
    sample = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert [pair for pair in zip(starter, sample, strict=True) if pair[0] != pair[1]] == [
        ("site_name: 新擂台", "site_name: 金华政法“比学赶超”擂台")
    ]


def leitai_init(root: Path) -> Result:
    return CliRunner().invoke(main, ["init", str(root)], catch_exceptions=False)


def append(root: Path, path: str, line: str) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(line)
