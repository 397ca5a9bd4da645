"""A small portal that can be built in two ways, and what may be true of its site at any moment."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from faulty import Done, Running, copy_tree, start

from leitai.publish.engine import build as engine
from leitai.publish.site.store import STORES
from leitai.publish.target.verify import site_hash, verify_site
from portals import SAMPLE, Portal, copy_portal, small_portal

RESULTS = "content/results/2019Q1/汇总.csv"
FIGURE = {"old": "甲县,10,36", "new": "甲县,10,39"}


def ledger(portal: Portal) -> dict[str, dict[str, str]]:
    with (portal.root / "content/ledgers/urls.csv").open(encoding="utf-8", newline="") as file:
        return {row["网址"]: row for row in csv.DictReader(file)}


def explain(portal: Portal, url: str, target: str = "", note: str = "") -> None:
    """What an editor does: fill in a line of the ledger, or add one for an anchor."""
    path = portal.root / "content/ledgers/urls.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.partition(",")[0] != url]
    row = ledger(portal).get(url, {"锚点": "", "首次发布": ""})
    lines.append(f"{url},{row['锚点']},{row['首次发布']},{target},{note}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def first_rename(log: Path, folder: Path) -> int:
    """The number of the change by which a folder steps aside, in the list of changes that a command wrote."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, start=1) if line.endswith(f"os.rename {folder}"))


@dataclass(frozen=True)
class Twin:
    """The portal, the two trees that it can become, and the fingerprints of their manifests."""

    portal: Portal
    trees: dict[str, Path]
    fingerprints: dict[str, str]

    @property
    def root(self) -> Path:
        return self.portal.root

    @property
    def site(self) -> Path:
        return self.root / "build" / "site"

    @property
    def ledger(self) -> Path:
        return self.root / "content" / "ledgers" / "urls.csv"

    def become(self, variant: str) -> None:
        """Change the content, so that the next build makes the other site."""
        text = (SAMPLE / RESULTS).read_text(encoding="utf-8")
        assert FIGURE["old"] in text
        self.portal.write(RESULTS, text.replace(FIGURE["old"], FIGURE[variant]))

    def begin(self) -> None:
        """The old site is live, its content in place."""
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(self.trees["old"], self.site)
        self.become("old")

    def forget(self) -> None:
        """Nothing is known of earlier builds: the next one makes every page."""
        shutil.rmtree(self.root / "build" / STORES, ignore_errors=True)

    def shown(self, site: Path | None = None) -> str:
        """Which of the two a site is, whole by its manifest; anything else fails."""
        folder = site or self.site
        assert verify_site(folder, ()).is_whole
        (found,) = [name for name, number in self.fingerprints.items() if number == site_hash(folder)]
        return found

    def leftovers(self) -> list[str]:
        return [path.name for path in (self.root / "build").glob(".site*")]

    def warm_up(self) -> None:
        """Build once in this process: what each fork would load and compile for itself is there already."""
        self.become("new")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "_run_mkdocs", copy_tree)
            patch.setenv("ENGINE", str(self.trees["new"]))
            assert self.portal.run("build").exit_code == 0
        self.become("old")

    def start(self, *arguments: str, **environment: str) -> Running:
        """A command on this portal, with the faults that its environment asks for."""
        return start([*arguments, "--root", str(self.root)], environment)

    def start_build(self, variant: str, **environment: str) -> Running:
        """A build, with the engine's part taken from the finished tree of a variant."""
        return self.start("build", ENGINE=str(self.trees[variant]), **environment)

    def build(self, variant: str, **environment: str) -> Done:
        self.become(variant)
        return self.start_build(variant, **environment).wait()


def run(command: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


def build_twin(folder: Path) -> None:
    """Both sites, really built by the command with MkDocs, beside their portal."""
    portal = small_portal(folder / "portal")
    for variant in ("new", "old"):
        portal.replace(RESULTS, FIGURE["old"], FIGURE[variant])
        done = portal.run("build")
        assert done.exit_code == 0, done.output
        shutil.copytree(portal.root / "build/site", folder / variant)
        portal.replace(RESULTS, FIGURE[variant], FIGURE["old"])


def find_twin(built: Path, folder: Path) -> Twin:
    """A portal of one's own to the two sites."""
    trees = {variant: built / variant for variant in FIGURE}
    fingerprints = {variant: site_hash(tree) for variant, tree in trees.items()}
    assert fingerprints["old"] != fingerprints["new"]
    return Twin(copy_portal(folder / "portal", built / "portal"), trees, fingerprints)
