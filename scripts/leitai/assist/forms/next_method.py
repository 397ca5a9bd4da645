"""`leitai new method`: the next version of a group's method, a copy to be changed, and the end of the one before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.assist.forms.needs import decode_settings, last_period_of_year
from leitai.assist.forms.yaml_edit import with_entry, with_line, with_scalar
from leitai.model.content import Content
from leitai.pipeline.load import load_for_forms
from leitai.pipeline.tools import replace_file
from leitai.problems import RequestRefused
from leitai.schema.config.methods import Method
from leitai.schema.days import DateRefused, read_day
from leitai.schema.period import Period

FOLDER = "site_config/methods"


@dataclass(frozen=True)
class NextMethod:
    """What is to be written, bytes by path: one new file, and the closed one if it reached that far; `told` says so."""

    new: Mapping[str, bytes]
    closed: Mapping[str, bytes]
    told: tuple[str, ...]


def next_method(root: Path, since: str, dated: str, reason: str, group: str | None = None) -> NextMethod:
    """The latest version of the group's method, copied so that it applies from `since`.

    It ends where the copied one ended, or with the year if that is over; what it may be compared with is for people to say.
    Raises `RequestRefused` where there is nothing to copy or a version begins there or later already.
    """
    period = Period.parse(since)
    if period is None:
        raise RequestRefused(f"“{since}”不是期间；请写成 2019Q3、2019-08、2019H1 或 2019。")
    content = load_for_forms(root)
    last = _last_version(content, period, group)
    versions = [method.version for method in content.methods if method.id == last.id]
    path = f"{FOLDER}/{last.id}-{max(versions) + 1}.yml"
    text, encoding = decode_settings((root / last.place.path).read_bytes())
    end = _end(last, period)
    day = _day(dated)
    changed = _copied(text, max(versions) + 1, day, reason, period, end)
    told = [
        f"新写 {path}：照抄 {last.place.path}，version 写 {max(versions) + 1}，适用 {period} 到 {end or '以后'}，"
        f"dated 写 {day}，change_reason 写“{reason}”"
    ]
    closed = dict[str, bytes]()
    if last.covers(period):
        closed[last.place.path] = _ending(text, last, period.previous()).encode(encoding)
        told.append(f"改 {last.place.path}：periods 的 to 改为 {period.previous()}")
    elif last.last_period != period.previous():
        told.append(f"不改 {last.place.path}：它只写到 {last.last_period}，从那以后到 {period} 之前没有办法")
    return NextMethod({path: changed.encode(encoding)}, closed, tuple(told))


def write_next(root: Path, wanted: NextMethod) -> Created:
    """Write what `next_method` says; a file that is there already is not written over."""
    write_new(root, wanted.new)
    for path, data in wanted.closed.items():
        replace_file(root / path, data)
    (path,) = wanted.new
    hint = f"在 {path} 里改指标、权重和计分；名次还能与以前的版本比的，写 comparable_with。改好运行 leitai check。"
    return Created((path,), (*(f"已改 {name}" for name in wanted.closed), hint))


def _last_version(content: Content, period: Period, group: str | None) -> Method:
    of_kind = [method for method in content.methods if method.first_period.kind == period.kind]
    groups = list(dict.fromkeys(method.group for method in of_kind))
    if group is None and len(groups) > 1:
        raise RequestRefused(f"有办法的组别不止一个，请用 --group 写明：{'、'.join(groups)}。")
    found = sorted(
        (m for m in of_kind if group in (None, m.group)), key=lambda method: method.first_period.first_day
    )
    if not found:
        had = (
            f"现有：{'、'.join(groups)}。"
            if groups
            else "第 1 版在办公桌（leitai desk）的“设置”里选，或写在 site_config/methods/。"
        )
        raise RequestRefused(f"没有可以照抄的办法：这一组别没有按这种期间（{period}）排名的。{had}")
    if found[-1].first_period >= period:
        last = found[-1]
        raise RequestRefused(
            f"{last.place.path} 从 {last.first_period} 起执行，不在 {period} 之前；要改的就是这一版，不用另写。"
        )
    return found[-1]


def _end(last: Method, period: Period) -> Period | None:
    if last.last_period is None or last.last_period >= period:
        return last.last_period
    return last_period_of_year(period)


def _day(text: str) -> str:
    try:
        return read_day(text).isoformat()
    except DateRefused as refused:
        raise RequestRefused(f"制定日期“{text}”{refused}") from None


def _copied(text: str, version: int, dated: str, reason: str, first: Period, end: Period | None) -> str:
    spans: Sequence[tuple[str, Period]] = [("from", first), *([("to", end)] if end else [])]
    changed = with_scalar(with_scalar(text, ("version",), str(version)), ("dated",), dated)
    changed = with_line(changed, "change_reason", json.dumps(reason, ensure_ascii=False), after="version")
    if "\ncomparable_with:" in changed:
        changed = with_line(changed, "comparable_with", "[]", after="version")
    for key, value in spans:
        changed = with_scalar(changed, ("periods", key), value.id)
    return changed


def _ending(text: str, last: Method, end: Period) -> str:
    if last.last_period is None:
        return with_entry(text, "periods", "to", end.id)
    return with_scalar(text, ("periods", "to"), end.id)
