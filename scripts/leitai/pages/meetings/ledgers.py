"""Ledgers: problems, promises and decisions until closed, the progress board, claims with level, date and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.seals.redaction import redactions_of
from leitai.model.settings import Settings
from leitai.model.shows import NOTHING, Shows, of_periods
from leitai.model.writings.follow_up import FollowedItem, followed_records
from leitai.model.writings.library import Library
from leitai.model.writings.taken_up import Discussion, discussions_of
from leitai.pages.kit.followed import DUE, Column, age_on, discussed, followed_table, history, state_on, until
from leitai.pages.kit.page import Listed, Page
from leitai.pages.meetings.effects import CAUTION, Effect, effect_line, effect_of

NO_PROBLEMS = "2019 年会议上播放的暗访短片没有公布具体内容，所以没有登记真实问题。"


@dataclass(frozen=True)
class LedgerLink:
    """A way into a ledger, with the number of its lines."""

    name: str
    url: str
    count: int
    about: str


@dataclass(frozen=True)
class LedgerContext:
    """`empty` stands in the place of a table without rows."""

    table: Markup
    note: str
    empty: str


@dataclass(frozen=True)
class LedgerFacts:
    """What is known of the items of a ledger on a day: where each was discussed, what its indicator did, by number."""

    settings: Settings
    as_of: date
    discussions: Mapping[str, Sequence[Discussion]]
    effects: Mapping[str, Effect | None]

    def course(self, item: FollowedItem) -> Markup:
        """Every step of an item, where it was discussed, what its indicator did."""
        effect = self.effects[item.number]
        before_and_after = Markup("<p>前后数值：{}</p>").format(effect_line(effect)) if effect else ""
        return history(item.events) + discussed(self.discussions.get(item.number, ())) + before_and_after


def collect(portal: Portal) -> Iterator[Page]:
    """The doors to all ledgers, and the two ledgers of what is followed up."""
    content, library = portal.content, portal.content.library
    discussions = discussions_of(library.items, library.meetings, portal.marks.is_demo)
    effects = {item.number: effect_of(content, item) for item in library.items}
    known = LedgerFacts(content.settings, content.as_of or date.min, discussions, effects)
    problems = [item for item in library.items if item.kind == "problem"]
    promises = [item for kind in ("commitment", "resolution") for item in library.items if item.kind == kind]
    yield Page(urls.LEDGERS, "台账", "meetings/ledgers.md.j2", Listed(_doors(library)), NOTHING)
    yield _followed(known, urls.PROBLEMS, "问题台账", problems, "" if problems else NO_PROBLEMS)
    yield _followed(known, urls.PROMISES, "承诺和决议", promises, "")


def _doors(library: Library) -> tuple[LedgerLink, ...]:
    problems = sum(item.kind == "problem" for item in library.items)
    return (
        LedgerLink("问题台账", urls.PROBLEMS, problems, "从暴露到销号、回头看，带到以后每一次会议"),
        LedgerLink(
            "承诺和决议",
            urls.PROMISES,
            len(library.items) - problems,
            "谁在会上承诺了什么、定了什么，后来怎样",
        ),
        LedgerLink("挂图作战", urls.TASKS, len(library.tasks), "任务节点，计划与实际"),
        LedgerLink("首创与位次", urls.CLAIMS, len(library.claims), "各单位的说法，写明层级、时间和出处"),
        LedgerLink("竞赛、创建和专项", urls.PROGRAMMES, len(library.programmes), "成员和状态；创建不是命名"),
        LedgerLink("奖励", urls.REWARDS, len(library.rewards), "每一期各组前三名"),
        LedgerLink("更正", urls.CORRECTIONS, len(library.corrections), "公布后改过什么、为什么，名次怎样变"),
        *_redactions(len(tuple(redactions_of(library.seals)))),
    )


def _redactions(number: int) -> Iterator[LedgerLink]:
    """The link to the redactions, if there are any: their page exists only then."""
    if number:
        yield LedgerLink("撤下记录", urls.REDACTIONS, number, "不应公布的内容，什么时候、由谁撤下")


def ledger_page(
    url: str, title: str, listed: Markup, note: str, shows: Shows, empty: str = "目前没有登记。"
) -> Page:
    """A page of one table below the ledgers."""
    context = LedgerContext(listed, note, empty)
    return Page(url, title, "meetings/ledger.md.j2", context, shows, crumbs=(("台账", urls.LEDGERS),))


def _followed(known: LedgerFacts, url: str, title: str, items: Sequence[FollowedItem], note: str) -> Page:
    """A ledger of what is followed up: every line with its whole history and what its indicator did."""
    day = known.as_of
    columns: list[Column] = [DUE, state_on(day), age_on(day), ("经过", known.course)]
    listed = followed_table(title, items, known.settings, columns, is_ledger=True)
    effects = [effect for item in items if (effect := known.effects[item.number]) is not None]
    told = [note, _tally(items, day) if items else "", CAUTION if effects else ""]
    shows = of_periods(sorted({period for effect in effects for period in effect.periods}))
    return ledger_page(url, title, listed, "".join(told), Shows(followed_records(items)) + shows)


def _tally(items: Sequence[FollowedItem], as_of: date) -> str:
    """截至某日：没有办结几件，其中逾期几件."""
    conditions = [item.on(as_of) for item in items]
    still, late = sum(c.is_open for c in conditions), sum(c.is_overdue for c in conditions)
    return f"{until(as_of)}共 {len(items)} 件，没有办结 {still} 件，其中逾期 {late} 件。"
