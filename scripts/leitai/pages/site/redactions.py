"""The record of redactions: that something was taken out, when, by which post and from which sealed versions; never what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.seals.redaction import redactions_of
from leitai.model.seals.seal import Seal
from leitai.model.shows import NOTHING
from leitai.model.tables import TableColumn
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.meetings.ledgers import ledger_page

COLUMNS = (
    TableColumn("日期", "text", "撤下的日期"),
    TableColumn("岗位", "text", "作出决定的科室或岗位"),
    TableColumn("依据", "text", "依据的文件"),
    TableColumn("封存的版本", "text", "涉及哪些封存过的版本；没有封存过的为空"),
)
_NOTE = (
    "不应公布的内容撤下以后，公布过的各版也一并撤去，撤下的是什么不再写出；各版其余内容不变，封存账重新连接。"
)


def redactions_table(seals: Sequence[Seal]) -> list[list[str]]:
    """The record as a table of plain text, for its download; `publish` holds later builds against it."""
    rows = [list(redaction.row) for redaction in redactions_of(seals)]
    return [[column.name for column in COLUMNS], *rows]


def collect(portal: Portal) -> Iterator[Page]:
    """What was taken out again; no page while nothing was."""
    header, *rows = redactions_table(portal.content.library.seals)
    if rows:
        lines = [Row(list(map(Cell, row)), f"r{number}") for number, row in enumerate(rows, start=1)]
        listed = table("撤下记录", list(map(Cell, header)), lines, css="lt-titled lt-stack")
        yield ledger_page(urls.REDACTIONS, "撤下记录", listed, _NOTE, NOTHING)
