"""Status of reports: who reported for a period, in time, late, nil or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from leitai.model.absence import NOT_ASKED
from leitai.model.portal import Portal
from leitai.model.shows import of_periods
from leitai.model.urls import status_url, unit_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.review import review_steps
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

REPORTED, LATE, MISSING, NIL = "已报", "迟报", "缺报", "零报告"
STATUSES = (REPORTED, LATE, MISSING, NIL)


def collect(portal: Portal) -> Iterator[Page]:
    for period in portal.content.results.periods:
        yield _status_page(portal, period)


def report_status(portal: Portal, period: Period, unit: Unit) -> str:
    """One of the four states, or 未要求报送; they add up to the roster.

    缺报: no cell, or nothing but 未报, of a unit that was asked for something. 零报告: nothing but nil reports. 迟报: the receipt is dated after the
    deadline. Without a registered receipt a report counts as in time.
    """
    states = {cell.state for cell in portal.content.cells_of_unit(period, unit.unit_id)}
    if not states and not portal.absences.owes_report(unit, period):
        return NOT_ASKED
    if not states - {"missing"}:
        return MISSING
    received = received_on(portal, period, unit)
    deadline = portal.content.settings.portal.periods[period.id].deadline
    if received is not None and deadline is not None and received > deadline:
        return LATE
    return NIL if states == {"nil"} else REPORTED


def received_on(portal: Portal, period: Period, unit: Unit) -> date | None:
    """The earliest registered receipt."""
    days = [
        r.received_on
        for r in portal.content.library.receipts
        if r.period == period and r.unit_id == unit.unit_id and r.received_on is not None
    ]
    return min(days, default=None)


def _status_page(portal: Portal, period: Period) -> Page:
    url = status_url(period.id)
    settings = portal.content.settings
    groups = []
    for group in portal.content.groups_with_results(period):
        roster = settings.roster(group, period)
        counts = Counter(report_status(portal, period, unit) for unit in roster)
        groups.append(
            {
                "name": settings.portal.group_name(group),
                "anchor": group,
                "summary": _summary(counts),
                "table": _table(portal, period, roster, url, settings.portal.group_name(group)),
            }
        )
    deadline = words.day(settings.portal.periods[period.id].deadline)
    return Page(
        url=url,
        title=f"{period.title}报送情况",
        template="site/status.md.j2",
        shows=of_periods([period]),
        corrections=correction_notices.of_period(portal.content.library, period, url),
        context={
            "groups": groups,
            "deadline": deadline,
            "review": review_steps(settings.portal.periods[period.id].review),
        },
        crumbs=(("归档", "archive/index.html"), (period.title, f"archive/{period.id}.html")),
    )


def _summary(counts: Counter[str]) -> str:
    """Who had to report; whoever nobody asked stands apart."""
    due = sum(counts[status] for status in STATUSES)
    told = "，".join(f"{status} {counts[status]} 个" for status in STATUSES)
    others = f"；另有 {counts[NOT_ASKED]} 个{NOT_ASKED}" if counts[NOT_ASKED] else ""
    return f"应报 {due} 个：{told}{others}。"


def _table(portal: Portal, period: Period, roster: tuple[Unit, ...], url: str, name: str) -> Markup:
    rows = []
    for unit in roster:
        cells = portal.content.cells_of_unit(period, unit.unit_id)
        empty = sum(cell.state == "missing" for cell in cells)
        rows.append(
            Row(
                [
                    Cell(unit.name, relative(url, unit_url(unit.unit_id)), is_header=True),
                    Cell(report_status(portal, period, unit)),
                    Cell(words.day(received_on(portal, period, unit))),
                    Cell(str(len(cells) - empty), css="lt-number"),
                    Cell(str(empty), css="lt-number"),
                ],
                anchor=unit.unit_id,
            )
        )
    header = [Cell("单位"), Cell("状态"), Cell("收到日期")]
    header += [Cell("已报指标", css="lt-number"), Cell("未报指标", css="lt-number")]
    return table(f"{name}报送情况", header, rows, css="lt-titled lt-compact")
