"""Meetings, problems and what became of them, for portals of tests."""

from __future__ import annotations

from portals import Portal

PROBLEMS = "编号,来源,会议,日期,单位,类别,指标,问题,要求完成\n"
EVENTS = "编号,日期,状态,说明,佐证,会议\n"
TASKS = "编号,单位,任务,节点,计划日期,实际日期,计划进度,实际进度\n"
_INDEX = """\
---
title: {slug} 会议（虚构）
short_title: {slug} 会议
date: {date}
host: 样例市委政法委（虚构）
{more}---
会议正文。
"""


def write_meeting(portal: Portal, slug: str, date: str, *keys: str) -> None:
    """A meeting with these further lines of front matter."""
    more = "".join(f"{key}\n" for key in keys)
    portal.write(f"content/meetings/{slug}/index.md", _INDEX.format(slug=slug, date=date, more=more))


def write_speech(portal: Portal, meeting: str, number: int, unit: str, *keys: str) -> None:
    """A speech of the kind 表态 with these further lines of front matter."""
    lines = ["---", "type: 表态", f"unit: {unit}", *keys, "---", "发言正文。", ""]
    portal.write(f"content/meetings/{meeting}/speeches/{number:02d}-{unit}.md", "\n".join(lines))


def write_problems(portal: Portal, *rows: str) -> None:
    portal.write("content/ledgers/problems.csv", PROBLEMS + "".join(f"{row}\n" for row in rows))


def write_events(portal: Portal, *rows: str) -> None:
    portal.write("content/ledgers/events.csv", EVENTS + "".join(f"{row}\n" for row in rows))


def section(page: str, anchor: str) -> str:
    """The part of a page below the heading, or in the fold, with this anchor; empty where there is none."""
    for begin, end in ((f"{{: #{anchor}", "\n## "), (f'<div id="{anchor}">', "\n</div></details>")):
        if begin in page:
            return page.partition(begin)[2].partition(end)[0]
    return ""
