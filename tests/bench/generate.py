"""Portals many times the size of the sample: the same groups, results, cases and meetings, copied.
One in ten characters of a copied case is another one, so that texts differ as much as texts do.

python tests/bench/generate.py 10 FOLDER
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import sys
from collections import defaultdict
from pathlib import Path

from leitai.model.observations import observation_records
from leitai.pipeline.load import Loaded, load

REPOSITORY = Path(__file__).parent.parent.parent
CITY = "jinhua"
SHARE_EXCHANGED = 0.1
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def generate(times: int, folder: Path) -> None:
    """Write a portal `times` the sample into a new folder; copy 1 keeps the sample's own names."""
    portal = load(REPOSITORY)
    shutil.copytree(REPOSITORY / "site_config", folder / "site_config")
    shutil.copytree(REPOSITORY / "content/pages", folder / "content/pages")
    shutil.copy(REPOSITORY / "content/facts.csv", folder / "content/facts.csv")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    _write_units(folder, times)
    _write_groups(folder, portal, times)
    for copy in range(1, times + 1):
        _write_methods(folder, copy)
        _write_results(folder, portal, copy)
        _write_cases(folder, portal, copy)
        _write_meetings(folder, portal, copy)
    _write_targets(folder, times)


def _mark(copy: int) -> str:
    return "" if copy == 1 else f"-c{copy}"


def _write_units(folder: Path, times: int) -> None:
    rows = list(csv.DictReader((REPOSITORY / "site_config/units.csv").open(encoding="utf-8")))
    found = []
    for copy in range(1, times + 1):
        for row in rows:
            if copy > 1 and row["unit_id"] == CITY:
                continue
            mark = _mark(copy)
            parent = row["parent_id"] + (mark if row["parent_id"] not in ("", CITY) else "")
            group = row["group"] if row["group"] == "city" else row["group"] + mark
            changed = {
                "unit_id": row["unit_id"] + mark,
                "name": row["name"] + mark,
                "short": row["short"] + mark,
            }
            found.append({**row, **changed, "parent_id": parent, "group": group})
    _write_csv(folder / "site_config/units.csv", found)
    (folder / "site_config/aliases.csv").write_text(
        "kind,alias,id,group,valid_from,valid_to\n", encoding="utf-8"
    )


def _write_groups(folder: Path, portal: Loaded, times: int) -> None:
    path = folder / "site_config/portal.yml"
    lines = [
        f"  {group.group_id}{_mark(copy)}: {group.name}{_mark(copy)}\n"
        for copy in range(1, times + 1)
        for group in portal.content.settings.portal.groups
        if copy == 1 or group.group_id != "city"
    ]
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"(?m)^(groups:.*\n)(?:  .*\n)+", lambda m: m[1] + "".join(lines), text), encoding="utf-8"
    )


def _write_methods(folder: Path, copy: int) -> None:
    mark = _mark(copy)
    for path in sorted((REPOSITORY / "site_config/methods").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(id|group): (.*)$", rf"\1: \2{mark}", text)
        (folder / "site_config/methods" / f"{path.stem}{mark}.yml").write_text(text, encoding="utf-8")


def _write_results(folder: Path, portal: Loaded, copy: int) -> None:
    rows = defaultdict(list)
    settings = portal.content.settings
    for cell in observation_records(portal.content.observations):
        if copy > 1 and cell.unit_id == CITY:
            continue
        name = settings.units[cell.unit_id].name + _mark(copy)
        target = "" if cell.target is None else str(cell.target)
        row = {
            "单位": name,
            "指标": settings.indicators[cell.indicator_id].name,
            "数值": str(cell.value) if cell.place.path.startswith("content/meetings/") else cell.text,
            "目标值": target,
        }
        rows[cell.period.id].append(row)
    for period, found in rows.items():
        _write_csv(folder / "content/results" / period / f"copy{copy}.csv", found)


def _write_targets(folder: Path, times: int) -> None:
    rows = list(csv.DictReader((REPOSITORY / "content/targets.csv").open(encoding="utf-8")))
    general = [row for row in rows if not row["单位"]]
    own = [row for row in rows if row["单位"]]
    copied = [{**row, "单位": row["单位"] + _mark(copy)} for copy in range(1, times + 1) for row in own]
    _write_csv(folder / "content/targets.csv", general + copied)


def _write_cases(folder: Path, portal: Loaded, copy: int) -> None:
    target = folder / "content/cases"
    target.mkdir(parents=True, exist_ok=True)
    mark = _mark(copy)
    for slug in portal.content.library.cases:
        text = (REPOSITORY / f"content/cases/{slug}.md").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^units: \[(.*)\]", lambda m: f"units: [{_marked(m[1], mark)}]", text)
        text = re.sub(r"(?m)^(  - \{unit: )(\w+)", lambda m: m[1] + _marked(m[2], mark), text)
        if copy > 1:
            text = _varied(text, random.Random(f"{slug}{mark}"))
        (target / f"{slug}{mark}.md").write_text(text, encoding="utf-8")


def _varied(text: str, chance: random.Random) -> str:
    """Another text of the same words: in title and prose, one Chinese character in ten is exchanged."""
    characters = sorted(set(_CHINESE.findall(text)))

    def exchanged(match: re.Match[str]) -> str:
        return chance.choice(characters) if chance.random() < SHARE_EXCHANGED else match[0]

    front, matter, body = text.split("---\n", 2)
    title = re.sub(r"(?m)^title:.*", lambda m: "title:" + _CHINESE.sub(exchanged, m[0][6:]), matter)
    lines = [line if line.startswith("#") else _CHINESE.sub(exchanged, line) for line in body.split("\n")]
    return "---\n".join((front, title, "\n".join(lines)))


def _marked(ids: str, mark: str) -> str:
    return ", ".join(i.strip() + (mark if i.strip() != CITY else "") for i in ids.split(","))


def _write_meetings(folder: Path, portal: Loaded, copy: int) -> None:
    mark = _mark(copy)
    for meeting in (m for m in portal.content.library.meetings if not m.roster):
        text = (REPOSITORY / f"content/meetings/{meeting.slug}/index.md").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^venue: (\w+)", rf"venue: \1{mark}", text)
        target = folder / f"content/meetings/{meeting.slug}{mark}"
        target.mkdir(parents=True)
        (target / "index.md").write_text(text, encoding="utf-8")


def _write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(buffer.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
