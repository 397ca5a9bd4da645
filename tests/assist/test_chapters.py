"""The two chapters of the handbook on a quarter, followed to the letter: no step that isn't in them."""

from __future__ import annotations

import csv
import html
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from leitai.cli import main
from portals import REPOSITORY

PAGES = REPOSITORY / "scripts/leitai/pages/site"
STEP = re.compile(r'<pre class="([^"]+)">(.*?)</pre>', re.DOTALL)
NAMED = re.compile(r"<code>([^<]+)</code>")


def test_both_chapters_lead_to_a_sealed_quarter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for chapter in ("first", "quarter"):
        text = (PAGES / f"handbook_{chapter}.md.j2").read_text(encoding="utf-8")
        for step in STEP.finditer(text):
            names = NAMED.findall(text[: step.start()])
            follow(step[1].split(), html.unescape(step[2]), names, monkeypatch)
    portal = tmp_path / "擂台"
    seals = (portal / "content/ledgers/seals.csv").read_text(encoding="utf-8")
    assert "2020Q1" in seals and "2020Q2" in seals
    assert "2020" in (tmp_path / "公布/rankings/2020Q2/county.html").read_text(encoding="utf-8")


def follow(kinds: list[str], text: str, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if "lt-run" in kinds:
        for line in text.splitlines():
            run(line, 1 if "lt-refused" in kinds else 0, monkeypatch)
    elif "lt-file" in kinds:
        Path(names[-1]).write_text(text + "\n", encoding="utf-8")
    elif "lt-edit" in kinds:
        for line in text.splitlines():
            settings = Path(names[-1])
            key = line.partition(":")[0]
            changed = re.sub(f"^{key}:.*$", line, settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
            settings.write_text(changed, encoding="utf-8")
    else:
        folder = next(name for name in reversed(names) if name.startswith("content/results/"))
        forms = next(name for name in reversed(names) if name.startswith("build/templates/"))
        for row in csv.DictReader(text.splitlines()):
            fill(Path(forms) / f"{row['单位']}.xlsx", Path(folder), row)


def run(line: str, exit_code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    program, *arguments = shlex.split(line)
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert (program, result.exit_code) == ("leitai", exit_code), result.output
    refused = "退给填报单位的，见 build/returns/" in result.output
    assert refused == bool(exit_code)


def fill(form: Path, folder: Path, row: dict[str, str]) -> None:
    book = openpyxl.load_workbook(form)
    page = book.worksheets[0]
    header = next(cells for cells in page.iter_rows() if cells[0].value == "单位")
    for cell in header[1:]:
        written = row[str(cell.value)]
        page.cell(cell.row + 1, cell.column).value = float(written) if written else None
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / form.name)
