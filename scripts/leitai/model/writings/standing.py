"""How much of a practice a write-up tells: only a lead, a part, all of it; and how far its figures carry its grade.

Status is worked out from what stands there, never claimed. Figures are texts; what counts as an absolute is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from leitai.model.writings.sources import Facts, behind, publications_of
from leitai.schema.markdown.citations import CITATION
from leitai.schema.markdown.text import Part, Text
from leitai.schema.texts.cases import Case
from leitai.schema.texts.practice import VISITED, Result
from leitai.schema.texts.written import is_untouched

LEAST_STEPS = 4
LEAST_SOURCES = 2
_STEP = re.compile(r"\s*(?:\d{1,2}[.．、）)]|[（(]\d{1,2}[）)])\s*(.+)")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.．、）)]|[（(]\d{1,2}[）)])")
_DATE = re.compile(
    r"[12]\d{3}年?(?:Q[1-4]|[第]?[一二三四1-4]季度)?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?"
)
_RELATIVE = re.compile(
    r"[-+−]?[0-9０-９]+(?:[.．][0-9０-９]+)?\s*(?:%|％|‰|个?百分点|倍|成(?!功))|百分之[零一二三四五六七八九十百]+"
)
_AMOUNT = re.compile(
    r"[0-9０-９]|[零一二两三四五六七八九十百千][十百千万亿多余几]*[个件起元户人名次处宗家条批桩天]"
)
_CLAUSE = re.compile(r"[，。；、：,;:\s]+")
_SLOGAN = re.compile(
    r"(?:不断|切实|持续|全面|着力|大力|高度|充分|牢固|进一步)?"
    r"(?:加强|强化|夯实|坚持|深化|推进|推动|健全|完善|提升|提高|压实|凝聚|苦练|练|建立|形成|抓好|抓实|狠抓|落实|筑牢|打造|做实|做强|优化|突出|注重|统一|树立|树牢|增强|发挥|营造|贯彻|聚焦|紧扣|立足|弘扬|激发|重视|强|建|夯)"
    r"\w{1,8}"
    r"|(?:不断|切实|高度|充分)?(?:重视|担当|作为)"
    r"|以\w{1,8}为(?:引领|统领|牵引|抓手|核心|导向|主线|根本|中心|重点|契机|载体|突破口)"
    r"|\w{2,4}(?:引领|统领|赋能|先行|为本|为先|至上)"
)


@dataclass(frozen=True)
class Standing:
    """`missing`: what the next status asks for, in the editor's words; nothing of what is complete or retired."""

    status: str
    missing: tuple[str, ...] = ()


def standing_of(case: Case, facts: Facts) -> Standing:
    """stub → partial → complete; `retired` is the editor's decision."""
    if case.status == "retired":
        return Standing("retired")
    for_partial = tuple(missing_for_partial(case, facts))
    if for_partial:
        return Standing("stub", for_partial)
    for_complete = tuple(missing_for_complete(case, facts))
    return Standing("partial", for_complete) if for_complete else Standing("complete")


def missing_for_partial(case: Case, facts: Facts) -> Iterator[str]:
    """What a write-up lacks to be more than a lead, in words."""
    if len(practice_steps(case)) < LEAST_STEPS and not absolute_results(case):
        yield f"做法至少 {LEAST_STEPS} 步，或者 1 项有绝对数的成效"
    if not publications_of(case, facts):
        yield "出处"


def missing_for_complete(case: Case, facts: Facts) -> Iterator[str]:
    """What a write-up lacks to be complete, in words."""
    sources = publications_of(case, facts)
    wanted = {
        "解决什么问题": bool(case.problem),
        f"做法至少 {LEAST_STEPS} 步": len(practice_steps(case)) >= LEAST_STEPS,
        "至少 1 项有绝对数的成效": bool(absolute_results(case)),
        "适用条件": _is_written(case.blocks.get("适用条件", Text())),
        "至少 1 条“如果……就会……”": bool(case.failure_modes),
        f"至少 {LEAST_SOURCES} 个出处": len(sources) >= LEAST_SOURCES,
        "至少 1 个原出处（不是转载）": any(source.is_original for source in sources),
        "投入 4 项，查不到的写“未载”": all(costs_of(case).values()),
    }
    yield from (what for what, is_there in wanted.items() if not is_there)


def _is_written(text: Text) -> bool:
    """Whether there is more than what a template asks for."""
    return any(not is_untouched(part.words) for part in text.parts)


def costs_of(case: Case) -> dict[str, str]:
    """The four items of cost by name, as written."""
    cost = case.cost
    return {"人员": cost.staff, "经费": cost.money, "开办": cost.setup, "日常": cost.running}


def practice_steps(case: Case) -> tuple[str, ...]:
    """The numbered items of 做法 that say what somebody does; slogans are none."""
    items = numbered_items(case.blocks.get("做法", Text()))
    return tuple(item for _, item in items if not is_slogan(item))


def numbered_items(text: Text) -> Iterator[tuple[int, str]]:
    """Every numbered item that is not inside another one, with its line of the file: of a list, or a line like 1、登记."""
    for part in text.parts:
        if part.tokens[0].type == "paragraph_open":
            match = _STEP.match(_words(part.tokens[1]))
            if match is not None:
                yield _row(part, part.tokens[1]), match[1]
        elif part.tokens[0].type == "ordered_list_open":
            for opening, inline in zip(part.tokens, part.tokens[2:], strict=False):
                if opening.type == "list_item_open" and opening.level == 1 and inline.type == "inline":
                    yield _row(part, inline), _words(inline)


def _row(part: Part, inline: Token) -> int:
    return part.rows[(inline.map or [0])[0]]


def _words(inline: Token) -> str:
    """What a line says, without markup and citations."""
    return "".join(child.content for child in inline.children or () if child.type != "citation")


def is_slogan(step: str) -> bool:
    """Whether all that a step says are phrases like 加强党建, 夯实基础: nobody could do it after."""
    clauses = [clause for clause in _CLAUSE.split(_plain(step)) if clause]
    return all(_SLOGAN.fullmatch(clause) for clause in clauses)


def _plain(text: str) -> str:
    return CITATION.sub("", text).replace("*", "").replace("“", "").replace("”", "").strip()


def has_absolute(figure: str) -> bool:
    """Whether a text holds an amount that is neither a percentage, a multiple nor a date: 82%（41/50件）, 十多万元."""
    return _AMOUNT.search(_RELATIVE.sub("", _DATE.sub("", CITATION.sub("", figure)))) is not None


def has_figure(text: str) -> bool:
    """Whether a text holds any number beside dates, citations and the number of a step."""
    bare = _DATE.sub("", CITATION.sub("", _NUMBERED.sub("", text)))
    return any(character.isdigit() for character in bare) or _AMOUNT.search(bare) is not None


def absolute_results(case: Case) -> tuple[Result, ...]:
    """The results that say how many, not only which share."""
    return tuple(result for result in case.results if has_absolute(result.after))


def missing_for_grade(case: Case, facts: Facts) -> str:
    """What the grade of evidence that a write-up claims lacks first; "" if it carries it."""
    grade = case.evidence
    pairs = [r for r in case.results if has_absolute(r.before) and has_absolute(r.after)]
    independent = (p.is_independent for r in pairs for p in behind(r.source, case, facts))
    if grade >= 1 and not (case.blocks.get("做法") and publications_of(case, facts)):
        return "1 级要写出做法，并有出处"
    if grade >= 2 and not pairs:
        return "2 级要有一项成效，之前和之后都有绝对数"
    if grade >= 3 and not any(independent):
        return "3 级和 4 级要有一项前后都有绝对数的成效出自第三方或研究（出处里的 kind、facts.csv 的“性质”）"
    if grade == 4 and not proven_elsewhere(case):
        return "4 级要有别的单位采用（不是考察），结果有绝对数和出处"
    return ""


def proven_elsewhere(case: Case) -> bool:
    """Whether a unit that adopted a practice has a result in absolutes, with its source."""
    return any(
        one.status != VISITED and one.source and has_absolute(one.result)
        for one in case.adopted_by
        if one.unit_id not in case.units
    )
