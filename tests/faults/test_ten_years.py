"""Ten years of a small portal: names change, units merge and split, mistakes surface early and late, two editors work at once.

After every step the check is clean again with the one command that its message named, every seal is byte for byte what
it was or redacted, and the built site is right by its manifest, the seals and the ledger of addresses. `make thorough` tells all
forty quarters and builds every year.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from decade import COMMAND, INDICATORS, REASONS, UNITS, Decade, begin, method, values

from effort import THOROUGH
from growth import processor_time
from leitai.publish.site.tree import write_manifest


@pytest.fixture
def decade(tmp_path: Path) -> Decade:
    return begin(tmp_path / "portal")


def quarters(year: int) -> tuple[int, ...]:
    """Of a year in which something happens the first and the last, of others the last: forty would tell the same for thrice the time."""
    if year == 2025:  # the first comes in while two editors work
        return (2, 3, 4) if THOROUGH else (4,)
    return (1, 2, 3, 4) if THOROUGH else (1, 4) if year in (2019, 2020, 2022, 2024) else (4,)


def district(decade: Decade) -> None:
    decade.replace(
        UNITS,
        "jia,甲县,甲县,县,county,,,1,,,,虚构",
        "jia,甲县,甲县,县,county,,,1,,2019-12-31,,虚构\njia,甲区,甲区,市辖区,county,,,1,2020-01-01,,,虚构",
    )
    decade.step("a county becomes a district")
    decade.replace("content/results/2019Q4/汇总.csv", "甲县,", "甲县,1")
    decade.step("a mistake surfaces early", advice=1)


def renamed(decade: Decade) -> None:
    decade.replace(
        INDICATORS,
        "fire,火灾起数,起,lower,quarter,0,平安建设,消防机构,本季火灾起数。,火灾统计,true,0,9999,true,,,",
        "fire,火灾起数,起,lower,quarter,0,平安建设,消防机构,本季火灾起数。,火灾统计,true,0,9999,true,,2020-12-31,\n"
        "fire,火灾事故数,起,lower,quarter,0,平安建设,消防救援机构,本季火灾事故数。,火灾统计,true,0,9999,true,2021-01-01,,",
    )
    decade.step("an indicator is renamed")


def merged(decade: Decade) -> None:
    decade.replace(UNITS, "yi,乙县,乙县,县,county,,,2,,,,", "yi,乙县,乙县,县,county,,,2,,2021-12-31,bing,")
    decade.step("a county is merged into another")


def another_method(decade: Decade) -> None:
    decade.write("site_config/methods/county.yml", method("county", "2018-12-20", "2019Q1", "2022Q4", 60))
    later = method("county-2023", "2022-12-20", "2023Q1", "", 50)
    decade.write("site_config/methods/county-2023.yml", later)
    decade.step("another method")
    decade.redact_the_name()


def split(decade: Decade) -> None:
    decade.replace(UNITS, "2020-01-01,,,虚构", "2020-01-01,2023-12-31,jiadong、jiaxi,虚构")
    decade.append(
        UNITS,
        "jiadong,甲东区,甲东,市辖区,county,,,4,2024-01-01,,,虚构\njiaxi,甲西区,甲西,市辖区,county,,,5,2024-01-01,,,虚构\n",
    )
    decade.step("a district is split")


def two_editors(decade: Decade) -> None:
    """One seals a quarter, the other corrects an older one at the same time; neither has told git of leitai's rules."""
    decade.commit()
    decade.git("checkout", "-qb", "other")
    decade.replace("content/results/2022Q4/汇总.csv", "丙市,", "丙市,1")
    decade.step("one corrects", advice=1)
    decade.commit()
    decade.git("checkout", "-q", "main")
    decade.quarter(2025, 1, values(2025, 1), "火灾事故数")
    assert decade.run("seal", "2025Q1").exit_code == 0
    decade.commit()
    before = decade.kept()
    assert decade.git("merge", "other") == 1
    (fix,) = decade.errors()
    assert decade.run(*shlex.split(COMMAND.findall(fix)[0])).exit_code == 0
    decade.commit()
    decade.assert_kept(before, "merged")
    decade.step("what both sealed")


def late_mistakes(decade: Decade) -> None:
    text = decade.read("content/results/2019Q1/汇总.csv")
    text = re.sub(r"县,(\d+)", r"县,2\1", text).replace("甲县", "甲区")
    decade.write("content/results/2019Q1/汇总.csv", text)
    decade.step("nine years later, all of an indicator, by the name of today", advice=1)
    decade.replace("content/results/2020Q4/汇总.csv", "丙市,", "丙市,1")
    decade.replace("content/results/2024Q1/汇总.csv", "丙市,", "丙市,1")
    fixes = decade.errors()
    assert len(fixes) == 2, "whichever is corrected first seals its own quarter"
    for fix in fixes:
        assert decade.run(*shlex.split(COMMAND.findall(fix)[0]), *REASONS).exit_code == 0
    assert decade.errors() == []


HAPPENS = {2020: district, 2021: renamed, 2022: merged, 2023: another_method, 2024: split, 2025: two_editors}


def test_ten_years(decade: Decade, bare_engine: None) -> None:
    sizes, costs, known = {}, {}, 0
    for year in range(2019, 2029):
        HAPPENS.get(year, Decade.commit)(decade)
        names = [f"{year}Q{number}" for number in quarters(year)]
        for number in quarters(year):
            decade.quarter(year, number, values(year, number), "火灾起数" if year < 2021 else "火灾事故数")
        assert decade.run("seal", *names).exit_code == 0
        known += len(names)
        sizes[year] = decade.size() / known
        if year in (2023, 2028):
            costs[year] = processor_time(lambda year: decade.errors(), str(year)) / known
        if THOROUGH or year == 2019:
            decade.build_and_verify()
    late_mistakes(decade)
    decade.build_and_verify()
    assert sizes[2028] < 1.15 * sizes[2023] and costs[2028] < 1.5 * costs[2023], (
        "ledgers and checks grow linearly"
    )
    site = decade.root / "build/site"
    then = (site / "rankings/2019Q1/county.html").read_text(encoding="utf-8")
    assert "甲县" in then and "甲县今称" in then and "乙县于2021年12月31日撤销" in then
    assert "甲区" not in (site / "rankings/2019Q1/v1/county.html").read_text(encoding="utf-8")
    gone = (site / "units/yi.html").read_text(encoding="utf-8")
    assert re.search(r"乙县于2021年12月31日撤销，由<a [^>]*>丙市</a>承接", gone)
    jiadong = (site / "units/jiadong.html").read_text(encoding="utf-8")
    assert "由来" in jiadong and "曾用名" in (site / "units/jia.html").read_text(encoding="utf-8")
    first = (site / "rankings/2022Q1/county.html").read_text(encoding="utf-8")
    assert "口径调整：参评单位不同" in first
    assert_moves_and_is_restored(decade)


def assert_moves_and_is_restored(decade: Decade) -> None:
    """The portal may lie anywhere; what an old backup lacks is told with the way out, and nothing published is lost by it."""
    decade.commit()
    moved = Decade(decade.root.rename(decade.root.with_name("moved")))
    assert moved.run("verify").exit_code == 0
    assert moved.git("checkout", "-q", "HEAD~3", "--", "content/ledgers") == 0
    told = moved.run("verify").output
    assert (
        "封存账里没有 2028Q4/v1\n" in told
        and "请先取得最新的内容" in told
        and "不符 " not in told.partition("\n")[2]
    ), told
    assert moved.git("checkout", "-q", "HEAD", "--", "content/ledgers") == 0
    assert moved.run("verify").exit_code == 0


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
