"""Status of reports: who reported for a period, in time, late, nil or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.absence import NOT_ASKED, Absences
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.shows import of_periods
from leitai.model.urls import archive_url, ranking_url, status_url, unit_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import Cell, Row, numeric, table
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.receipts import Receipt

REPORTED, LATE, MISSING, NIL = "已报", "迟报", "未报", "零报告"
STATUSES = (REPORTED, LATE, MISSING, NIL)


@dataclass(frozen=True)
class Report:
    """What one unit reported for a period; `filled` and `empty` count its cells with and without a figure."""

    unit: Unit
    status: str
    received_on: date | None
    filled: int
    empty: int


@dataclass(frozen=True)
class GroupStatus:
    """`ranking`: the address of the group's ranking of the period, empty if there is none."""

    name: str
    anchor: str
    summary: str
    ranking: str
    table: Markup


@dataclass(frozen=True)
class StatusContext:
    """What the page of who has reported shows."""

    groups: tuple[GroupStatus, ...]
    deadline: str
    review: str


def collect(portal: Portal) -> Iterator[Page]:
    """Who reported, per period."""
    for period in portal.content.results.periods:
        ranked = frozenset(ranking.group for ranking in portal.rankings if ranking.period == period)
        yield _status_page(portal.content, portal.absences, period, ranked)


def report_of(content: Content, absences: Absences, period: Period, unit: Unit) -> Report:
    """A unit's report, with one of the four statuses or 未要求报送; they add up to the roster."""
    cells = content.cells_of_unit(period, unit.unit_id)
    received = received_on(content.library.receipts, period, unit)
    deadline = content.settings.portal.periods[period.id].deadline
    status = _status({cell.state for cell in cells}, _is_late(received, deadline))
    if not cells and not absences.owes_report(unit, period):
        status = NOT_ASKED
    empty = sum(cell.state == "missing" for cell in cells)
    return Report(unit, status, received, len(cells) - empty, empty)


def _status(states: set[str], is_late: bool) -> str:
    """未报: no cell, or nothing but 未报. 零报告: nothing but nil reports, in time. 迟报: whatever came after the deadline."""
    if not states - {"missing"}:
        return MISSING
    if is_late:
        return LATE
    return NIL if states == {"nil"} else REPORTED


def _is_late(received: date | None, deadline: date | None) -> bool:
    """Without a registered receipt a report counts as in time."""
    return received is not None and deadline is not None and received > deadline


def received_on(receipts: Iterable[Receipt], period: Period, unit: Unit) -> date | None:
    """The earliest registered receipt."""
    days = [
        r.received_on
        for r in receipts
        if r.period == period and r.unit_id == unit.unit_id and r.received_on is not None
    ]
    return min(days, default=None)


def _status_page(content: Content, absences: Absences, period: Period, ranked: AbstractSet[str]) -> Page:
    url, settings = status_url(period.id), content.settings
    about = settings.portal.periods[period.id]
    groups = []
    for group in content.groups_with_results(period):
        reports = [report_of(content, absences, period, unit) for unit in settings.roster(group, period)]
        ranking = ranking_url(period.id, group) if group in ranked else ""
        groups.append(_group(settings.portal.group_name(group), group, reports, ranking))
    return Page(
        url=url,
        title=f"{period.title}报送情况",
        template="site/status.md.j2",
        context=StatusContext(tuple(groups), words.day(about.deadline), words.review_steps(about.review)),
        shows=of_periods([period]),
        corrections=correction_notices.of_period(content.library, period),
        crumbs=(("归档", urls.ARCHIVE), (period.title, archive_url(period.id))),
    )


def _group(name: str, group: str, reports: Sequence[Report], ranking: str) -> GroupStatus:
    header = ("单位", "状态", numeric("已报项"), numeric("未报项"))
    rows = [_row(report, ranking) for report in reports]
    listed = table(f"{name}报送情况", header, rows, css="lt-titled lt-compact lt-even")
    return GroupStatus(name, group, _summary(Counter(report.status for report in reports)), ranking, listed)


def _row(report: Report, ranking: str) -> Row:
    unit = report.unit
    leads_to = f"{ranking}#{unit.unit_id}" if ranking else unit_url(unit.unit_id)
    cells = (
        unit_head(unit, leads_to),
        Cell(report.status, note=f"{words.day(report.received_on)}收到" if report.received_on else ""),
        str(report.filled),
        str(report.empty),
    )
    return Row(cells, anchor=unit.unit_id)


def _summary(counts: Counter[str]) -> str:
    """Who had to report; whoever nobody asked stands apart."""
    due = sum(counts[status] for status in STATUSES)
    told = "，".join(f"{status} {counts[status]} 个" for status in STATUSES)
    others = f"；另有 {counts[NOT_ASKED]} 个{NOT_ASKED}" if counts[NOT_ASKED] else ""
    return f"应报 {due} 个：{told}{others}。"
