"""Units: the index in customary order, and one page per unit with its history."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.ranking import Ranking, RankingRow
from leitai.model.settings import PERIOD_KIND_NAMES
from leitai.model.shows import Shows, of_periods, of_rankings
from leitai.model.urls import brief_url, indicator_url, meeting_url, ranking_url, unit_url
from leitai.pages.indicators.comparisons import comparison, trends
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.parts import steps_address
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.library.cases import case_table
from leitai.pages.meetings.ledgers import claim_table, problem_table
from leitai.pages.meetings.meeting_links import commitments_of
from leitai.pages.meetings.meetings import when
from leitai.pages.rankings.gaps import gap_sentence, improvement_table
from leitai.pages.rankings.movements import (
    movement_chart,
    movement_sentence,
    movement_table,
)
from leitai.pages.rankings.rank_ranges import firm_paragraph
from leitai.pages.rankings.strengths import strengths_panel
from leitai.pages.units.unit_cards import indicator_cards, place_cards
from leitai.schema.config.indicators import POLARITY_NAMES
from leitai.schema.config.units import Unit

History = tuple[tuple[Ranking, RankingRow], ...]


def collect(portal: Portal) -> Iterator[Page]:
    yield _index(portal)
    for unit in portal.content.settings.units.values():
        yield _unit_page(portal, unit)


def _index(portal: Portal) -> Page:
    latest = (portal.history(unit_id)[-1:] for unit_id in portal.content.settings.units)
    groups = []
    for group in portal.content.settings.portal.groups:
        units = [u for u in portal.content.settings.units.values() if u.group == group.group_id]
        if units:
            rows = [_index_row(portal, unit) for unit in units]
            header = [Cell("单位"), Cell("类别"), Cell("行政区划代码"), Cell("最近一期")]
            groups.append(
                {
                    "name": group.name,
                    "anchor": group.group_id,
                    "table": table(group.name, header, rows, css="lt-titled lt-compact"),
                }
            )
    return Page(
        urls.UNITS,
        "单位",
        "units/units.md.j2",
        {"groups": groups},
        of_periods(sorted({ranking.period for pairs in latest for ranking, _ in pairs})),
    )


def _index_row(portal: Portal, unit: Unit) -> Row:
    history = portal.history(unit.unit_id)
    cells = [
        Cell(unit.name, relative(urls.UNITS, unit_url(unit.unit_id)), is_header=True),
        Cell(unit.kind),
        Cell(unit.gbt2260 or "无"),
        _latest_cell(history[-1]) if history else Cell("不参加排名"),
    ]
    return Row(cells, anchor=unit.unit_id)


def _latest_cell(latest: tuple[Ranking, RankingRow]) -> Cell:
    ranking, row = latest
    href = relative(urls.UNITS, f"{ranking_url(ranking.period.id, ranking.group)}#{row.unit.unit_id}")
    return Cell(f"{ranking.period.title}：{words.rank(row, ranking)}", href)


def _unit_page(portal: Portal, unit: Unit) -> Page:
    url = unit_url(unit.unit_id)
    history = portal.history(unit.unit_id)
    kinds = portal.kinds_of(unit.group)
    leading = leading_history(portal, unit)
    latest = leading[-1] if leading else None
    library = portal.content.library
    problems, claims = library.problems_of_unit(unit.unit_id), library.claims_of_unit(unit.unit_id)
    return Page(
        url=url,
        title=unit.name,
        template="units/unit.md.j2",
        description=f"{unit.name}：历次名次、各指标数值和得分、经验做法",
        shows=_shows(portal, unit, history),
        corrections=correction_notices.of_unit(portal, unit.unit_id, portal.content.results.periods, url),
        crumbs=(("单位", urls.UNITS),),
        context={
            "facts": _facts(portal, unit, url),
            "place_cards": place_cards(portal, leading) if leading else [],
            "indicator_cards": indicator_cards(portal, leading) if leading else [],
            "latest": latest_words(portal, *latest) if latest else None,
            "top": _shown_top(latest[0]) if latest else [],
            "brief": brief_url(unit.unit_id) if history else "",
            "panel": strengths_panel(portal, *latest, url=url) if latest else None,
            "histories": [_history_table(unit, history, kind, url) for kind in _shown_kinds(history, kinds)],
            "points": _points_table(portal, *latest, url=url)
            if latest and latest[1].score is not None
            else None,
            "moved": _moved(portal, *latest, url=url) if latest else None,
            "comparison": comparison(portal, unit, url),
            "trends": [] if latest and latest[1].score is not None else trends(portal, unit, url),
            "cases": case_table(portal, library.cases_of_unit(unit.unit_id), url, f"{unit.name}的经验做法"),
            "meetings": [
                {"title": f"{when(m)}　{m.title}", "url": meeting_url(m.slug)}
                for m in library.meetings_at(unit.unit_id)
            ],
            "open_count": sum(problem.is_open for problem in problems),
            "problems": problem_table(portal, problems, url),
            "commitments": commitments_of(portal, unit.unit_id),
            "claims": claim_table(portal, claims, url),
            "members": [
                {"name": child.name, "url": unit_url(child.unit_id)}
                for child in portal.content.settings.units.values()
                if child.parent_id == unit.unit_id
            ],
        },
    )


def _shows(portal: Portal, unit: Unit, history: History) -> Shows:
    """Every ranking that lists the unit, everything that it reported, and its lines of the ledgers."""
    library, content = portal.content.library, portal.content
    reported = [p for p in content.results.periods if unit.unit_id in content.reporting_units(p)]
    ranked = of_rankings(ranking for ranking, _ in history)
    problems, claims = library.problems_of_unit(unit.unit_id), library.claims_of_unit(unit.unit_id)
    return of_periods(reported, *problems, *claims) + ranked


def leading_history(portal: Portal, unit: Unit) -> History:
    """A unit's rankings of its group's leading kind of period, oldest first."""
    kinds = portal.kinds_of(unit.group)[:1]
    return tuple(pair for pair in portal.history(unit.unit_id) if pair[0].period.kind in kinds)


def _shown_kinds(history: History, kinds: tuple[str, ...]) -> list[str]:
    """The kinds of period in which the unit has a public place at all."""
    public = {ranking.period.kind for ranking, row in history if row.rank is not None or row.tier}
    return [kind for kind in kinds if kind in public]


def _facts(portal: Portal, unit: Unit, url: str) -> Markup:
    settings = portal.content.settings
    pairs: list[tuple[str, Cell | Markup]] = [
        ("组别", Cell(settings.portal.group_name(unit.group))),
        ("类别", Cell(unit.kind or words.NOTHING)),
        ("行政区划代码", Cell(unit.gbt2260 or "无")),
    ]
    if unit.parent_id:
        pairs.append(
            ("上级单位", Cell(settings.units[unit.parent_id].name, relative(url, unit_url(unit.parent_id))))
        )
    if unit.note:
        pairs.append(("说明", Cell(unit.note)))
    return definitions(pairs)


def latest_words(portal: Portal, ranking: Ranking, row: RankingRow) -> dict[str, str]:
    """Rank, score and change as far as they are shown, and where they stand."""
    return {
        "period": ranking.period.title,
        "group": portal.content.settings.portal.group_name(ranking.group),
        "rank": words.rank(row, ranking),
        "score": f"，得分 {words.points(row.score)}，较上期 {words.rank_change(row)}"
        if row.score is not None
        else "",
        "url": f"{ranking_url(ranking.period.id, ranking.group)}#{row.unit.unit_id}",
    }


def _shown_top(ranking: Ranking) -> list[dict[str, str]]:
    """Whom the group's method shows in front, where it shows no more than that."""
    if ranking.method.display.kind != "top_n":
        return []
    shown = [row.unit for row in ranking.rows if row.rank is not None]
    return [{"name": unit.name, "url": unit_url(unit.unit_id)} for unit in shown]


def _moved(portal: Portal, ranking: Ranking, row: RankingRow, url: str) -> dict[str, object] | None:
    """Why the latest total moved, and what the unit ahead has more; None where that is not shown."""
    if row.explanation is None:
        return None
    return {
        "sentence": movement_sentence(portal, ranking, row),
        "firm": firm_paragraph(ranking, row),
        "chart": movement_chart(portal, ranking, row),
        "table": movement_table(portal, ranking, row, url),
        "gap": gap_sentence(portal, row),
        "improvements": improvement_table(portal, row, url),
        "steps": steps_address(ranking, row.unit.unit_id),
        "ranking": ranking.period.title,
    }


def _history_table(unit: Unit, history: History, kind: str, url: str) -> Markup:
    rows = []
    for ranking, row in reversed([pair for pair in history if pair[0].period.kind == kind]):
        target = relative(url, f"{ranking_url(ranking.period.id, ranking.group)}#{unit.unit_id}")
        cells = [
            Cell(ranking.period.title, target, is_header=True),
            Cell(words.rank(row, ranking)),
            Cell(words.points(row.score), css="lt-number"),
            Cell(words.points(ranking.median), css="lt-number"),
            Cell(words.rank_change(row)),
        ]
        rows.append(Row(cells, anchor=f"p-{ranking.period.id}"))
    header = [Cell("期间"), Cell("名次"), Cell("得分", css="lt-number"), Cell("组内中位", css="lt-number")]
    header.append(Cell("较上期"))
    return table(f"{unit.name}历次名次（{PERIOD_KIND_NAMES[kind]}）", header, rows, css="lt-compact")


def _points_table(portal: Portal, ranking: Ranking, row: RankingRow, url: str) -> Markup:
    known = portal.content.settings.indicators
    rows = []
    for counted in ranking.method.indicators():
        indicator, score = known[counted.indicator_id], row.scores[counted.indicator_id]
        place = score.observation.place if score.observation is not None else None
        cells = [
            Cell(indicator.name, relative(url, indicator_url(indicator.indicator_id)), is_header=True),
            Cell(words.observed(score.observation, indicator), css="lt-number"),
            Cell(indicator.unit_of_measure),
            Cell(POLARITY_NAMES[indicator.polarity or "none"]),
            Cell(words.fraction(score.target), css="lt-number"),
            Cell(words.points(score.score), css="lt-number"),
            Cell(words.fraction(score.weight), css="lt-number"),
            Cell(words.points(score.points), css="lt-number"),
            Cell(str(place).removeprefix("content/results/") if place else words.NOTHING, css="lt-source"),
        ]
        rows.append(Row(cells, anchor=f"i-{indicator.indicator_id}"))
    names = ["指标", "数值", "计量单位", "方向", "目标值", "得分（百分制）", "权重", "所得分值", "来源单元格"]
    numeric = {"数值", "目标值", "得分（百分制）", "权重", "所得分值"}
    header = [Cell(name, css="lt-number" if name in numeric else "") for name in names]
    return table(f"{row.unit.name}{ranking.period.title}各指标", header, rows, css="lt-wide")
