"""A unit and a period on one sheet of A4, to take to a meeting.

Whatever a unit has, the sheet holds: each part is limited here; the unit's page has the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import History, Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import of_explained
from leitai.model.urls import brief_url, briefs_url, unit_url
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.charts.svg import cut
from leitai.pages.kit.citation import stamp_of
from leitai.pages.kit.followed import due_of
from leitai.pages.kit.page import Job, Link, Page
from leitai.pages.kit.parts import briefs_address, shown_parts, steps_address
from leitai.pages.kit.tables import Cell, Cells, table
from leitai.pages.rankings.gaps import gap_sentence
from leitai.pages.rankings.lessons import MOST_CASES, Examples, examples_of
from leitai.pages.rankings.movements import movement_sentence
from leitai.pages.rankings.rank_ranges import range_sentence
from leitai.pages.rankings.strengths import StrengthsPanel, strengths_panel
from leitai.pages.rankings.titles import link_to
from leitai.pages.units.unit_ranks import Latest, latest_of, leading_history
from leitai.schema.config.units import Unit
from leitai.schema.period import Period

MOST_PERIODS = 5
MOST_DUE = 2  # open problems, and commitments
MOST_LETTERS = 50  # of each
NUMBER = "lt-number"


def collect(portal: Portal) -> Iterator[Job]:
    """A live page for each unit's newest period, and for each ranking the sheets of all units as they were."""
    content, examples = portal.content, examples_of(portal)
    for unit in content.settings.units.values():
        everywhere = portal.history(unit.unit_id)
        history = leading_history(everywhere, portal.kinds_of(portal.league_of(unit))) or everywhere
        if history:
            yield _live(content, unit, everywhere, history, examples)
    for ranking in portal.rankings:
        for part, shown in shown_parts(ranking):
            own = (portal.history_in(ranking.group, row.unit.unit_id) for row in shown)
            histories = [history_until(ranking, history) for history in own]
            yield Job(briefs_url(*ranking.key, part), _briefs, (ranking, part, histories, examples))


def _live(content: Content, unit: Unit, everywhere: History, history: History, examples: Examples) -> Job:
    """`everywhere`: all rankings that list the unit, whose corrections are told; `history`: those on its sheet."""
    library, unit_id = content.library, unit.unit_id
    due = due_of_unit(library.items_of_unit(unit_id), content.as_of or date.min)
    periods = [ranking.period for ranking, _ in history[-MOST_PERIODS:]]
    rankings = [ranking for ranking, _ in everywhere]
    corrections = correction_notices.of_unit(library, unit_id, rankings, periods)
    return Job(brief_url(unit_id), _brief, (unit, history, due, corrections, examples))


@dataclass(frozen=True)
class BriefSheet:
    """What a sheet says of the last one of some rankings; nothing on it changes when a later one comes."""

    unit: Unit
    steps: str
    latest: Latest
    moved: str
    gap: str
    rank_range: str
    history: Markup
    panel: StrengthsPanel | None


def sheet_of(history: History, examples: Examples) -> BriefSheet:
    """The sheet of the last ranking of a history."""
    ranking, row = history[-1]
    examples = examples.on(ranking.period.last_day)
    settings = examples.settings
    return BriefSheet(
        unit=row.unit,
        steps=steps_address(ranking, row.unit.unit_id),
        latest=latest_of(settings, ranking, row),
        moved=movement_sentence(settings, ranking, row),
        gap=gap_sentence(settings, row),
        rank_range=range_sentence(ranking, row),
        history=_history_table(row.unit, history),
        panel=strengths_panel(examples, ranking, row, MOST_CASES),
    )


@dataclass(frozen=True)
class BriefsContext:
    """What the page of a period's briefs shows, one sheet a unit."""

    ranking: Link
    sheets: tuple[BriefSheet, ...]


def _briefs(ranking: Ranking, part: int, histories: Sequence[History], examples: Examples) -> Page:
    """The sheets of some of a ranking's units; each history ends with this ranking."""
    settings = examples.settings
    url, link = briefs_url(*ranking.key, part), link_to(settings, ranking)
    return Page(
        url=url,
        title=f"{link.title}：各单位简报" + (f"（{part}）" if part > 1 else ""),
        template="units/briefs.md.j2",
        description=f"{link.title}：每个单位一页纸，名次、变化、强项和短板",
        shows=of_explained(ranking, *past_periods(histories)),
        corrections=correction_notices.notices_of_rankings(settings.portal, [ranking]),
        crumbs=(("排名", urls.RANKINGS), link),
        stamp=stamp_of(settings.portal, ranking),
        is_copy=True,
        context=BriefsContext(link, tuple(sheet_of(history, examples) for history in histories)),
    )


def history_until(ranking: Ranking, history: History) -> History:
    """A unit's rankings of one kind of period, up to one of them."""
    return tuple(
        pair
        for pair in history
        if pair[0].group == ranking.group
        and pair[0].period.kind == ranking.period.kind
        and pair[0].period.last_day <= ranking.period.last_day
    )


@dataclass(frozen=True)
class DueItem:
    """An open item: number and text, when it falls due, how it stands."""

    text: str
    due: str
    state: str


@dataclass(frozen=True)
class DueItems:
    """The first open items of a kind, and how many more there are."""

    first: tuple[DueItem, ...]
    more: int


@dataclass(frozen=True)
class Due:
    """What a unit has still to do, the longest overdue first; `items` are the records behind it."""

    problems: DueItems
    promises: DueItems
    items: tuple[FollowedItem, ...]

    @property
    def more(self) -> int:
        return self.problems.more + self.promises.more


def due_of_unit(items: Iterable[FollowedItem], as_of: date) -> Due:
    """Which of a unit's items are open on a day; of the text so much as a sheet has room for."""
    still = [item for item in items if item.on(as_of).is_open]
    still.sort(key=lambda item: (-item.on(as_of).days_overdue, item.due or "9"))
    problems, promises = (
        [
            DueItem(cut(i.text, MOST_LETTERS), due_of(i), _state(i, as_of))
            for i in still
            if (i.kind == "problem") == told
        ]
        for told in (True, False)
    )
    return Due(_first(problems), _first(promises), tuple(still))


def _first(items: Sequence[DueItem]) -> DueItems:
    return DueItems(tuple(items[:MOST_DUE]), len(items[MOST_DUE:]))


def _state(item: FollowedItem, as_of: date) -> str:
    """整改中，逾期12天，已有45天."""
    condition, age = item.on(as_of), item.age(as_of)
    parts = [condition.state, f"逾期{condition.days_overdue}天" if condition.is_overdue else ""]
    return "，".join(filter(None, (*parts, f"已有{age}" if age else "")))


@dataclass(frozen=True)
class BriefContext:
    """`briefs_url`: where the sheet stays when the next period comes; empty if it isn't kept."""

    sheet: BriefSheet
    briefs_url: str
    due: Due
    unit_url: str


def _brief(unit: Unit, history: History, due: Due, corrections: tuple[str, ...], examples: Examples) -> Page:
    ranking, row = history[-1]
    title = f"{unit.name}简报：{ranking.period.title}"
    return Page(
        url=brief_url(unit.unit_id),
        title=title,
        template="units/brief.md.j2",
        description=f"{title}一页纸：{words.rank_words(row, ranking)}，变化、强项、短板和待办",
        shows=of_explained(ranking, *past_periods([history]), *followed_records(due.items)),
        corrections=corrections,
        crumbs=(("单位", urls.UNITS), (unit.name, unit_url(unit.unit_id))),
        stamp=stamp_of(examples.settings.portal, ranking),
        is_copy=True,
        context=BriefContext(
            sheet=sheet_of(history, examples),
            briefs_url=briefs_address(ranking, unit.unit_id) if row.explained is not None else "",
            due=due,
            unit_url=unit_url(unit.unit_id),
        ),
    )


def _shown_past(history: History) -> History:
    return tuple(pair for pair in history if pair[1].rank is not None or pair[1].tier)[-MOST_PERIODS:]


def past_periods(histories: Iterable[History]) -> list[Period]:
    """The periods that sheets show beside their own."""
    return sorted({ranking.period for history in histories for ranking, _ in _shown_past(history)})


def _history_table(unit: Unit, history: History) -> Markup:
    """The last periods side by side: place, score, the median of the group; empty where nothing is shown."""
    shown = _shown_past(history)
    if not shown:
        return Markup("")
    header = ["期间"] + [
        Cell(ranking.period.title, f"{ranking.url}#{unit.unit_id}", NUMBER) for ranking, _ in shown
    ]
    places = [f"第{row.rank}名" if row.rank is not None else row.tier for _, row in shown]
    scores = [words.points(row.score) for _, row in shown]
    middles = [words.points(ranking.median) for ranking, _ in shown]
    lines = (("名次", places), ("总分", scores), ("组内中位数", middles))
    rows: list[Cells] = [(Cell(name, is_header=True), *cells) for name, cells in lines]
    return table(f"{unit.name}近{words.chinese(len(shown))}期", header, rows, css="lt-compact")
