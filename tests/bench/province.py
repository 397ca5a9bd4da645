"""One group of so many towns as a province has: writes the portal, builds it, prints what that costs and the largest pages.

python tests/bench/province.py 1400 FOLDER
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from scale import run
from selectolax.lexbor import LexborHTMLParser

sys.path.append(str(Path(__file__).parents[1] / "support"))
from portals import Portal, small_portal

INDICATORS = 30
PERIODS = tuple(f"{year}Q{quarter}" for year in (2018, 2019) for quarter in (1, 2, 3, 4))
SHOWN = 12


def province(root: Path, towns: int) -> Portal:
    """`tests/portal` with a group of towns, all reported for eight quarters on thirty indicators; invented figures."""
    portal, chance = small_portal(root), random.Random(towns)
    names = [f"样例{number}镇" for number in range(1, towns + 1)]
    units = (f"t{n},{name},样例{n},乡镇（街道）,town,yangli,,{n},,,虚构\n" for n, name in enumerate(names, 1))
    portal.append("site_config/units.csv", "".join(units))
    columns = [f"指标{number}" for number in range(1, INDICATORS + 1)]
    known = (
        f"i{n},{name},%,higher,quarter,1,平安建设,平安办,比例。,台账,true,0,100,,\n"
        for n, name in enumerate(columns, 1)
    )
    portal.append("site_config/indicators.csv", "".join(known))
    portal.replace("site_config/portal.yml", "  city: 全市\n", "  city: 全市\n  town: 乡镇（街道）\n")
    _write_periods(portal)
    portal.replace("site_config/methods/county.yml", "to: 2019Q4", "to: 2019Q2")
    portal.write("site_config/methods/town.yml", _method(portal.read("site_config/methods/county.yml")))
    for period in PERIODS:
        rows = (f"{name},{','.join(_value(chance) for _ in columns)}\n" for name in names)
        portal.write(f"content/results/{period}/乡镇.csv", f"单位,{','.join(columns)}\n{''.join(rows)}")
    return portal


def _write_periods(portal: Portal) -> None:
    text = portal.read("site_config/portal.yml")
    for period in PERIODS:
        if f"  {period}: " not in text:
            ended = ", unranked: [county]" if period > "2019Q2" else ""
            settings = f"deadline: 2020-01-08, published_on: 2020-01-15, data_status: demo{ended}"
            text = text.replace("themes: ", f"  {period}: {{{settings}}}\nthemes: ")
    portal.write("site_config/portal.yml", text)


def _value(chance: random.Random) -> str:
    return f"{chance.uniform(60, 99):.1f}"


def _method(county: str) -> str:
    """The county's head, from the first period on; every indicator has a weight of 10."""
    head = (
        county.partition("dimensions:")[0]
        .replace("county", "town")
        .replace("2019Q1, to: 2019Q2", f"{PERIODS[0]}, to: {PERIODS[-1]}")
    )
    head = head.replace("scale: 100", f"scale: {INDICATORS * 10}").replace(
        "dated: 2018-12-20", "dated: 2017-12-20"
    )
    lines = (
        f"      - {{id: i{n}, weight: 10, score: {{kind: minmax, floor: 60, span: 40}}}}\n"
        for n in range(1, INDICATORS + 1)
    )
    return f"{head}dimensions:\n  - id: all\n    name: 全部\n    weight: {INDICATORS * 10}\n    indicators:\n{''.join(lines)}"


def main() -> int:
    towns, root = int(sys.argv[1]), Path(sys.argv[2])
    province(root, towns)
    cost = run([str(Path(sys.executable).with_name("leitai")), "build", "--root", str(root)])
    print(f"{towns} towns: {cost.cpu:.0f} s of CPU, {cost.wall:.0f} s, largest process {cost.peak:.0f} MB")
    sizes = []
    for path in (root / "build/site").rglob("*.html"):
        html = path.read_bytes()
        sizes.append((len(html), len(LexborHTMLParser(html).css("*")), path.relative_to(root / "build/site")))
    print(f"{len(sizes)} pages; the largest (bytes, nodes):")
    for size, nodes, path in sorted(sizes, reverse=True)[:SHOWN]:
        print(f"{size:>9} {nodes:>7} {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
