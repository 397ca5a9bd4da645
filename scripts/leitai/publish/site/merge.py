"""Two versions of a ledger as one, by the rule of that ledger; what no rule decides is refused in words.

`base` is what both started from, None where nobody knows it. The lines of `ours` come first: whoever merges into the branch
that is published keeps the order that readers saw.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from leitai.grouping import grouped
from leitai.model.seals.redaction import MARK, REDACTION
from leitai.model.seals.seal import NO_LINE_BEFORE, line_hash
from leitai.problems import RequestRefused
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.merged import APPENDED
from leitai.schema.ledgers.seals import SEALS
from leitai.schema.ledgers.urls import URLS

Line = tuple[str, ...]
Lines = Sequence[Line]
Rule = Callable[[Lines | None, Lines, Lines], list[Line]]

_BY = {name: index for index, name in enumerate(SEALS.names)}
_EVENT_DAY = EVENTS.names.index("日期")
_REDACT_AGAIN = (
    "请整个留下撤下过的那一边（两边都撤下过的，留先公布的）：git checkout --ours（或 --theirs）content site_config，"
    "再把另一边加的内容补上，另一边撤下的文字用 leitai redact 再撤下一次。"
)
_SEALED = slice(_BY["期间"], _BY["前一行"])  # what a line says of its version, without its place in the chain


def lines_of(text: str) -> list[Line]:
    """The lines of a CSV file that hold anything, the header first."""
    rows = map(tuple, csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    return [row for row in rows if any(map(str.strip, row))]


def merged_lines(path: str, base: Lines | None, ours: Lines, theirs: Lines) -> list[Line]:
    """The merged ledger at `path`, with its header; raises `RequestRefused` where only a person can decide."""
    if not ours or not theirs:
        return list(ours or theirs)
    if ours[0] != theirs[0]:
        raise RequestRefused(f"{path} 两边的表头不同；请先把两边的表头改成一样再合并。")
    _refuse_other_columns(path, (*(base or ()), *ours, *theirs))
    _refuse_lost_redactions(path, base, ours, theirs)
    return [ours[0], *RULES[path](None if base is None else base[1:], ours[1:], theirs[1:])]


def without_sealed_again(base: Lines | None, ours: Lines, theirs: Lines) -> list[Line]:
    """The seals of theirs without the versions that ours sealed, too, since `base`: a person decided that those stay as ours has them."""
    before, left = _versions(base or ()), _versions(ours[1:])
    return [line for line in theirs if _version(line) not in left or _version(line) in before]


def _refuse_other_columns(path: str, lines: Lines) -> None:
    """The ledgers that the program writes are merged by their columns; a line cut short by hand says nothing for sure."""
    width = {table.path: len(table.names) for table in (SEALS, URLS)}.get(path)
    cut = next((line for line in lines if width is not None and len(line) != width), None)
    if cut is not None:
        what = f"{path} 里“{','.join(cut)}”这一行有 {len(cut)} 格，应当是 {width} 格，不能合并。"
        raise RequestRefused(f"{what}请照 git 里的原样（git show HEAD:{path}）改回来再合并。")


def _refuse_lost_redactions(path: str, base: Lines | None, ours: Lines, theirs: Lines) -> None:
    """Where both sides took something out of one line, or nobody knows what a line was before, either side would bring it back."""
    left, right = ({line for line in side if any(MARK in cell for cell in line)} for side in (ours, theirs))
    changed_by_both = base is not None and set(base) - set(ours) - set(theirs)
    if (changed_by_both and left - right and right - left) or (base is None and left != right):
        raise RequestRefused(f"{path} 里有撤下的内容，照两边合并会把它带回来。{_REDACT_AGAIN}")


def _appended(base: Lines | None, ours: Lines, theirs: Lines) -> list[Line]:
    """Every line that either side has; what one side changed or took out since `base` stays changed."""
    gone = set(base or ()) - (set(ours) & set(theirs))
    return list(dict.fromkeys(line for line in (*ours, *theirs) if line not in gone))


def _events(base: Lines | None, ours: Lines, theirs: Lines) -> list[Line]:
    """The same; what the sides added to one item is told by its days, as a ledger of one editor would."""
    merged, shared = _appended(base, ours, theirs), {*ours} & {*theirs}
    added = grouped((line[0], line) for line in merged if line not in shared)
    of_item = {item: iter(sorted(lines, key=_day)) for item, lines in added.items()}
    return [line if line in shared else next(of_item[line[0]]) for line in merged]


def _day(event: Line) -> list[int]:
    return [int(part) for cell in event[_EVENT_DAY : _EVENT_DAY + 1] for part in re.findall("[0-9]+", cell)]


def _addresses(base: Lines | None, ours: Lines, theirs: Lines) -> list[Line]:
    """One line per address with the anchors of both; two explanations of one address both stay, and `check` says so.

    An address, an anchor or an explanation of `base` that one side took out was redacted there.
    """
    ours, theirs = _without_redacted(base or (), ours, theirs), _without_redacted(base or (), theirs, ours)
    found: dict[tuple[str, str, str], tuple[set[str], list[str]]] = {}
    explained = {line[0] for line in (*ours, *theirs) if any(line[3:])}
    for url, anchors, day, target, note in (*ours, *theirs):
        if url in explained and not (target or note):
            target, note = next((o[3], o[4]) for o in (*ours, *theirs) if o[0] == url and any(o[3:]))
        kept, days = found.setdefault((url, target, note), (set(), []))
        kept |= set(anchors.split())
        days += filter(None, [day])
    return [
        (url, " ".join(sorted(anchors)), min(days, default=""), target, note)
        for (url, target, note), (anchors, days) in sorted(found.items())
    ]


def _without_redacted(base: Lines, own: Lines, other: Lines) -> list[Line]:
    """What one side has, without what the other side took out since `base`."""
    kept: list[Line] = []
    before, beside = ({line[0]: set(line[1].split()) for line in lines} for lines in (base, other))
    words = {line[:1] + line[3:] for line in base} - {line[:1] + line[3:] for line in other}
    for url, anchors, day, *explained in own:
        if url in before and url not in beside:
            continue
        gone = before.get(url, set()) - beside.get(url, set())
        left = ["", ""] if (url, *explained) in words else explained
        kept.append((url, " ".join(a for a in anchors.split() if a not in gone), day, *left))
    return kept


def _seals(base: Lines | None, ours: Lines, theirs: Lines) -> list[Line]:
    """Every version that either side sealed, the chain linked anew; one that both sealed differently is refused.

    A version that one side alone changed since `base` was redacted there.
    """
    before, left, right = (_versions(lines) for lines in (base or (), ours, theirs))
    merged: list[Line] = []
    link = NO_LINE_BEFORE
    for number, key in enumerate(dict.fromkeys((*left, *right)), start=1):
        cells = (str(number), *_told(key, before, left, right), link)
        merged.append(cells)
        link = line_hash(cells)
    return merged


def _versions(lines: Lines) -> dict[Line, Line]:
    return {_version(line): line[_SEALED] for line in lines}


def _version(line: Line) -> Line:
    return line[_BY["期间"]], line[_BY["版本"]]


def _told(
    key: Line, before: Mapping[Line, Line], left: Mapping[Line, Line], right: Mapping[Line, Line]
) -> Line:
    sides = list(dict.fromkeys(side[key] for side in (left, right) if key in side))
    changed = [side for side in sides if side != before.get(key)]
    if len(changed) > 1 and (key in before or key[0] == REDACTION):
        raise RequestRefused(f"两边都撤下过内容，封存账要从撤下的那一版起重新连起来。{_REDACT_AGAIN}")
    if len(changed) > 1:
        period, version = key
        what = f"两边都封存了 {period} 第 {version} 版，内容不同，只能留先公布的那一边："
        fix = "是 <<<<<<< 下面的一边，运行 leitai merge --ours；是 >>>>>>> 上面的一边，运行 leitai merge --theirs。"
        raise RequestRefused(f"{what}{fix}另一边的更正留在台账里，合并以后照 leitai check 说的再封存一版。")
    return (changed or sides)[0]


RULES: Mapping[str, Rule] = {
    **dict.fromkeys(APPENDED, _appended), SEALS.path: _seals, URLS.path: _addresses, EVENTS.path: _events,
}  # fmt: skip


def sides_of(text: str) -> tuple[str | None, str, str]:
    """Base (None where git didn't write it), ours and theirs of a file with conflict markers."""
    parts: dict[str, list[str]] = {"ours": [], "base": [], "theirs": []}
    has_base = True
    for where, line in _marked(text):
        if where == "=" and line == "no base":
            has_base = False
        elif where:
            parts[where].append(line)
        else:
            for lines in parts.values():
                lines.append(line)
    ours, base, theirs = ("".join(parts[name]) for name in ("ours", "base", "theirs"))
    return (base if has_base else None), ours, theirs


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Each line with the side that it belongs to, empty for both."""
    where, seen_base = "", False
    for line in text.splitlines(keepends=True):
        mark = line[:7]
        if mark == "<<<<<<<" and not where:
            where, seen_base = "ours", False
        elif mark == "|||||||" and where == "ours":
            where, seen_base = "base", True
        elif mark == "=======" and where in ("ours", "base"):
            where = "theirs"
            if not seen_base:
                yield "=", "no base"
        elif mark == ">>>>>>>" and where == "theirs":
            where = ""
        else:
            yield where, line
    if where:
        raise RequestRefused(
            "合并标记没有成对，读不出两边各是什么；请用 git checkout -m 这个文件，再试一次。"
        )
