"""现场测评 on a meeting's page: the counts as cast, how they count, and what they came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from leitai.model.scoring.ranking import Ranking
from leitai.model.urls import indicator_url, method_url
from leitai.pages.kit import words
from leitai.pages.kit.heads import unit_head
from leitai.pages.kit.page import Link
from leitai.pages.kit.tables import Cell, Cells, numeric, table
from leitai.pages.meetings.occasion import Occasion
from leitai.schema.config.dimensions import MethodIndicator
from leitai.schema.config.indicators import Indicator
from leitai.schema.config.score_kinds import ScoreRule
from leitai.schema.config.units import Unit
from leitai.schema.texts.meetings import ABSTAINED, INVALID, Ballots


@dataclass(frozen=True)
class Counted:
    """Where the ballots count: an indicator of a ranking; `results` is empty where none of them is published."""

    indicator: Link
    ranking: Link
    method: Link
    weight: str
    rule: str
    results: Markup


@dataclass(frozen=True)
class Evaluation:
    """The ballots as they were cast, and every ranking that takes them over."""

    ballots: Markup
    counted: tuple[Counted, ...]


def evaluation(occasion: Occasion) -> Evaluation | None:
    """None where there are no ballots."""
    ballots, settings = occasion.meeting.ballots, occasion.settings
    rated = {row.unit_id for row in ballots}
    counted = (
        _counted(ranking, counts, settings.indicators[counts.indicator_id])
        for ranking in occasion.reviewed
        if any(row.unit.unit_id in rated for row in ranking.rows)
        for counts in ranking.method.indicators()
        if counts.rule.grades is not None
    )
    return Evaluation(_ballot_table(ballots, settings.units), tuple(counted)) if ballots else None


def _ballot_table(ballots: Sequence[Ballots], units: Mapping[str, Unit]) -> Markup:
    grades = list(dict.fromkeys(grade for row in ballots for grade in row.votes))
    header: Cells = ("单位", "评价人", *map(numeric, (*grades, ABSTAINED, INVALID, "收回")))
    rows = [_ballot_row(units[row.unit_id], row, grades) for row in ballots]
    return table("现场测评票数", header, rows, css="lt-compact")


def _ballot_row(unit: Unit, ballots: Ballots, grades: Sequence[str]) -> Cells:
    counts = [ballots.votes.get(grade, 0) for grade in grades]
    counts += [ballots.abstained, ballots.invalid, ballots.cast]
    head = unit_head(unit)
    return (head, ballots.panel, *(str(count) for count in counts))


def _counted(ranking: Ranking, counts: MethodIndicator, indicator: Indicator) -> Counted:
    return Counted(
        indicator=Link(indicator.name, indicator_url(indicator.indicator_id)),
        ranking=Link(ranking.period.title, ranking.url),
        method=Link(ranking.method.title, method_url(ranking.method.id)),
        weight=words.weight(counts.weight),
        rule=rule_text(counts.rule) + _hidden_text(ranking),
        results=_results(ranking, indicator),
    )


def rule_text(rule: ScoreRule) -> str:
    """How ballots become a score: grades, trimming, panels."""
    return "；".join(_rule_parts(rule)) + f"。{ABSTAINED}和{INVALID}不计入。"


def _hidden_text(ranking: Ranking) -> str:
    """Why some units' ballots and scores aren't there."""
    return "" if ranking.method.display.kind == "full" else "办法没有公布名次的单位，票数和得分也不公布。"


def _rule_parts(rule: ScoreRule) -> Iterator[str]:
    yield "、".join(f"{grade} {words.number(score)} 分" for grade, score in (rule.grades or {}).items())
    trim = rule.required_number("trim")
    if trim:
        yield f"每类评价人去掉最高和最低各 {words.number(trim)} 张票"
    panels = rule.named_numbers("panels")
    if panels is None:
        yield "得分是各张有效票的平均分"
    else:
        yield f"得分是各类评价人平均分的加权平均：{_weights(panels)}"


def _weights(panels: Mapping[str, Decimal]) -> str:
    return "、".join(f"{panel}权重 {words.number(weight)}" for panel, weight in panels.items())


def _results(ranking: Ranking, indicator: Indicator) -> Markup:
    """The score of each unit whose score is published, with its arithmetic."""
    rows = []
    for row in ranking.rows:
        score = row.scores.get(indicator.indicator_id)
        if score is not None and score.score is not None and score.observation is not None:
            rows.append(
                (
                    unit_head(row.unit, ranking.url_of_row(row)),
                    words.observed(score.observation, indicator),
                    Cell(score.observation.note, css="lt-text"),
                )
            )
    header = ("单位", numeric("测评得分"), "算式")
    return table(f"{ranking.period.title}测评得分", header, rows, css="lt-stack")
