"""The ledgers of what is followed up as tables of plain text, for their downloads: lines in the order of the ledger, which only grows."""

from __future__ import annotations

from leitai.model.shows import Marks, Shows, Source
from leitai.model.tables import TableColumn
from leitai.model.writings.library import Library
from leitai.schema.ledgers.problems import LedgerProblem

DEMO = TableColumn("数据状态", "text", "引用时必须一并写明的话")
PROBLEM_COLUMNS = (
    TableColumn("编号", "text", "问题的编号"),
    TableColumn("来源", "text", "会议、暗访或自查"),
    TableColumn("会议", "text", "会议编号；不在会上提出的为空"),
    TableColumn("日期", "text", "暴露的日期，写到知道的那一位"),
    TableColumn("单位", "text", "责任单位的编号"),
    TableColumn("类别", "text", "问题类别"),
    TableColumn("指标", "text", "相关指标的编号，可空"),
    TableColumn("问题", "text", "一句话"),
    TableColumn("要求完成", "date", "期限，可空"),
    DEMO,
)
EVENT_COLUMNS = (
    TableColumn("编号", "text", "问题、承诺或决议的编号"),
    TableColumn("日期", "date", "发生的日期"),
    TableColumn("状态", "text", "这一步以后的状态"),
    TableColumn("说明", "text", "一句话，可空"),
    TableColumn("佐证", "text", "材料名称，可空"),
    TableColumn("会议", "text", "在哪次会议上宣布，可空"),
    DEMO,
)


def problems_table(library: Library, marks: Marks) -> list[list[str]]:
    """Every problem as it was exposed."""
    return [[column.name for column in PROBLEM_COLUMNS], *(_problem(p, marks) for p in library.problems)]


def _problem(problem: LedgerProblem, marks: Marks) -> list[str]:
    return [
        problem.number,
        problem.origin,
        problem.meeting,
        problem.exposed,
        problem.unit_id,
        problem.category,
        problem.indicator_id,
        problem.text,
        problem.due.isoformat() if problem.due is not None else "",
        _demo(problem, marks),
    ]


def events_table(library: Library, marks: Marks) -> list[list[str]]:
    """Every step of every problem, commitment and resolution."""
    records = {item.number.lower(): item.record for item in library.items}
    lines = [
        [
            e.number,
            e.day.isoformat(),
            e.state,
            e.note,
            e.evidence,
            e.meeting,
            _demo(records[e.number.lower()], marks),
        ]
        for e in library.events
    ]
    return [[column.name for column in EVENT_COLUMNS], *lines]


def _demo(record: Source, marks: Marks) -> str:
    return "；".join(marks.demo_notices(Shows((record,))))
