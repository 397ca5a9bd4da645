"""A row's own quarter: why this total moved, what a better rank would have taken, whom to learn from, what to send on."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.settings import Settings
from leitai.model.urls import unit_url
from leitai.pages.kit import words
from leitai.pages.kit.page import linked
from leitai.pages.kit.parts import briefs_address, steps_address
from leitai.pages.rankings.gaps import further, gap_sentence
from leitai.pages.rankings.lessons import Examples, Lesson
from leitai.pages.rankings.movements import movement_sentence
from leitai.pages.rankings.strengths import lessons_of, strengths_of, weakest

MOST_CASES = 1


def quarters_of(examples: Examples, ranking: Ranking) -> Mapping[str, Markup]:
    """A panel by unit, to stand below its row; a unit of which the method doesn't show everything has none."""
    return {
        row.unit.unit_id: _panel(examples, ranking, row) for row in ranking.rows if row.explained is not None
    }


def share_text(ranking: Ranking, row: RankingRow) -> str:
    """What a reader sends on: 2019年第三季度 义乌市 第8名 81.95（演示）."""
    place = [f"第{row.rank}名"] if row.rank is not None else [row.tier or row.reason]
    score = [words.points(row.score)] if row.score is not None else []
    mark = "（演示）" if ranking.data_status == "demo" else ""
    return " ".join([ranking.period.title, row.unit.name, *filter(None, place), *score]) + mark


def _panel(examples: Examples, ranking: Ranking, row: RankingRow) -> Markup:
    settings = examples.settings
    parts = [
        Markup('<p class="lt-send" data-send="{0}">{0} </p>').format(share_text(ranking, row)),
        _paragraph("为什么变化", movement_sentence(settings, ranking, row)),
        _paragraph("差距", gap_sentence(settings, row)),
        _further(settings, row),
        _lessons(lessons_of(examples, ranking, row, weakest(strengths_of(ranking, row)), MOST_CASES)),
        _ways(ranking, row),
    ]
    return Markup('<div class="lt-quarter">{}</div>').format(Markup("").join(parts))


def _paragraph(title: str, text: str) -> Markup:
    return Markup("<p><b>{}</b>　{}</p>").format(title, text) if text else Markup("")


def _further(settings: Settings, row: RankingRow) -> Markup:
    """A line for each better rank beyond the next one, which opens."""
    line = Markup("<details><summary>追到{}：{}</summary><p>{}。</p></details>")
    lines = Markup("").join(line.format(one.title, one.points, one.how) for one in further(settings, row))
    return Markup('<div class="lt-gaps">{}</div>').format(lines) if lines else Markup("")


def _lessons(lessons: tuple[Lesson, ...]) -> Markup:
    if not lessons:
        return Markup("")
    lines = Markup("").join(_lesson(lesson) for lesson in lessons)
    return Markup("<p><b>短板向谁学</b></p><ul>{}</ul>").format(lines)


def _lesson(lesson: Lesson) -> Markup:
    leaders = "、".join(f"{leader.title} {leader.note}" for leader in lesson.leaders)
    line = Markup("<li>{} {}，{}{}{}").format(
        linked(lesson.name, lesson.url), lesson.own, lesson.led, leaders, lesson.others
    )
    told = (linked(case.title, case.url) + escape(f"（{case.note}）") for case in lesson.cases)
    return line + Markup("").join("；做法：" + case for case in told) + Markup("</li>")


def _ways(ranking: Ranking, row: RankingRow) -> Markup:
    unit_id = row.unit.unit_id
    ways = (
        (briefs_address(ranking, unit_id), "本期简报"),
        (steps_address(ranking, unit_id), "逐步计算"),
        (unit_url(unit_id), "单位页（最新）"),
        (f"{ranking.url}#rows", "收起"),
    )
    links = Markup(" ").join(linked(name, to) for to, name in ways)
    return Markup('<p class="lt-switch">{}</p>').format(links)
