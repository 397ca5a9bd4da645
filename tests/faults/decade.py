"""A small portal that lives for ten years, and what each of its steps must leave behind."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

from portals import Portal, copy_portal

LEDGERS = "content/ledgers"
UNITS, INDICATORS = "site_config/units.csv", "site_config/indicators.csv"
METHOD = """id: {id}
version: 1
dated: {dated}
title: 样例市季度考核办法（虚构）
group: county
periods: {{from: {first}{last}}}
scale: 100
aggregate: arithmetic
rounding: {{places: 2, mode: half_up, at: indicator}}
rank_on: published
ties: competition
missing: unranked
not_applicable: reweight
display: full
dimensions:
  - id: all
    name: 全部
    weight: 100
    indicators:
      - {{id: fire, weight: {weight}, score: {{kind: minmax, floor: 60, span: 40}}}}
      - {{id: service, weight: {rest}, score: {{kind: as_given, full: {rest}}}}}
"""
COMMAND = re.compile(r"leitai (correct .*? --new \S+?|merge \S+?)(?=[，。]|$)")
NAME = "赵铁柱"
REASONS = ("--reason", f"{NAME}漏统计一处", "--date", "2023-05-06", "--document", "样〔2023〕5号")


class Decade(Portal):
    """The portal of the story, and what each of its steps must leave behind."""

    def quarter(self, year: int, number: int, rows: dict[str, tuple[int, int]], fire: str) -> None:
        """A quarter comes in and is published."""
        name, day = f"{year}Q{number}", f"{year + number // 4}-{number * 3 % 12 + 1:02}-15"
        lines = "".join(f"{unit},{fires},{marks}\n" for unit, (fires, marks) in rows.items())
        self.write(f"content/results/{name}/汇总.csv", f"单位,{fire},服务评分\n{lines}")
        self.replace(
            "site_config/portal.yml",
            "periods:\n",
            f"periods:\n  {name}: {{published_on: {day}, data_status: demo}}\n",
        )

    def step(self, what: str, advice: int = 0) -> None:
        """Whatever is wrong names a command; the first one is enough, and no more than that is needed."""
        before = self.kept()
        fixes = self.errors()
        assert len(fixes) == advice, f"{what}: {fixes}"
        if fixes:
            found = COMMAND.findall(fixes[0])
            done = self.run(*shlex.split(found[0]), *REASONS)
            assert (done.exit_code, self.errors()) == (0, []), f"{what}: {done.output}"
        self.assert_kept(before, what)

    def assert_kept(self, before: dict[str, bytes], what: str) -> None:
        now = self.kept()
        assert {path: now.get(path) for path in before} == before, f"{what}: a sealed byte is another one"

    def redact_the_name(self) -> None:
        """What held the name is another one, and nothing else."""
        before = self.kept()
        clean = {path: data for path, data in before.items() if NAME.encode() not in data}
        done = self.redact(NAME, date="2023-06-01")
        assert (done.exit_code, self.errors(), len(clean) < len(before)) == (0, [], True), done.output
        self.assert_kept(clean, "redacted")
        assert not any(NAME.encode() in data for data in self.kept().values())

    def git(self, *arguments: str) -> int:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
        command = ["git", "-C", str(self.root), *identity, *arguments]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def commit(self) -> None:
        assert (self.git("add", "-A"), self.git("commit", "-qm", "x")) == (0, 0)

    def kept(self) -> dict[str, bytes]:
        folder = self.root / LEDGERS / "seals"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.is_file()
        }

    def build_and_verify(self) -> None:
        assert self.run("build").exit_code == 0
        verified = self.run("verify")
        assert verified.exit_code == 0, verified.output

    def size(self) -> int:
        return sum(path.stat().st_size for path in (self.root / LEDGERS).rglob("*.*") if path.is_file())


def begin(root: Path) -> Decade:
    """The portal of the first day: three units, two indicators, no quarter yet."""
    found = Decade(copy_portal(root).root)
    found.delete("content/results")
    found.write("site_config/aliases.csv", "kind,alias,id,group,valid_from,valid_to\n")
    text = found.read("site_config/portal.yml")
    found.write("site_config/portal.yml", re.sub(r"  2019Q\d:.*\n", "", text))
    lines = found.read(INDICATORS).replace(",note\n", ",valid_from,valid_to,note\n").splitlines()
    found.write(INDICATORS, "\n".join([lines[0], *(line + ",," for line in lines[1:]), ""]))
    found.write(
        UNITS,
        "unit_id,name,short,kind,group,parent_id,gbt2260,sort,valid_from,valid_to,successor,note\n"
        "jia,甲县,甲县,县,county,,,1,,,,虚构\nyi,乙县,乙县,县,county,,,2,,,,虚构\nbing,丙市,丙市,县级市,county,,,3,,,,虚构\n",
    )
    found.write("site_config/methods/county.yml", method("county", "2018-12-20", "2019Q1", "", 60))
    found.write(".gitignore", "build/\n")
    found.git("init", "-q")
    return found


def method(name: str, dated: str, first: str, last: str, weight: int) -> str:
    span = f", to: {last}" if last else ""
    return METHOD.format(id=name, dated=dated, first=first, last=span, weight=weight, rest=100 - weight)


def values(year: int, number: int) -> dict[str, tuple[int, int]]:
    """Who exists, called what it is called then; the marks fit either method."""
    jia = "甲县" if year < 2020 else "甲区"
    units = {jia: 1, "乙县": 2, "丙市": 3} if year < 2022 else {jia: 1, "丙市": 3}
    if year >= 2024:
        units = {"甲东区": 4, "甲西区": 5, "丙市": 3}
    return {
        unit: (10 + at * 7 % 5 + (year + number * at) % 6, 20 + (year * at + number) % 9)
        for unit, at in units.items()
    }
