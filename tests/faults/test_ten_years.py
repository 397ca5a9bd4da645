"""Ten years of a small portal: names change, units merge and split, mistakes surface early and late.

After every step the check is clean again with the one command that its message named, every seal is byte for byte what
it was, and the built site is right by its manifest, the seals and the ledger of addresses.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from leitai.publish.site.tree import write_manifest
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
COMMAND = re.compile(r"leitai (correct .*? --new \S+?)(?=[，。]|$)")
REASONS = ("--reason", "漏统计一处", "--date", "2028-05-06", "--document", "样〔2028〕5号")


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
            done = self.run(*shlex.split(found[-1]), *REASONS)
            assert (done.exit_code, self.errors()) == (0, []), f"{what}: {done.output}"
        now = self.kept()
        assert {path: now.get(path) for path in before} == before, f"{what}: a sealed byte is another one"

    def kept(self) -> dict[str, bytes]:
        folder = self.root / LEDGERS / "seals"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("v*/*.*")}

    def build_and_verify(self) -> None:
        assert self.run("build").exit_code == 0
        verified = self.run("verify")
        assert verified.exit_code == 0, verified.output

    def size(self) -> int:
        return sum(path.stat().st_size for path in (self.root / LEDGERS).rglob("*.*") if path.is_file())


@pytest.fixture
def decade(tmp_path: Path) -> Decade:
    found = Decade(copy_portal(tmp_path / "portal").root)
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
    return found


def method(name: str, dated: str, first: str, last: str, weight: int) -> str:
    span = f", to: {last}" if last else ""
    return METHOD.format(id=name, dated=dated, first=first, last=span, weight=weight, rest=100 - weight)


def quarters(year: int) -> tuple[int, ...]:
    """All of a year in which something happens, of others the last: forty would tell the same for twice the time."""
    return (1, 2, 3, 4) if year in (2019, 2020, 2022, 2024) else (4,)


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


def test_ten_years(decade: Decade, bare_engine: None) -> None:
    sizes, known = {}, 0
    for year in range(2019, 2029):
        if year == 2020:
            decade.replace(
                UNITS,
                "jia,甲县,甲县,县,county,,,1,,,,虚构",
                "jia,甲县,甲县,县,county,,,1,,2019-12-31,,虚构\njia,甲区,甲区,市辖区,county,,,1,2020-01-01,,,虚构",
            )
            decade.step("a county becomes a district")
            decade.replace("content/results/2019Q4/汇总.csv", "甲县,", "甲县,1")
            decade.step("a mistake surfaces early", advice=1)
        if year == 2021:
            decade.replace(
                INDICATORS,
                "fire,火灾起数,起,lower,quarter,0,平安建设,消防机构,本季火灾起数。,火灾统计,true,0,9999,true,,,",
                "fire,火灾起数,起,lower,quarter,0,平安建设,消防机构,本季火灾起数。,火灾统计,true,0,9999,true,,2020-12-31,\nfire,火灾事故数,起,lower,quarter,0,平安建设,消防救援机构,本季火灾事故数。,火灾统计,true,0,9999,true,2021-01-01,,",
            )
            decade.step("an indicator is renamed")
        if year == 2022:
            decade.replace(
                UNITS, "yi,乙县,乙县,县,county,,,2,,,,", "yi,乙县,乙县,县,county,,,2,,2021-12-31,bing,"
            )
            decade.step("a county is merged into another")
        if year == 2023:
            decade.write(
                "site_config/methods/county.yml", method("county", "2018-12-20", "2019Q1", "2022Q4", 60)
            )
            decade.write(
                "site_config/methods/county-2023.yml", method("county-2023", "2022-12-20", "2023Q1", "", 50)
            )
            decade.step("another method")
        if year == 2024:
            decade.replace(UNITS, "2020-01-01,,,虚构", "2020-01-01,2023-12-31,jiadong、jiaxi,虚构")
            decade.append(
                UNITS,
                "jiadong,甲东区,甲东,市辖区,county,,,4,2024-01-01,,,虚构\njiaxi,甲西区,甲西,市辖区,county,,,5,2024-01-01,,,虚构\n",
            )
            decade.step("a district is split")
        fire = "火灾起数" if year < 2021 else "火灾事故数"
        for number in quarters(year):
            decade.quarter(year, number, values(year, number), fire)
        assert decade.run("seal", *(f"{year}Q{number}" for number in quarters(year))).exit_code == 0
        known += len(quarters(year))
        sizes[year] = decade.size() / known
        if year == 2019:
            decade.build_and_verify()
    text = decade.read("content/results/2019Q1/汇总.csv")
    decade.write(
        "content/results/2019Q1/汇总.csv", re.sub(r"县,(\d+)", r"县,2\1", text).replace("甲县", "甲区")
    )
    decade.step("nine years later, all of an indicator, by the name of today", advice=1)
    decade.replace("content/results/2020Q3/汇总.csv", "丙市,", "丙市,1")
    decade.replace("content/results/2024Q2/汇总.csv", "丙市,", "丙市,1")
    fixes = decade.errors()
    assert len(fixes) == 2, "whichever is corrected first seals its own quarter"
    for fix in fixes:
        assert decade.run(*shlex.split(COMMAND.findall(fix)[0]), *REASONS).exit_code == 0
    assert decade.errors() == []
    decade.build_and_verify()
    assert sizes[2028] < 1.15 * sizes[2023], "ledgers grow linearly"
    site = decade.root / "build/site"
    then = (site / "rankings/2019Q3/county.html").read_text(encoding="utf-8")
    assert "甲县" in then and "甲县今称" in then and "乙县于2021年12月31日撤销" in then
    assert "甲区" not in (site / "rankings/2019Q3/v1/county.html").read_text(encoding="utf-8")
    gone = (site / "units/yi.html").read_text(encoding="utf-8")
    assert re.search(r"乙县于2021年12月31日撤销，由<a [^>]*>丙市</a>承接", gone)
    district = (site / "units/jiadong.html").read_text(encoding="utf-8")
    assert "由来" in district and "曾用名" in (site / "units/jia.html").read_text(encoding="utf-8")
    first = (site / "rankings/2022Q1/county.html").read_text(encoding="utf-8")
    assert "口径调整：参评单位不同" in first


def test_what_is_forged_with_its_manifest_is_found(decade: Decade, bare_engine: None) -> None:
    decade.quarter(2019, 1, values(2019, 1), "火灾起数")
    assert decade.run("seal", "2019Q1").exit_code == 0
    decade.build_and_verify()
    site = decade.root / "build/site"
    for path, told in (
        ("rankings/2019Q1/v1/county.html", "rankings/2019Q1/v1/county.html"),
        ("archive/seals.csv", "archive/seals.csv"),
    ):
        whole = (site / path).read_bytes()
        (site / path).write_bytes(whole.replace(b"2019", b"2018"))
        write_manifest(site)
        found = decade.run("verify")
        assert (found.exit_code, f"与封存账不符 {told}" in found.output) == (1, True)
        (site / path).write_bytes(whole)
        write_manifest(site)
    assert decade.run("verify").exit_code == 0
    key, target = decade.root / "office.key", decade.root.parent / "shown"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    assert "没有登记" in decade.run("publish", str(target), "--demo", "--sign", str(key)).output
    decade.write("site_config/signers", f"office@example.cn {key.with_suffix('.key.pub').read_text()}")
    assert "发布要签名" in decade.run("publish", str(target), "--demo").output
    assert decade.run("publish", str(target), "--demo", "--sign", str(key)).exit_code == 0
    assert "签名有效：office@example.cn" in decade.run("verify", str(target)).output
    (target / "index.html").write_text("forged", encoding="utf-8")
    write_manifest(target)
    assert "没有登记过的签名人的有效签名" in decade.run("verify", str(target)).output
    archive = decade.root.parent / "2019Q1.zip"
    done = decade.run("archive", "2019Q1", "-o", str(archive), "--sign", str(key))
    assert done.exit_code == 0, done.output
    assert decade.run("verify", str(archive)).exit_code == 0
    archive.with_name("2019Q1.zip.sig").unlink()
    assert decade.run("verify", str(archive)).exit_code == 1
