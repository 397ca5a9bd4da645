"""Rules of `build --release`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leitai.model.content import Content
from leitai.model.demo import demo_data
from leitai.problems import Place, Problem
from leitai.schema.config.accepted_warnings import EXPLAINED
from leitai.schema.config.portal import PortalSettings
from leitai.schema.texts.cases import Case
from leitai.schema.texts.meetings import Meeting, Speech
from leitai.schema.texts.review import ReviewStep
from leitai.schema.texts.written import Written, is_untouched


def check_no_demo_data(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """正式发布的门户里没有演示数据。"""
    for found in demo_data(content):
        fix = "请删去或换成真实数据；期间核实后把 data_status 改为 preliminary、verified 或 final。公开演示请加 --demo。"
        yield Problem("P01", found.place, "demo", f"{found.name}是演示数据。", fix)


def check_texts_written(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """正式发布的每篇文字都写了正文，模板里的“待补充”都填上了。"""
    fix = "请写好，或暂时移走这篇文字。"
    for _, text in content.library.texts:
        left = next((row for row, line in enumerate(text.lines, start=1) if is_untouched(line)), None)
        if left is not None:
            place, shown = Place(text.place.path, row=left), text.lines[left - 1].strip()
            yield Problem("P05", place, shown, "模板里的这一处还没有写。", fix)
        elif _is_empty(text):
            yield Problem("P05", replace(text.place, row=None), None, "这篇文字没有正文。", fix)


def _is_empty(text: Written) -> bool:
    """Whether a text says nothing below its front matter, nor, of a meeting or speech, in it."""
    if isinstance(text, Case):
        return not text.lead and not any(text.blocks.values())
    is_silent = all(part.level for part in text.body.parts)  # headings alone
    if isinstance(text, Meeting):
        return is_silent and not (text.agenda or text.speeches)
    if isinstance(text, Speech):
        return is_silent and not (text.problems or text.commitments)
    return is_silent


def check_reviews_complete(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """每一期、每篇经验做法、每次会议都做完了 portal.yml 里 review 要求的审核环节；各审由不同的科室或岗位做，一期的审核不早于期末。"""
    portal = content.settings.portal
    for period in content.results.periods:
        settings = portal.periods[period.id]
        yield from _missing_steps(portal, period.id, settings.review, settings.place)
        for step in settings.review:
            if step.day is not None and step.day <= period.last_day:
                what = f"{period.id} 的“{step.name}”早于这一期结束。"
                yield Problem("P02", step.place, step.day.isoformat(), what, "请核对日期。")
    texts: list[Case | Meeting] = [*content.library.cases.values(), *content.library.meetings]
    for text in texts:
        yield from _missing_steps(portal, f"“{text.title}”", text.review, text.place)


def _missing_steps(
    portal: PortalSettings, name: str, steps: Sequence[ReviewStep], place: Place
) -> Iterator[Problem]:
    """What a review lacks: a step, or another pair of eyes (三审 by three different posts)."""
    done = {step.name for step in steps}
    for wanted in (wanted for wanted in portal.review_steps if wanted not in done):
        fix = f"请在 review 里补上：{wanted}: {{by: 科室或岗位, on: 日期, result: 结论}}。"
        where = Place(place.path, row=place.row, column="review")
        yield Problem("P02", where, None, f"{name} 没有“{wanted}”的记录。", fix)
    first: dict[str, ReviewStep] = {}
    for step in (step for step in steps if step.name.endswith("审")):
        other = first.setdefault(step.by, step)
        if other is not step:
            what = f"{name} 的“{step.name}”和“{other.name}”由同一个科室或岗位做。"
            yield Problem(
                "P02", step.place, step.by, what, "各审由不同的科室或岗位做；请核对，或重新审一次。"
            )


def check_warnings_explained(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """每个警告都改好了，或在 explained.csv 里说明了为什么可以保留。"""
    for problem in reported:
        known = any(explanation.explains(problem) for explanation in content.library.explanations)
        if problem.severity == "warning" and not known:
            what = f"警告 {problem.code} 没有改，也没有说明：{problem.what}"
            line = f"{problem.code},{problem.place.path},{problem.value or ''},原因,科室或岗位,日期"
            fix = f"请改好，或在 {EXPLAINED.path} 加一行：{line}"
            yield Problem("P03", problem.place, problem.value, what, fix)


def check_explanations_used(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """explained.csv 里的每一行都对应一个还在的警告。"""
    for explanation in content.library.explanations:
        if not any(explanation.explains(problem) for problem in reported):
            what = f"没有 {explanation.code} 这个警告了，这一行说明用不上。"
            yield Problem(
                "P04", explanation.place, explanation.code, what, "请核对 code、path、value，或删去这一行。"
            )
