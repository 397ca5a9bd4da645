"""The story of a correction, told through the command line; what each actor sees, word for word."""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path

from portals import Portal

DATA = "content/results/2019Q1/汇总.csv"
SEALED = "content/ledgers/seals/2019Q1"


def folder_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sealed(portal: Portal) -> Portal:
    done = portal.run("seal", "2019Q1")
    assert done.stdout == "已封存 2019Q1，第 1 版。请把 content/ledgers/ 的改动一并存档。\n"
    return portal


def test_a_correction_from_seal_to_second_correction(portal: Portal) -> None:
    sealed(portal)
    assert portal.check().problems == []
    first = folder_bytes(portal.root / SEALED / "v1")
    assert set(first) == {"county.html", "county.csv", "county.json", "county.xlsx", "frozen.css"}
    assert "更正" not in first["county.html"].decode()

    portal.replace(DATA, "甲县,10,36", "甲县,20,36")  # the clerk changes the cell
    refused = portal.run("build")
    assert refused.exit_code == 1
    assert (
        "错误 L01 第 2 行 “火灾起数（起）”列：写的是“20”。2019Q1 已封存：甲县 火灾起数 封存的是“10”，现在是“20”。"
        "名次随之变动：丁山（经济）开发区 2 → 1；甲县 1 → 2。"
    ) in refused.stderr
    assert portal.run("seal", "2019Q1").exit_code == 1  # sealing anew is no way round

    done = portal.correct("2019Q1", "甲县", "火灾起数", "10", "20")
    assert done.stdout.endswith("已封存 2019Q1，第 2 版。请把 content/ledgers/ 的改动一并存档。\n")
    assert portal.check().problems == []

    text = portal.page("rankings/2019Q1/county")
    assert 'title: "2019年第一季度县（市、区）排名（更正）（演示数据）"' in text
    assert 'description: "更正：甲县 火灾起数由 10 更正为 20；' in text
    assert (
        "<b>甲县 火灾起数</b>：原为 <del>10</del>，更正为 <ins>20</ins>。漏统计一处（样〔2019〕5号，2019年5月6日）"
        in text
    )
    moved = "名次变动：甲县 第1名 → 第2名；丁山（经济）开发区 第2名 → 第1名。得分变动：乙县 84.50 → 86.50。"
    assert moved in text, "moved because another moved"
    assert '<a href="v1/county.html">第 1 版</a>' in text
    log = portal.page("ledgers/corrections")
    assert moved in log
    assert folder_bytes(portal.root / SEALED / "v1") == first
    rows = portal.rows("2019Q2")
    assert {unit: row["rank_change"] for unit, row in rows.items()} == {
        "jia": 1,
        "yi": 1,
        "ding": -2,
        "bing": 0,
    }
    assert "上期有" in portal.page("rankings/2019Q2/county")

    second = folder_bytes(portal.root / SEALED / "v2")
    for name in ("county.csv", "county.json"):
        said = [folder[name].decode().count("演示数据，非真实考核结果（更正）") for folder in (first, second)]
        assert (said[0], said[1] > 0) == (0, True), name
    portal.replace(DATA, "甲县,20,36", "甲县,21,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "20", "21").exit_code == 0
    assert portal.check().problems == []
    text = portal.page("rankings/2019Q1/county")
    assert text.index("更正（第 3 版") < text.index("更正（第 2 版")
    assert folder_bytes(portal.root / SEALED / "v1") == first
    assert folder_bytes(portal.root / SEALED / "v2") == second
    log = portal.page("ledgers/corrections")
    assert log.count("甲县 火灾起数") == 2


def test_every_page_that_shows_what_was_corrected_says_so(portal: Portal) -> None:
    sealed(portal)
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "10", "20").exit_code == 0
    pages = portal.pages()

    def notices(url: str) -> str:
        return "".join(line for line in pages[url].splitlines() if line.startswith('<div class="lt-notices"'))

    def log(way: str) -> str:
        return f'。<a href="{way}ledgers/corrections.html">更正记录</a></p>'

    value, mark = "火灾起数由 10 更正为 20", "<p><strong>更正</strong>：2019年第一季度"
    assert f"{mark}{value}；名次由第1名更正为第2名{log('../')}" in notices("units/jia")
    assert f"{mark}{value}；名次由第1名更正为第2名{log('../../')}" in notices("units/briefs/jia")
    assert f"{mark}名次由第2名更正为第1名{log('../')}" in notices("units/ding")
    assert f"{mark}得分由 84.50 更正为 86.50{log('../')}" in notices("units/yi")
    assert f"{mark}甲县由 10 更正为 20{log('../')}" in notices("indicators/fire")
    assert "更正" not in notices("indicators/service")
    assert f"{mark}公布后有 1 处更正，这里是更正后的{log('../')}" in notices("status/2019Q1")
    assert f"{mark}公布后有 1 处更正，这里是更正后的{log('../')}" in notices("archive/2019Q1")
    ranking = f"{mark}县（市、区）排名公布后有更正，这里是更正后的"
    for url in ("county-steps", "county-briefs", "county-notice"):
        assert f"{ranking}{log('../../')}" in notices(f"rankings/2019Q1/{url}")
        assert "更正" not in notices(f"rankings/2019Q2/{url}")
    assert "更正" not in notices("index"), "the headline is of the second quarter"
    portal.delete("content/results/2019Q2")
    portal.replace(
        "site_config/portal.yml",
        "  2019Q2: {deadline: 2019-07-08, published_on: 2019-07-15, data_status: demo}\n",
        "",
    )
    pages = portal.pages()
    assert f"{ranking}{log('')}" in notices("index")
    assert f"{ranking}{log('')}" in notices("compare")


def test_a_correction_of_what_is_not_published_moves_no_public_rank(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: {top_n: 1}")
    sealed(portal)
    portal.replace(DATA, "丙市,30,40", "丙市,29,40")
    assert portal.correct("2019Q1", "丙市", "火灾起数", "30", "29").exit_code == 0
    pages = portal.pages("units/bing", "units/yi")
    unit = pages["units/bing"]
    assert "2019年第一季度火灾起数由 30 更正为 29。<a" in unit
    assert "得分由" not in unit
    assert "更正</strong>" not in pages["units/yi"]


def test_sealing_again_changes_nothing(portal: Portal) -> None:
    ledger = sealed(portal).root / "content/ledgers/seals.csv"
    before = ledger.read_bytes()
    again = portal.run("seal", "2019Q1")
    assert (again.exit_code, again.stdout) == (0, "2019Q1 已经封存（第 1 版），没有改动。\n")
    assert ledger.read_bytes() == before


def test_the_same_record_twice_is_one_but_a_value_may_come_back(portal: Portal) -> None:
    sealed(portal)
    for version, (old, new) in enumerate((("10", "20"), ("20", "10"), ("10", "20")), start=2):
        portal.replace(DATA, f"甲县,{old},36", f"甲县,{new},36")
        done = portal.correct("2019Q1", "甲县", "火灾起数", old, new)
        assert done.stdout.endswith(
            f"已封存 2019Q1，第 {version} 版。请把 content/ledgers/ 的改动一并存档。\n"
        )
        again = portal.correct("2019Q1", "甲县", "火灾起数", old, new)
        assert (again.exit_code, again.stdout.endswith(f"已经封存（第 {version} 版），没有改动。\n")) == (
            0,
            True,
        )
    assert portal.check().problems == []


def test_other_changes_must_be_explained_before_a_new_version_is_sealed(portal: Portal) -> None:
    sealed(portal)
    portal.replace(DATA, "甲县,10,36", "甲县,20,37")
    first = portal.correct("2019Q1", "甲县", "火灾起数", "10", "20")
    assert first.exit_code == 0
    assert "服务评分 封存的是“36”，现在是“37”" in first.stderr
    assert not (portal.root / SEALED / "v2").exists()
    assert portal.check().codes == ["L01"]
    assert "第 2 版" in portal.correct("2019Q1", "甲", "服务评分", "36", "37").stdout
    assert portal.check().problems == []


def test_a_record_that_does_not_fit_is_not_written(portal: Portal) -> None:
    sealed(portal)
    wrong_old = portal.correct("2019Q1", "甲县", "火灾起数", "11", "20")
    not_changed = portal.correct("2019Q1", "甲县", "火灾起数", "10", "20")
    unknown = portal.correct("2019Q1", "某县", "火灾起数", "10", "20")
    assert "封存的是“10”" in wrong_old.stderr
    assert "现在是“10”" in not_changed.stderr
    assert "N01" in unknown.stderr
    assert [r.exit_code for r in (wrong_old, not_changed, unknown)] == [1, 1, 1]
    assert not (portal.root / "content/ledgers/corrections.csv").exists()


def test_a_correction_written_by_hand_waits_for_its_seal(portal: Portal) -> None:
    sealed(portal)
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    header = "期间,单位,指标,原值,更正值,原因,日期,文号\n"
    portal.write(
        "content/ledgers/corrections.csv",
        f"{header}2019Q1,甲县,火灾起数,10,20,漏统计,2019-05-06,样5号\n",
        "gb18030",
    )
    assert portal.check().codes == ["L07"]
    assert "第 2 版" in portal.run("seal", "2019Q1").stdout
    assert portal.check().problems == []
    portal.replace(DATA, "甲县,20,36", "甲县,22,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "20", "22").exit_code == 0
    text = (portal.root / "content/ledgers/corrections.csv").read_bytes().decode("gb18030")
    assert [row[3] for row in csv.reader(io.StringIO(text))] == ["原值", "10", "20"]


def test_rows_may_move_and_later_settings_may_change(portal: Portal) -> None:
    """What moves no number of the sealed period is not a difference."""
    sealed(portal)
    portal.replace(DATA, "甲县,10,36\n乙县,20,32\n", "乙县,20,32\n甲县,10,36\n")
    portal.replace("site_config/methods/county.yml", "to: 2019Q4", "to: 2019Q3")
    portal.replace(
        "site_config/portal.yml", "2019-04-15, data_status: demo", "2019-04-16, data_status: final"
    )
    assert portal.check().problems == []


def test_sealed_ranks_that_are_not_published_stay_unpublished(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: {top_n: 1}")
    frozen = (sealed(portal).root / SEALED / "v1/county.html").read_text(encoding="utf-8")
    assert "93.00" in frozen and "84.50" not in frozen
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "10", "20").exit_code == 0
    assert "甲县 第1名 → 未公布；丁山（经济）开发区 未公布 → 第1名。" in portal.page("rankings/2019Q1/county")


def test_wrong_requests_are_usage_errors(portal: Portal) -> None:
    assert portal.run("seal", "2031Q1").exit_code == 2
    portal.replace("site_config/portal.yml", "published_on: 2019-04-15, ", "")
    assert portal.run("seal", "2019Q1").exit_code == 2
    assert portal.run("seal", "2019Q1", "--date", "2019-04-20").exit_code == 0


def test_the_refusal_names_the_command_that_records_the_change(portal: Portal) -> None:
    """Typed as it stands, whatever was changed: a cell, a target, a fact of an indicator, a rule."""
    sealed(portal)
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    portal.replace(
        "content/results/2019Q1/隐患整改.csv", "甲县,隐患整改率,90,%,100", "甲县,隐患整改率,90,%,99"
    )
    method = "site_config/methods/county.yml"
    portal.replace(method, "ties: competition", "ties: dense")
    found = portal.check().problems
    lines = portal.read(method).splitlines()
    assert [lines[p["row"] - 1] for p in found if p["code"] == "L02"] == ["ties: dense"]
    for problem in found:
        command = shlex.split(problem["fix"].partition("请运行 leitai ")[2].partition("，再按提示")[0])
        done = portal.run(*command, "--reason", "漏统计", "--date", "2019-05-06", "--document", "样5号")
        assert done.exit_code == 0, done.stderr
    assert portal.check().problems == []
    assert len((portal.root / "content/ledgers/corrections.csv").read_text().splitlines()) == 4


def test_what_the_gate_would_refuse_is_never_recorded(portal: Portal) -> None:
    """A sealed record can't be edited, so a telephone number in it would stop every build for good."""
    sealed(portal)
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    change = ("2019Q1", "甲县", "火灾起数", "10", "20")
    done = portal.correct(*change, reason="请找 13812345678 核实")
    assert done.exit_code == 1
    assert done.stderr.startswith("没有登记，content/ledgers/corrections.csv 没有改动；原因如下。\n")
    assert ("D02" in done.stderr, "13812345678" in done.stderr) == (True, False)
    done = portal.correct(*change, reason="\udcff\udcfe")
    assert (done.exit_code, "不是 UTF-8 文字" in done.stderr) == (2, True)
    assert not (portal.root / "content/ledgers/corrections.csv").exists()
    assert portal.correct("2019Q1", "甲县", "火灾起数", "10", "20").exit_code == 0


def test_a_misspelt_entry_is_named(portal: Portal) -> None:
    sealed(portal)
    done = portal.correct("2019Q1", "甲县", "火灾数", "10", "20")
    assert "2019Q1 没有这一项：甲县 火灾数。\n      → 是不是“火灾起数”？" in done.stderr
    done = portal.correct("2019Q7", "甲县", "火灾起数", "10", "20")
    assert (done.exit_code, "没有 2019Q7 的数据。现有：2019Q1、2019Q2。" in done.stderr) == (2, True)


def test_a_line_is_added_in_the_order_of_the_ledgers_own_header(portal: Portal) -> None:
    sealed(portal)
    portal.write("content/ledgers/corrections.csv", "文号,日期,期间,单位,指标,原值,更正值,原因\n", "gb18030")
    portal.replace(DATA, "甲县,10,36", "甲县,20,36")
    assert portal.correct("2019Q1", "甲县", "火灾起数", "10", "20").exit_code == 0
    text = (portal.root / "content/ledgers/corrections.csv").read_text(encoding="gb18030")
    assert text.splitlines()[1] == "样〔2019〕5号,2019-05-06,2019Q1,甲县,火灾起数,10,20,漏统计一处"
