"""What used to be there and isn't any more: a ranking, a group, a period, a roster, a ledger. Absence has to be said by the office."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.content import Content
from leitai.problems import Place, Problem
from leitai.schema.config.methods import Method
from leitai.schema.config.portal import PORTAL
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.period import Period
from leitai.schema.texts.meetings import EVERYBODY


def check_rankings_go_on(content: Content) -> Iterator[Problem]:
    """上一期排了名的组别，这一期也要有适用的办法、有结果；不再排名的在 portal.yml 的 unranked 写明。"""
    for period in content.results.periods:
        for group, method in _ranked_before(content, period):
            if group in content.unranked_groups(period):
                continue
            name = content.settings.portal.group_name(group)
            if group in content.groups_with_results(period):
                if content.method_for(group, period) is None:
                    yield _method_ended(name, group, period, method)
            elif content.cells(period) and not content.results.unread.periods.get(period.id):
                yield _group_gone(name, group, period)


def _ranked_before(content: Content, period: Period) -> Iterator[tuple[str, Method]]:
    """The groups that were ranked in the period before, of the same kind, with the method in force then."""
    before = content.previous_with_results(period)
    for group in content.groups_with_results(before) if before is not None else ():
        method = content.method_for(group, before) if before is not None else None
        if method is not None:
            yield group, method


def _method_ended(name: str, group: str, period: Period, method: Method) -> Problem:
    ends = "" if method.last_period is None else f"，《{method.title}》只写到 {method.last_period}"
    what = f"“{name}”上一期排了名，{period} 有数据却没有适用的办法{ends}；{period} 不会有排名。"
    fix = (
        f"办法继续执行的，把 to 改为 {period} 或以后（leitai new quarter {period} --write 可以代写）；"
        f"有新办法的，用 leitai new method {period} --group {group} 照抄一版再改；{_not_ranked(period, group)}"
    )
    return Problem("M27", method.place_of("periods"), str(method.last_period or ""), what, fix)


def _group_gone(name: str, group: str, period: Period) -> Problem:
    what = f"“{name}”上一期排了名，{period} 却没有任何单位的数据。"
    fix = f"请把这一组的文件放进 content/results/{period}/；{_not_ranked(period, group)}"
    return Problem("R07", Place(f"content/results/{period}"), None, what, fix)


def _not_ranked(period: Period, group: str) -> str:
    return f"确定这一期不排名的，在 portal.yml 的 periods 下 {period} 里写 unranked: [{group}]。"


def check_no_period_left_out(content: Content) -> Iterator[Problem]:
    """portal.yml 写明的期间，前后的期间都有数据，它也要有。"""
    with_results = [period for period in content.results.periods if content.cells(period)]
    for settings in content.settings.portal.declared_periods:
        period = settings.period
        alike = [other for other in with_results if other.kind == period.kind]
        is_between = any(other < period for other in alike) and any(period < other for other in alike)
        if is_between and period not in alike:
            what = f"{period} 前后的期间都有数据，{period} 却没有。"
            fix = (
                f"请把结果文件放进 content/results/{period}/；没有这一期的，从 portal.yml 的 periods 删去它。"
            )
            yield Problem("R07", Place(PORTAL.path), period.id, what, fix)


def check_unranked_groups(content: Content) -> Iterator[Problem]:
    """unranked 里的组别登记过；写明不排名的，没有适用的办法。"""
    groups = [group.group_id for group in content.settings.portal.groups]
    for settings in content.settings.portal.declared_periods:
        for group in settings.unranked:
            if group not in groups:
                fix = f"请写 groups 里的编号：{'、'.join(groups)}。"
                yield Problem("S07", settings.place_of("unranked"), group, "没有这个组别。", fix)
            elif content.method_for(group, settings.period) is not None:
                what = f"写明 {settings.period} 不排名，却有适用的办法。"
                fix = "要排名就删去 unranked 里的这一组；不排名就改办法的 periods。"
                yield Problem("S08", settings.place_of("unranked"), group, what, fix)


def check_rosters_go_on(content: Content) -> Iterator[Problem]:
    """以前的会议写了应到名单，以后评议期间的会议也写：没有名单，谁没有到会就看不出来。"""
    before = None
    for meeting in sorted(content.library.meetings, key=lambda meeting: meeting.date):
        if not (meeting.was_held and meeting.reviews):
            continue
        if meeting.roster:
            before = meeting
        elif before is not None:
            what = f"以前的会议（{before.slug}）写了应到名单，这次没有写，看不出谁没有到会。"
            fix = f"请写 roster: [{', '.join(before.roster)}]（照这次会议的通知改）；全部参评单位都应到的写 roster: {EVERYBODY}。"
            yield Problem("E09", meeting.place_of("roster"), None, what, fix)


def check_events_go_on(content: Content) -> Iterator[Problem]:
    """还有没有办完的问题、承诺，跟进台账在最近公布的一期里就至少有一行：停记的台账会让人以为什么也没有做。"""
    published = [s for s in content.settings.portal.declared_periods if s.published_on is not None]
    newest = max(published, key=lambda settings: settings.period, default=None)
    days = [event.day for event in content.library.events]
    if newest is None or not days or max(days) >= newest.period.first_day:
        return
    open_items = [item for item in content.library.items if item.on(newest.period.last_day).is_open]
    if open_items:
        what = f"最后一行是 {max(days)}，以后一期（{newest.period}）已经公布，还有 {len(open_items)} 项没有办完。"
        numbers = "、".join(item.number for item in open_items[:5])
        fix = f"请补上这一期的跟进（{numbers}…）：办完的写已销号、已完成，没有进展的写整改中（承诺写进行中），并在说明里写原因。"
        yield Problem("E10", Place(EVENTS.path), None, what, fix)
