"""Figures that nobody can mean are told, with their cell; figures that are merely unusual are not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from leitai.check import FIGURE_RULES
from leitai.check.figures.history import figure_columns
from leitai.model.content import Content
from leitai.model.observations import Observation, observations_of
from leitai.pipeline.load import load
from leitai.problems import Place, Problem
from leitai.schema.config.score_kinds import ScoreKindSpec, ScoreRule
from leitai.schema.period import Period
from leitai.score.kinds import SPECS
from portals import UNITS as REPORTING
from portals import Portal, copy_portal

UNITS = ["子县", "丑县", "寅县", "卯县", "辰县", "巳县", "午县", "未县", "申县", "酉县"]
INDICATORS = {
    "loss": "诈骗损失,万元,lower,quarter",
    "mended": "整改率,%,higher,quarter",
    "fires": "火灾起数,起,lower,quarter",
    "posts": "站点数,个,higher,point",
    "settled": "办结数,件,higher,ytd",
}
Columns = Mapping[str, Sequence[object]]
NAMES = {key: text.partition(",")[0] for key, text in INDICATORS.items()}
LAST: Columns = {
    "loss": [812.5, 430.2, 1205, 655.8, 377.1, 980, 1502.6, 288.4, 733, 519.9],
    "mended": [96.3, 88, 91.2, 94.5, 90.1, 85.6, 97, 92.8, 89.9, 93.3],
    "fires": [12, 7, 3, 25, 18, 9, 0, 14, 6, 11],
    "posts": [120, 88, 64, 201, 95, 77, 143, 52, 109, 66],
    "settled": [300, 220, 180, 510, 402, 260, 333, 190, 287, 244],
}
NOW: Columns = {
    "loss": [790.1, 512.6, 1140, 601.2, 402.9, 1010, 1377.4, 310.8, 690.5, 544],
    "mended": [95.1, 90.2, 93.4, 92.5, 91.7, 88.8, 96.2, 94, 88.1, 92.9],
    "fires": [10, 8, 5, 21, 20, 7, 2, 11, 9, 13],
    "posts": [120, 90, 64, 205, 95, 77, 143, 52, 110, 66],
    "settled": [640, 431, 377, 985, 860, 540, 671, 402, 590, 511],
}


@dataclass(frozen=True)
class County:
    """Ten units and five indicators without a method, read once; a case puts its figures in their place."""

    content: Content

    def told(self, *periods: Columns, first: str = "2019Q2") -> list[Problem]:
        """What is said of the figures of some periods one after the other."""
        period, rows = Period.of(first), list[Observation]()
        for columns in periods:
            rows += _rows(period, columns)
            period = Period(period.year + period.number // 4, "quarter", period.number % 4 + 1)
        results = replace(self.content.results, observations=observations_of(rows))
        columns_now = tuple(figure_columns(replace(self.content, results=results)))
        return [problem for rule in FIGURE_RULES for problem in rule(columns_now)]


def _rows(period: Period, columns: Columns) -> Iterator[Observation]:
    for key, column in columns.items():
        for row, value in enumerate(column):
            place = Place(f"content/results/{period.id}/汇总.csv", None, row + 2, NAMES[key])
            number = Decimal(str(value))
            yield Observation(period, f"u{row}", key, number, "value", "eq", str(value), place)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    portal = copy_portal(tmp_path_factory.mktemp("county") / "portal")
    head = portal.read("site_config/units.csv").splitlines()[0]
    units = [f"u{i},{name},{name[0]},县,county,,,{i},,," for i, name in enumerate(UNITS)]
    portal.write("site_config/units.csv", "\n".join([head, *units]))
    head = portal.read("site_config/indicators.csv").splitlines()[0]
    rows = [
        f"{key},{text},1,平安,某办,定义,来源,true,0,{100 if '%' in text else ''},true,"
        for key, text in INDICATORS.items()
    ]
    portal.write("site_config/indicators.csv", "\n".join([head, *rows]))
    portal.write("site_config/aliases.csv", portal.read("site_config/aliases.csv").splitlines()[0])
    portal.delete("site_config/methods")
    portal.delete("content/results")
    return County(load(portal.root).content)


def with_cell(key: str, row: int, value: object) -> Columns:
    return {**NOW, key: [value if i == row else old for i, old in enumerate(NOW[key])]}


def times(column: Sequence[object], factor: str) -> list[Decimal]:
    return [Decimal(str(value)) * Decimal(factor) for value in column]


def test_ordinary_figures_are_not_doubted(county: County) -> None:
    assert county.told(LAST, NOW) == []


@pytest.mark.parametrize(
    ("key", "row", "value", "said"),
    [
        ("mended", 0, 0.95, "百分之一"),
        ("mended", 4, "0.917", "百分之一"),
        ("loss", 2, 11400000, "1 万倍"),
        ("loss", 6, 1377400, "1000 倍"),
        ("loss", 1, 0.0512, "万分之一"),
        ("loss", 1, 51260000000, "1 亿倍"),
        ("settled", 3, 98500, "100 倍"),
        ("fires", 3, 21000, "1000 倍"),
    ],
)
def test_one_figure_in_another_measure(county: County, key: str, row: int, value: object, said: str) -> None:
    (problem,) = county.told(LAST, with_cell(key, row, value))
    name = NAMES[key]
    assert (problem.code, problem.place.row, problem.place.column, problem.value) == (
        "Q01",
        row + 2,
        name,
        str(value),
    )
    assert said in problem.what and UNITS[row] in problem.what


def test_peers_alone_tell_it_in_the_first_period(county: County) -> None:
    (share,) = county.told(with_cell("mended", 0, 0.95))
    assert share.code == "Q01" and "0.95" in share.fix
    (yuan,) = county.told(with_cell("loss", 2, 11400000))
    assert yuan.code == "Q01" and "万元" in yuan.fix


def test_one_unit_that_writes_another_measure_throughout_is_one_problem(county: County) -> None:
    now = {**NOW, "loss": times(NOW["loss"][:1], "10000") + list(NOW["loss"][1:])}
    now["settled"] = times(NOW["settled"][:1], "10000") + list(NOW["settled"][1:])
    (problem,) = county.told(LAST, now)
    assert problem.code == "Q01" and "共 2 格" in problem.what


@pytest.mark.parametrize(
    ("key", "column", "code"),
    [
        ("loss", times(NOW["loss"], "10000"), "Q02"),
        ("loss", times(LAST["loss"], "1.08"), "Q02"),
        ("mended", times(NOW["mended"], "0.01"), "Q02"),
        ("fires", [0] * 10, "Q03"),
        ("settled", LAST["settled"], "Q04"),
        ("fires", LAST["fires"], "Q04"),
    ],
)
def test_a_whole_column(county: County, key: str, column: Sequence[object], code: str) -> None:
    (problem,) = county.told(LAST, {**NOW, key: column})
    assert problem.code == code and (problem.place.row, problem.place.column) == (2, NAMES[key])


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        (times(NOW["mended"], "0.01"), ["Q01"]),
        (times(NOW["mended"], "0.001"), []),
        ([*times(NOW["mended"][:-1], "0.01"), "1.2"], []),
    ],
)
def test_a_first_column_of_shares_written_as_fractions(
    county: County, column: Sequence[object], codes: list[str]
) -> None:
    assert [problem.code for problem in county.told({**NOW, "mended": column})] == codes


def test_two_columns_changed_places(county: County) -> None:
    (problem,) = county.told(LAST, {**NOW, "fires": NOW["mended"], "mended": NOW["fires"]})
    assert problem.code == "Q05" and "“整改率”和“火灾起数”" in problem.what


def test_a_copied_file_is_one_problem_with_stocks_too(county: County) -> None:
    (problem,) = county.told(LAST, LAST)
    assert problem.code == "Q04" and "站点数" in problem.what and "2019年第二季度" in problem.what


def test_a_stock_that_stays_as_it_is_is_none(county: County) -> None:
    assert county.told(LAST, {**NOW, "posts": LAST["posts"]}) == []


def test_wild_but_honest_figures_are_hardly_ever_doubted(county: County) -> None:
    """Counts of rare events, and amounts that spread over two powers of ten and halve or double from quarter to quarter."""
    chance = random.Random(7)
    scale = [10 ** chance.uniform(1, 3) for _ in UNITS]
    quarters = [
        {
            "loss": [round(size * chance.uniform(0.5, 2), 1) for size in scale],
            "mended": [round(chance.uniform(55, 100), 1) for _ in UNITS],
            "fires": [chance.choice([0, 0, 0, 1, 1, 2, 4]) for _ in UNITS],
        }
        for _ in range(60)
    ]
    assert county.told(*quarters, first="2005Q1") == []


def test_the_mistake_of_last_quarter_is_none_of_this_one(county: County) -> None:
    past = [0.95, *LAST["mended"][1:]]
    assert [p.place.path for p in county.told({**LAST, "mended": past}, NOW)] == [
        "content/results/2019Q2/汇总.csv"
    ]


@pytest.mark.parametrize(
    ("on", "before", "now", "codes"),
    [
        ("previous_points", (50, 60, 70, 80), (50.1, 60.1, 70.2, 80), []),
        ("previous_points", (50, 60, 70, 80), (50.01, 60.02, 70.03, 80), ["M25"]),
        ("previous_rate", (50, 60, 70, 80), (50.01, 60.02, 70.03, 80), ["M25"]),
        ("previous_points", (50, 50, 50, "未报"), (51, 51.1, 75, "未报"), ["M24"]),
        ("value", (50, 60, 70, 80), (1, 3, 4, 100), ["M24"]),
        ("value, transform: log", (50, 60, 70, 80), (1, 3, 4, 100), []),
    ],
)
def test_hairlines_and_outliers_are_told_of_what_is_scored(
    portal: Portal, on: str, before: tuple[object, ...], now: tuple[object, ...], codes: list[str]
) -> None:
    portal.score_only(hazards=f"kind: minmax, on: {on}")
    portal.replace("site_config/methods/county.yml", "from: 2019Q1", "from: 2019Q2")
    for period, values in (("2019Q1", before), ("2019Q2", now)):
        lines = "".join(f"{unit},{value}\n" for unit, value in zip(REPORTING, values, strict=True))
        portal.write(f"content/results/{period}/汇总.csv", f"单位,隐患整改率\n{lines}")
    assert [code for code in portal.check().codes if code in ("M24", "M25")] == codes


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda spec: spec.name)
def test_a_kind_that_an_outlier_flattens_says_what_to_declare(spec: ScoreKindSpec) -> None:
    rule = ScoreRule.of(spec, {})
    assert bool(spec.against_outliers(rule)) == bool(spec.observed_ends(rule))
