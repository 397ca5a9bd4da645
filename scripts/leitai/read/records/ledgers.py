"""`content/ledgers/*.csv`, `content/facts.csv` and the receipts of each period."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from leitai.model.case import Fact
from leitai.model.file_format import FileFormat
from leitai.model.formats import RECEIPTS
from leitai.model.ledger import (
    CLAIM_KINDS,
    CLAIM_LEVELS,
    PROBLEM_STATES,
    Claim,
    LedgerProblem,
    Receipt,
    Task,
)
from leitai.model.ledger_formats import CLAIMS, FACTS, PROBLEM_LEDGER, TASKS
from leitai.model.names import NameTable
from leitai.model.period import Period
from leitai.problems import Problem
from leitai.read.documents.values import plain_decimal
from leitai.read.records.records import Record, read_optional_records

T = TypeVar("T")

_NUMBER = re.compile(r"[A-Z]+\d+")


def read_facts(root: Path, problems: list[Problem]) -> dict[str, Fact]:
    """The facts that texts cite, by id."""
    facts: dict[str, Fact] = {}
    for record in read_optional_records(root, FACTS.path, FACTS, problems):
        number = _number(record, facts)
        text, source = record.text("事实", required=True), record.text("出处", required=True)
        facts[number] = Fact(number, text, record.text("时间"), source, record.text("提醒"), record.place())
    return facts


def read_problem_ledger(
    root: Path, units: NameTable, indicators: NameTable, problems: list[Problem]
) -> tuple[LedgerProblem, ...]:
    def entry(record: Record, number: str) -> LedgerProblem:
        return LedgerProblem(
            number=number,
            origin=record.choice("来源", ("会议", "暗访")) or "",
            exposed=record.text("日期", required=True),
            unit_id=_unit(record, units),
            category=record.text("类别", required=True),
            indicator_id=_indicator(record, indicators),
            text=record.text("问题", required=True),
            due=record.day("要求完成"),
            state=record.choice("状态", PROBLEM_STATES) or "",
            state_date=record.day("状态日期"),
            evidence=record.text("佐证"),
            place=record.place(),
        )

    return _entries(root, PROBLEM_LEDGER, entry, problems)


def read_tasks(root: Path, units: NameTable, problems: list[Problem]) -> tuple[Task, ...]:
    def entry(record: Record, number: str) -> Task:
        return Task(
            number=number,
            unit_id=_unit(record, units),
            text=record.text("任务", required=True),
            milestone=record.text("节点", required=True),
            planned_on=record.day("计划日期"),
            done_on=record.day("实际日期"),
            planned=_percent(record, "计划进度"),
            actual=_percent(record, "实际进度"),
            place=record.place(),
        )

    return _entries(root, TASKS, entry, problems)


def read_claims(root: Path, units: NameTable, problems: list[Problem]) -> tuple[Claim, ...]:
    def entry(record: Record, number: str) -> Claim:
        return Claim(
            number=number,
            unit_id=_unit(record, units),
            text=record.text("表述", required=True),
            kind=record.choice("类型", CLAIM_KINDS) or "",
            level=record.choice("层级", CLAIM_LEVELS) or "",
            as_of=record.text("截至", required=True),
            sources=tuple(part.strip() for part in record.text("来源", required=True).split("、")),
            verified=record.choice("核实", ("未核实", "已核实")) or "",
            place=record.place(),
        )

    return _entries(root, CLAIMS, entry, problems)


def _entries(
    root: Path, layout: FileFormat, convert: Callable[[Record, str], T], problems: list[Problem]
) -> tuple[T, ...]:
    """The rows of a ledger whose numbers are unique; a row with problems is left out."""
    found: dict[str, T] = {}
    for record in read_optional_records(root, layout.path, layout, problems):
        before = len(problems)
        number = _number(record, found)
        entry = convert(record, number)
        if len(problems) == before:
            found[number] = entry
    return tuple(found.values())


def read_receipts(root: Path, units: NameTable, problems: list[Problem]) -> tuple[Receipt, ...]:
    """The receipts of every period folder."""
    folder = root / "content" / "results"
    receipts = []
    for path in sorted(folder.glob(f"*/{Path(RECEIPTS.path).name}")):
        if Period.parse(path.parent.name) is None:
            continue
        shown = path.relative_to(root).as_posix()
        for record in read_optional_records(root, shown, RECEIPTS, problems):
            unit_id, day = _unit(record, units), record.day("收到日期")
            receipts.append(Receipt(path.parent.name, unit_id, day, record.text("说明"), record.place()))
    return tuple(receipts)


def _number(record: Record, seen: Mapping[str, object]) -> str:
    number = record.text("编号", required=True)
    if number and not _NUMBER.fullmatch(number):
        record.report("S06", "编号", "编号写法不对。", "请用大写字母加数字，例如 F23、Q001。")
    if number in seen:
        record.report("S04", "编号", "这个编号已经用过。", "每个编号只能出现一次；请改用新的编号。")
    return number


def _unit(record: Record, units: NameTable) -> str:
    return _named(record, "单位", record.text("单位", required=True), units)


def _indicator(record: Record, indicators: NameTable) -> str:
    return _named(record, "指标", record.text("指标"), indicators)


def _named(record: Record, column: str, text: str, names: NameTable) -> str:
    """The id of a name in a file that spans periods; empty for an empty or unknown one (reported)."""
    found = names.find(text, None) if text else None
    if text and found is None:
        record.problems.append(names.refusal(text, record.place(column), None))
    return found.id if found is not None else ""


def _percent(record: Record, column: str) -> Decimal:
    text = record.text(column, required=True)
    number = plain_decimal(text.removesuffix("%"))
    if text and number is None:
        record.report("V02", column, "进度应当是百分数。", "请写成 60% 这样的形式。")
    return number or Decimal(0)
