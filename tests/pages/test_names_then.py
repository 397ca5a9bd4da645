"""Records keep the names of their day: no page, file or calendar of a time says what something was called later, but for links to it."""

from __future__ import annotations

import re
from datetime import date

from leitai.keep import make_anew
from leitai.pages.all_pages import page_files
from leitai.pipeline.build import public_portal
from leitai.pipeline.downloads import download_files
from leitai.pipeline.load import load
from leitai.publish.downloads.attached_files import attached_files
from leitai.schema.period import Period
from meetings import EVENTS, PROBLEMS, TASKS, write_meeting, write_speech
from portals import Portal

LATER = re.compile("新峦|满意程度|合流")
CASE = """\
---
title: 三日回访（虚构）
units: [jia]
themes: [grassroots]
level: county
year: 2019
indicators: [service]
summary: 第三天回访。
adopted_by:
  - {unit: jia, date: 2019-02, status: 试行}
contact: 样例市中心（虚构）
data_status: demo
---
## 做法
回访。
"""
PROGRAMME = """\
---
title: 示范所
kind: 创建
members:
  - {unit: jia, status: 创建, date: 2019-02, source: 台账（虚构）}
---
正文。
"""


UNITS = """\
unit_id,name,short,kind,group,parent_id,gbt2260,sort,valid_from,valid_to,successor,note
yangli,样例市,样例,设区的市,city,,,0,,,,虚构
jia,甲县,甲,县,county,yangli,,1,,2019-03-31,,虚构
jia,新峦区,新峦,市辖区,county,yangli,,1,2019-04-01,,,虚构
yi,乙县,乙,县,county,yangli,,2,,2019-03-31,xin,
xin,合流市,合流,县级市,county,yangli,,2,2019-04-01,,,
bing,丙市,丙,县级市,county,yangli,,3,,,,
"""
INDICATORS = """\
indicator_id,name,unit_of_measure,polarity,period_type,decimals,theme,owner,definition,source,rankable,valid_min,valid_max,valid_from,valid_to,note
service,服务评分,分,higher,quarter,1,基层服务,政法委,平均得分。,评议,true,0,100,,2019-03-31,
service,满意程度,分,higher,quarter,1,基层服务,政法委,平均得分。,评议,true,0,100,2019-04-01,,
"""
LEDGERS = {
    "problems": f"{PROBLEMS}Q001,会议,2019-03-a,2019-03-10,甲县,服务,服务评分,办事慢,2019-06-30\n",
    "events": f"{EVENTS}Q001,2019-07-10,整改中,在改,,\nYA1,2019-07-10,进行中,在办,,\n",
    "tasks": f"{TASKS}T001,甲县,中心建设,改造,2019-03-20,,80%,65%\n",
    "claims": "编号,单位,表述,类型,层级,截至,来源,核实\nC01,甲县,第一个试行回访,首创,全市,2019-02,年鉴,未核实\n",
    "rewards": "期间,组别,单位,名次,奖励,依据\n2019Q1,county,甲县,1,红旗,文件\n",
}


def renamed(portal: Portal) -> None:
    """In April 甲县 becomes 新峦区, 服务评分 is called 满意程度, 乙县 goes up in 合流市; every ledger has a record from before."""
    portal.score_only(service="kind: as_given, full: 40")
    portal.write("site_config/units.csv", UNITS)
    portal.write("site_config/indicators.csv", INDICATORS)
    portal.write("site_config/aliases.csv", "kind,alias,id,group,valid_from,valid_to\n")
    portal.write("content/results/2019Q1/a.csv", "单位,服务评分\n甲县,38\n乙县,36\n丙市,35\n")
    portal.write("content/results/2019Q2/a.csv", "单位,满意程度\n新峦区,38\n合流市,36\n丙市,35\n")
    write_meeting(portal, "2019-03-a", "2019-03-10", "venue: jia", "reviews: [2019Q1]", "roster: [jia, yi]")
    promise = "  - {id: YA1, text: 办结, measure: 每月报, due: 2019-06-30, indicator: service}"
    write_speech(portal, "2019-03-a", 1, "jia", "commitments:", promise)
    for name, text in LEDGERS.items():
        portal.write(f"content/ledgers/{name}.csv", text)
    portal.write("content/cases/huifang.md", CASE)
    portal.write("content/programmes/shifan.md", PROGRAMME)


def told_too_early(text: str) -> list[str]:
    """Later names with what stands before them, wherever it isn't said that they are later ones."""
    plain = re.sub(r"<small>今[^<]*</small>|（今[^）]*）|这一期以后：.*|由<a [^>]*>[^<]*</a>承接", "", text)
    return [plain[max(0, found.start() - 40) : found.end()] for found in LATER.finditer(plain)]


def test_nothing_of_march_says_a_name_of_april(portal: Portal) -> None:
    renamed(portal)
    assert portal.errors() == []
    shown = public_portal(load(portal.root))
    files = {**page_files(shown), **download_files(shown)}
    files |= attached_files(portal.root, shown.content, make_anew)
    of_then = [path for path in files if re.search("2019Q1|2019-03", path) and not path.endswith(".xlsx")]
    of_then += [f"ledgers/{name}.md" for name in ("problems", "promises", "claims", "rewards", "programmes")]
    of_then += ["units/yi.md", "cases/by-year/2019.md", "cases/by-problem/index.md", "cases/huifang.md"]
    assert len(of_then) > 20
    told = {path: told_too_early(files[path].decode()) for path in of_then}
    assert {path: names for path, names in told.items() if names} == {}
    for path in ("ledgers/problems.md", "ledgers/tasks.md", "cases/huifang.md", "rankings/2019Q1/county.md"):
        assert "新峦区" in files[path].decode(), "what became of it is told"
    assert told_too_early(files["rankings/2019Q2/county.md"].decode())


def test_what_is_seen_from_a_day_still_knows_all_times(portal: Portal) -> None:
    """A unit as of 2019 is of the same area as its successor no more than today; nothing is called what it will be called."""
    renamed(portal)
    settings = load(portal.root).content.settings
    march, later = settings.on(date(2019, 3, 1)), date(2019, 7, 1)
    assert [march.units[name].name for name in ("jia", "yi", "xin")] == ["甲县", "乙县", "合流市"]
    quarters = (Period.of("2019Q1"), Period.of("2019Q2"))
    assert not settings.is_same_area("xin", *quarters) and not march.is_same_area("xin", *quarters)
    assert (settings.unit_on("jia", later).name, march.unit_on("jia", later).name) == ("新峦区", "甲县")
    assert march.on(later).units["jia"].name == settings.unit_on("jia", None).name == "新峦区"
