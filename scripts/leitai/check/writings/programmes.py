"""Rules over programmes and rewards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.check.registered import repeated, unknown, unknown_units
from leitai.model.content import Content
from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Problem
from leitai.schema.texts.programmes import AWARDED

MOST_REWARDED = 3


def check_members(settings: Settings, library: Library) -> Iterator[Problem]:
    """竞赛、创建的成员和指标都登记过，一个单位只写一次；“命名”写明出处，没有出处的只能写“创建”。"""
    for programme in library.programmes:
        for _, member in repeated(programme.members, lambda member: member.unit_id):
            fix = "只留最近的一步；经过写在正文里。"
            yield Problem("S04", member.place_of("unit_id"), member.unit_id, "这个单位写了两次。", fix)
        for member in programme.members:
            yield from unknown_units([member.unit_id], settings, member.place_of("unit_id"))
            if member.state == AWARDED and not member.source:
                fix = "请写命名的文号或出处；还在创建的写“创建”。"
                yield Problem("E02", member.place_of("source"), None, "写了命名，没有出处。", fix)
        place = programme.place_of("indicators")
        yield from unknown(programme.indicators, settings.indicators, "指标", place)


def check_rewards(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """奖励给前三名：期间、组别和名次与排名一致。"""
    known = {(r.period, r.group): {row.unit.unit_id: row.rank for row in r.rows} for r in rankings}
    barred = {(r.period, r.group, row.unit.unit_id): row.veto for r in rankings for row in r.rows if row.veto}
    for reward in content.library.rewards:
        ranks = known.get((reward.period, reward.group))
        if ranks is None:
            what = f"{reward.period.id} 没有组别 {reward.group} 的排名。"
            yield Problem("E08", reward.place_of("group"), reward.group, what, "请核对期间和组别编号。")
        elif veto := barred.get((reward.period, reward.group, reward.unit_id)):
            fix = "请删去这一行，或核对 adjustments.csv 的一票否决。"
            yield Problem("E08", reward.place_of("unit_id"), reward.unit_id, f"这个单位{veto}。", fix)
        elif not 1 <= reward.rank <= MOST_REWARDED or ranks.get(reward.unit_id) != reward.rank:
            found = ranks.get(reward.unit_id)
            what = f"按排名是第 {found} 名。" if found else "这个单位在那一期没有名次。"
            fix = f"请核对单位和名次；奖励只登记前 {MOST_REWARDED} 名。"
            yield Problem("E08", reward.place_of("rank"), str(reward.rank), what, fix)
