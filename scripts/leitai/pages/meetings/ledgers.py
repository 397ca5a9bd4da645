"""Ledgers: problems, promises and decisions until closed, the progress board, claims with level, date and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.seals.redaction import redactions_of
from leitai.model.shows import NOTHING, Shows, of_periods
from leitai.model.urls import unit_url
from leitai.model.writings.follow_up import KIND_NAMES, FollowedItem, records_of
from leitai.model.writings.library import Library
from leitai.pages.kit import text, words
from leitai.pages.kit.followed import HEAD, head_cells, history, state_cells
from leitai.pages.kit.page import Page, relative
from leitai.pages.kit.tables import Cell, Row, table
from leitai.pages.meetings.effects import CAUTION, Effect, effect_line, effect_of
from leitai.pages.meetings.lamps import RULE, lamp
from leitai.schema.config.units import Unit
from leitai.schema.ledgers.claims import Claim
from leitai.schema.ledgers.tasks import Task

SORTED_COLOURS = ("red", "yellow", "green")
TASKS_URL, CLAIMS_URL = (f"ledgers/{name}.html" for name in ("tasks", "claims"))
NO_PROBLEMS = "2019 年会议上播放的暗访短片没有公布具体内容，所以没有登记真实问题。"


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
    """The ledgers: one page of doors, one for each kind of item, for tasks, claims and rewards."""
    content = portal.content
    library, as_of = content.library, content.as_of or date.min
    items = {kind: [item for item in library.items if item.kind == kind] for kind in KIND_NAMES}
    promises = [*items["commitment"], *items["resolution"]]
    yield Page(urls.LEDGERS, "台账", "meetings/ledgers.md.j2", LedgersContext(_doors(library)), NOTHING)
    yield _followed(
        content, urls.PROBLEMS, "问题台账", items["problem"], "" if items["problem"] else NO_PROBLEMS
    )
    yield _followed(content, urls.PROMISES, "承诺和决议", promises, "")
    yield _page(
        TASKS_URL,
        "挂图作战",
        task_table(content.settings.units, library.tasks, as_of, TASKS_URL),
        task_note(library.tasks, as_of),
        Shows(library.tasks),
    )
    note = "这里只登记说法，不换算成数字，也不参加排名；“未核实”的以出处为准。"
    claims = claim_table(content.settings.units, library.claims, CLAIMS_URL)
    yield _page(CLAIMS_URL, "首创与位次", claims, note, Shows(library.claims))


def _doors(library: Library) -> tuple[Door, ...]:
    problems = sum(item.kind == "problem" for item in library.items)
    return (
        Door("问题台账", urls.PROBLEMS, problems, "从暴露到销号、回头看，带到以后每一次会议"),
        Door(
            "承诺和决议",
            urls.PROMISES,
            len(library.items) - problems,
            "谁在会上承诺了什么、定了什么，后来怎样",
        ),
        Door("挂图作战", TASKS_URL, len(library.tasks), "任务节点，计划与实际"),
        Door("首创与位次", CLAIMS_URL, len(library.claims), "各单位的说法，写明层级、时间和出处"),
        Door("竞赛、创建和专项", urls.PROGRAMMES, len(library.programmes), "成员和状态；创建不是命名"),
        Door("奖励", urls.REWARDS, len(library.rewards), "每一期各组前三名"),
        Door("更正", urls.CORRECTIONS, len(library.corrections), "公布后改过什么、为什么，名次怎样变"),
        *_redactions(len(tuple(redactions_of(library.seals)))),
    )


def _redactions(number: int) -> Iterator[Door]:
    """Nobody is led to a list of nothing."""
    if number:
        yield Door("撤下记录", urls.REDACTIONS, number, "不应公布的内容，什么时候、由谁撤下")


def _page(url: str, title: str, listed: Markup, note: str, shows: Shows) -> Page:
    context = LedgerContext(listed, note, "目前没有登记。")
    return Page(url, title, "meetings/ledger.md.j2", context, shows, crumbs=(("台账", urls.LEDGERS),))


def _followed(content: Content, url: str, title: str, items: Sequence[FollowedItem], note: str) -> Page:
    """A ledger of what is followed up: every line with its whole history and what its indicator did."""
    units, as_of = content.settings.units, content.as_of or date.min
    effects = {item.number: effect_of(content, item) for item in items}
    header = [*HEAD, *(Cell(name) for name in ("要求完成", "状态", "账龄", "经过"))]
    rows = [
        Row(
            [
                *head_cells(item, units, url),
                *state_cells(item, as_of),
                history(item.events) + _effect(effects[item.number], url),
            ],
            anchor=item.number.lower(),
        )
        for item in items
    ]
    found = [effect for effect in effects.values() if effect is not None]
    told = [note, _tally(items, as_of) if items else "", CAUTION if found else ""]
    shows = Shows(records_of(items))
    shows += of_periods(sorted({period for effect in found for period in effect.periods}))
    return _page(url, title, table(title, header, rows, css="lt-titled lt-stack"), "".join(told), shows)


def _effect(effect: Effect | None, url: str) -> Markup:
    if effect is None:
        return Markup("")
    return Markup("<p>前后数值：{}</p>").format(effect_line(effect, url))


def _tally(items: Sequence[FollowedItem], as_of: date) -> str:
    """截至某日：没有办结几件，其中逾期几件."""
    conditions = [item.on(as_of) for item in items]
    still, late = sum(c.is_open for c in conditions), sum(c.is_overdue for c in conditions)
    return f"{_until(as_of)}共 {len(items)} 件，没有办结 {still} 件，其中逾期 {late} 件。"


def task_note(tasks: tuple[Task, ...], as_of: date) -> str:
    """How many lamps of each colour, and what they mean."""
    lamps = [lamp(task, as_of).word for task in tasks]
    tally = "，".join(f"{word} {lamps.count(word)} 项" for word in dict.fromkeys(lamps))
    return f"{_until(as_of)}{tally}。{RULE}" if tally else RULE


def _until(as_of: date) -> str:
    """What a count starts with; nothing where the content knows no day."""
    return f"截至{words.day(as_of)}：" if as_of > date.min else ""


def task_table(units: Units, tasks: tuple[Task, ...], as_of: date, url: str) -> Markup:
    """The progress board as of a day; empty markup if there is no task."""
    rows = [
        Row(_task_cells(units[task.unit_id], task, as_of, url), anchor=task.number.lower()) for task in tasks
    ]
    header = [Cell("亮灯", key="lamp"), Cell("任务和节点", key="task"), Cell("单位", key="unit")]
    header += [Cell("实际进度", css="lt-number", key="progress"), Cell("日期", key="due")]
    return table("挂图作战", header, rows, css="lt-titled lt-stack lt-board")


def _task_cells(unit: Unit, task: Task, as_of: date, url: str) -> list[Cell | Markup]:
    shown = lamp(task, as_of)
    order = str(SORTED_COLOURS.index(shown.colour))
    done = f"{words.day(task.done_on)}完成" if task.done_on else "还没有完成"
    return [
        Cell(f"{shown.word}（{shown.reason}）", css=f"lt-lamp {shown.css}", sort=order),
        Cell(task.text, css="lt-text", note=f"{task.number}　{task.milestone}", is_header=True),
        Cell(unit.name, relative(url, unit_url(unit.unit_id)), sort=str(unit.sort)),
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
                Cell(c.text, css="lt-text", note=c.number, is_header=True),
                _unit_cell(units[c.unit_id], url),
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
    header = [Cell(name) for name in ("表述", "单位", "类型", "层级", "截至", "出处", "核实")]
    return table("首创与位次", header, rows, css="lt-titled lt-stack")


def _unit_cell(unit: Unit, url: str) -> Cell:
    return Cell(unit.name, relative(url, unit_url(unit.unit_id)))
