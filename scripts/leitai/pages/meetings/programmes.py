"""Programmes and rewards: who takes part in what, how far each is, what the first of a period got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.settings import Settings
from leitai.model.shows import Shows, of_periods
from leitai.model.urls import indicator_url, ranking_url
from leitai.pages.kit import text, words
from leitai.pages.kit.followed import unit_cell
from leitai.pages.kit.page import Link, Listed, Page
from leitai.pages.kit.tables import Cell, Cells, definitions, table
from leitai.pages.meetings.ledgers import ledger_page
from leitai.schema.known_date import first_day
from leitai.schema.ledgers.rewards import Reward
from leitai.schema.texts.programmes import Member, Programme

CRUMBS = (("台账", urls.LEDGERS),)


@dataclass(frozen=True)
class ProgrammeSection:
    """A programme; `members` is empty where no list is known."""

    title: str
    anchor: str
    facts: Markup
    body: Markup
    members: Markup
    indicators: tuple[Link, ...]
    sources: Markup


def collect(portal: Portal) -> Iterator[Page]:
    """One page with all contests and campaigns."""
    library, settings = portal.content.library, portal.content.settings
    context = Listed([_section(programme, settings) for programme in library.programmes])
    yield Page(
        urls.PROGRAMMES,
        "竞赛、创建和专项",
        "meetings/programmes.md.j2",
        context,
        Shows(library.programmes),
        crumbs=CRUMBS,
    )
    yield _rewards(library.rewards, settings)


def _section(programme: Programme, settings: Settings) -> ProgrammeSection:
    pairs = [("类别", programme.kind), ("起止", programme.period), ("目标", programme.goal)]
    return ProgrammeSection(
        title=programme.title,
        anchor=programme.slug.lower(),
        facts=definitions(pairs),
        body=text.body(programme.body, top=3, prefix=f"{programme.slug.lower()}-"),
        members=_members(programme, settings),
        indicators=tuple(
            Link(settings.indicators[name].name, indicator_url(name)) for name in programme.indicators
        ),
        sources=text.sources(programme.sources),
    )


def _members(programme: Programme, settings: Settings) -> Markup:
    order = sorted(programme.members, key=lambda member: settings.units[member.unit_id].sort)
    rows = [_member(member, settings) for member in order]
    return table(f"{programme.title}的成员", ("单位", "状态", "日期", "出处"), rows, css="lt-stack")


def _member(member: Member, settings: Settings) -> Cells:
    unit = unit_cell(settings, member.unit_id, first_day(member.date) if member.date else None)
    return (
        replace(unit, is_header=True),
        member.state,
        words.known_date(member.date) if member.date else words.NOTHING,
        text.sources([member.source]) if member.source else words.NOTHING,
    )


def _rewards(rewards: Sequence[Reward], settings: Settings) -> Page:
    """The newest period first; within it group by group."""
    newest = sorted(rewards, key=lambda reward: (reward.period, reward.group, -reward.rank), reverse=True)
    rows = [_reward(reward, settings) for reward in newest]
    shown = table("奖励", ("期间", "组别", "名次", "单位", "奖励", "依据"), rows, css="lt-titled lt-stack")
    shows = of_periods(sorted({reward.period for reward in rewards}), *rewards)
    return ledger_page(urls.REWARDS, "奖励", shown, "登记每一期各组前三名得到的奖励。", shows)


def _reward(reward: Reward, settings: Settings) -> Cells:
    ranking = ranking_url(reward.period.id, reward.group)
    return (
        Cell(reward.period.title, is_header=True),
        Cell(settings.portal.group_name(reward.group), ranking),
        f"第{reward.rank}名",
        unit_cell(settings, reward.unit_id, reward.period.last_day),
        Cell(reward.text, css="lt-text"),
        reward.basis,
    )
