"""`make bench`: does the cost of a page stay the same as the portal grows? And beside stock MkDocs?

Prints one table: portals 1, 10 and 40 times the sample, built by `leitai build`, and the same Markdown
built by MkDocs as it comes (whole navigation, built-in search). Stock is left out above
`STOCK_LIMIT` pages, where it needs minutes and gigabytes; `--all` runs it nevertheless.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from generate import generate

SIZES = (1, 10, 40)
STOCK_LIMIT = 1500
STOCK_SETTINGS = """\
site_name: stock
docs_dir: {docs}
use_directory_urls: false
theme: {{name: material, language: zh, font: false}}
plugins: [search]
markdown_extensions: [attr_list, tables, def_list, footnotes, admonition]
"""


@dataclass(frozen=True)
class Result:
    """One build as a whole process: wall time in seconds, pages and bytes of HTML that came out."""

    label: str
    times: int
    seconds: float
    pages: int
    html_bytes: int

    def line(self) -> str:
        per_page = f"{1000 * self.seconds / self.pages:8.1f} {self.html_bytes / self.pages:10.0f}"
        return f"{self.label:<12} {self.times:>5} {self.pages:>7} {self.seconds:>9.1f} {per_page}"


def main() -> int:
    everything = "--all" in sys.argv
    print("engine       times   pages   seconds  ms/page bytes/page")
    with tempfile.TemporaryDirectory() as folder:
        results = [measure_leitai(Path(folder) / str(times), times) for times in SIZES]
        for times, own in zip(SIZES, results, strict=True):
            if own.pages <= STOCK_LIMIT or everything:
                print(measure_stock(Path(folder) / str(times), times).line(), flush=True)
    middle, large = results[1], results[2]
    time_ratio = (large.seconds / large.pages) / (middle.seconds / middle.pages)
    byte_ratio = (large.html_bytes / large.pages) / (middle.html_bytes / middle.pages)
    print(
        f"leitai, 40 times the sample against 10 times, per page: time ×{time_ratio:.2f}, bytes ×{byte_ratio:.2f}"
    )
    return 0


def measure_leitai(root: Path, times: int) -> Result:
    generate(times, root)
    command = [str(Path(sys.executable).with_name("leitai")), "build", "--root", str(root)]
    result = _measure("leitai", times, command, root / "build/site")
    print(result.line(), flush=True)
    return result


def measure_stock(root: Path, times: int) -> Result:
    settings = root / "stock.yml"
    settings.write_text(STOCK_SETTINGS.format(docs=root / "build/pages"), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(root / "stock")]
    return _measure("stock MkDocs", times, command, root / "stock")


def _measure(label: str, times: int, command: list[str], site: Path) -> Result:
    start = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    seconds = time.perf_counter() - start
    pages = list(site.rglob("*.html"))
    return Result(label, times, seconds, len(pages), sum(page.stat().st_size for page in pages))


if __name__ == "__main__":
    sys.exit(main())
