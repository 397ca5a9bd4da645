"""Audit: figures that a method keeps from the public, quoted in what people write.

The view leaves them out of tables, charts and downloads; what a sentence says can only be told by its numbers. A figure counts as quoted
where a number equal to it, or rounded from it, stands in the same sentence or row as the unit's name. For a small whole number the
indicator must be named there as well, in its unit of measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitai.grouping import grouped
from leitai.model.content import Content
from leitai.model.names import NameTable, indicator_names, unit_names
from leitai.model.observations import Observation
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.secrecy import hidden_units, is_shown
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Place, Problem
from leitai.schema.columns import Record, columns_of
from leitai.schema.folding import fold, narrow
from leitai.schema.period import Period
from leitai.schema.texts.cases import Case
from leitai.schema.texts.meetings import Speech
from leitai.schema.texts.written import Written

TOTAL, RANK = "总分", "名次"
_SPOKEN = {TOTAL: ("总分", "得分", "考核", "排名"), RANK: ("考核", "排名", "名次", "位列", "总分", "季度")}
_MAY_TELL = re.compile(r"[\d第]")  # what holds none of these holds no number and no rank
_SENTENCE = re.compile(r"[。；;！？!?]")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.第/〔])(?<!\d[-－])(\d[\d,]*(?:\.\d+)?)\s*([万亿千]?)(?![\d/〕年月日号季届期-])"
)
_ORDINAL = re.compile(
    r"第\s*(\d+(?:\.5)?|[一二三四五六七八九]?十?[一二三四五六七八九十])\s*[名位](?!单)|(?:排名|名次|位列)[为是:]?\s*(\d+)(?![\d.%年月])"
)
_BEYOND = ("全省", "全国")  # ranks that others gave
_HAN = {han: number for number, han in enumerate("一二三四五六七八九十", start=1)}
_TIMES = {"": 1, "千": 10**3, "万": 10**4, "亿": 10**8}
_COUNTED = re.compile("(?:[起件人次户个]?数|[总数]量|率|评?分)$")
_SHARES = ("%", "‰", "‱")
_TELLING = 3  # digits, from which on a number is hardly the same by accident
_SMALL = 10_000  # whole numbers below occur everywhere


@dataclass(frozen=True)
class _Figure:
    """`subject`: the indicator's id, TOTAL or RANK."""

    period: str
    unit_id: str
    subject: str
    name: str
    measure: str


@dataclass(frozen=True)
class _Passage:
    """A sentence or cell, and the units and indicators that its row or text is about anyway."""

    text: str
    place: Place
    units: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()


def check_quoted_figures(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """经验做法、会议材料、台账、出处里不写办法不公布的数（得分、名次，values: hidden 时还有数值）。"""
    hidden = grouped(_hidden_figures(content, rankings))
    if not hidden:
        return
    names, told = _Names(content.settings), set[tuple[str, str, _Figure]]()
    for passage in _passages(content.library):
        for written, figure in _quoted(passage, hidden, names):
            key = (passage.place.path, written, figure)
            if key not in told:
                told.add(key)
                yield _problem(content.settings, passage, written, figure)


def _problem(settings: Settings, passage: _Passage, written: str, figure: _Figure) -> Problem:
    unit = settings.units[figure.unit_id].name
    what = f"与办法不公布的数相同：“{unit}”{figure.period}的{figure.name}。"
    fix = "请删去，或改写成不带这个数的话；可以公开的改办法的 display 或 values，不是这个数的登记说明原因。"
    return Problem("M32", passage.place, written, what, fix)


def _hidden_figures(content: Content, rankings: Sequence[Ranking]) -> Iterator[tuple[Decimal, _Figure]]:
    """Every hidden figure under each number by which it may be quoted."""
    secret: dict[tuple[str, str], set[str]] = {}
    shown = set(_shown(rankings))
    for ranking in rankings:
        for unit in hidden_units(content, ranking):
            for number, figure in _total_and_rank(ranking, ranking.row_of(unit.unit_id)):
                if (ranking.period, unit.unit_id, figure.subject, number) not in shown:
                    yield number, figure
            for name in unit.secret:
                if (ranking.period, unit.unit_id, name, None) not in shown:
                    secret.setdefault((unit.unit_id, name), set()).add(ranking.period.id)
    for (unit_id, name), periods in sorted(secret.items()):
        yield from _values(content.settings, content.history_of(unit_id, name), periods)


def _shown(rankings: Sequence[Ranking]) -> Iterator[tuple[Period, str, str, Decimal | None]]:
    """What a ranking publishes of a unit: it is no secret where another league of the same period hides it."""
    for ranking in rankings:
        for row in ranking.rows:
            if is_shown(row, ranking.method.display):
                of = ranking.period, row.unit.unit_id
                yield from ((*of, figure.subject, number) for number, figure in _total_and_rank(ranking, row))
                yield from ((*of, name, None) for name in row.scores)


def _total_and_rank(ranking: Ranking, row: RankingRow | None) -> Iterator[tuple[Decimal, _Figure]]:
    title = ranking.period.title
    if row is not None and row.score is not None and row.rank is not None:
        total = _Figure(title, row.unit.unit_id, TOTAL, TOTAL, "分")
        yield from ((number, total) for number in _as_quoted(row.score, ""))
        yield Decimal(row.rank), _Figure(title, row.unit.unit_id, RANK, RANK, RANK)


def _values(
    settings: Settings, history: Sequence[Observation], hidden: set[str]
) -> Iterator[tuple[Decimal, _Figure]]:
    """`hidden`: the ids of the periods of which they are. What was published of another period is no secret."""
    public = {cell.value for cell in history if cell.period.id not in hidden}
    for cell in history:
        if cell.value is not None and cell.value not in public:
            known = settings.indicators[cell.indicator_id]
            name, measure = f"“{known.name}”", known.unit_of_measure
            figure = _Figure(cell.period.title, cell.unit_id, cell.indicator_id, name, measure)
            yield from ((number, figure) for number in _as_quoted(cell.value, measure))


def _as_quoted(value: Decimal, measure: str) -> set[Decimal]:
    """The number itself, in plain units where its measure is 万元, and rounded as long as three digits are left."""
    number = abs(value)
    places = max(-int(number.as_tuple().exponent), 0)
    rounded = {round(number, fewer) for fewer in range(places)}
    found = {number, *(short for short in rounded if len(short.as_tuple().digits) >= _TELLING)}
    return found | {each * _TIMES[measure[:1]] for each in found if measure[:1] in _TIMES}


def _quoted(
    passage: _Passage, hidden: Mapping[Decimal, Sequence[_Figure]], names: _Names
) -> Iterator[tuple[str, _Figure]]:
    for sentence in _SENTENCE.split(narrow(passage.text)):
        for written, number, after in _numbers(sentence):
            for figure in hidden.get(number, ()):
                if _is_meant(figure, written, number, after) and names.tell(
                    sentence, passage, figure, number
                ):
                    yield written, figure
                    break


def _numbers(sentence: str) -> Iterator[tuple[str, Decimal, str]]:
    """Each number as written, what it is, and what stands behind it; of an ordinal (第三名), RANK."""
    for found in _ORDINAL.finditer(sentence):
        yield found[0], _ordinal(found[1] or found[2]), RANK
    for found in _NUMBER.finditer(sentence):
        number = Decimal(found[1].replace(",", "")) * _TIMES[found[2]]
        yield found[0].strip(), number, sentence[found.end() :]


def _ordinal(text: str) -> Decimal:
    """The number of a rank as people write it: 3, 2.5, 三, 十二, 二十一."""
    if text[0] not in _HAN:
        return Decimal(text)
    tens, ten, ones = text.rpartition("十") if "十" in text else ("", "", text)
    return Decimal((_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones, 0))


def _is_meant(figure: _Figure, written: str, number: Decimal, after: str) -> bool:
    """Whether what stands behind a number allows that it is this figure."""
    if (figure.subject == RANK) != (after == RANK):
        return False
    if after[:1] in _SHARES:
        return after[:1] == figure.measure
    if _is_telling(number):
        return True
    end = after.lstrip("余多")
    return after == RANK or end.startswith(figure.measure) or not end or not end[0].isalnum()


def _is_telling(number: Decimal) -> bool:
    return number != int(number) or number >= _SMALL


class _Names:
    """Who and what is named in a sentence."""

    def __init__(self, settings: Settings) -> None:
        self._units = _spellings(unit_names(settings))
        self._indicators = _spellings(indicator_names(settings))

    def tell(self, sentence: str, passage: _Passage, figure: _Figure, number: Decimal) -> bool:
        """Whether a sentence tells that the number is this figure."""
        folded = fold(sentence)
        is_unit = figure.unit_id in passage.units or _is_in(folded, self._units.get(figure.unit_id, ()))
        if not is_unit or (_is_telling(number) and figure.subject != RANK):
            return is_unit
        if figure.subject == RANK and _is_in(folded, _BEYOND):
            return False
        spoken = _SPOKEN.get(figure.subject) or self._indicators.get(figure.subject, ())
        return figure.subject in passage.indicators or _is_in(folded, spoken)


def _spellings(table: NameTable) -> Mapping[str, Sequence[str]]:
    """By id; a name may be spoken without what it ends in (火灾起数: 火灾 30 起)."""
    names = [(name.id, fold(name.text)) for name in table.names]
    spoken = [(of, _COUNTED.sub("", name)) for of, name in names]
    return grouped((of, name) for of, name in dict.fromkeys((*names, *spoken)) if len(name) > 1)


def _is_in(text: str, spellings: Sequence[str]) -> bool:
    return any(spelling in text for spelling in spellings)


def _passages(library: Library) -> Iterator[_Passage]:
    """Every line and every cell that people write, if it may tell a number."""
    for _, text in library.texts:
        units = _units_of(text)
        for row, line in enumerate(text.lines, start=1):
            if _MAY_TELL.search(line):
                yield _Passage(line, Place(text.place.path, row=row), units)
    for case in library.cases.values():
        for result in case.results:
            figures = f"{result.before}，{result.after}，{result.comparison}"
            yield _Passage(figures, result.place, frozenset(case.units), frozenset([result.indicator]))
    for reward in library.rewards:
        yield _Passage(f"排名{reward.rank}", reward.place_of("rank"), frozenset([reward.unit_id]))
    for correction in library.corrections:  # its values are withheld
        yield _Passage(correction.reason, correction.place_of("reason"), frozenset([correction.unit_id]))
    ledgers = (library.problems, library.events, library.tasks, library.claims, library.rewards)
    for record in (one for ledger in (*ledgers, library.facts.values()) for one in ledger):
        yield from _cells(record)


def _units_of(text: Written) -> frozenset[str]:
    if isinstance(text, Case):
        return frozenset(text.units)
    return frozenset([text.unit_id] if isinstance(text, Speech) else ())


def _cells(record: Record) -> Iterator[_Passage]:
    units, indicators = (frozenset([getattr(record, name, "")]) for name in ("unit_id", "indicator_id"))
    for name, column in columns_of(type(record)).items():
        written = getattr(record, name)
        if isinstance(written, str) and column.text_parser.is_screened and _MAY_TELL.search(written):
            yield _Passage(written, record.place_of(name), units, indicators)
