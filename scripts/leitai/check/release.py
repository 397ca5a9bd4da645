"""Rules of `build --release`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model.content import Content
from leitai.model.sealing_formats import EXPLAINED
from leitai.problems import Place, Problem


def check_no_demo_data(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """正式发布的门户里没有演示数据。"""
    for period in content.results.periods:
        settings = content.settings.portal.periods[period.id]
        if settings.data_status == "demo":
            place = Place(settings.place.path, row=settings.place.row, column="data_status")
            fix = "请删去这一期间的演示数据，或在核实后改为 preliminary、verified 或 final。"
            yield Problem("P01", place, "demo", f"{period.id} 是演示数据。", fix)


def check_reviews_complete(content: Content, reported: Sequence[Problem]) -> Iterator[Problem]:
    """每一期都做完了 portal.yml 里 review 要求的审核环节，日期不早于期末。"""
    portal = content.settings.portal
    for period in content.results.periods:
        settings = portal.periods[period.id]
        days = {step.name: step.day for step in settings.review}
        place = Place(settings.place.path, row=settings.place.row, column="review")
        for name in portal.review_steps:
            if name not in days:
                fix = f"请在这一期的 review 里补上：{name}: {{by: 科室或岗位, on: 日期, result: 结论}}。"
                yield Problem("P02", place, None, f"{period.id} 没有“{name}”的记录。", fix)
        for step in settings.review:
            if step.day is not None and step.day <= period.last_day:
                what = f"{period.id} 的“{step.name}”早于这一期结束。"
                yield Problem("P02", step.place, step.day.isoformat(), what, "请核对日期。")


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
