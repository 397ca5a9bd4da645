"""首创与位次: claims of being first or in front, with level, date and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.pages.kit import text, words
from leitai.pages.kit.followed import unit_cell
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import Cell, Cells, Row, table
from leitai.pages.meetings.ledgers import ledger_page
from leitai.schema.known_date import first_day
from leitai.schema.ledgers.claims import Claim

NOTE = (
    "这里只登记说法，不换算成数字，也不参加排名；“未核实”的以出处为准。"
    "层级、截至和出处都写明的首创、率先和命名才有标记；位次、方阵、升降和批示只是说法，没有标记。"
)
BADGED = ("首创", "率先", "命名")
UNTOLD = "没有写"


def collect(portal: Portal) -> Iterator[Page]:
    """The ledger of firsts and places."""
    claims = portal.content.library.claims
    listed = claim_table(portal.content.settings, claims)
    yield ledger_page(urls.CLAIMS, "首创与位次", listed, NOTE, Shows(claims))


def claim_table(settings: Settings, claims: Sequence[Claim]) -> Markup:
    """Claims with level, date and source; empty markup if there is none."""
    rows = [Row(_cells(settings, claim), anchor=claim.number.lower()) for claim in claims]
    header = ("表述", "单位", "类型", "层级", "截至", "出处", "核实")
    return table("首创与位次", header, rows, css="lt-titled lt-stack lt-run")


def _cells(settings: Settings, claim: Claim) -> Cells:
    return [
        Cell(claim.text, css="lt-text", note=claim.number, is_header=True),
        unit_cell(settings, claim.unit_id, first_day(claim.as_of) if claim.as_of else None),
        _kind(claim),
        claim.level or UNTOLD,
        words.known_date(claim.as_of) if claim.as_of else UNTOLD,
        text.sources(claim.sources) if claim.sources else UNTOLD,
        claim.verified,
    ]


def _kind(claim: Claim) -> Cell | Markup:
    """A badge, where the claim is one of a title or of being first and tells all that makes it one."""
    if claim.kind not in BADGED or not (claim.level and claim.as_of and claim.sources):
        return Cell(claim.kind)
    return Markup('<b class="lt-badge">★ {}{}</b>').format(claim.level, claim.kind)
