"""A portal whose every free text, name and file name tries to become code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from portals import REPOSITORY, Portal, copy_portal
from word_files import plain_picture

EVIL = (
    "<img src=x onerror=alert(1)>|\"'`{{ 7*7 }}{% raw %}[x](javascript:alert(2)){: onclick=alert(3) } "
    "**b** #h $m$ ~~s~~ :::"
)
MARKUP = """\
&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onload=alert(2)&#62; <img src=x onload=alert(3)
`<script src=x //` <https://example.org/"onmouseover="alert(5)> [x](../index.html "a\" onclick=\"alert(6)")
| <svg onload=alert(7) | {: onclick=alert(8) } |
| `</td` | **<b onclick=alert(9)** |
## 标题 <script src=x {: #a" onclick="alert(10) }
"""
FORMULA = '=HYPERLINK("https://example.org")'
MATERIAL = "a#b%20 {{x}}'&.txt"
_QUOTED = json.dumps(EVIL, ensure_ascii=False)
_ADDRESS = "'https://example.org/?a=%22%3E&lt;script&b={{7*7}}&c=`|javascript:'"
_TEXTS = {
    "content/cases/evil.md": f"""\
---
title: {_QUOTED}
units: [jia]
themes: [safety]
level: county
year: 2019
status: stub
indicators: [fire]
asked_as: [{_QUOTED}]
sources: [F01, {{title: {_QUOTED}, publisher: {_QUOTED}, published: 2019-03, address: {_ADDRESS}, mirror: {_QUOTED}}}]
summary: {_QUOTED}
problem: {_QUOTED}
cost: {{staff: {_QUOTED}, money: {_QUOTED}, setup: {_QUOTED}, running: {_QUOTED}}}
time_to_set_up: {_QUOTED}
results: [{{indicator: {_QUOTED}, before: {_QUOTED}, after: {_QUOTED}, period: {_QUOTED}, scope: {_QUOTED}, comparison: {_QUOTED}, source: F01}}]
outputs: [{{indicator: {_QUOTED}, value: {_QUOTED}, period: {_QUOTED}, scope: {_QUOTED}, source: {_QUOTED}}}]
failure_modes: [{{if: {_QUOTED}, then: {_QUOTED}, signal: {_QUOTED}, source: {_QUOTED}}}]
adopted_by: [{{unit: yi, date: 2019-05, status: 试行, changed: {_QUOTED}, result: {_QUOTED}}}]
later: [{{date: 2019-06, text: {_QUOTED}, source: {_QUOTED}}}]
unknown: [{_QUOTED}]
endorsements: [{{text: {_QUOTED}, level: {_QUOTED}, source: F01}}]
contact: {_QUOTED}
data_status: demo
---
## 背景
正文 {{{{ 7*7 }}}} {{% raw %}} [F01]
""",
    "content/meetings/2019-05-evil/index.md": f"""\
---
title: {_QUOTED}
short_title: {_QUOTED}
joint_with: {_QUOTED}
date: 2019-05-06
date_note: {_QUOTED}
venue: jia
host: {_QUOTED}
reviews: [2019Q1]
practices: [evil]
roster: [jia, yi]
attendance: {{jia: {{state: 缺席, note: {_QUOTED}}}}}
agenda: [{{type: study, note: {_QUOTED}}}]
resolutions: [{{id: r1, text: {_QUOTED}, owner: {_QUOTED}}}]
sources: [F01, {_QUOTED}]
photos: [{{file: a.png, caption: {_QUOTED}, alt: {_QUOTED}}}]
corrections: [{{date: 2019-06-01, text: {_QUOTED}, document: {_QUOTED}}}]
---
会议 {{{{ 7*7 }}}} {{% raw %}}
""",
    "content/meetings/2019-05-evil/speeches/01-jia.md": f"""\
---
type: 表态
unit: jia
problems: [{_QUOTED}]
commitments: [{{text: {_QUOTED}, measure: {_QUOTED}}}]
---
发言 {{{{ 7*7 }}}}

{MARKUP}
""",
    f"content/meetings/2019-05-evil/{MATERIAL}": "附件",
    "content/programmes/evil.md": f"""\
---
title: {_QUOTED}
kind: 专项
period: {_QUOTED}
goal: {_QUOTED}
members: [{{unit: jia, status: 创建, source: {_QUOTED}}}]
sources: [{_QUOTED}]
---
{MARKUP}
""",
    "content/pages/evil.md": f"---\ntitle: {_QUOTED}\nasked_as: [{_QUOTED}]\n---\n文字 {{{{ 7*7 }}}} {{% raw %}}\n\n{MARKUP}",
}
_TABLES = {
    "content/facts.csv": [
        ["编号", "事实", "时间", "出处", "发布单位", "转载", "提醒"],
        ["F01", EVIL, EVIL, EVIL, EVIL, EVIL, EVIL],
    ],
    "content/results/2019Q2/receipts.csv": [["单位", "收到日期", "说明"], ["乙县", "2019-07-20", EVIL]],
    "content/results/2019Q2/adjustments.csv": [
        ["单位", "类别", "分值", "事由", "依据", "日期"],
        ["甲县", "加分", "1", EVIL, EVIL, "2019-05-06"],
    ],
    "content/targets.csv": [
        ["期间", "单位", "指标", "目标值", "依据"],
        ["2019", "", "火灾起数", "30", EVIL],
    ],
    "content/benchmarks.csv": [
        ["期间", "对标", "名称", "指标", "数值", "来源"],
        ["2019Q2", "标杆地", EVIL, "火灾起数", "3", EVIL],
    ],
    "content/meetings/2019-05-evil/evaluation.csv": [
        ["单位", "评价人", "优秀", "良好", "一般", "弃权", "废票"],
        ["乙县", EVIL, "3", "2", "1", "0", "0"],
    ],
    "content/ledgers/problems.csv": [
        ["编号", "来源", "会议", "日期", "单位", "类别", "指标", "问题", "要求完成"],
        ["Q001", "会议", "2019-05-evil", "2019-05", "乙县", EVIL, "", EVIL, "2019-06-01"],
    ],
    "content/ledgers/events.csv": [
        ["编号", "日期", "状态", "说明", "佐证", "会议"],
        ["Q001", "2019-05-06", "整改中", EVIL, EVIL, "2019-05-evil"],
    ],
    "content/ledgers/tasks.csv": [
        ["编号", "单位", "任务", "节点", "计划日期", "实际日期", "计划进度", "实际进度"],
        ["T001", "乙县", EVIL, EVIL, "2019-05-06", "", "60%", "50%"],
    ],
    "content/ledgers/rewards.csv": [
        ["期间", "组别", "单位", "名次", "奖励", "依据"],
        ["2019Q2", "county", "乙县", "2", EVIL, EVIL],
    ],
    "content/ledgers/claims.csv": [
        ["编号", "单位", "表述", "类型", "层级", "截至", "来源", "核实"],
        ["C01", "乙县", EVIL, "首创", "全市", "2019-05", "F01", "未核实"],
    ],
}


def hostile_portal(target: Path) -> Portal:
    """A portal that builds, with `EVIL` in every place that takes free text, and a unit named by a formula."""
    portal = copy_portal(target)
    engine = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    portal.write("mkdocs.yml", engine.replace("金华政法“比学赶超”擂台", "样例擂台"))
    for path, text in _TEXTS.items():
        portal.write(path, text)
    portal.write_bytes("content/meetings/2019-05-evil/a.png", plain_picture())
    for path, rows in _TABLES.items():
        _write_table(portal, path, rows)
    _hostile_names(portal)
    _hostile_settings(portal)
    return portal


def build_hostile(root: Path) -> None:
    portal = hostile_portal(root)
    for _ in ("what is published", "what the ledger of addresses then says of it"):
        built = portal.run("build")
        assert built.exit_code == 0, built.output


def _hostile_names(portal: Portal) -> None:
    names = {"甲县": "甲" + EVIL, "丙市": FORMULA}
    for path in sorted(portal.root.glob("content/results/*/*.csv")):
        rows = [[names.get(cell, cell) for cell in row] for row in _read_table(path)]
        if rows[0][1] == "指标":
            rows = [[*rows[0], "备注"], *([*row, EVIL] for row in rows[1:])]
        _write_table(portal, path.relative_to(portal.root).as_posix(), rows)
    units = _read_table(portal.root / "site_config/units.csv")
    for row in units:
        row[1] = names.get(row[1], row[1])
        if row[0] == "jia":
            row[2], row[3], row[10] = "甲县" + EVIL, EVIL, EVIL
    _write_table(portal, "site_config/units.csv", units)
    indicators = _read_table(portal.root / "site_config/indicators.csv")
    for row in indicators[1:]:
        for name in ("owner", "definition", "source", "note"):
            row[indicators[0].index(name)] = EVIL
    _write_table(portal, "site_config/indicators.csv", indicators)


def _hostile_settings(portal: Portal) -> None:
    for old in (
        "样例市委政法委（虚构）", "样例市综合处（虚构）", "本站为非涉密系统。", "本页反映当时的做法。",
        "县（市、区）", "平安建设",
    ):  # fmt: skip
        portal.replace("site_config/portal.yml", old, _QUOTED)
    portal.replace("site_config/portal.yml", "historical_until: 2018", "historical_until: 2019")
    portal.replace("site_config/methods/county.yml", "样例市县（市、区）季度考核办法（虚构）", _QUOTED)
    portal.replace("site_config/methods/county.yml", "name: 基层服务", f"name: {_QUOTED}")
    rules = f"legal_basis: {_QUOTED}\nadjustments: {{bonus_cap: 5, deduction_cap: 5, item_cap: 5, veto: unranked}}\n"
    portal.replace("site_config/methods/county.yml", "dimensions:\n", f"{rules}dimensions:\n")
    portal.replace("site_config/portal.yml", "recheck_days: 5", f"recheck_days: 5\nlicence: {_QUOTED}")
    (portal.root / "content/results/2019Q2/汇总.csv").rename(
        portal.root / f"content/results/2019Q2/汇总 {MATERIAL}.csv"
    )


def _read_table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def _write_table(portal: Portal, path: str, rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    portal.write(path, buffer.getvalue())
