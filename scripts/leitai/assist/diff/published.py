"""The last built site against what would be built now: rankings as the public sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from leitai.assist.diff.model import Finding, Scope, Severity, Side, quoted_indicator
from leitai.model.observations import STATE_NAMES
from leitai.model.scoring.ranking import STATUS_NAMES
from leitai.model.urls import ranking_url
from leitai.pipeline.tools import measured, rankings_json
from leitai.problems import Place
from leitai.schema.config.portal import DATA_STATUS_NAMES

Object = dict[str, Any]
_STATES = {str(state): name for state, name in STATE_NAMES.items()}
_DATA_STATUSES = {str(status): name for status, name in DATA_STATUS_NAMES.items()}
_STATUSES = {str(status): name for status, name in STATUS_NAMES.items()}


@dataclass(frozen=True)
class Published:
    """One ranking in the shape of its JSON download: as it stands in `build/site`, and as it would be now."""

    scope: Scope
    place: Place
    old: Object
    new: Object


def find_published_changes(scope: Scope) -> Iterator[Finding]:
    """与上次生成的网站（build/site）相比会变的排名、状态、名次、得分和数值。

    比的是公开的部分：办法不公开的名次和得分不比。没有生成过的只作提示，读不出的按整表变化处理。
    """
    url = ranking_url(scope.period.id, scope.group.group_id).removesuffix("html") + "json"
    place = Place(f"build/site/{url}")
    old, new = _published(scope, place), _current(scope)
    group, name = scope.group.group_id, f"“{scope.group.name}”{scope.period.id}"
    if not (scope.root / place.path).exists():
        if new is not None:
            what = f"{name} 的排名在 build/site 里还没有，无从比较已发布的内容。"
            yield Finding("unpublished", "note", group, what)
    elif old is None:
        what = f"{name} 的排名在 build/site 里读不出来；请重新生成网站。"
        yield Finding("published_ranking", "check", group, what, source=place)
    elif new is None:
        what = f"{name} 的排名已在 build/site 里，再次生成会没有；请核对数据和办法的期间。"
        yield Finding("published_ranking", "check", group, what, source=place)
    else:
        yield from _changes(Published(scope, place, old, new))


def _published(scope: Scope, place: Place) -> Object | None:
    """The ranking in a download of the last build; None if there is none that can be read."""
    try:
        data = json.loads((scope.root / place.path).read_text(encoding="utf-8"))
        found: Object = data["rankings"][0]
        return found if all({"unit", "status"} <= row.keys() for row in found["rows"]) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _current(scope: Scope) -> Object | None:
    rankings = scope.public.rankings_of(scope.group.group_id)
    found = [ranking for ranking in rankings if ranking.period == scope.period]
    current: Object | None = (
        json.loads(rankings_json(found, scope.public.content))["rankings"][0] if found else None
    )
    return current


def _changes(published: Published) -> Iterator[Finding]:
    yield from _head_changes(published)
    old, new = ({row["unit"]: row for row in side["rows"]} for side in (published.old, published.new))
    for unit_id in dict.fromkeys((*new, *old)):
        yield from _row_changes(published, unit_id, old.get(unit_id), new.get(unit_id))


def _head_changes(published: Published) -> Iterator[Finding]:
    """What the whole ranking stands on: method, what of it is public, the status of its data."""
    old, new = published.old, published.new
    methods = [f"{side.get('method')} 第 {side.get('version')} 版" for side in (old, new)]
    displays = [str(side.get("display")) for side in (old, new)]
    statuses = [_data_status(side) for side in (old, new)]
    for title, (then, now) in (("考核办法", methods), ("公开范围（display）", displays)):
        if then != now:
            yield _head_finding(published, "published_ranking", "check", title, then, now)
    if statuses[0] != statuses[1]:
        yield _head_finding(published, "published_data_status", "note", "数据状态", *statuses)


def _head_finding(
    published: Published, kind: str, severity: Severity, title: str, then: str, now: str
) -> Finding:
    group = published.scope.group
    what = f"“{group.name}”{published.scope.period.id}：已生成的{title} {then} → {now}。"
    return Finding(kind, severity, group.group_id, what, None, None, then, now, published.place)


def _row_changes(
    published: Published, unit_id: str, old: Object | None, new: Object | None
) -> Iterator[Finding]:
    name = str((new or old or {}).get("name"))
    then, now = _status(old), _status(new)
    if then != now:
        yield _finding(published, unit_id, f"{name}：已生成的状态", (then, now), "published_status")
    elif old is not None and new is not None:
        yield from _shown_changes(published, unit_id, name, old, new)
    if old is not None and new is not None:
        yield from _value_changes(published, unit_id, name, old.get("scores", {}), new["scores"])


def _shown_changes(
    published: Published, unit_id: str, name: str, old: Object, new: Object
) -> Iterator[Finding]:
    """Name, rank, score and tier of a unit whose status stays; a hidden one is 不公布."""
    sides: list[tuple[str, str, tuple[Side, Side]]] = [
        ("unit_renamed", "单位名", (old.get("name"), new["name"])),
        ("published_rank", "名次", (old.get("rank"), new["rank"])),
        ("published_score", "得分", (_number(old.get("score")), _number(new["score"]))),
        ("published_rank", "等次", (old.get("tier") or None, new["tier"] or None)),
    ]
    for kind, title, (then, now) in sides:
        if then != now:
            yield _finding(published, unit_id, f"{name}：已生成的{title}", (then, now), kind)


def _value_changes(
    published: Published, unit_id: str, name: str, old: Object, new: Object
) -> Iterator[Finding]:
    scope = published.scope
    for indicator_id in (i for i in dict.fromkeys((*new, *old)) if i in scope.content.settings.indicators):
        indicator = scope.indicator(indicator_id)
        then, now = _value(old.get(indicator_id)), _value(new.get(indicator_id))
        if then != now:
            sides = [measured(s, indicator) if isinstance(s, Decimal) else s for s in (then, now)]
            what = f"{name}{quoted_indicator(indicator)}：已生成的数值 {sides[0]} → {sides[1]}。"
            observation = scope.now.get((unit_id, indicator_id))
            place = observation.place if observation is not None else published.place
            group = scope.group.group_id
            yield Finding("published_value", "check", group, what, unit_id, indicator_id, then, now, place)


def _finding(published: Published, unit_id: str, what: str, sides: tuple[Side, Side], kind: str) -> Finding:
    then, now = ("不公布" if side is None else side for side in sides)
    sentence = f"{what} {then} → {now}。"
    group = published.scope.group.group_id
    severity: Severity = "note" if kind == "unit_renamed" else "check"
    return Finding(kind, severity, group, sentence, unit_id, None, *sides, published.place)


def _status(row: Object | None) -> str:
    """A unit's status as the downloads word it; a unit that is not listed has none."""
    if row is None:
        return "没有列出"
    status = str(row["status"])
    return str(row.get("reason") or _STATUSES.get(status, status))


def _data_status(ranking: Object) -> str:
    return _DATA_STATUSES.get(str(ranking.get("data_status")), "未写明")


def _value(cell: Object | None) -> Side:
    """A published number, else the state in words."""
    if cell is None:
        return "没有"
    number = _number(cell.get("value"))
    return number if number is not None else _STATES.get(str(cell.get("state")), "没有数")


def _number(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float) else None
