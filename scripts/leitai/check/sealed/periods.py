"""Sealed periods against what the files and the program say now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leitai.check.sealed.words import (
    CorrectionKey,
    change_text,
    correct_command,
    entry_name,
    listed_changes,
    moves_text,
    record_of,
)
from leitai.model.content import Content
from leitai.model.seals.seal import ABSENT, RANK, Difference
from leitai.model.seals.sealed_period import SealedPeriod
from leitai.model.settings import Settings
from leitai.problems import Place, Problem

_ASKED = "再按提示填原因、日期和文号。"


def check_sealed_periods_unchanged(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间，数值、目标、加扣分、花名册、指标登记和办法都与封存时一样，除非登记了更正；更名不算改动。"""
    for found in those_there(periods):
        settings, unexplained = content.settings.at(found.period), found.unexplained
        moved, groups = moves_text(settings, found), list(_by_item(settings, unexplained))
        for changes in groups:
            first, is_one = changes[0], len(changes) == 1
            is_method = first.key in found.sealed.method or first.key in found.present.method
            fix = f"改错了就改回原样；确要更正，请运行 {correct_command(record_of(settings, found, changes))}，{_ASKED}"
            fix += "" if is_one else "原因各不相同的，逐个单位登记。"
            if len(groups) > 1:
                fix += f"这一期的改动出于同一个原因的，一次登记：{correct_command(record_of(settings, found, unexplained))}。"
            what = f"{found.period.id} 已封存：{_told(settings, found, changes)}"
            yield Problem(
                "L02" if is_method else "L01", found.place_of(first.key), first.new, what + moved, fix
            )
            moved = ""


def open_records(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[CorrectionKey]:
    """What there is to record of each sealed period: a record for each item that changed."""
    for found in those_there(periods):
        settings = content.settings.at(found.period)
        yield from (record_of(settings, found, changes) for changes in _by_item(settings, found.unexplained))


def _by_item(settings: Settings, changes: Iterable[Difference]) -> Iterable[list[Difference]]:
    """The changes of one item of all units together: a column, or a target for everybody."""
    groups: dict[str, list[Difference]] = {}
    for change in changes:
        unit, _, item = change.key.partition("/")
        groups.setdefault(item if unit in settings.units else change.key, []).append(change)
    return groups.values()


def _told(settings: Settings, found: SealedPeriod, changes: Sequence[Difference]) -> str:
    if len(changes) > 1:
        return f"与封存时不同的有 {len(changes)} 处：{listed_changes([change_text(settings, c) for c in changes])}。"
    (change,) = changes
    where = found.sealed.places.get(change.key)
    text = f"{entry_name(settings, change.key)} 封存的是“{change.old}”，现在是“{change.new}”。"
    return text + (f"封存时在 {where}。" if where and change.new == ABSENT else "")


def check_program_computes_the_same(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间，输入和办法没有变，算出的得分和名次也不变，除非登记了“名次”的更正。"""
    for found in those_there(periods):
        if not found.changes and not all(_is_explained(found, change) for change in found.result_changes):
            settings = content.settings.at(found.period)
            changed = sorted(found.result_changes, key=lambda c: (not c.key.endswith(f"/{RANK}"), c.key))
            told = listed_changes([change_text(settings, change) for change in changed])
            what = f"{found.period.id} 的输入和办法与封存时相同，但现在的程序算出的结果不同：{told}。"
            record = correct_command(CorrectionKey(found.period.id, "", RANK, *found.versions))
            fix = f"请改用封存时的程序版本并报告给维护人员；确认原结果有误的，请运行 {record}，{_ASKED}"
            yield Problem("L03", Place(f"content/results/{found.period.id}"), None, what, fix)


def _is_explained(found: SealedPeriod, change: Difference) -> bool:
    """A corrected rank of a unit, or of all, speaks of whatever was computed for it."""
    unit_id = change.key.partition("/")[0]
    return any(each.unit_id in ("", unit_id) for each in found.corrections)


def check_sealed_periods_are_there(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间一直都在。"""
    for found in periods:
        if found.is_gone:
            what = f"{found.period.id} 已封存，但它的填报文件都不见了。"
            place = Place(f"content/results/{found.period.id}")
            yield Problem("L08", place, None, what, "请从版本库或备份恢复这个目录。")


def those_there(periods: Sequence[SealedPeriod]) -> Iterator[SealedPeriod]:
    """The sealed periods that are still there."""
    return (found for found in periods if not found.is_gone)
