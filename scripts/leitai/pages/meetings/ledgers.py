"""Ledgers: problems until closed, the progress board, claims with level, date and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model import urls
from leitai.model.library import Library
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING, Shows
from leitai.model.urls import unit_url
from leitai.pages.kit import text, words
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.claims import Claim
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.ledgers.tasks import Task

PROBLEMS_URL, TASKS_URL, CLAIMS_URL = (f"ledgers/{name}.html" for name in ("problems", "tasks", "claims"))
NO_PROBLEMS = "2019 年会议上播放的暗访短片没有公布具体内容，所以没有登记真实问题。"
BEHIND, FAR_BEHIND = (
    Decimal(10),
    Decimal(30),
)  # percentage points behind plan: yellow from 10, red beyond 30


Units = Mapping[str, Unit]


@dataclass(frozen=True)
class Door:
    """A way into a ledger, with the number of its lines."""

    name: str
    url: str
    count: int
    about: str


@dataclass(frozen=True)
class LedgersContext:
    doors: tuple[Door, ...]


@dataclass(frozen=True)
class LedgerContext:
    """`empty` stands in the place of a table without rows."""

    table: Markup
    note: str
    empty: str


def collect(portal: Portal) -> Iterator[Page]:
    units, library = portal.content.settings.units, portal.content.library
    yield Page(urls.LEDGERS, "台账", "meetings/ledgers.md.j2", LedgersContext(_doors(library)), NOTHING)
    yield _page(
        PROBLEMS_URL,
        "问题台账",
        problem_table(units, library.problems, PROBLEMS_URL),
        "" if library.problems else NO_PROBLEMS,
        Shows(library.problems),
    )
    yield _page(
        TASKS_URL,
        "挂图作战",
        _task_table(units, library.tasks),
        _task_note(library.tasks),
        Shows(library.tasks),
    )
    note = "这里只登记说法，不换算成数字，也不参加排名；“未核实”的以出处为准。"
    claims = claim_table(units, library.claims, CLAIMS_URL)
    yield _page(CLAIMS_URL, "首创与位次", claims, note, Shows(library.claims))


def _doors(library: Library) -> tuple[Door, ...]:
    return (
        Door("问题台账", PROBLEMS_URL, len(library.problems), "从暴露到销号，带到下一次会议"),
        Door("挂图作战", TASKS_URL, len(library.tasks), "任务节点，计划与实际"),
        Door("首创与位次", CLAIMS_URL, len(library.claims), "各单位的说法，写明层级、时间和出处"),
        Door("更正", urls.CORRECTIONS, len(library.corrections), "公布后改过什么、为什么，名次怎样变"),
    )


def _page(url: str, title: str, listed: Markup, note: str, shows: Shows) -> Page:
    context = LedgerContext(listed, note, "目前没有登记。")
    return Page(url, title, "meetings/ledger.md.j2", context, shows, crumbs=(("台账", urls.LEDGERS),))


def problem_table(units: Units, problems: tuple[LedgerProblem, ...], url: str) -> Markup:
    """Problems in the order of their numbers; empty markup if there is none."""
    rows = [
        Row(
            [
                Cell(p.number, is_header=True),
                _unit_cell(units[p.unit_id], url),
                Cell(p.text, css="lt-text", note=f"{p.origin}，{p.exposed}，{p.category}"),
                Cell(words.day(p.due)),
                Cell(p.state, note=words.day(p.state_date)),
                Cell(p.evidence or words.NOTHING),
            ],
            anchor=p.number.lower(),
        )
        for p in problems
    ]
    header = [Cell(name) for name in ("编号", "单位", "问题", "要求完成", "状态", "佐证")]
    return table("问题台账", header, rows, css="lt-titled lt-stack")


def lamp(task: Task) -> tuple[str, str]:
    """Word with shape, and class: colour is never the only carrier."""
    behind = task.planned - task.actual
    if behind > FAR_BEHIND:
        return "▲ 红灯（落后较多）", "lt-lamp-red"
    if behind >= BEHIND:
        return "◆ 黄灯（略有落后）", "lt-lamp-yellow"
    return "● 绿灯（按计划）", "lt-lamp-green"


def _task_note(tasks: tuple[Task, ...]) -> str:
    """How many lamps of each kind, and what they mean."""
    lamps = [lamp(task)[0] for task in tasks]
    tally = "，".join(f"{word} {count} 项" for word in dict.fromkeys(lamps) if (count := lamps.count(word)))
    rule = "亮灯：进度落后于计划不到 10 个百分点为绿灯，落后 10 到 30 为黄灯，超过 30 为红灯。"
    return f"{tally}。{rule}" if tally else rule


def _task_table(units: Units, tasks: tuple[Task, ...]) -> Markup:
    rows = [Row(_task_cells(units[task.unit_id], task), anchor=task.number.lower()) for task in tasks]
    header = [Cell("亮灯", key="lamp"), Cell("任务和节点", key="task"), Cell("单位", key="unit")]
    header += [Cell("实际进度", css="lt-number", key="progress"), Cell("日期", key="due")]
    return table("挂图作战", header, rows, css="lt-titled lt-stack lt-board")


def _task_cells(unit: Unit, task: Task) -> list[Cell | Markup]:
    word, css = lamp(task)
    behind = task.planned - task.actual
    done = f"{words.day(task.done_on)}完成" if task.done_on else "还没有完成"
    return [
        Cell(word, css=f"lt-lamp {css}", sort=str(-behind)),
        Cell(task.text, css="lt-text", note=f"{task.number}　{task.milestone}", is_header=True),
        Cell(unit.name, relative(TASKS_URL, unit_url(unit.unit_id)), sort=str(unit.sort)),
        Cell(
            f"{words.number(task.actual)}%",
            css="lt-number",
            note=f"计划 {words.number(task.planned)}%",
            sort=str(task.actual),
        ),
        Cell(
            f"计划{words.day(task.planned_on)}",
            note=done,
            sort=task.planned_on.isoformat() if task.planned_on else "",
        ),
    ]


def claim_table(units: Units, claims: tuple[Claim, ...], url: str) -> Markup:
    """Claims with level, date and source; empty markup if there is none."""
    rows = [
        Row(
            [
                Cell(c.number, is_header=True),
                _unit_cell(units[c.unit_id], url),
                Cell(c.text, css="lt-text"),
                Cell(c.kind),
                Cell(c.level),
                Cell(c.as_of),
                text.sources(c.sources, url),
                Cell(c.verified),
            ],
            anchor=c.number.lower(),
        )
        for c in claims
    ]
    header = [Cell(name) for name in ("编号", "单位", "表述", "类型", "层级", "截至", "出处", "核实")]
    return table("首创与位次", header, rows, css="lt-titled lt-stack")


def _unit_cell(unit: Unit, url: str) -> Cell:
    return Cell(unit.name, relative(url, unit_url(unit.unit_id)))
