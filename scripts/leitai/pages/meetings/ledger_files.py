"""The ledgers of what is followed up as tables of plain text, for their downloads: lines in the order of the ledger, which only grows."""

from __future__ import annotations

from collections.abc import Callable

from leitai.model.shows import Marks, Shows, Source
from leitai.model.tables import TableColumn
from leitai.model.writings.library import Library
from leitai.schema.ledgers.events import Event
from leitai.schema.ledgers.problems import LedgerProblem

DEMO = TableColumn("数据状态", "text", "引用时必须一并写明的话")
_PROBLEM: tuple[tuple[TableColumn, Callable[[LedgerProblem], str]], ...] = (
    (TableColumn("编号", "text", "问题的编号"), lambda p: p.number),
    (TableColumn("来源", "text", "会议、暗访或自查"), lambda p: p.origin),
    (TableColumn("会议", "text", "会议编号；不在会上提出的为空"), lambda p: p.meeting),
    (TableColumn("日期", "text", "暴露的日期，写到知道的那一位"), lambda p: p.exposed),
    (TableColumn("单位", "text", "责任单位的编号"), lambda p: p.unit_id),
    (TableColumn("类别", "text", "问题类别"), lambda p: p.category),
    (TableColumn("指标", "text", "相关指标的编号，可空"), lambda p: p.indicator_id),
    (TableColumn("问题", "text", "一句话"), lambda p: p.text),
    (TableColumn("要求完成", "date", "期限，可空"), lambda p: p.due.isoformat() if p.due is not None else ""),
)
_EVENT: tuple[tuple[TableColumn, Callable[[Event], str]], ...] = (
    (TableColumn("编号", "text", "问题、承诺或决议的编号"), lambda e: e.number),
    (TableColumn("日期", "date", "发生的日期"), lambda e: e.day.isoformat()),
    (TableColumn("状态", "text", "这一步以后的状态"), lambda e: e.state),
    (TableColumn("说明", "text", "一句话，可空"), lambda e: e.note),
    (TableColumn("佐证", "text", "材料名称，可空"), lambda e: e.evidence),
    (TableColumn("会议", "text", "在哪次会议上宣布，可空"), lambda e: e.meeting),
)
PROBLEM_COLUMNS = (*(column for column, _ in _PROBLEM), DEMO)
EVENT_COLUMNS = (*(column for column, _ in _EVENT), DEMO)


def problems_table(library: Library, marks: Marks) -> list[list[str]]:
    """Every problem as it was exposed."""
    lines = ([*(told(p) for _, told in _PROBLEM), _demo(p, marks)] for p in library.problems)
    return [[column.name for column in PROBLEM_COLUMNS], *lines]


def events_table(library: Library, marks: Marks) -> list[list[str]]:
    """Every step of every problem, commitment and resolution."""
    records = {item.number.lower(): item.record for item in library.items}
    lines = (
        [*(told(e) for _, told in _EVENT), _demo(records[e.number.lower()], marks)] for e in library.events
    )
    return [[column.name for column in EVENT_COLUMNS], *lines]


def _demo(record: Source, marks: Marks) -> str:
    return "；".join(marks.demo_notices(Shows((record,))))
