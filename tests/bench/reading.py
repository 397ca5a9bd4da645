"""`make bench`: what reading results costs beside `pandas.read_csv` plus a merge with the roster.

Writes one portal of a province's size, 1,400 units × 50 indicators × 5 periods = 350,000 cells, three
periods as wide tables and two as tidy ones with notes; one cell in a hundred is 未报, `9300余起` or the
like. Prints the median of several runs for each way over the same files, and the ratio. pandas types
each column by itself and checks nothing; `read_results` resolves every name, reads every value exactly
and looks for repeats and personal data.
"""

from __future__ import annotations

import csv
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from leitai.garbage import search_rarely
from leitai.pipeline.load import load
from leitai.problems import Problem, errors_of
from leitai.read.records.mappings import read_mappings
from leitai.read.records.settings import read_settings
from leitai.read.sheets.results import read_results

BASE = Path(__file__).parent.parent / "portal"
UNITS, INDICATORS, OFFICES = 1400, 50, 5
WIDE, TIDY = ("2018Q1", "2018Q2", "2018Q3"), ("2018Q4", "2019Q1")
ODD = ("未报", "{}余起", "不适用", "{}起", "零报告", "约{}")
RUNS = 9


def main() -> int:
    search_rarely()  # as in `leitai check`
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "portal"
        generate(root)
        paths = [path for period in (*WIDE, *TIDY) for path in files(root, period)]
        runs = [(seconds(with_pandas, root, paths), seconds(with_leitai, root)) for _ in range(RUNS)]
        pandas_seconds, own_seconds = (statistics.median(column) for column in zip(*runs, strict=True))
        ratio = statistics.median(own / other for other, own in runs)
        cells = UNITS * INDICATORS * len(WIDE + TIDY)
        print(
            f"{cells} cells, median of {RUNS} runs: pandas {pandas_seconds:.3f} s, read_results {own_seconds:.3f} s"
        )
        print(f"read_results takes {ratio:.1f} times pandas, {1e6 * own_seconds / cells:.2f} µs per cell")
        print(f"for information, all that leitai check does, once: {seconds(load, root):.1f} s")
    return 0


def with_pandas(root: Path, paths: list[Path]) -> int:
    roster = pd.read_csv(root / "site_config/units.csv")
    tables = [pd.read_csv(path).merge(roster, left_on="单位", right_on="name") for path in paths]
    return sum(len(table) for table in tables)


def with_leitai(root: Path) -> int:
    problems: list[Problem] = []
    settings = read_settings(root, problems)
    assert settings is not None
    results = read_results(root, settings, read_mappings(root, settings, problems), problems)
    assert not errors_of(problems)
    return len(results.observations)


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """Wall time; the two ways take turns, so that whatever else the machine does slows both."""
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def generate(root: Path) -> None:
    """The portal: the settings of the tests' smallest one, with many units and indicators."""
    shutil.copytree(BASE, root)
    shutil.rmtree(root / "content/results")
    units, indicators = _write_settings(root / "site_config")
    numbers = random.Random(2019)
    for period in (*WIDE, *TIDY):
        for office in range(OFFICES):
            own = indicators[office::OFFICES]
            values = [[_value(numbers) for _ in own] for _ in units]
            rows = _wide(units, own, values) if period in WIDE else _tidy(units, own, values, numbers)
            _write(root / f"content/results/{period}/部门{office + 1}.csv", rows)


def files(root: Path, period: str) -> list[Path]:
    return sorted((root / "content/results" / period).iterdir())


def _write_settings(folder: Path) -> tuple[list[str], list[str]]:
    units = [f"第{n:04d}乡镇" for n in range(UNITS)]
    indicators = [f"第{n:02d}项办件数" for n in range(INDICATORS)]
    kept = folder / "units.csv"
    header = kept.read_text(encoding="utf-8").splitlines()[0].split(",")
    _write(
        kept,
        [header, *([f"u{n}", u, u, "乡镇", "county", *[""] * 2, n, *[""] * 3] for n, u in enumerate(units))],
    )
    kept = folder / "indicators.csv"
    lines = list(csv.reader(kept.open(encoding="utf-8")))
    like = lines[1]
    _write(kept, [lines[0], *([f"i{n}", name, *like[2:]] for n, name in enumerate(indicators))])
    (folder / "aliases.csv").write_text("kind,alias,id,group,valid_from,valid_to\n", encoding="utf-8")
    portal = (folder / "portal.yml").read_text(encoding="utf-8")
    declared = "".join(f"  {period}: {{data_status: preliminary}}\n" for period in (*WIDE, *TIDY))
    head, _, tail = portal.partition("periods:\n")
    rest = "\n".join(line for line in tail.splitlines() if not line.startswith("  2019"))
    (folder / "portal.yml").write_text(f"{head}periods:\n{declared}{rest}\n", encoding="utf-8")
    _write_method(folder / "methods/county.yml")
    return units, indicators


def _write_method(path: Path) -> None:
    """Every indicator with the same weight, none of them blocking."""
    head = path.read_text(encoding="utf-8").partition("dimensions:")[0]
    head = head.replace("from: 2019Q1", f"from: {WIDE[0]}").replace("missing: unranked", "missing: reweight")
    score = "score: {kind: minmax, floor: 60, span: 40}"
    leaves = "".join(
        f"      - {{id: i{n}, weight: {100 // INDICATORS}, {score}}}\n" for n in range(INDICATORS)
    )
    dimension = "dimensions:\n  - id: all\n    name: 全部\n    weight: 100\n    indicators:\n"
    path.write_text(head + dimension + leaves, encoding="utf-8")


def _value(numbers: random.Random) -> str:
    number = numbers.choice((numbers.randrange(10000), round(numbers.random() * 9999, 2)))
    return numbers.choice(ODD).format(number) if numbers.randrange(100) == 0 else str(number)


def _wide(units: list[str], indicators: list[str], values: list[list[str]]) -> Iterator[list[str]]:
    yield ["单位", *indicators]
    for unit, row in zip(units, values, strict=True):
        yield [unit, *row]


def _tidy(
    units: list[str], indicators: list[str], values: list[list[str]], numbers: random.Random
) -> Iterator[list[str]]:
    yield ["单位", "指标", "数值", "备注"]
    for unit, row in zip(units, values, strict=True):
        for indicator, value in zip(indicators, row, strict=True):
            yield [unit, indicator, value, "" if numbers.randrange(50) else "含跨区办件，已核对"]


def _write(path: Path, rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
