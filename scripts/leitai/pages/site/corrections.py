"""The corrections log: everything that was changed after it was sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.shows import Marks, Shows, of_periods
from leitai.model.tables import TableColumn
from leitai.model.urls import ranking_url
from leitai.pages.kit.corrected import corrected, moved_words, with_anchors
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.meetings.ledgers import ledger_page
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.corrections import Correction

COLUMNS = (
    TableColumn("期间", "text", "更正的期间"),
    TableColumn("更正的内容", "text", "单位和指标，或者别的内容"),
    TableColumn("原值", "text", "更正前；按办法不公布的写未公布"),
    TableColumn("更正值", "text", "更正后"),
    TableColumn("原因", "text", "更正的原因"),
    TableColumn("日期", "date", "更正的日期"),
    TableColumn("文号", "text", "依据的文件"),
    TableColumn("名次变动", "text", "各单位公布的名次或得分因此怎样变动，直接更正的和受影响的都在内"),
    TableColumn("说明", "text", "引用时必须一并写明的话"),
)


def corrections_table(
    settings: Settings, corrections: Iterable[Correction], rankings: Sequence[Ranking], marks: Marks
) -> list[list[str]]:
    """The log as a table of plain text, for its download."""
    lines = []
    for correction in corrections:
        units = settings.at(correction.period).units
        shown = corrected(units, correction)
        line = [correction.period.id, shown.what, shown.old, shown.new, shown.reason]
        moved = _moved(units, correction, rankings)
        demo = marks.demo_notices(of_periods([correction.period]))
        lines.append([*line, correction.day.isoformat(), shown.document, moved, "；".join(demo)])
    return [[column.name for column in COLUMNS], *lines]


def collect(portal: Portal) -> Iterator[Page]:
    """Every correction after publication."""
    settings, corrections = portal.content.settings, portal.content.library.corrections
    rows = [
        _row(settings.at(correction.period).units, anchor, correction, portal.rankings)
        for anchor, correction in with_anchors(corrections)
    ]
    yield ledger_page(
        urls.CORRECTIONS,
        "更正",
        table("更正", [column.name for column in COLUMNS[:-1]], rows, css="lt-titled lt-stack"),
        "公布后的每一次更正都在这里；改动前的原样留在各期的封存版本里，名次变动包括没有更正而受影响的单位。",
        Shows(tuple(correction.period for correction in corrections)),
        empty="目前没有更正。",
    )


def _row(units: Mapping[str, Unit], anchor: str, correction: Correction, rankings: Iterable[Ranking]) -> Row:
    shown = corrected(units, correction)
    ranked = {r.group for r in rankings if r.period == correction.period}
    period = _period(correction, units.get(correction.unit_id), ranked)
    cells = [shown.what, shown.old, shown.new, shown.reason]
    return Row([period, *cells, shown.day, shown.document, _moved(units, correction, rankings)], anchor)


def _moved(units: Mapping[str, Unit], correction: Correction, rankings: Iterable[Ranking]) -> str:
    """What the new version that holds a correction did to published ranks and scores, as the ranking pages say it; empty while it
    isn't sealed."""
    notes = [note for r in rankings if r.period == correction.period for note in r.corrections]
    return "".join(moved_words(units, note) for note in notes if correction in note.corrected)


def _period(correction: Correction, unit: Unit | None, ranked: Collection[str]) -> Cell:
    """The period, linked to the ranking that the correction concerns where there is one; `ranked`: its groups."""
    title = correction.period.title
    if not ranked:
        return Cell(title, is_header=True)
    group = unit.group if unit is not None and unit.group in ranked else min(ranked)
    target = ranking_url(correction.period.id, group) + "#corrections"
    return Cell(title, target, is_header=True)
