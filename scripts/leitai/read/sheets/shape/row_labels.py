"""Columns that say of each line which period it is of, or which value it gives: the folder's own lines are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leitai.problems import Place, Problem
from leitai.read.documents.alike import row_ranges
from leitai.read.documents.tables import Sheet, SheetRow
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


def own_lines(
    lines: Sequence[SheetRow], header: Header, sheet: Sheet, resolver: Resolver, problems: list[Problem]
) -> Sequence[SheetRow]:
    """The lines that are of the folder's period and give its own value; the others are named, all together."""
    labels = _labels(lines, header, resolver)
    known = {words: label.in_folder(resolver.period) for words, label in labels.items()}
    own = {
        words
        for words, label in known.items()
        if label.is_understood and label.meaning in ("", VALUE) and label.basis != CUMULATIVE
    }
    found = [line for line in lines if _words(line, header) in own]
    if len(found) < len(lines):
        left = [line for line in lines if _words(line, header) not in own]
        problems.append(_left_out(left, header, sheet, resolver, known, is_all=not found))
    return found


def _words(line: SheetRow, header: Header) -> tuple[str, ...]:
    return tuple(line.text(index).strip() for index in header.row_labels)


def _labels(lines: Iterable[SheetRow], header: Header, resolver: Resolver) -> dict[tuple[str, ...], Label]:
    """What each combination of words says; not understood where one of them isn't."""
    found = {}
    for words in dict.fromkeys(_words(line, header) for line in lines):
        label = Label()
        for index, word in zip(header.row_labels, words, strict=True):
            said = (
                resolver.label(spelled_in_full(header.line.text(index), word, resolver.period))
                if word
                else Label()
            )
            label = said if said.rest else label if label.rest else said.within(label)
        found[words] = label
    return found


def _left_out(
    left: Sequence[SheetRow],
    header: Header,
    sheet: Sheet,
    resolver: Resolver,
    known: dict[tuple[str, ...], Label],
    is_all: bool,
) -> Problem:
    first, period = left[0], resolver.period
    index = next((i for i in header.row_labels if first.text(i).strip()), header.row_labels[0])
    unclear = [
        line
        for line in left
        if (label := known[_words(line, header)]).rest or label.meaning == UNCLEAR_PERIOD
    ]
    if is_all or unclear:
        found = unclear if unclear and not is_all else left
        others = f"（共 {len(found)} 行）" if len(found) > 1 else ""
        what = f"文件放在 {period.id} 目录，表内写的不是这个期间{others}。"
        fix = f"请把文件移到对应期间的目录，或把期间改为 {period.id}。"
        if not is_all:
            what = f"这里写的是{_quoted(found, header)}，不知道是不是 {period.title}{others}。"
            fix = (
                f"是这一期的，请改为 {period.title}；不是的，请删去；改不了表的，{leaving_out(sheet, found)}"
            )
        return Problem("V07", _place_in(sheet, header, found[0], index), found[0].text(index), what, fix)
    is_period = all(
        label.meaning == OTHER_PERIOD
        for words, label in known.items()
        if any(words) and label.meaning not in ("", VALUE)
    )
    kind = "别的期间" if is_period else "别的期间或别的数"
    rows = row_ranges([line.cell(index).row for line in left])
    what = f"写着{_quoted(left, header)}的 {len(left)} 行（第 {rows} 行）是{kind}，没有使用；只读 {period.title} 的数。"
    return Problem("T09", _place_in(sheet, header, first, index), first.text(index), what, "无须处理。")


def _place_in(sheet: Sheet, header: Header, line: SheetRow, index: int) -> Place:
    name = header.line.text(index).strip() or None
    return Place(sheet.place.path, sheet.place.sheet, line.cell(index).row, name)


def _quoted(lines: Sequence[SheetRow], header: Header) -> str:
    """What lines say of themselves, as messages list it: the first five."""
    written = list(dict.fromkeys(" ".join(filter(None, _words(line, header))) for line in lines))
    return f"“{'”“'.join(written[:5])}”" + (f"等 {len(written)} 种" if len(written) > 5 else "")
