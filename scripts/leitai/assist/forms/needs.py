"""What a period needs before its results come in: its line in `portal.yml`, methods in force, targets to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.assist.forms.yaml_edit import with_entry, with_scalar
from leitai.model.content import Content
from leitai.schema.config.methods import Method
from leitai.schema.config.portal import PORTAL
from leitai.schema.period import Period
from leitai.schema.results.benchmarks import BENCHMARKS
from leitai.schema.results.targets import TARGETS

DATA_STATUS = "{data_status: preliminary}"
_OF_THE_YEAR = ("annual", "annual_share", "pro_rata")
Line = tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """A file of the portal that lacks something; `change` gives its text with it."""

    path: str
    what: str
    change: Callable[[str], str]


def needs_of(content: Content, period: Period, methods: Sequence[Method]) -> Iterator[Need]:
    """What is missing for `methods`, each the one in force or the last one of its group."""
    portal = content.settings.portal
    if period.id not in portal.periods:
        what = f"periods 下加一行（有截止日期再加 deadline）：\n  {period}: {DATA_STATUS}"
        yield Need(PORTAL.path, what, lambda text: with_entry(text, "periods", period.id, DATA_STATUS))
    for method in methods:
        if not method.covers(period):
            yield _longer(content, period, method)
    yield from _lines_needed(TARGETS.path, dict.fromkeys(_targets(content, period, methods)))
    yield from _lines_needed(BENCHMARKS.path, dict.fromkeys(_benchmarks(content, period, methods)))


def _longer(content: Content, period: Period, method: Method) -> Need:
    """The last method goes on, to the end of the year unless a later one begins before."""
    end = last_period_of_year(period)
    later = [m.first_period for m in content.methods if m.group == method.group and m.first_period > period]
    later = [first for first in later if first.kind == period.kind]
    if later and min(later) <= end:
        end = min(later).previous()
    what = (
        f"《{method.title}》只写到 {method.last_period}：继续执行的，periods 的 to 改为 {end}；"
        f"办法有改动的不要改这里，用 leitai new method {period} --group {method.group} 另写一版"
    )
    return Need(method.place.path, what, lambda text: with_scalar(text, ("periods", "to"), end.id))


def last_period_of_year(period: Period) -> Period:
    """The last period of this kind that ends in the same year."""
    following = period
    while following.last_day.month < 12:
        following = Period(period.year, period.kind, following.number + 1)
    return following


def _targets(content: Content, period: Period, methods: Iterable[Method]) -> Iterator[Line]:
    """A line for each missing target of the year: for all units at once where an earlier year had it so."""
    known = {(t.period.id, t.unit_id, t.indicator_id) for t in content.results.targets}
    of_all = {t.indicator_id for t in content.results.targets if t.unit_id is None}
    year = str(period.year)
    for method in methods:
        for indicator in method.indicators():
            if indicator.rule.target_source not in _OF_THE_YEAR:
                continue
            name = content.settings.indicators[indicator.indicator_id].name
            if (year, None, indicator.indicator_id) in known:
                continue
            if indicator.indicator_id in of_all:
                yield (year, "", name, "", "")
                continue
            for unit in content.settings.roster(method.group, period):
                if (year, unit.unit_id, indicator.indicator_id) not in known:
                    yield (year, unit.name, name, "", "")


def _benchmarks(content: Content, period: Period, methods: Iterable[Method]) -> Iterator[Line]:
    known = {(b.period.id, b.name, b.indicator_id) for b in content.results.benchmarks}
    kinds = {b.name: b.kind for b in content.results.benchmarks}
    for method in methods:
        for indicator in method.indicators():
            source, _, name = indicator.rule.target_source.partition(":")
            if source == "benchmark" and (period.id, name, indicator.indicator_id) not in known:
                title = content.settings.indicators[indicator.indicator_id].name
                yield (period.id, kinds.get(name, ""), name, title, "", "")


def _lines_needed(path: str, lines: Iterable[Line]) -> Iterator[Need]:
    wanted = list(lines)
    if wanted:
        shown = "；".join(" ".join(filter(None, line)) for line in wanted[:3])
        more = f"；… 共 {len(wanted)} 行" if len(wanted) > 3 else ""
        yield Need(
            path,
            f"缺目标值：{shown}{more}（写进去的行空着数，请填上再检查）",
            lambda text: _with_lines(text, wanted),
        )


def _with_lines(text: str, wanted: Sequence[Line]) -> str:
    """The table with these lines at its end, but not those that stand there already, filled in or not."""
    there = {tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""))}
    new = [line for line in wanted if not any(row[: len(_key(line))] == _key(line) for row in there)]
    end = "\r\n" if "\r\n" in text else "\n"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=end).writerows(new)
    return text + ("" if text.endswith("\n") or not text else end) + buffer.getvalue()


def _key(line: Line) -> Line:
    """The cells that say which line it is: all up to the empty ones that are to be filled in."""
    last = max(index for index, cell in enumerate(line) if cell)
    return line[: last + 1]


def changed_files(root: Path, needs: Iterable[Need]) -> dict[str, bytes]:
    """The files as they have to be, without those that are so already: lines for targets may stand there, still to be filled in."""
    found = dict[str, bytes]()
    for need in needs:
        data = (root / need.path).read_bytes()
        text, encoding = decode_settings(data)
        changed = need.change(text).encode(encoding)
        found |= {need.path: changed} if changed != data else {}
    return found


def decode_settings(data: bytes) -> tuple[str, str]:
    """The text of a settings file and its encoding, to write it back in."""
    for encoding in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnicodeError(data[:20])
