"""Texts and YAML may name units, indicators, themes, groups and write-ups by id or by name; both are the same."""

from __future__ import annotations

from leitai.pipeline.load import load
from meetings import write_meeting
from portals import Portal

NAMES = {
    "ding": "开发区",
    "jia": "甲县",
    "yi": "乙",
    "fire": "火灾起数",
    "hazards": "整改率",
    "service": "服务评分",
    "safety": "平安建设",
    "county": "县（市、区）",
    "doorstep": "上门调解（虚构）",
}
CASE = """\
---
title: 上门调解（虚构）
units: [{jia}]
themes: [{safety}]
level: county
year: 2019
indicators: [{fire}, {hazards}]
results: [{{indicator: {fire}, after: 9起, period: 2019年, source: 某报}}]
adopted_by: [{{unit: {yi}, date: 2019-05, status: 考察}}]
summary: 甲县试行上门调解。
contact: 甲县政法委（虚构）
---
正文。
"""
SPEECH = "---\ntype: 表态\nunit: {jia}\ncase: {doorstep}\ncommitments: [{{text: 整改, indicator: {fire}}}]\n---\n发言。\n"
PROGRAMME = "---\ntitle: 竞赛\nkind: 竞赛\nmembers: [{{unit: {ding}, status: 创建}}]\nindicators: [{service}]\n---\n正文。\n"
METHOD = "site_config/methods/county.yml"


def written(portal: Portal, names: dict[str, str]) -> None:
    portal.write("content/cases/doorstep.md", CASE.format(**names))
    keys = "venue: {yi}\npractices: [{doorstep}]\nroster: [{jia}, {ding}]\nattendance: {{{jia}: 到会}}\n"
    resolutions = "resolutions: [{{id: J1, text: 调度, owner: {yi}}}]"
    write_meeting(portal, "2019-04-jia", "2019-04", (keys + resolutions).format(**names))
    portal.write("content/meetings/2019-04-jia/speeches/01-jia.md", SPEECH.format(**names))
    portal.write("content/programmes/race.md", PROGRAMME.format(**names))
    for key in ("fire", "hazards", "service"):
        portal.replace(METHOD, f"{{id: {key},", f"{{id: {names[key]},")
    portal.replace(METHOD, "group: county", f"group: {names['county']}\ntie_break: [{names['fire']}]")


def test_a_name_is_as_good_as_an_id(portal: Portal) -> None:
    by_id = {id: id for id in NAMES}
    method = portal.read(METHOD)
    written(portal, by_id)
    first = load(portal.root).content
    portal.write(METHOD, method)
    written(portal, NAMES)
    second = load(portal.root).content
    case, again = (content.library.cases["doorstep"] for content in (first, second))
    meeting, met = (content.library.meetings[0] for content in (first, second))
    assert (case.units, again.units) == (("jia",), ("jia",))
    assert (again.themes, again.indicators, again.results[0].indicator) == (
        ("safety",),
        ("fire", "hazards"),
        "fire",
    )
    assert again.adopted_by[0].unit_id == case.adopted_by[0].unit_id == "yi"
    assert met.venue == meeting.venue == "yi" and met.roster == meeting.roster == ("jia", "ding")
    assert met.practices == meeting.practices == ("doorstep",)
    assert met.attendance[0].unit_id == "jia" and met.resolutions[0].owner == "yi"
    assert (met.speeches[0].unit_id, met.speeches[0].case) == ("jia", "doorstep")
    assert met.speeches[0].commitments[0].indicator_id == "fire"
    assert second.library.programmes[0].members[0].unit_id == "ding"
    assert [i.indicator_id for i in second.methods[0].indicators()] == ["fire", "hazards", "service"]
    assert (second.methods[0].group, second.methods[0].tie_break) == ("county", ("fire",))


def test_an_unknown_unit_is_told_at_the_speech(portal: Portal) -> None:
    write_meeting(portal, "2019-04-jia", "2019-04")
    portal.write(
        "content/meetings/2019-04-jia/speeches/01-wuji.md", "---\ntype: 表态\nunit: 无己县\n---\n发言。\n"
    )
    found = portal.check().problems
    assert [(p["path"], p["column"], p["value"]) for p in found] == [
        ("content/meetings/2019-04-jia/speeches/01-wuji.md", "unit", "无己县")
    ]
