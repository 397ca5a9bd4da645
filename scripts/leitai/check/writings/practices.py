"""Rules over write-ups: what they claim of themselves is carried by what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.model.writings.sources import Publication, Sourced, behind, of_facts, publications_of, sourced
from leitai.model.writings.standing import costs_of, has_figure, is_slogan, missing_for_grade, numbered_items
from leitai.problems import Place, Problem
from leitai.schema.columns import columns_of
from leitai.schema.markdown.citations import cited_ids
from leitai.schema.markdown.text import Text
from leitai.schema.period import Period
from leitai.schema.texts.cases import CASE_STATUSES, Case
from leitai.schema.texts.practice import Adoption, Development
from leitai.schema.texts.written import is_untouched

_CLAIMS = ("stub", "partial", "complete")  # from the least to the most


def check_status(settings: Settings, library: Library) -> Iterator[Problem]:
    """经验做法的状态按内容算出（只有线索、部分、完整）；写了 status 的，不高于算出的。"""
    for case in library.cases.values():
        standing = library.standings[case.slug]
        if case.status in _CLAIMS and _CLAIMS.index(case.status) > _CLAIMS.index(standing.status):
            what = f"按内容是“{CASE_STATUSES[standing.status]}”，还缺：{'、'.join(standing.missing)}。"
            fix = "请补写，或删去 status，由程序按内容算。"
            yield Problem("C05", case.place_of("status"), case.status, what, fix)


def check_grades(settings: Settings, library: Library) -> Iterator[Problem]:
    """证据等级有内容撑得起：2 级有前后绝对数，3 级和 4 级另有第三方或研究的出处，4 级还有别处采用的结果。"""
    for case in library.cases.values():
        missing = missing_for_grade(case, library.facts)
        if missing:
            what = f"内容撑不起这个证据等级：{missing}。"
            place = case.place_of("evidence")
            yield Problem("C11", place, str(case.evidence), what, "请补上，或写低一级。")


def check_adoptions(settings: Settings, library: Library) -> Iterator[Problem]:
    """借鉴和后来的发展不早于做法开始的时候（since，没有就是 year；两样都没有的不查）。"""
    for case in library.cases.values():
        began = case.since or (Period(case.year, "year", 1) if case.year else None)
        dated: list[Adoption | Development] = [*case.adopted_by, *case.later]
        for one in dated:
            if began and _ends_before(one.date, began):
                what = f"早于做法开始的时候（{began.title}）。"
                yield Problem("C12", one.place_of("date"), one.date, what, "请核对日期，或改 since、year。")


def _ends_before(date: str, period: Period) -> bool:
    """Whether a date, as far as it is known, lies wholly before a period."""
    return date < period.first_day.isoformat()[: len(date)]


def check_figures_have_publishers(settings: Settings, library: Library) -> Iterator[Problem]:
    """数字不能只出自没有写明原发布单位的转载；这样的转载只作线索。没有另写出处的数字，出自全篇的出处。"""
    for case in library.cases.values():
        for one in sourced(case):
            if has_figure(_said(one)) and _is_lead(behind(one.source, case, library.facts)):
                yield _without_publisher(one.place_of("source"), one.source)
        for number, line in enumerate(case.lines, start=1):
            ids = cited_ids(line)
            if has_figure(line) and _is_lead(of_facts(ids, library.facts)):
                yield _without_publisher(Place(case.place.path, row=number), "、".join(ids))
        if _is_lead(publications_of(case, library.facts)):
            yield from (_without_publisher(place, text) for place, text in _uncited_figures(case))


def _uncited_figures(case: Case) -> Iterator[tuple[Place, str]]:
    """Lines with figures but no citation. Steps are left out: the figures in them are terms that they set (7 日内), not findings."""
    for key in ("summary", "problem", "cost", "time_to_set_up"):
        text = "；".join(costs_of(case).values()) if key == "cost" else getattr(case, key)
        if has_figure(text) and not cited_ids(text):
            yield case.place_of(key), text
    told = (case.lead, *(text for name, text in case.blocks.items() if name != "做法"))
    for row in sorted({row for text in told for part in text.parts for row, _ in part.children()}):
        line = case.lines[row - 1]
        if has_figure(line) and not cited_ids(line):
            yield Place(case.place.path, row=row), line.strip()


def _said(one: Sourced) -> str:
    """What an entry says, without its date and source."""
    told = (getattr(one, field) for field in columns_of(type(one)) if field not in ("date", "source"))
    return "；".join(told)


def _is_lead(found: Sequence[Publication]) -> bool:
    return bool(found) and all(publication.is_anonymous_copy for publication in found)


def _without_publisher(place: Place, value: str) -> Problem:
    what = "这里的数字只出自没有写明原发布单位的转载。"
    return Problem("C13", place, value, what, "请找到原发布单位并登记，或另找出处，或删去这个数字。")


def check_steps_are_steps(settings: Settings, library: Library) -> Iterator[Problem]:
    """做法里的每一步写明谁做什么；“加强党建”“夯实基础”一类的口号不算一步。"""
    for case in library.cases.values():
        for row, item in numbered_items(case.blocks.get("做法", Text())):
            if is_slogan(item):
                place = Place(case.place.path, row=row)
                fix = "请写明谁、做什么、用什么表格或平台、多久；出处没有说的，不写成一步。"
                yield Problem("C15", place, item, "这是口号，不是步骤。", fix)


def check_templates_filled(settings: Settings, library: Library) -> Iterator[Problem]:
    """经验做法里没有模板留下的“待补充”“（请写：”。"""
    for case in library.cases.values():
        left = [number for number, line in enumerate(case.lines, start=1) if is_untouched(line)]
        if left:
            place, shown = Place(case.place.path, row=left[0]), case.lines[left[0] - 1].strip()
            what = f"模板里有 {len(left)} 处还没有写。"
            yield Problem("C18", place, shown, what, "请写好；查不到的写“未载”，用不着的一块连标题删去。")
