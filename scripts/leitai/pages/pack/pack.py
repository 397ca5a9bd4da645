"""Everything for a meeting on two pages that open from disk: what is printed on A4, and the wall chart on A3.

States, ages and lamps are those of the meeting's first day; a ranking that is not published by then is not in it, one that
was corrected is as it stands now and says so.
Invented records never stand beside a real meeting; invented rankings do, marked, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import Shows, of_rankings
from leitai.model.writings.taken_up import is_listed
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import Link, Page
from leitai.pages.kit.render import render_pages
from leitai.pages.kit.style import standalone
from leitai.pages.meetings.occasion import Occasion, occasion_of
from leitai.pages.meetings.progress.board import task_note, task_table
from leitai.pages.pack.agenda import agenda_paper
from leitai.pages.pack.briefs import briefs_papers, histories_at
from leitai.pages.pack.paper import BOARD, INDEX, Paper
from leitai.pages.rankings.bulletins import BulletinContext, bulletin_context, bulletin_title
from leitai.pages.rankings.lessons import examples_of
from leitai.schema.config.portal import PortalSettings
from leitai.schema.ledgers.tasks import Task
from leitai.schema.texts.meetings import Meeting

STYLE = "pack.css"


@dataclass(frozen=True)
class PackContext:
    """`papers`: each with what goes behind its title and into the header of the document (演示数据), and the notices above it.
    `others`: the other page of the pack."""

    papers: tuple[tuple[Paper, str, tuple[str, ...]], ...]
    others: tuple[Link, ...]
    owner: str
    classified: str


@dataclass(frozen=True)
class BulletinPart:
    """`day`: when the meeting is, as exactly as it is known; what people have to say is left blank."""

    ranking: BulletinContext
    day: str


@dataclass(frozen=True)
class BoardPart:
    """The wall chart of a pack; `note` says what its lamps stand for."""

    table: Markup
    note: str


def pack_pages(portal: Portal, meeting: Meeting) -> dict[str, bytes]:
    """The pages of a meeting's pack and their style sheet, by file name."""
    occasion, library = occasion_of(portal, meeting), portal.content.library
    taken, histories = occasion.taken_up(library.items), histories_at(occasion, portal.history_in)
    briefs = briefs_papers(occasion, histories, taken.carried, examples_of(portal))
    papers = [agenda_paper(occasion, library.cases, taken), *_bulletins(occasion), *briefs]
    boards = list(_boards(occasion, library.tasks))
    pages = [
        _page(occasion, INDEX, f"{meeting.short_title}会议材料", papers, boards),
        *(_page(occasion, BOARD, board.title, [board], ()) for board in boards),
    ]
    return render_pages(pages, portal.marks) | {STYLE: standalone(f"pack/{STYLE}").encode()}


def _page(occasion: Occasion, url: str, title: str, papers: Sequence[Paper], boards: Sequence[Paper]) -> Page:
    settings, marks = occasion.settings.portal, occasion.marks
    laid = ((p, marks.title_mark(p.shows), (*marks.notices(p.shows), *p.corrections)) for p in papers)
    context = PackContext(
        papers=tuple(laid),
        others=tuple(Link(board.title, BOARD) for board in boards),
        owner=settings.owner,
        classified=settings.notices.classified,
    )
    shows = sum((paper.shows for paper in papers), Shows())
    return Page(url, title, "pack/pack.html.j2", context, shows)


def _bulletins(occasion: Occasion) -> Iterator[Paper]:
    """A notice for each ranking that was public on the day and tells places."""
    for ranking in occasion.public:
        if ranking.method.display.kind != "none":
            yield _bulletin(occasion.settings.portal, occasion.meeting, ranking)


def _bulletin(settings: PortalSettings, meeting: Meeting, ranking: Ranking) -> Paper:
    context = bulletin_context(settings, ranking)
    return Paper(
        name=f"notice-{ranking.period.id}-{ranking.group}",
        title=bulletin_title(settings, ranking),
        template="pack/_bulletin.html.j2",
        part=BulletinPart(
            replace(context, year=str(meeting.year), notes_number=""),
            words.known_date(meeting.end_date or meeting.date),
        ),
        shows=of_rankings([ranking]),
        corrections=correction_notices.notices_of_rankings(settings, [ranking]),
    )


def _boards(occasion: Occasion, tasks: Iterable[Task]) -> Iterator[Paper]:
    """The tasks of the units that are asked to come; nothing where there is none."""
    meeting, settings, day = occasion.meeting, occasion.settings, occasion.meeting.first_day
    own = tuple(task for task in tasks if is_listed(task.unit_id, meeting) and occasion.may_tell(task))
    if own:
        part = BoardPart(task_table(settings, own, day), task_note(settings.portal.lamps, own, day))
        title = f"{meeting.short_title}：挂图作战"
        yield Paper("board", title, "pack/_board.html.j2", part, Shows(own, (meeting.year,)), form="board")
