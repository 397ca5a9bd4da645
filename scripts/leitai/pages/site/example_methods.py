"""The three complete methods of the handbook and all that they need: the files beside this module, as a test reads and runs them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class MethodFile:
    """A method of the handbook with what is to be said of it."""

    name: str
    title: str
    about: str
    notes: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return self.name.partition(".")[0]

    @property
    def text(self) -> str:
        """The file as it may be copied."""
        return _text_of(self.name)


@dataclass(frozen=True)
class TableFile:
    """A file of a portal that begins with nothing, and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What `leitai rank` says of a period and group in the end: units with total and tier, the first one first."""

    period: str
    group: str
    rows: tuple[tuple[str, str, str], ...]


PORTAL_LINES = """groups:
  county: 县（市、区）
  town: 乡镇（街道）
periods:
  2018: {data_status: demo}
  2018Q4: {data_status: demo}
  2019Q1: {data_status: demo}
  2019Q4: {data_status: demo}
  2019: {data_status: demo}
"""
OUTCOMES = (
    Outcome(
        "2019Q1", "county", (("丙市", "98.00", "优秀"), ("甲县", "92.20", "良好"), ("乙县", "43.50", "一般"))
    ),
    Outcome("2019Q1", "town", (("西镇", "90.0", "红旗"), ("东镇", "87.5", "达标"), ("南镇", "80.0", "达标"))),
    Outcome(
        "2019",
        "county",
        (("丙市", "99.57", "第一等"), ("甲县", "93.14", "第二等"), ("乙县", "44.20", "第三等")),
    ),
)
_TABLES = {
    "site_config/units.csv": "units.csv",
    "site_config/indicators.csv": "indicators.csv",
    "content/results/2018/人口.csv": "people.csv",
    "content/results/2018Q4/乡镇.csv": "towns_2018Q4.csv",
    "content/results/2019Q1/县.csv": "county_2019Q1.csv",
    "content/results/2019Q1/乡镇.csv": "towns_2019Q1.csv",
    "content/results/2019Q1/adjustments.csv": "adjustments.csv",
    "content/results/2019Q4/县.csv": "county_2019Q4.csv",
    "content/results/2019Q4/乡镇.csv": "towns_2019Q4.csv",
}


def example_tables() -> tuple[TableFile, ...]:
    """The tables that these methods rank, and the settings that name what is in them."""
    return tuple(TableFile(path, _text_of(name)) for path, name in _TABLES.items())


def _text_of(name: str) -> str:
    return (files("leitai.pages.site") / "methods" / name).read_text(encoding="utf-8")


EXAMPLE_METHODS = (
    MethodFile(
        "county.yml",
        "县（市、区）的季度办法",
        "既看水平，也看进步；大小不等，火灾比每万人的起数；超额完成的另有加分。",
        (
            "fire_rate：每万人 0 起得 100 分，2 起得 60 分，中间按比例，好过或差过也不超出 60—100 分。",
            "hazards：这一项 20 分，分照办法写（full: 20）。比目标值每低 1 个百分点扣 0.5 分，扣完为止，每高 1 个百分点加 0.2 分，最多加 1 分；目标值写在填报表里。",
            "disputes：80% 得 60 分，95% 以上得 100 分，中间按比例；不到 80% 得 0 分。",
            "thefts：比上年同期下降 30% 得 100 分，上升 10% 得 0 分。没有上年同期的按未报，这个维度写了 missing: reweight，权重给同级的 service。",
            "3 个单位时，优秀的名额是 3 × 30% = 0.9，四舍五入 1 个；优秀和良好合起来是 3 × 80% = 2.4，取 2 个。",
            "平安建设得分低于 80 分的，总分再高也不评优秀，空出的名额不递补。",
            "一项加分最多算 2 分；一票否决的照常排名，不授奖；加扣分表的类别写“较大事故”的，不参与排名。",
        ),
    ),
    MethodFile(
        "town.yml",
        "乡镇（街道）的季度办法",
        "单位多、数小，比一个季度的进步用名次赋分；缺一项的，整个维度不计。",
        (
            "thefts：与上一季度比少得最多的 25 分，其次 20 分，再次 15 分；并列的取所占名次的平均。",
            "fire_rate：这一项 25 分，每万人每起扣 5 分，扣完为止。",
            "治安和消防缺一项，整个维度不计，它的权重给群众评议；不计的单位也不占 thefts 的名次。",
            "第 1 名是红旗，其余达标；并列第 1 名的都是红旗。",
        ),
    ),
    MethodFile(
        "year.yml",
        "由季度合成的年度办法",
        "一年不再填报，由四个季度已经公布的得分合成；portal.yml 写了 2019 这一期，第四季度排过名以后就有年度排名。",
        (
            "of: total 取季度的总分，of: safety 取这个维度自己的得分（满分 100）；也可以写指标编号。",
            "没有参加排名的季度算缺：missing: reweight 把它的权重分给其余季度，unranked 则全年不排名，zero 则按 0 分。",
            "第四季度的权重是别的季度的两倍；平安建设取最好的两个季度平均。",
            "三等各占三分之一，有零数就进一，并列的都进较好的一等。",
        ),
    ),
)
