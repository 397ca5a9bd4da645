"""The files beside the pages: of each ranking, of the corrections, the tables for analysts, and one description of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from leitai.publish.downloads.spreadsheets import csv_bytes
from leitai.publish.downloads.table_files import table_files
from leitai.publish.target import sealed


def download_files(portal: Portal, keep: Keep = make_anew) -> OnDisk[bytes]:
    """Every download that is made from the public portal, by its address."""
    settings, library, marks = portal.content.settings, portal.content.library, portal.marks
    corrected = corrections.corrections_table(settings, library.corrections, portal.rankings, marks)
    files = OnDisk[bytes](
        {
            urls.CORRECTIONS_TABLE: csv_bytes(corrected),
            urls.PROBLEMS_TABLE: csv_bytes(ledger_files.problems_table(library, marks)),
            urls.EVENTS_TABLE: csv_bytes(ledger_files.events_table(library, marks)),
        }
    )
    if any(redactions_of(library.seals)):
        files[urls.REDACTIONS_TABLE] = csv_bytes(redactions.redactions_table(library.seals))
    if library.seals:
        lines = [list(sealed.published_line(seal)) for seal in library.seals]
        files[urls.SEALS_TABLE] = csv_bytes([[column.name for column in sealed.COLUMNS], *lines])
    inputs = (
        (ranking, portal.content.of_units(ranking.period, [row.unit.unit_id for row in ranking.rows]))
        for ranking in portal.rankings
    )
    stage = Stage("写下载文件", len(portal.rankings))
    for ranking, made in zip(
        portal.rankings, keep.each(stage, ranking_files, inputs, at_once=1), strict=True
    ):
        files.update((_base(ranking) + suffix, data) for suffix, data in made.items())
    files.update(table_files(frames_in_parts(portal.content, portal.rankings, marks)))
    followed = followed_records(library.items)
    notices = marks.demo_notices(of_periods(portal.content.results.periods, *followed))
    described = datapackage(settings.portal, _resources(portal, files), "；".join(notices))
    files[urls.DATA_PACKAGE] = described
    return files


def _base(ranking: Ranking) -> str:
    return ranking_url(ranking.period.id, ranking.group).removesuffix("html")


def _resources(portal: Portal, files: Mapping[str, bytes]) -> Iterator[Resource]:
    """Every CSV table, and the database."""
    of = partial(_resource, files)
    ledgers: tuple[tuple[str, str, Sequence[TableColumn]], ...] = (
        (urls.CORRECTIONS_TABLE, "更正", corrections.COLUMNS),
        (urls.PROBLEMS_TABLE, "问题台账", ledger_files.PROBLEM_COLUMNS),
        (urls.EVENTS_TABLE, "跟进记录", ledger_files.EVENT_COLUMNS),
    )
    if urls.REDACTIONS_TABLE in files:
        ledgers += ((urls.REDACTIONS_TABLE, "撤下记录", redactions.COLUMNS),)
    for path, title, columns in ledgers:
        yield of(path, title, columns)
    if urls.SEALS_TABLE in files:
        yield of(urls.SEALS_TABLE, "封存清单", sealed.COLUMNS)
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
