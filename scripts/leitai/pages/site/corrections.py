"""The corrections log: everything that was changed after it was sealed."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import Shows, of_periods
from leitai.model.tables import TableColumn
from leitai.model.urls import ranking_url
from leitai.pages.kit.corrected import corrected
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.ledgers.corrections import Correction

COLUMNS = (
    TableColumn("期间", "text", "更正的期间"),
    TableColumn("更正的内容", "text", "单位和指标，或者别的内容"),
    TableColumn("原值", "text", "更正前；按办法不公布的写未公布"),
    TableColumn("更正值", "text", "更正后"),
    TableColumn("原因", "text", "更正的原因"),
    TableColumn("日期", "date", "更正的日期"),
    TableColumn("文号", "text", "依据的文件"),
    TableColumn("说明", "text", "引用时必须一并写明的话"),
)


def corrections_table(portal: Portal) -> list[list[str]]:
    """The log as a table of plain text, for its download."""
    lines = []
    for correction in portal.content.library.corrections:
        shown = corrected(portal.content.settings.units, correction)
        line = [correction.period.id, shown.what, shown.old, shown.new, shown.reason]
        demo = portal.marks.demo_notices(of_periods([correction.period]))
        lines.append([*line, correction.day.isoformat(), shown.document, "；".join(demo)])
    return [[column.name for column in COLUMNS], *lines]


def collect(portal: Portal) -> Iterator[Page]:
    context = {
        "table": _table(portal),
        "note": "公布后的每一次更正都在这里；改动前的原样留在各期的封存版本里，名次变动写在各期页面上。",
        "empty": "目前没有更正。",
    }
    shows = Shows(tuple(correction.period for correction in portal.content.library.corrections))
    crumbs = (("台账", urls.LEDGERS),)
    yield Page(urls.CORRECTIONS, "更正", "meetings/ledger.md.j2", context, shows, crumbs=crumbs)


def _table(portal: Portal) -> Markup:
    """Corrections in the order of the ledger; empty markup if there is none."""
    rows = [_row(portal, number, c) for number, c in enumerate(portal.content.library.corrections, start=1)]
    return table("更正", [Cell(column.name) for column in COLUMNS[:-1]], rows, css="lt-titled lt-stack")


def _row(portal: Portal, number: int, correction: Correction) -> Row:
    shown = corrected(portal.content.settings.units, correction)
    cells = [Cell(shown.what), Cell(shown.old), Cell(shown.new), Cell(shown.reason)]
    return Row([_period(portal, correction), *cells, Cell(shown.day), Cell(shown.document)], f"c{number}")


def _period(portal: Portal, correction: Correction) -> Cell:
    """The period, linked to the ranking that the correction concerns where there is one."""
    unit = portal.content.settings.units.get(correction.unit_id)
    ranked = {r.group for r in portal.rankings if r.period == correction.period}
    group = unit.group if unit is not None and unit.group in ranked else next(iter(sorted(ranked)), "")
    href = (
        relative(urls.CORRECTIONS, ranking_url(correction.period.id, group) + "#corrections") if group else ""
    )
    return Cell(correction.period.title, href, is_header=True)
