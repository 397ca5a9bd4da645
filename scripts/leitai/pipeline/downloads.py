"""The files beside the pages: of each ranking, of the corrections, the tables for analysts, and one description of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from leitai.keep import Keep, Stage, make_anew
from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.seals.redaction import redactions_of
from leitai.model.shows import of_periods
from leitai.model.tables import TABLES, Reference, TableColumn
from leitai.model.urls import ranking_url, table_url
from leitai.model.writings.follow_up import followed_records
from leitai.on_disk import OnDisk
from leitai.pages.meetings import ledger_files
from leitai.pages.rankings.titles import title_of as ranking_title
from leitai.pages.site import corrections, redactions
from leitai.publish.downloads.datapackage import Resource, datapackage
from leitai.publish.downloads.frames import frames_in_parts
from leitai.publish.downloads.ranking_files import ranking_columns, ranking_files
from leitai.publish.downloads.spreadsheets import Cell, csv_bytes
from leitai.publish.downloads.table_files import table_files
from leitai.publish.target import sealed


@dataclass(frozen=True)
class LedgerTable:
    """A ledger to download; the first of `rows` are the names of its columns."""

    path: str
    title: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]


def download_files(portal: Portal, keep: Keep = make_anew) -> OnDisk[bytes]:
    """Every download that is made from the public portal, by its address."""
    library, marks = portal.content.library, portal.marks
    ledgers = tuple(_ledger_tables(portal))
    files = OnDisk[bytes]({ledger.path: csv_bytes(ledger.rows) for ledger in ledgers})
    files.update(_files_of_rankings(portal, keep))
    files.update(table_files(frames_in_parts(portal.content, portal.rankings, marks)))
    followed = followed_records(library.items)
    notices = marks.demo_notices(of_periods(portal.content.results.periods, *followed))
    resources = _resources(portal, ledgers, files)
    files[urls.DATA_PACKAGE] = datapackage(portal.content.settings.portal, resources, "；".join(notices))
    return files


def _ledger_tables(portal: Portal) -> Iterator[LedgerTable]:
    """What was corrected, followed up, taken out again and sealed; the last two once there is any."""
    settings, library, marks = portal.content.settings, portal.content.library, portal.marks
    corrected = corrections.corrections_table(settings, library.corrections, portal.rankings, marks)
    problems, events = ledger_files.problems_table(library, marks), ledger_files.events_table(library, marks)
    yield LedgerTable(urls.CORRECTIONS_TABLE, "更正", corrections.COLUMNS, corrected)
    yield LedgerTable(urls.PROBLEMS_TABLE, "问题台账", ledger_files.PROBLEM_COLUMNS, problems)
    yield LedgerTable(urls.EVENTS_TABLE, "跟进记录", ledger_files.EVENT_COLUMNS, events)
    if any(redactions_of(library.seals)):
        taken_out = redactions.redactions_table(library.seals)
        yield LedgerTable(urls.REDACTIONS_TABLE, "撤下记录", redactions.COLUMNS, taken_out)
    if library.seals:
        yield LedgerTable(urls.SEALS_TABLE, "封存清单", sealed.COLUMNS, sealed.seals_table(library.seals))


def _files_of_rankings(portal: Portal, keep: Keep) -> Iterator[tuple[str, bytes]]:
    inputs = ((ranking, portal.content.of_units(ranking.period, ())) for ranking in portal.rankings)
    made = keep.each(Stage("写下载文件", len(portal.rankings)), ranking_files, inputs, at_once=1)
    for ranking, files in zip(portal.rankings, made, strict=True):
        yield from ((_base(ranking) + suffix, data) for suffix, data in files.items())


def _base(ranking: Ranking) -> str:
    return ranking_url(ranking.period.id, ranking.group).removesuffix("html")


def _resources(
    portal: Portal, ledgers: Iterable[LedgerTable], files: Mapping[str, bytes]
) -> Iterator[Resource]:
    """Every CSV table, and the database."""
    of = partial(_resource, files)
    for ledger in ledgers:
        yield of(ledger.path, ledger.title, ledger.columns)
    for ranking in portal.rankings:
        path, columns = _base(ranking) + "csv", ranking_columns(ranking, portal.content)
        yield of(path, ranking_title(portal.content.settings, ranking), columns)
    for table in (declared.public for declared in TABLES):
        path = table_url(table.name)
        yield of(path, table.title, table.columns, table.key, table.references)
    yield of(urls.DATABASE, "全部数据表")


def _resource(
    files: Mapping[str, bytes],
    path: str,
    title: str,
    columns: Sequence[TableColumn] = (),
    key: tuple[str, ...] = (),
    references: tuple[Reference, ...] = (),
) -> Resource:
    data = files[path]
    return Resource(path, title, len(data), sha256(data).hexdigest(), columns, key, references)
