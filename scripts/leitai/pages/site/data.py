"""数据: which tables there are, what their columns mean, how to open them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import of_periods
from leitai.model.tables import MEASURE, TABLES, TYPE_NAMES, DataTable, TableColumn
from leitai.model.urls import prose_url, table_url
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import Cell, table
from leitai.pages.site.prose import ABOUT
from leitai.schema.config.portal import PortalSettings


@dataclass(frozen=True)
class TableShown:
    """A table as the page describes it; `columns` is the table of its columns."""

    declared: DataTable
    url: str
    rows: int
    key: str
    columns: Markup


@dataclass(frozen=True)
class DataContext:
    """What the page of the open tables shows."""

    tables: tuple[TableShown, ...]
    settings: PortalSettings


def collect(portal: Portal) -> Iterator[Page]:
    """The page that leads to the tables for analysts."""
    settings = portal.content.settings.portal
    rows = _row_counts(portal.content, portal.rankings)
    context = DataContext(
        tables=tuple(_shown(declared.public, rows[declared.name]) for declared in TABLES),
        settings=settings,
    )
    yield Page(
        url=urls.DATA,
        title="数据",
        template="site/data.md.j2",
        context=context,
        shows=of_periods(portal.content.results.periods),
        description="全部公布的填报数、得分和名次：数据表、字段说明和打开的办法",
        crumbs=(("关于", prose_url(ABOUT)),),
    )


def _row_counts(content: Content, rankings: Iterable[Ranking]) -> dict[str, int]:
    ranked = [row for ranking in rankings for row in ranking.rows]
    return {
        "observations": len(content.observations),
        "scores": sum(len(row.scores) for row in ranked),
        "rankings": len(ranked),
        "units": len(content.settings.units),
        "indicators": len(content.settings.indicators),
    }


def _shown(declared: DataTable, rows: int) -> TableShown:
    columns = [
        (Cell(column.name, is_header=True), _type(column), column.described) for column in declared.columns
    ]
    return TableShown(
        declared,
        table_url(declared.name),
        rows,
        "、".join(declared.key),
        table(f"{declared.title}的字段", ("字段", "类型", "意思"), columns, css="lt-titled lt-stack"),
    )


def _type(column: TableColumn) -> str:
    """With what a decimal is counted in."""
    measure = (column.measure or f"单位见 {MEASURE}") if column.type == "decimal" else ""
    return TYPE_NAMES[column.type] + (f"（{measure}）" if measure else "")
