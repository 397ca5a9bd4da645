"""Columns that say of each line which period it is of, or which value it gives: the folder's own lines are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from leitai.read.documents.alike import listed, row_ranges
from leitai.read.documents.tables import SheetRow
from leitai.read.sheets.words.grid import DAY_HEADERS, leaving_out
from leitai.read.sheets.words.header import Header
from leitai.read.sheets.words.labels import CUMULATIVE, OTHER_PERIOD, UNCLEAR_PERIOD, VALUE, Label
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.folding import fold
from leitai.schema.period import Period
from leitai.schema.written_periods import day_as_period, written_period

_PARTS = {"月份": "月", "月": "月", "季度": "季度", "季": "季度"}


def spelled_in_full(header: str, text: str, folder: Period) -> str:
    """A bare 9 below 月份 is 9月, and a day below 日期 is of a period."""
    if fold(header).lower() in DAY_HEADERS:
        return day_as_period(text, folder)
    part = _PARTS.get(fold(header), "")
    return f"{text.strip()}{part}" if part and text.strip().isdigit() else text


def is_period_text(header: str, text: str, folder: Period) -> bool:
    """Whether a text says a period where it stands below this header."""
    return written_period(spelled_in_full(header, text, folder)) is not None


def own_lines(lines: Sequence[SheetRow], header: Header, resolver: Resolver) -> Sequence[SheetRow]:
    """The lines that are of the folder's period and give its own value; the others are named, all together."""
    labels = _labels(lines, header, resolver)
    known = {words: label.in_folder(resolver.period) for words, label in labels.items()}
    said = [(line, known[_words(line, header)]) for line in lines]
    found = [line for line, label in said if _is_own(label)]
    left = [line for line, label in said if not _is_own(label)]
    unclear = [line for line, label in said if label.rest or label.meaning == UNCLEAR_PERIOD]
    if left and (not found or unclear):
        _report_another(unclear if found else left, header, resolver, is_all=not found)
    elif left:
        _report_left_out(left, header, resolver, known)
    return found


def _is_own(label: Label) -> bool:
    return label.is_understood and label.meaning in ("", VALUE) and label.basis != CUMULATIVE


def _words(line: SheetRow, header: Header) -> tuple[str, ...]:
    return tuple(line.text(index).strip() for index in header.row_labels)


def _labels(lines: Iterable[SheetRow], header: Header, resolver: Resolver) -> dict[tuple[str, ...], Label]:
    """What each combination of words says; not understood where one of them isn't."""
    found = {}
    for words in dict.fromkeys(_words(line, header) for line in lines):
        label = Label()
        for index, word in zip(header.row_labels, words, strict=True):
            spelled = spelled_in_full(header.line.text(index), word, resolver.period)
            said = resolver.label(spelled) if word else Label()
            label = said if said.rest else label if label.rest else said.within(label)
        found[words] = label
    return found


def _report_another(lines: Sequence[SheetRow], header: Header, resolver: Resolver, is_all: bool) -> None:
    """V07: all lines are of another period, or of some nobody knows of which they are."""
    period, sheet = resolver.period, resolver.sheet
    others = f"（共 {len(lines)} 行）" if len(lines) > 1 else ""
    what = f"文件放在 {period.id} 目录，表内写的不是这个期间{others}。"
    fix = f"请把文件移到对应期间的目录，或把期间改为 {period.id}。"
    if not is_all:
        what = f"这里写的是{_quoted(lines, header)}，不知道是不是 {period.title}{others}。"
        fix = f"是这一期的，请改为 {period.title}；不是的，请删去；改不了表的，{leaving_out(sheet, lines)}"
    _report("V07", lines, header, resolver, what, fix)


def _report_left_out(
    left: Sequence[SheetRow], header: Header, resolver: Resolver, known: dict[tuple[str, ...], Label]
) -> None:
    """T09: lines of other periods, or with other figures, beside those that are read."""
    said = [label for words, label in known.items() if any(words) and label.meaning not in ("", VALUE)]
    kind = "别的期间" if all(label.meaning == OTHER_PERIOD for label in said) else "别的期间或别的数"
    index = _first_label(left[0], header)
    at = f"{len(left)} 行（第 {row_ranges([line.cell(index).row for line in left])} 行）"
    what = f"写着{_quoted(left, header)}的 {at}是{kind}，没有使用；只读 {resolver.period.title} 的数。"
    _report("T09", left, header, resolver, what, "无须处理。")


def _report(
    code: str, lines: Sequence[SheetRow], header: Header, resolver: Resolver, what: str, fix: str
) -> None:
    """Said of the first of some lines, at the first of its labels."""
    index = _first_label(lines[0], header)
    cell, name = lines[0].cell(index), header.line.text(index).strip() or None
    resolver.report(code, replace(resolver.sheet.at_row(cell.row), column=name), cell.text, what, fix)


def _first_label(line: SheetRow, header: Header) -> int:
    return next((i for i in header.row_labels if line.text(i).strip()), header.row_labels[0])


def _quoted(lines: Sequence[SheetRow], header: Header) -> str:
    """What lines say of themselves."""
    return listed((" ".join(filter(None, _words(line, header))) for line in lines), "种")
