"""Everything for a meeting on two pages that open from disk: what is printed on A4, and the wall chart on A3.

States, ages and lamps are those of the meeting's first day; a ranking that is not published by then is not in it, one that
was corrected is as it stands now and says so.
Invented records never stand beside a real meeting; invented rankings do, marked, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model.portal import Portal
from leitai.model.scoring.ranking import Ranking
from leitai.model.shows import Shows, of_rankings
from leitai.model.writings.taken_up import is_listed, taken_up
from leitai.pages.kit import correction_notices, words
from leitai.pages.kit.page import DataclassInstance, Link, Page
from leitai.pages.kit.render import render_pages
from leitai.pages.kit.style import standalone
from leitai.pages.meetings.meetings import before_and_after, leading_rankings
from leitai.pages.meetings.progress.board import task_note, task_table
from leitai.pages.meetings.rankings_then import published_by
from leitai.pages.pack.agenda import agenda_paper
from leitai.pages.pack.briefs import briefs_paper
from leitai.pages.pack.paper import BOARD, INDEX, Form, Paper
from leitai.pages.rankings.bulletins import BulletinContext, bulletin_context
from leitai.schema.texts.meetings import Meeting

STYLE = "pack.css"


@dataclass(frozen=True)
class LaidPaper:
    """A paper with what must stand above it; `mark` (演示数据) goes behind its title and into the header of the document."""

    name: str
    title: str
    mark: str
    notices: tuple[str | Markup, ...]
    template: str
    form: Form
    part: DataclassInstance


@dataclass(frozen=True)
class PackContext:
    """`others`: the other page of the pack."""

    papers: tuple[LaidPaper, ...]
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
    rankings = published_by(
        portal.content.settings.portal, leading_rankings(portal, meeting), meeting.first_day
    )
    papers, board = list(_papers(portal, meeting, rankings)), _board(portal, meeting)
    pages = [_page(portal, INDEX, f"{meeting.short_title}会议材料", papers, board)]
    if board is not None:
        pages.append(_page(portal, BOARD, board.title, [board], None))
    return render_pages(pages, portal.marks) | {STYLE: standalone(f"pack/{STYLE}").encode()}


def _page(portal: Portal, url: str, title: str, papers: Sequence[Paper], board: Paper | None) -> Page:
    settings = portal.content.settings.portal
    context = PackContext(
        papers=tuple(_laid(portal, paper) for paper in papers),
        others=(Link(board.title, BOARD),) if board is not None else (),
        owner=settings.owner,
        classified=settings.notices.classified,
    )
    shows = sum((paper.shows for paper in papers), Shows())
    return Page(url, title, "pack/pack.html.j2", context, shows)


def _laid(portal: Portal, paper: Paper) -> LaidPaper:
    return LaidPaper(
        name=paper.name,
        title=paper.title,
        mark=portal.marks.title_mark(paper.shows),
        notices=(*portal.marks.notices(paper.shows), *paper.corrections),
        template=paper.template,
        form=paper.form,
        part=paper.part,
    )


def _papers(portal: Portal, meeting: Meeting, rankings: Sequence[Ranking]) -> Iterator[Paper]:
    marks, before = portal.marks, before_and_after(portal, meeting).before
    taken = taken_up(portal.content.library.items, meeting, before, marks.is_demo)
    yield agenda_paper(portal, meeting, taken)
    for ranking in rankings:
        if ranking.method.display.kind != "none":
            yield _bulletin(portal, meeting, ranking)
    briefs = briefs_paper(portal, meeting, rankings, taken.carried)
    if briefs is not None:
        yield briefs


def _bulletin(portal: Portal, meeting: Meeting, ranking: Ranking) -> Paper:
    settings = portal.content.settings.portal
    subject = f"{ranking.period.title}{settings.group_name(ranking.group)}"
    published = settings.periods[ranking.period.id].published_on
    context = replace(
        bulletin_context(settings, ranking, subject, published), year=str(meeting.year), notes_number=""
    )
    return Paper(
        name=f"notice-{ranking.period.id}-{ranking.group}",
        title=f"关于{subject}考核排名情况的通报",
        template="pack/_bulletin.html.j2",
        part=BulletinPart(context, words.known_date(meeting.end_date or meeting.date)),
        shows=of_rankings([ranking]),
        corrections=correction_notices.notices_of_rankings(settings, [ranking], INDEX),
    )


def _board(portal: Portal, meeting: Meeting) -> Paper | None:
    """The tasks of the units that are asked to come; None where there is none."""
    is_demo, day = portal.marks.is_demo, meeting.first_day
    tasks = tuple(
        task
        for task in portal.content.library.tasks
        if is_listed(task.unit_id, meeting) and (is_demo(meeting) or not is_demo(task))
    )
    if not tasks:
        return None
    settings = portal.content.settings
    part = BoardPart(task_table(settings, tasks, day, BOARD), task_note(settings.portal.lamps, tasks, day))
    title = f"{meeting.short_title}：挂图作战"
    return Paper("board", title, "pack/_board.html.j2", part, Shows(tasks, (meeting.year,)), form="board")
