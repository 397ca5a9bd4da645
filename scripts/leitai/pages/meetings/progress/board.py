"""挂图作战: the progress board of all units, a page for each unit in charge (责任单位), how each lamp changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows
from leitai.model.urls import tasks_url
from leitai.pages.kit import words
from leitai.pages.kit.followed import unit_cell, until
from leitai.pages.kit.page import Link, Page
from leitai.pages.kit.tables import Cell, Cells, Row, numeric, table
from leitai.pages.meetings.progress.lamps import COLOURS, Lamp, lamp, lamp_changes, rule_of
from leitai.schema.config.lamps import LampRule
from leitai.schema.ledgers.tasks import Task

TITLE = "挂图作战"
NOT_DUE = "还没有到期"


@dataclass(frozen=True)
class BoardContext:
    """`owners`: the pages of single units; `history` is empty as long as there is no task."""

    table: Markup
    note: str
    owners: tuple[Link, ...]
    history: Markup


def collect(portal: Portal) -> Iterator[Page]:
    """The progress board of everybody, and one for each unit that has tasks."""
    content = portal.content
    settings, tasks, as_of = content.settings, content.library.tasks, content.as_of or date.min
    units = settings.units
    owners = [unit for unit in units.values() if any(task.unit_id == unit.unit_id for task in tasks)]
    links = tuple(Link(unit.name, tasks_url(unit.unit_id)) for unit in owners)
    yield _page(urls.TASKS, TITLE, settings, tasks, as_of, links)
    for unit in owners:
        own = tuple(task for task in tasks if task.unit_id == unit.unit_id)
        yield _page(tasks_url(unit.unit_id), f"{TITLE}：{unit.name}", settings, own, as_of, ())


def _page(
    url: str, title: str, settings: Settings, tasks: Sequence[Task], as_of: date, owners: tuple[Link, ...]
) -> Page:
    crumbs = (("台账", urls.LEDGERS), *(((TITLE, urls.TASKS),) if url != urls.TASKS else ()))
    context = BoardContext(
        table=task_table(settings, tasks, as_of),
        note=task_note(settings.portal.lamps, tasks, as_of),
        owners=owners,
        history=_history_table(settings, tasks, as_of),
    )
    return Page(url, title, "meetings/progress/board.md.j2", context, Shows(tuple(tasks)), crumbs=crumbs)


def task_note(rule: LampRule, tasks: Sequence[Task], as_of: date) -> str:
    """How many lamps of each colour, and what they mean."""
    lamps = [lamp(rule, task, as_of).word for task in tasks]
    tally = "，".join(f"{word} {lamps.count(word)} 项" for word in dict.fromkeys(lamps))
    return f"{until(as_of)}{tally}。{rule_of(rule)}" if tally else rule_of(rule)


def task_table(settings: Settings, tasks: Sequence[Task], as_of: date) -> Markup:
    """The progress board as of a day; empty markup if there is no task."""
    rows = [Row(_task_cells(settings, task, as_of), anchor=task.number.lower()) for task in tasks]
    header = [Cell("亮灯", key="lamp"), Cell("任务和节点", key="task"), Cell("单位", key="unit")]
    header += [numeric("实际进度", key="progress"), Cell("日期", key="due")]
    return table(TITLE, header, rows, css="lt-titled lt-stack lt-board")


def _task_cells(settings: Settings, task: Task, as_of: date) -> Cells:
    done = f"{words.day(task.done_on)}完成" if task.done_on is not None else "还没有完成"
    return [
        lamp_cell(lamp(settings.portal.lamps, task, as_of)),
        task_cell(task),
        replace(task_owner(settings, task), sort=str(settings.units[task.unit_id].sort)),
        Cell(
            f"{words.number(task.actual)}%", note=f"计划 {words.number(task.planned)}%", sort=str(task.actual)
        ),
        Cell(
            f"计划{words.day(task.planned_on)}",
            note=done,
            sort=task.planned_on.isoformat() if task.planned_on else "",
        ),
    ]


def task_owner(settings: Settings, task: Task) -> Cell:
    """Who is in charge, by the name of the planned day."""
    return unit_cell(settings, task.unit_id, task.planned_on)


def task_cell(task: Task, href: str = "") -> Cell:
    """The cell that a row of a board is titled by."""
    return Cell(task.text, href, css="lt-text", note=f"{task.number}　{task.milestone}", is_header=True)


def lamp_cell(shown: Lamp | None) -> Cell:
    """Shape and word with the reason; colour only helps. None before the planned day."""
    if shown is None:
        return Cell(NOT_DUE)
    order = str(COLOURS.index(shown.colour))
    return Cell(f"{shown.word}（{shown.reason}）", css=f"lt-lamp {shown.css}", sort=order)


def _history_table(settings: Settings, tasks: Sequence[Task], as_of: date) -> Markup:
    """When the dates changed each lamp."""
    rows = [
        (task_cell(task), task_owner(settings, task), _changes(settings.portal.lamps, task, as_of))
        for task in tasks
    ]
    return table("亮灯的经过", ("任务和节点", "单位", "亮灯的经过"), rows, css="lt-titled lt-stack lt-screen")


def _changes(rule: LampRule, task: Task, as_of: date) -> Markup:
    lines = Markup("").join(
        Markup("<li>{}　{}（{}）</li>").format(words.day(day), shown.word, shown.reason)
        for day, shown in lamp_changes(rule, task, as_of)
    )
    return Markup('<ol class="lt-history">{}</ol>').format(lines) if lines else Markup(NOT_DUE)
