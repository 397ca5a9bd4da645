"""A portal in a folder of its own, driven through the public command line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from leitai.cli import main
from leitai.pages.all_pages import collect_pages, page_files
from leitai.pages.kit.render import render_pages
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import load
from leitai.schema.ledgers.urls import URLS

TESTS = Path(__file__).parents[1]
SAMPLE = TESTS / "portal"
REPOSITORY = TESTS.parent
PATIENCE = 300.0  # seconds until a test gives up on an answer: no measure of speed
Once = Callable[[str, Callable[[Path], object]], Path]  # the fixture `once`
UNITS = ("甲县", "乙县", "丙市", "丁山（经济）开发区")  # of `tests/portal/`, in customary order
NOT_OVERLAID = ("expected.txt", "expected.json", "deleted.txt", "case.md", "SOURCE.md")


@dataclass(frozen=True)
class Checked:
    """What `leitai check --format json` says."""

    exit_code: int
    problems: list[dict[str, Any]]

    @property
    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.problems]


@dataclass(frozen=True)
class Portal:
    root: Path

    def write(self, path: str, text: str, encoding: str = "utf-8") -> None:
        self.write_bytes(path, text.encode(encoding))

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def write_bytes(self, path: str, data: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def replace(self, path: str, old: str, new: str) -> None:
        """Change one spot of a file; it must be there exactly once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        target = self.root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    def overlay(self, folder: Path) -> None:
        """Lay a case's files over this portal; `deleted.txt` lists what the case lacks."""
        deleted = folder / "deleted.txt"
        for path in deleted.read_text(encoding="utf-8").split() if deleted.exists() else []:
            self.delete(path)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name not in NOT_OVERLAID:
                self.write_bytes(path.relative_to(folder).as_posix(), path.read_bytes())

    def run(self, *arguments: str) -> Result:
        command, *others = arguments
        return CliRunner().invoke(main, [command, "--root", str(self.root), *others], catch_exceptions=False)

    def correct(self, period: str, unit: str, indicator: str, old: str, new: str, **others: str) -> Result:
        """`leitai correct` with a reason, a day and a document."""
        given = {"reason": "漏统计一处", "date": "2019-05-06", "document": "样〔2019〕5号"} | others
        options = [part for name, text in given.items() for part in (f"--{name}", text)]
        return self.run("correct", period, unit, indicator, "--old", old, "--new", new, *options)

    def redact(self, text: str, **others: str) -> Result:
        """`leitai redact` of a text that is typed, with a post, a document and a day."""
        given = {"post": "办公室", "document": "样6号", "date": "2019-06-01"} | others
        options = [part for name, word in given.items() for part in (f"--{name}", word)]
        arguments = ["redact", "--root", str(self.root), *options]
        return CliRunner().invoke(main, arguments, input=f"{text}\n", catch_exceptions=False)

    def score_only(self, **rules: str) -> None:
        """The method becomes one dimension of these indicators, of equal weights; no results yet."""
        method = "site_config/methods/county.yml"
        head = self.read(method).partition("dimensions:")[0]
        weight = 100 // len(rules)
        lines = [
            f"      - {{id: {name}, weight: {weight}, score: {{{rule}}}}}\n" for name, rule in rules.items()
        ]
        one = "dimensions:\n  - id: all\n    name: 全部\n    weight: 100\n    indicators:\n"
        self.write(method, head + one + "".join(lines))
        self.delete("content/results")

    def check(self) -> Checked:
        form = self.run("check", "--format", "json")
        assert form.exit_code in (0, 1), form.output  # a fault of the machine leaves no JSON
        return Checked(form.exit_code, json.loads(form.stdout)["problems"])

    def errors(self) -> list[str]:
        """What each error advises."""
        return [problem["fix"] for problem in self.check().problems if problem["severity"] == "error"]

    def report(self) -> str:
        """What an editor reads from `leitai check`, without the lines on what was read."""
        result = self.run("check", "--all")
        lines = result.stdout.splitlines(keepends=True)
        text = "".join(line for line in lines if not line.startswith("已读 "))
        assert result.exit_code == ("\n  错误 " in text)
        return text

    def pages(self, *names: str) -> dict[str, str]:
        """The Markdown of these pages, by their addresses without ending; of all, if none is named."""
        portal = public_portal(load(self.root))
        wanted = [page for page in collect_pages(portal) if page.url.removesuffix(".html") in names]
        files = render_pages(wanted, portal.marks) if names else page_files(portal)
        return {name.removesuffix(".md"): files[name].decode() for name in files if name.endswith(".md")}

    def page(self, name: str) -> str:
        return self.pages(name)[name]

    def rank(self, period: str) -> dict[str, Any]:
        """The JSON of `leitai rank PERIOD`."""
        result = self.run("rank", period, "--format", "json")
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    def rows(self, period: str) -> dict[str, dict[str, Any]]:
        """The rows of the only ranking of a period, by unit, in ranking order."""
        (ranking,) = self.rank(period)["rankings"]
        return {row["unit"]: row for row in ranking["rows"]}


def copy_portal(target: Path, source: Path = SAMPLE) -> Portal:
    shutil.copytree(source, target)
    return Portal(target)


def small_portal(folder: Path) -> Portal:
    """`tests/portal/` with the settings of the real engine."""
    portal = copy_portal(folder, SAMPLE)
    real = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    lines = ["site_name: 样例擂台\n" if line.startswith("site_name:") else line for line in real]
    portal.write("mkdocs.yml", "".join(lines))
    return portal


def as_verified(root: Path, *periods: str) -> None:
    """The sample as if some of its periods were no demonstration, nor any target or benchmark."""
    settings = root / "site_config/portal.yml"
    text = settings.read_text(encoding="utf-8")
    for period in periods:
        text = re.sub(rf"({period}: .*data_status: )demo", r"\1verified", text)
    settings.write_text(text, encoding="utf-8")
    for path in (root / "content/targets.csv", root / "content/benchmarks.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("演示", "样例"), encoding="utf-8")


def unseal(root: Path) -> Path:
    """The sample as if no quarter of it had been sealed: what a test changes of a sealed one would be refused."""
    shutil.rmtree(root / "content/ledgers/seals")
    for name in ("seals.csv", "corrections.csv"):
        (root / "content/ledgers" / name).unlink()
    return root


def copy_sample(target: Path) -> Path:
    """The sources of the repository's own portal, without anything that a build has left in them."""
    built = shutil.ignore_patterns(Path(URLS.path).name)
    for name in ("content", "site_config"):
        shutil.copytree(REPOSITORY / name, target / name, ignore=built)
    shutil.copy(REPOSITORY / "mkdocs.yml", target)
    return target
