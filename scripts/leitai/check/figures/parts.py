"""What a longer period is made of has to be ranked, all of it and under the method that the longer one names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from leitai.model.content import Content
from leitai.problems import Problem
from leitai.schema.config.dimensions import Rollup
from leitai.schema.config.methods import Method
from leitai.schema.period import Period


@dataclass(frozen=True)
class _Whole:
    """A longer period under its method, and the versions of the method that ranks its parts."""

    content: Content
    method: Method
    rollup: Rollup
    versions: tuple[Method, ...]
    period: Period

    @property
    def group(self) -> str:
        return self.versions[0].group

    @cached_property
    def parts(self) -> tuple[Period, ...]:
        """Those that the group was or will be ranked in."""
        kind = self.versions[0].first_period.kind
        return tuple(
            part
            for part in self.rollup.periods(self.period, kind)
            if self.group not in self.content.unranked_groups(part)
        )

    def is_covered(self, part: Period) -> bool:
        return any(version.covers(part) for version in self.versions)

    def has_results(self, part: Period) -> bool:
        return self.group in self.content.groups_with_results(part)

    def is_ranked_elsewhere(self, part: Period) -> bool:
        """Whether the group has results or another method then: if neither, the series simply ended, or hasn't begun."""
        return self.has_results(part) or self.content.method_for(self.group, part) is not None

    @cached_property
    def begins(self) -> Period | None:
        """The first part under the method."""
        return next(filter(self.is_covered, self.parts), None)

    def problem(self, code: str, value: Period, what: str, fix: str) -> Problem:
        return Problem(code, self.rollup.place, value.id, what, fix)


def check_parts_are_ranked(content: Content) -> Iterator[Problem]:
    """由较短的期间合成的期间，从合成的办法施行起，有结果或有办法的每一期都由它排名；写明不排名的一期（unranked）和施行以前的不算。"""
    for whole in _declared_wholes(content):
        begins, period = whole.begins, whole.period
        outside = [part for part in whole.parts if not whole.is_covered(part)]
        elsewhere = list(filter(whole.is_ranked_elsewhere, outside))
        late = outside if begins is None else [part for part in elsewhere if part > begins]
        if late:
            yield _made_of_others(whole, late)
        elif elsewhere:
            what = (
                f"{period} 里 {_listed(elsewhere)} 由别的办法排名，不算在内：合成的只有 {begins} 起的各期。"
            )
            fix = "有意如此的不用处理；要算的，让各期的办法用同一个编号（修改办法只加 version）。"
            yield whole.problem("M31", period, what, fix)


def _made_of_others(whole: _Whole, late: Sequence[Period]) -> Problem:
    """Some parts, or all, are outside the method that the longer period is made of."""
    made_of, period, content = whole.rollup.method_id, whole.period, whole.content
    others = {m.id: m for part in late if (m := content.method_for(whole.group, part)) is not None}
    told = "".join(f"，用的是《{other.title}》（编号 {name}）" for name, other in others.items())
    result = "不会有排名" if whole.begins is None else "少算这几期"
    what = f"{period} 由办法“{made_of}”的各期合成，{_listed(late)} 却不在它的适用期间里{told}；{period} {result}。"
    mends = [
        f"办法“{made_of}”继续执行的，把它的 periods 改到包括 {_listed(late)}（换了内容的，编号不变，只加 version）"
    ]
    if whole.begins is None:
        new = " 或 ".join(others) or "新办法的编号"
        mends.append(
            f"{period} 起换了办法的，给“{whole.method.id}”另写一版：from: {period}，rollup 的 method 写 {new}，旧的一版写上 to"
        )
        mends.append(f"{period} 不合成的，改“{whole.method.id}”的 periods")
    else:
        mends.append(f"确定不排名的一期，在 portal.yml 的 periods 下写 unranked: [{whole.group}]")
    return whole.problem("M30", period, what, "；".join(mends) + "。")


def check_parts_have_results(content: Content) -> Iterator[Problem]:
    """由较短的期间合成的期间，中间没有缺结果的一期。"""
    for whole in _declared_wholes(content):
        reported = [part for part in whole.parts if whole.has_results(part)]
        before = [part for part in whole.parts if reported and part < reported[-1]]
        absent = [part for part in before if whole.is_covered(part) and part not in reported]
        if absent:
            name, period = content.settings.portal.group_name(whole.group), whole.period
            what = f"{period} 由各期合成，“{name}”{_listed(absent)} 没有结果，各单位这几期都按未排名处理。"
            fix = f"请把结果放进 content/results/{absent[0]}/；确定不排名的一期，在 portal.yml 的 periods 下写 unranked: [{whole.group}]。"
            yield whole.problem("M31", period, what, fix)


def check_wholes_are_declared(content: Content) -> Iterator[Problem]:
    """各期都排过名的，portal.yml 的 periods 里写了由它们合成的期间，才有合成的排名。"""
    declared = content.settings.portal.periods
    for method in content.methods:
        kind = method.first_period.kind
        for period in sorted(
            {
                part.within(kind)
                for part in content.results.periods
                if part.months < method.first_period.months
            }
        ):
            for whole in _wholes(content, period) if period.id not in declared else ():
                last = whole.parts[-1:]
                if (
                    whole.method is method
                    and last
                    and whole.is_covered(last[0])
                    and whole.has_results(last[0])
                ):
                    what = f"{_listed(whole.parts)} 都排过名，办法“{method.id}”由它们合成 {period}，portal.yml 却没有写 {period}；{period} 不会有排名。"
                    fix = f"请在 portal.yml 的 periods 里加一行 {period}: {{data_status: …}}；不合成这一期的，改办法“{method.id}”的 periods。"
                    yield whole.problem("M31", period, what, fix)


def _declared_wholes(content: Content) -> Iterator[_Whole]:
    for declared in content.settings.portal.declared_periods:
        yield from _wholes(content, declared.period)


def _wholes(content: Content, period: Period) -> Iterator[_Whole]:
    """What is made of shorter periods in a period; once per method that it is made of."""
    for method in content.methods:
        rollups = (
            {rollup.method_id: rollup for _, rollup in method.rollups()} if method.covers(period) else {}
        )
        for made_of, rollup in rollups.items():
            versions = tuple(other for other in content.methods if other.id == made_of)
            if versions:
                yield _Whole(content, method, rollup, versions, period)


def _listed(periods: Sequence[Period]) -> str:
    return "、".join(part.id for part in periods)
