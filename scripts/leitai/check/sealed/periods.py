"""Sealed periods against what the files and the program say now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from leitai.check.sealed.words import (
    CorrectionKey,
    change_text,
    correct_command,
    entry_name,
    listed_changes,
    moves_text,
    record_of,
    record_of_results,
)
from leitai.model.content import Content
from leitai.model.seals.seal import ABSENT, RANK, Difference
from leitai.model.seals.sealed_period import SealedPeriod, moved_along
from leitai.model.settings import Settings
from leitai.problems import Place, Problem

_ASKED = "再按提示填原因、日期和文号。"


@dataclass(frozen=True)
class _Open:
    """The unrecorded changes of one item of a period; `is_whole`: the period has no others."""

    found: SealedPeriod
    settings: Settings
    changes: list[Difference]
    record: CorrectionKey
    is_whole: bool

    @property
    def place(self) -> Place:
        return self.found.place_of(self.changes[0].key)


def check_sealed_periods_unchanged(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间，数值、目标、加扣分、花名册、指标登记和办法都与封存时一样，除非登记了更正；更名不算改动。"""
    moved, told = [found.period.id for found in moved_along(periods)], set[str]()
    for opens in _alike(content, periods):
        first, is_one = opens[0], len(opens[0].changes) == 1
        names = "、".join(each.found.period.id for each in opens)
        what = f"{names} 已封存：{_told(first.settings, first.found, first.changes)}"
        what += "".join(_moves(each, len(opens) > 1) for each in opens if each.found.period.id not in told)
        fix = f"改错了就改回原样；确要更正，请运行 {correct_command(_of_all(opens))}，{_ASKED}"
        fix += "" if is_one else "原因各不相同的，逐个单位登记。"
        if not all(each.is_whole for each in opens):
            fix += _told_as_one(opens)
        if moved:
            fix += f"{'、'.join(moved)} 随之变动，登记时一并登记、封存。"
        is_method = any(first.changes[0].key in of.method for of in (first.found.sealed, first.found.present))
        told |= {each.found.period.id for each in opens}
        yield Problem("L02" if is_method else "L01", first.place, first.changes[0].new, what, fix)


def open_records(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[CorrectionKey]:
    """What there is to record of sealed periods: a record for each item that changed, of as many periods as it changed in alike."""
    for opens in _alike(content, periods):
        yield _of_all(opens)


def records_of_moved(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[CorrectionKey]:
    """What is to be recorded of the sealed periods that are moved along, each by itself."""
    for found in moved_along(periods):
        settings = content.settings.at(found.period)
        changes = found.unexplained
        yield record_of(settings, found, changes) if changes else record_of_results(found)


def _alike(content: Content, periods: Sequence[SealedPeriod]) -> Iterable[list[_Open]]:
    """Open changes of one item, those of several periods together where one spot was changed for all of them."""
    moved = {found.period for found in moved_along(periods)}
    groups: dict[tuple[object, ...], list[_Open]] = {}
    for found in (each for each in those_there(periods) if each.period not in moved):
        settings = content.settings.at(found.period)
        items = list(_by_item(settings, found.unexplained))
        for changes in items:
            one = _Open(found, settings, changes, record_of(settings, found, changes), len(items) == 1)
            groups.setdefault((one.place, *one.record[1:]), []).append(one)
    return groups.values()


def _of_all(opens: Sequence[_Open]) -> CorrectionKey:
    """One record for changes that differ in the period alone."""
    return opens[0].record._replace(period=",".join(each.record.period for each in opens))


def _told_as_one(opens: Sequence[_Open]) -> str:
    """How to record all that is open of these periods, where that is one thing for all of them."""
    whole = [replace(one, record=record_of(one.settings, one.found, one.found.unexplained)) for one in opens]
    if len({one.record[1:] for one in whole}) > 1:
        return ""
    return f"这一期的改动出于同一个原因的，一次登记：{correct_command(_of_all(whole))}。"


def _moves(one: _Open, is_one_of_several: bool) -> str:
    return (f"{one.found.period.id} " if is_one_of_several else "") + moves_text(one.settings, one.found)


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
    moved = {found.period for found in moved_along(periods)}
    for found in those_there(periods):
        if not found.changes and found.moved_results and found.period not in moved:
            settings = content.settings.at(found.period)
            changed = sorted(found.result_changes, key=lambda c: (not c.key.endswith(f"/{RANK}"), c.key))
            told = listed_changes([change_text(settings, change) for change in changed])
            what = f"{found.period.id} 的输入和办法与封存时相同，但现在算出的结果不同：{told}。"
            record = correct_command(record_of_results(found))
            fix = f"由别的期间的更正带来的（例如按增幅计分），或确认原结果有误的，请运行 {record}，{_ASKED}其余的是程序算得不同了：请改用封存时的程序版本并报告给维护人员。"
            yield Problem("L03", Place(f"content/results/{found.period.id}"), None, what, fix)


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
