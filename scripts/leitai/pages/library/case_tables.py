"""The tables of a write-up: cost, results apart from outputs, failure modes, adoption, later developments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from leitai.model.settings import Settings
from leitai.model.writings.sources import named_in
from leitai.model.writings.standing import costs_of
from leitai.pages.kit import text, words
from leitai.pages.kit.followed import unit_cell
from leitai.pages.kit.heads import indicator_head
from leitai.pages.kit.tables import Cell, Row, definitions, table
from leitai.pages.library.glance import NO_ABSOLUTE, known_costs, lacks_absolute
from leitai.schema.config.indicators import Indicator
from leitai.schema.known_date import first_day
from leitai.schema.texts.cases import Case
from leitai.schema.texts.practice import NO_RESULT_YET, NOT_STATED, VISITED, Result

SIGNAL_NOTE = "出处指毛病本身；“看什么能发现”出处里没有的，是编者的建议。"
NO_COMPARISON = "没有对照"


def cost_list(case: Case) -> Markup:
    """The four items and the time to set up, each as known or 未载."""
    items = {**costs_of(case), "多久能用上": case.time_to_set_up}
    return definitions([(name, text.plain_line(told or NOT_STATED)) for name, told in items.items()])


def cost_note(case: Case) -> str:
    """How much of the cost is known."""
    return f"4 项投入里已知 {known_costs(case)} 项；“{NOT_STATED}”是查过、出处里没有的。"


def results_table(settings: Settings, case: Case) -> Markup:
    """What changed for people, before and after; empty rows are not made up."""
    rows = [_result_row(settings.indicators, result) for result in case.results]
    header = ("指标", "之前", "之后", "期间和范围", "对照", "出处")
    return table("成效", header, rows, css="lt-titled lt-stack lt-results")


def _result_row(indicators: Mapping[str, Indicator], result: Result) -> Row:
    known = indicators.get(result.indicator)
    name = Cell(result.indicator, is_header=True)
    if known is not None:
        name = indicator_head(known)
    bare = lacks_absolute(result)
    return Row(
        [
            name,
            said(result.before or NOT_STATED),
            said(result.after, NO_ABSOLUTE if bare else ""),
            said(result.period, result.scope),
            said(result.comparison or NO_COMPARISON),
            source_cell(result.source),
        ],
        css="lt-bare" if bare else "",
    )


def outputs_table(case: Case) -> Markup:
    """What was done: kept apart from results."""
    rows = [
        (
            Cell(output.indicator, is_header=True),
            said(output.value),
            said(output.period, output.scope),
            source_cell(output.source),
        )
        for output in case.outputs
    ]
    return table("工作量，不是成效", ("做了什么", "数量", "期间和范围", "出处"), rows, css="lt-stack")


def failures_table(case: Case) -> Markup:
    """How it goes wrong, and what shows it early."""
    rows = [
        (
            Cell(mode.cause, is_header=True, css="lt-text"),
            said(mode.effect),
            said(mode.signal),
            source_cell(mode.source),
        )
        for mode in case.failure_modes
    ]
    header = ("如果……", "就会……", "看什么能发现", "出处")
    return table("容易出的毛病", header, rows, css="lt-stack", note=SIGNAL_NOTE)


def adopted_table(settings: Settings, case: Case) -> Markup:
    """Who looked at it or took it over, and what came of it."""
    rows = [
        (
            replace(unit_cell(settings, one.unit_id, first_day(one.date)), is_header=True),
            words.known_date(one.date),
            one.status,
            said(one.changed or (words.NOTHING if one.status == VISITED else NOT_STATED)),
            said(one.result or ("考察不是采用" if one.status == VISITED else NO_RESULT_YET)),
            source_cell(one.source),
        )
        for one in sorted(case.adopted_by, key=lambda one: one.date)
    ]
    header = ("单位", "时间", "状态", "改了什么", "结果", "出处")
    return table("借鉴的单位", header, rows, css="lt-titled lt-stack")


def later_table(case: Case) -> Markup:
    """What became of it after the year of the write-up."""
    rows = [
        (Cell(words.known_date(one.date), is_header=True), said(one.text), source_cell(one.source))
        for one in sorted(case.later, key=lambda one: one.date)
    ]
    return table("后来的发展", ["时间", "情况", "出处"], rows, css="lt-titled lt-stack")


def said(told: str, note: str = "") -> Markup:
    """An editor's text with its citations linked, a smaller note below it."""
    return text.plain_line(told) + (Markup("<small>{}</small>").format(note) if note else Markup(""))


def source_cell(source: str) -> Markup:
    """The numbers of facts as links, anything else in the editor's words."""
    return text.sources(named_in(source)) if source else Markup(words.NOTHING)
