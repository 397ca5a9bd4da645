"""通报: a ranking in the conventional form of an official notice, made to be printed.

Title, purpose, numbered sections, table, notes, office and date. No letterhead or seal, and on paper a blank for the
document number: these belong to a document that somebody has signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.shows import of_rankings
from leitai.model.urls import bulletin_url, method_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Link, Page
from leitai.pages.kit.tables import Cell, Cells, numeric, table
from leitai.pages.rankings.titles import subject_of
from leitai.schema.config.portal import DATA_STATUS_NAMES, PortalSettings


def collect(portal: Portal) -> Iterator[Page]:
    """One beside each ranking that publishes ranks or tiers."""
    for ranking in portal.rankings:
        if ranking.method.display.kind != "none":
            yield _bulletin(portal.content.settings.portal, ranking)


@dataclass(frozen=True)
class BulletinContext:
    """`year` of the document's number; `changes` is empty where ranks are not compared."""

    ranking: Ranking
    year: str
    purpose: str
    method: Link
    table: Markup
    changes: str
    notes_number: str
    notes: tuple[str, ...]
    owner: str
    day: str


def _bulletin(settings: PortalSettings, ranking: Ranking) -> Page:
    subject, title = subject_of(settings, ranking), bulletin_title(settings, ranking)
    published = settings.periods[ranking.period.id].published_on
    return Page(
        url=bulletin_url(*ranking.key),
        title=title,
        template="rankings/bulletin.md.j2",
        description=f"{title}；数据状态：{DATA_STATUS_NAMES[ranking.data_status]}",
        shows=of_rankings([ranking]),
        corrections=correction_notices.notices_of_rankings(settings, [ranking]),
        crumbs=(("排名", "rankings/index.html"), (subject, ranking.url)),
        stamp=f"第 {ranking.method.version} 版，{words.day(published)}公布" if published else "未公布",
        context=bulletin_context(settings, ranking),
    )


def bulletin_title(settings: PortalSettings, ranking: Ranking) -> str:
    """As official notices are called."""
    return f"关于{subject_of(settings, ranking)}考核排名情况的通报"


def bulletin_context(settings: PortalSettings, ranking: Ranking) -> BulletinContext:
    """A ranking in the form of an official notice; the year of issue is left open until it is published."""
    recheck = f"对结果有疑问的，请在公布之日起{settings.recheck_days}个工作日内联系：{settings.contact}。"
    subject, published = subject_of(settings, ranking), settings.periods[ranking.period.id].published_on
    method, changes = ranking.method, _changes(ranking)
    return BulletinContext(
        ranking=ranking,
        year=str(published.year) if published else "　　",
        purpose=f"{subject}考核排名情况",
        method=Link(method.title, f"{method_url(method.id)}#v{method.version}"),
        table=place_table(ranking, f"表1　{subject}排名"),
        changes=changes,
        notes_number="三" if changes else "二",
        notes=_numbered([*_notes(ranking), recheck]),
        owner=settings.owner,
        day=words.day(published) if published else "（尚未公布）",
    )


def place_table(ranking: Ranking, caption: str, leads_on: bool = False) -> Markup:
    """Places, totals and changes as far as they are published, or tiers; units may lead to their rows of the ranking."""
    if ranking.method.display.kind == "tiers":
        tiers = [(_unit_cell(row, ranking, leads_on), row.tier) for row in ranking.rows if row.tier]
        return table(caption, ("单位", "等次"), tiers, css="lt-compact")
    rows = [_cells(row, ranking, leads_on) for row in ranking.rows if row.rank is not None]
    return table(
        caption,
        (Cell("名次", css="lt-rank"), "单位", numeric("总分"), Cell("较上期", css="lt-change")),
        rows,
        css="lt-compact",
    )


def _cells(row: RankingRow, ranking: Ranking, leads_on: bool) -> Cells:
    return [
        Cell(str(row.rank), note="并列" if row.tied else ""),
        _unit_cell(row, ranking, leads_on),
        words.points(row.score),
        words.column_change(row, ranking),
    ]


def _unit_cell(row: RankingRow, ranking: Ranking, leads_on: bool) -> Cell:
    href = ranking.url_of_row(row) if leads_on else ""
    return Cell(row.unit.name, href, is_header=True)


def _changes(ranking: Ranking) -> str:
    """Who climbed, by name; who fell, as a number only; nothing of what nobody did."""
    is_compared = any(row.moved for row in ranking.rows)
    if ranking.method.display.kind != "full" or ranking.previous_period is None or not is_compared:
        return ""
    up = ranking.climbers
    climbers = "、".join(f"{row.unit.name}（进{row.rank_change}位）" for row in up)
    told = {"down": "退位", "same": "持平"} | {by: f"的变动{why}" for by, why in words.CHANGED_BY.items()}
    counts = {way: len(ranking.movers(by)) for by, way in told.items()}
    others = "，".join(f"{count}个单位{way}" for way, count in counts.items() if count)
    risen = f"{len(up)}个单位进位：{climbers}" if up else ""
    return f"较{ranking.previous_period.title}，{'；'.join(filter(None, (risen, others)))}。"


def _numbered(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{number}. {note}" for number, note in enumerate(notes, start=1))


def _notes(ranking: Ranking) -> Iterator[str]:
    size = f"本组共{ranking.group_size}个单位，{ranking.ranked_size}个参加排名"
    if ranking.method.display.kind == "top_n":
        size += f"；按考核办法，只公布前{ranking.method.display.top_n}名"
    left_out = [f"{row.unit.name}（{row.reason}）" for row in ranking.rows if row.status != "ranked"]
    yield f"{size}。" + (f"没有参加排名的：{'、'.join(left_out)}。" if left_out else "")
    after = "不跳号" if ranking.method.ties == "dense" else "顺延"
    yield f"满分{words.number(ranking.method.scale)}分；总分相同的名次相同，后续名次{after}。"
    yield f"数据状态：{DATA_STATUS_NAMES[ranking.data_status]}。"
