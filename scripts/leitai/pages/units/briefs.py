"""A unit and a period on one sheet of A4, to take to a meeting.

Whatever a unit has, the sheet holds: each part is limited here; the unit's page has the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.shows import of_rankings
from leitai.model.urls import brief_url, briefs_url, ranking_url, unit_url
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.citation import stamp_of
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.parts import briefs_address, shown_parts
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.meetings.meeting_links import commitments_of
from leitai.pages.rankings.gaps import gap_sentence
from leitai.pages.rankings.movements import movement_sentence
from leitai.pages.rankings.rank_ranges import firm_sentence
from leitai.pages.rankings.rankings import title_of
from leitai.pages.rankings.strengths import MOST_CASES, strengths_panel
from leitai.pages.units.units import History, latest_words, leading_history
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

MOST_PERIODS = 5
MOST_DUE = 2  # open problems, and commitments
MOST_LETTERS = 50  # of each
NUMBER = "lt-number"


def collect(portal: Portal) -> Iterator[Page]:
    """A live page for each unit's newest period, and for each ranking the sheets of all units as they were."""
    for unit in portal.content.settings.units.values():
        history = leading_history(portal, unit) or portal.history(unit.unit_id)
        if history:
            yield _brief(portal, unit, history)
    for ranking in portal.rankings:
        for part, shown in shown_parts(ranking):
            yield _briefs(portal, ranking, part, shown)


def _sheet(portal: Portal, unit: Unit, history: History, url: str) -> dict[str, object]:
    """What a sheet says of the last of these rankings; nothing on it changes when a later one comes."""
    ranking, row = history[-1]
    return {
        "latest": latest_words(portal, ranking, row),
        "moved": movement_sentence(portal, ranking, row),
        "gap": gap_sentence(portal, row),
        "firm": firm_sentence(ranking, row),
        "history": _history_table(unit, history, url),
        "panel": strengths_panel(portal, ranking, row, url, MOST_CASES),
    }


def _briefs(portal: Portal, ranking: Ranking, part: int, shown: Sequence[RankingRow]) -> Page:
    url, title = briefs_url(ranking.period.id, ranking.group, part), title_of(portal, ranking)
    histories = [_until(portal, ranking, row.unit) for row in shown]
    return Page(
        url=url,
        title=f"{title}：各单位简报" + (f"（{part}）" if part > 1 else ""),
        template="units/briefs.md.j2",
        description=f"{title}：每个单位一页纸，名次、变化、强项和短板",
        shows=of_rankings([ranking], *_past_periods(histories)),
        corrections=correction_notices.of_rankings(portal, [ranking], url),
        crumbs=(("排名", urls.RANKINGS), (title, ranking_url(ranking.period.id, ranking.group))),
        stamp=stamp_of(portal, ranking),
        is_copy=True,
        context={
            "ranking_url": ranking_url(ranking.period.id, ranking.group),
            "ranking_title": title,
            "sheets": [
                {
                    "name": row.unit.name,
                    "short": row.unit.short,
                    "anchor": row.unit.unit_id,
                    **_sheet(portal, row.unit, history, url),
                }
                for row, history in zip(shown, histories, strict=True)
            ],
        },
    )


def _until(portal: Portal, ranking: Ranking, unit: Unit) -> History:
    """A unit's rankings of one kind of period, up to one of them."""
    known = portal.history(unit.unit_id)
    return tuple(
        pair
        for pair in known
        if pair[0].group == ranking.group
        and pair[0].period.kind == ranking.period.kind
        and pair[0].period.last_day <= ranking.period.last_day
    )


def _brief(portal: Portal, unit: Unit, history: History) -> Page:
    url = brief_url(unit.unit_id)
    ranking, row = history[-1]
    title = f"{unit.name}简报：{ranking.period.title}"
    problems = [p for p in portal.content.library.problems_of_unit(unit.unit_id) if p.is_open]
    commitments = commitments_of(portal, unit.unit_id)
    return Page(
        url=url,
        title=title,
        template="units/brief.md.j2",
        description=f"{title}一页纸：名次、变化、强项、短板和待办",
        shows=of_rankings([ranking], *_past_periods([history]), *problems),
        corrections=correction_notices.of_unit(
            portal, unit.unit_id, [r.period for r, _ in history[-MOST_PERIODS:]], url
        ),
        crumbs=(("单位", urls.UNITS), (unit.name, unit_url(unit.unit_id))),
        stamp=stamp_of(portal, ranking),
        is_copy=True,
        context={
            "sheet": _sheet(portal, unit, history, url),
            "briefs_url": briefs_address(ranking, unit.unit_id) if row.explanation is not None else "",
            "problems": [
                {"text": _shortened(p.text), "state": p.state, "due": words.day(p.due)}
                for p in problems[:MOST_DUE]
            ],
            "more_problems": len(problems[MOST_DUE:]),
            "commitments": [{**c, "text": _shortened(c["text"])} for c in commitments[:MOST_DUE]],
            "more_commitments": len(commitments[MOST_DUE:]),
            "unit_url": unit_url(unit.unit_id),
        },
    )


def _shortened(text: str) -> str:
    """The unit's page has the whole of it."""
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


def _shown_past(history: History) -> History:
    return tuple(pair for pair in history if pair[1].rank is not None or pair[1].tier)[-MOST_PERIODS:]


def _past_periods(histories: Iterable[History]) -> list[Period]:
    return sorted({ranking.period for history in histories for ranking, _ in _shown_past(history)})


def _history_table(unit: Unit, history: History, url: str) -> Markup:
    """The last periods side by side: place, score, the middle of the group; empty where nothing is shown."""
    shown = _shown_past(history)
    if not shown:
        return Markup("")
    header = [Cell("期间")] + [
        Cell(
            ranking.period.title,
            f"{relative(url, ranking_url(ranking.period.id, ranking.group))}#{unit.unit_id}",
            NUMBER,
        )
        for ranking, _ in shown
    ]
    places = [Cell(f"第{row.rank}名" if row.rank is not None else row.tier, css=NUMBER) for _, row in shown]
    scores = [Cell(words.points(row.score), css=NUMBER) for _, row in shown]
    middles = [Cell(words.points(ranking.median), css=NUMBER) for ranking, _ in shown]
    lines = (("名次", places), ("得分", scores), ("组内中位", middles))
    rows = [Row([Cell(name, is_header=True), *cells]) for name, cells in lines]
    return table(f"{unit.name}近{words.chinese(len(shown))}期", header, rows, css="lt-compact")
