"""A portal with five quarters of any status, benchmarks, ballots, ledgers and cases, in which single numbers can be changed."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leitai.pages.all_pages import page_files
from leitai.pipeline.build import public_portal
from leitai.pipeline.downloads import download_files
from leitai.pipeline.load import load
from portals import Portal, copy_portal

PERIODS = ("2018Q4", "2019Q1", "2019Q2", "2019Q3", "2019Q4")
UNITS = ("甲县", "乙县", "丙市", "丁山（经济）开发区")
STATUSES = ("demo", "preliminary", "verified", "final")
METHOD = "site_config/methods/county.yml"

PRACTICE = """\
---
title: {title}
units: [jia]
themes: [safety]
level: county
year: 2019
since: 2019Q2
indicators: [fire]
sources: [F01]
summary: {title}的摘要。
contact: 甲县（虚构）
{status}---
## 背景
背景 {number}。
## 做法
- 做法 {number}。
## 成效
成效 {number}。
## 适用条件
条件 {number}。
## 不足与提醒
提醒 {number}。
"""
MEETING = """\
---
title: 样例市会议（虚构）
short_title: 会议
date: 2019-11
host: 样例市政法委（虚构）
reviews: [{period}]
practices: []
agenda: [{{type: report, note: 各地汇报}}]
sources: []
---
"""


@dataclass(frozen=True)
class Mixed:
    """What one portal holds; `bumped` names the sources whose numbers are other ones than usual."""

    statuses: Mapping[str, str]
    display: str = "full"
    reviewed: str = "2019Q3"
    is_ledger_demo: bool = True
    is_case_demo: bool = True
    bumped: frozenset[str] = frozenset()

    def demo_sources(self) -> list[str]:
        """Everything that can be changed and is demo."""
        demo = [period for period in PERIODS if self.statuses[period] == "demo"]
        sources = [f"{kind} {period}" for period in demo for kind in ("value", "target", "benchmark")]
        sources += ["votes"] if self.reviewed in demo else []
        sources += ["problem", "task"] if self.is_ledger_demo else []
        return sources + (["case"] if self.is_case_demo else [])

    def by(self, source: str) -> int:
        """How much larger than usual the numbers of a source are."""
        return 1 if source in self.bumped else 0


def write_mixed(root: Path, mixed: Mixed) -> Portal:
    portal = copy_portal(root)
    periods = "".join(
        f"  {p}: {{published_on: {2019 + n // 5}-0{n + 1}-15, data_status: {mixed.statuses[p]}}}\n"
        for n, p in enumerate(PERIODS)
    )
    settings = (root / "site_config/portal.yml").read_text(encoding="utf-8")
    before, _, after = settings.partition("periods:\n")
    rest = f"periods:\n{periods}themes:{after.partition('themes:')[2]}"
    portal.write("site_config/portal.yml", f"site_url: https://example.org/\n{before}{rest}")
    method = (root / METHOD).read_text(encoding="utf-8")
    method = method.replace("from: 2019Q1", "from: 2018Q4").replace("2018-12-20", "2018-09-20")
    portal.write(METHOD, method.replace("display: full", f"display: {mixed.display}"))
    engine = (root / "mkdocs.yml").read_text(encoding="utf-8")
    portal.write("mkdocs.yml", engine + "site_url: https://example.org/\n")
    for path in ("content/results/2019Q1", "content/results/2019Q2"):
        portal.delete(path)
    for number, period in enumerate(PERIODS):
        _write_period(portal, mixed, period, number)
    _write_records(portal, mixed)
    return portal


def _write_period(portal: Portal, mixed: Mixed, period: str, number: int) -> None:
    moved = mixed.by(f"value {period}")
    rows = [
        f"{unit},{10 + 3 * ((n + number) % 4) + (7 * moved if n == 0 else 0)},{31 + moved + 2 * ((n * 3 + number) % 4)}\n"
        for n, unit in enumerate(UNITS)
    ]
    portal.write(f"content/results/{period}/汇总.csv", "单位,火灾起数（起）,服务评分\n" + "".join(rows))
    goal = 100 - mixed.by(f"target {period}")
    lines = [f"{unit},隐患整改率,{80 + n + number},%,{goal}\n" for n, unit in enumerate(UNITS)]
    header = "单位,指标,数值,计量单位,目标值\n"
    portal.write(f"content/results/{period}/隐患整改.csv", header + "".join(lines))


def _write_records(portal: Portal, mixed: Mixed) -> None:
    benchmarks = "".join(
        f"{p},标杆地,示例甲市,隐患整改率,{98 + mixed.by(f'benchmark {p}')}.{n},省外\n"
        for n, p in enumerate(PERIODS)
    )
    portal.write("content/benchmarks.csv", f"期间,对标,名称,指标,数值,来源\n{benchmarks}")
    demo = "演示" if mixed.is_ledger_demo else "照片"
    day = 10 + mixed.by("problem")
    portal.write(
        "content/ledgers/problems.csv",
        "编号,来源,会议,日期,单位,类别,指标,问题,要求完成\n"
        f"Q001,会议,2019-11-yi,2019-11,甲县,消防,,通道堆放杂物,2019-12-{day}\n"
        "Q002,暗访,,2018-10,乙县,消防,,门没有关,2018-12-09\n",
    )
    portal.write(
        "content/ledgers/events.csv",
        f"编号,日期,状态,说明,佐证,会议\nQ001,2019-12-20,整改中,,{demo},\nQ002,2018-12-20,整改中,,照片,\n",
    )
    mark = "（演示）" if mixed.is_ledger_demo else ""
    portal.write(
        "content/ledgers/tasks.csv",
        "编号,单位,任务,节点,计划日期,实际日期,计划进度,实际进度\n"
        f"T001,甲县,规范化建设{mark},场地改造,2019-01-08,,80%,{60 + mixed.by('task')}%\n"
        "T002,乙县,规范化建设,场地改造,2019-01-08,,80%,61%\n",
    )
    portal.write("content/facts.csv", "编号,事实,时间,出处,提醒\nF01,事实一。,2019年,报道,\n")
    status = "data_status: demo\n" if mixed.is_case_demo else ""
    written = PRACTICE.format(title="甲县做法一", status=status, number=mixed.by("case"))
    portal.write("content/cases/first.md", written)
    portal.write("content/cases/second.md", PRACTICE.format(title="甲县做法二", status="", number=7))
    portal.write("content/meetings/2019-11-yi/index.md", MEETING.format(period=mixed.reviewed))
    votes = "".join(
        f"{unit},市级单位,{4 + mixed.by('votes')},{n},{6 - mixed.by('votes') - n}\n"
        for n, unit in enumerate(UNITS)
    )
    portal.write("content/meetings/2019-11-yi/evaluation.csv", f"单位,评价人,优秀,良好,弃权\n{votes}")


def published(portal: Portal) -> dict[str, str]:
    """Every page, feed and download as text; a workbook is the text of its parts, a database its dump."""
    public = public_portal(load(portal.root))
    files = {**page_files(public), **download_files(public)}
    return {path: _text(path, data) for path, data in files.items()}


def _text(path: str, data: bytes) -> str:
    if path.endswith(".sqlite"):
        with sqlite3.connect(":memory:") as database:
            database.deserialize(data)
            return "\n".join(database.iterdump())
    if not path.endswith(".xlsx"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        return "\n".join(workbook.read(name).decode() for name in sorted(workbook.namelist()))
