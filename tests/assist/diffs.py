"""A portal in which nothing is conspicuous, and what `leitai diff` tells about a portal."""

from __future__ import annotations

import re
from pathlib import Path

from leitai.assist.diff.findings import diff_period
from leitai.assist.diff.model import Diff, Finding
from leitai.pipeline.load import load
from portals import Portal, copy_portal

QUARTERS = ("2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1", "2019Q2")
LAST = "content/results/2019Q2/汇总.csv"
COLUMNS = "火灾起数（起）,隐患整改率,服务评分,积案化解数"
START = {  # fires, rate, score, cases solved per quarter
    "甲县": (20, 90, 30, 10),
    "乙县": (24, 91, 31, 12),
    "丙市": (28, 92, 32, 14),
    "丁山（经济）开发区": (36, 93, 33, 16),
    "戊县": (40, 94, 34, 18),
    "己县": (48, 95, 35, 20),
}
NEW_ROWS = "wu,戊县,戊,县,county,yangli,,5,,,虚构\nji,己县,己,县,county,yangli,,6,,,虚构\n"


def steady_portal(folder: Path) -> Portal:
    """Six units and their city over six quarters: every value goes up one and down one in turn."""
    portal = copy_portal(folder)
    portal.delete("content/results")
    settings = "site_config/"
    portal.write(settings + "units.csv", (portal.root / settings / "units.csv").read_text("utf-8") + NEW_ROWS)
    portal.write(
        settings + "indicators.csv",
        (portal.root / settings / "indicators.csv").read_text("utf-8")
        + "solved,积案化解数,件,higher,ytd,0,平安建设,政法委,本年累计化解件数。,台账,true,0,99999,\n",
    )
    method = settings + "methods/county.yml"
    portal.replace(method, "from: 2019Q1", "from: 2018Q1")
    portal.replace(method, "{kind: completion, target: file, cap: 1}", "{kind: as_given, full: 100}")
    periods = "".join(f"  {quarter}: {{data_status: demo}}\n" for quarter in QUARTERS)
    text = (portal.root / settings / "portal.yml").read_text("utf-8")
    portal.write(
        settings + "portal.yml", re.sub(r"periods:\n(  20.*\n)+", lambda _: f"periods:\n{periods}", text)
    )
    for index, quarter in enumerate(QUARTERS):
        _write_quarter(portal, index, quarter)
    return portal


def _write_quarter(portal: Portal, index: int, quarter: str) -> None:
    wave, in_year = index % 2, index % 4 + 1
    rows = [
        f"{unit},{fires + wave},{rate + wave}.5,{score + wave},{solved * in_year + wave}"
        for unit, (fires, rate, score, solved) in START.items()
    ]
    fires = sum(start[0] + wave for start in START.values())
    portal.write(f"content/results/{quarter}/汇总.csv", "\n".join([f"单位,{COLUMNS}", *rows, ""]))
    portal.write(f"content/results/{quarter}/全市.csv", f"单位,火灾起数\n样例市,{fires}\n")


def diff_of(portal: Portal, period: str = "2019Q2") -> Diff:
    return diff_period(portal.root, load(portal.root), period)


def told(diff: Diff, kind: str) -> list[str]:
    return [finding.what for finding in diff.findings if finding.kind == kind]


def only(diff: Diff, kind: str) -> Finding:
    (found,) = (finding for finding in diff.findings if finding.kind == kind)
    return found


def set_cells(portal: Portal, period: str, unit: str, cells: str) -> None:
    """Write a unit's row of a quarter anew."""
    path = f"content/results/{period}/汇总.csv"
    text = portal.read(path)
    changed, times = re.subn(rf"(?m)^{unit},.*$", lambda _: f"{unit},{cells}", text)
    assert times == 1
    portal.write(path, changed)
