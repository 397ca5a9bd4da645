"""`make bench`, the builds: what they cost as the portal grows, after edits of each size, and beside other generators.

Prints one table: portals of several sizes built from nothing, after no change, after one changed cell, after a sentence more in
one write-up, and what `serve` pays to show a page after the next cell; then Hugo, Zensical and stock MkDocs (whole navigation, built-in search) over the same Markdown, each
installed into an environment of this run alone. CPU is that of the whole tree of processes.

python tests/bench/scale.py [SIZE …]      1 and 4 times the sample unless sizes are given; 10 and 40 take minutes
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generate import generate

from leitai.garbage import search_rarely
from leitai.pipeline.preview import Preview

SIZES = (1, 4)
STOCK_LIMIT = 1500  # pages; above it stock MkDocs needs minutes and gigabytes
PEERS = ("hugo", "zensical")
CELL = "content/results/2019Q4/copy1.csv"
SHOWN = "rankings/2019Q4/county.html"
SETTINGS = """\
site_name: stock
docs_dir: {docs}
site_dir: {site}
use_directory_urls: false
theme: {{name: material, language: zh, font: false}}
plugins: [search]
markdown_extensions: [attr_list, tables, def_list, footnotes, admonition]
"""
HUGO = """\
baseURL = "/"
disableKinds = ["taxonomy", "term", "rss", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_PAGE = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"


@dataclass(frozen=True)
class Cost:
    """One run: seconds of CPU and on the clock, the largest process in MB."""

    cpu: float
    wall: float
    peak: float


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    print(
        f"{'engine':<14}{'build':<12}{'times':>6}{'pages':>7}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'bytes/page':>11}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peers = install_peers(folder / "peers")
        for times in sizes:
            root = folder / str(times)
            generate(times, root)
            measure_leitai(root, times)
            measure_serve(root, times)
            measure_peers(root, times, peers)
    return 0


def install_peers(folder: Path) -> Path:
    """An environment with the other generators; what can't be had here is left out of the table."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    for peer in PEERS:
        command = [str(folder / "bin/pip"), "install", "-q", peer]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            print(f"left out, could not be installed: {peer}")
    return folder / "bin"


def measure_leitai(root: Path, times: int) -> None:
    command = [str(Path(sys.executable).with_name("leitai")), "build", "--root", str(root)]
    for label, edit in EDITS.items():
        edit(root)
        report("leitai", label, times, run(command), root / "build/site")


def measure_serve(root: Path, times: int) -> None:
    """From an edit to the page that is looked at, in a process that has shown one before."""
    preview = Preview(root, lambda _: None)
    preview.read()
    preview.build()
    for _ in range(2):
        change_a_cell(root)
        wall, cpu = time.perf_counter(), time.process_time()
        preview.read()
        assert preview.page(SHOWN), "not there before the whole site"
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report("leitai serve", "one cell", times, Cost(cpu, wall, peak), root / "build/site")


def change_nothing(root: Path) -> None:
    return


def change_a_cell(root: Path) -> None:
    lines = (root / CELL).read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if "安全隐患按期整改率" in line)
    unit, indicator, value, *others = lines[at].split(",")
    lines[at] = ",".join((unit, indicator, f"{float(value) - 0.1:.1f}", *others))
    (root / CELL).write_text("\n".join(lines), encoding="utf-8")


def change_a_write_up(root: Path) -> None:
    path = sorted((root / "content/cases").glob("*.md"))[0]
    path.write_text(path.read_text(encoding="utf-8") + "\n材料以后还会补充。\n", encoding="utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "cold": change_nothing,
    "no change": change_nothing,
    "one cell": change_a_cell,
    "one write-up": change_a_write_up,
}


def measure_peers(root: Path, times: int, peers: Path) -> None:
    pages = len(list((root / "build/site").rglob("*.html")))
    for label, command, site in peer_commands(root, peers):
        if Path(command[0]).exists() and (label != "stock MkDocs" or pages <= STOCK_LIMIT):
            report(label, "cold", times, run(command), site)


def peer_commands(root: Path, peers: Path) -> Iterator[tuple[str, list[str], Path]]:
    hugo = root / "hugo"
    (hugo / "layouts/_default").mkdir(parents=True)
    for layout in ("single", "list"):
        (hugo / f"layouts/_default/{layout}.html").write_text(HUGO_PAGE)
    (hugo / "layouts/index.html").write_text(HUGO_PAGE)
    (hugo / "hugo.toml").write_text(HUGO)
    copy_for_hugo(root / "build/pages", hugo / "content")
    yield "Hugo", [str(peers / "hugo"), "--quiet", "--source", str(hugo)], hugo / "public"
    for label, program in (
        ("Zensical", peers / "zensical"),
        ("stock MkDocs", Path(sys.executable).with_name("mkdocs")),
    ):
        settings, site = root / f"stock-{program.name}.yml", root / program.name
        settings.write_text(SETTINGS.format(docs="build/pages", site=program.name), encoding="utf-8")
        yield label, [str(program), "build", "-f", str(settings)], site


def copy_for_hugo(docs: Path, content: Path) -> None:
    """The pages in Markdown; to Hugo a folder's `index.md` would be its only page."""
    for path in docs.rglob("*.md"):
        target = content / path.relative_to(docs)
        target = target.with_name("_index.md") if path.name == "index.md" else target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def run(command: list[str]) -> Cost:
    """Every descendant counts: `wait4` tells of those that were waited for. Modules are compiled once, as on any office's computer."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def report(engine: str, build: str, times: int, cost: Cost, site: Path) -> None:
    sizes = [page.stat().st_size for page in site.rglob("*.html")]
    line = (
        f"{engine:<14}{build:<12}{times:>6}{len(sizes):>7}{cost.cpu:>8.1f}{cost.wall:>8.1f}{cost.peak:>9.0f}"
    )
    print(f"{line}{sum(sizes) / max(len(sizes), 1):>11.0f}", flush=True)


if __name__ == "__main__":
    search_rarely()
    sys.exit(main())
