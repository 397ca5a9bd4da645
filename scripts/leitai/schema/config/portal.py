"""门户设置: who publishes, for whom, with which standing notices; and its periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from leitai.schema.columns import Record, column, optional_column, schema_of
from leitai.schema.config.lamps import LampRule
from leitai.schema.keys import EntriesOf, ListOf, MappingOf
from leitai.schema.parsers import DAY, INTEGER, NAME, PERIOD, SLUG, TEXT, YEAR, empty_as, one_named, optional
from leitai.schema.period import Period
from leitai.schema.texts.retention import RETENTION, RETENTION_MEANING
from leitai.schema.texts.review import REVIEW, ReviewStep

DataStatus = Literal["demo", "preliminary", "verified", "final"]
DATA_STATUS_NAMES: Mapping[DataStatus, str] = {
    "demo": "演示数据",
    "preliminary": "初步数",
    "verified": "核实数",
    "final": "最终数",
}
CLASSIFIED_NOTICE = "本站为非涉密系统，严禁存储、处理、传输国家秘密和工作秘密；涉密信息不上网。"
HISTORICAL_NOTICE = "本页反映当时的做法。此后国家对部分考核排名另有规定，详见“考核办法”页。"
HISTORICAL_UNTIL = 2019
RECHECK_DAYS = 5  # working days
NO_LICENCE = "没有声明许可：可以查阅，引用请写明出处；要转载、改编的，请先询问主办单位。"
SMALL_BASE = 30  # cases; below it a percentage says little


@dataclass(frozen=True)
class Group(Record):
    """考核组别: units compared with each other and with nobody else; or the units of some other groups all together."""

    group_id: str
    name: str = column("name", "名称", NAME)
    union_of: tuple[str, ...] = optional_column(
        "union_of", "由哪些组别的单位合成（分类考核以外再总排名）", ListOf(TEXT)
    )


@dataclass(frozen=True)
class Theme(Record):
    """A theme of practices."""

    theme_id: str
    name: str = column("name", "名称", NAME)


@dataclass(frozen=True)
class EngineAddition(Record):
    """Something in `mkdocs.yml` that runs code, and why it may."""

    name: str
    reason: str = column("reason", "为什么需要、谁看过", TEXT)


@dataclass(frozen=True)
class Notices(Record):
    """The standing notices of all pages, and of those of former years."""

    classified: str = optional_column("classified", "非涉密提示", empty_as(TEXT, CLASSIFIED_NOTICE))
    historical: str = optional_column("historical", "历史说明", empty_as(TEXT, HISTORICAL_NOTICE))
    historical_until: int = optional_column(
        "historical_until", "历史说明显示到哪一年", empty_as(YEAR, HISTORICAL_UNTIL)
    )


@dataclass(frozen=True)
class PeriodSettings(Record):
    """What `portal.yml` says about one period."""

    period: Period
    data_status: DataStatus = column("data_status", "数据状态", one_named(DATA_STATUS_NAMES))
    deadline: date | None = optional_column("deadline", "报送截止日期", optional(DAY))
    published_on: date | None = optional_column("published_on", "公布日期", optional(DAY))
    review: tuple[ReviewStep, ...] = optional_column("review", "审核环节", REVIEW)
    unranked: tuple[str, ...] = optional_column(
        "unranked", "这一期不排名的组别编号；上一期排了名、这一期不排的要写明", ListOf(TEXT)
    )
    retention: str = optional_column("retention", RETENTION_MEANING, RETENTION)


@dataclass(frozen=True)
class PortalSettings(Record):
    """`portal.yml`: who publishes, for whom, with which standing notices.

    The `engine_` fields are what `mkdocs.yml` says of the same things; they must agree.
    """

    engine_site_name: str
    engine_site_url: str
    title: str = column("title", "站名，与 mkdocs.yml 的 site_name 相同", TEXT)
    owner: str = column("owner", "主办单位", TEXT)
    contact: str = column("contact", "联系方式：单位和总机，不写个人", TEXT)
    recheck_days: int = optional_column(
        "recheck_days", "公布后可申请复核的工作日数；不写按 5 个", empty_as(INTEGER, RECHECK_DAYS)
    )
    small_base: int = optional_column(
        "small_base",
        "计数指标的基数小于几，同比、环比旁边写“基数小”；不写就是 30",
        empty_as(INTEGER, SMALL_BASE),
    )
    site_url: str | None = optional_column(
        "site_url", "正式网址；没有就不写，与 mkdocs.yml 相同；写了才有规范网址和订阅（RSS）", optional(TEXT)
    )
    publish_to: str | None = optional_column(
        "publish_to",
        "办公桌上“公布”把网站放到哪个文件夹，从门户的文件夹看，例如 ../公布；命令里仍然自己写",
        optional(TEXT),
    )
    licence: str = optional_column(
        "licence",
        "公布的数据可以怎样使用，例如采用的开放许可；不写就说明没有声明许可",
        empty_as(TEXT, NO_LICENCE),
    )
    groups: tuple[Group, ...] = column(
        "groups",
        "组别编号和名称，顺序就是页面顺序；分类考核又要总排名的，再写一个 {name: 全市, union_of: [城区, 县域的组别编号]}",
        EntriesOf(Group, "group_id", alone="name"),
    )
    structure: tuple[str, ...] = optional_column(
        "structure",
        "说明单位规模和条件的指标编号（人口、机动车、生产总值等，时点值或年度值），用来找条件相近的单位、提醒不要直接比总量；每组只用本组有单位报的那些",
        ListOf(TEXT),
    )
    registered_themes: tuple[Theme, ...] = optional_column(
        "themes",
        "经验做法的主题编号和名称；写经验做法前先登记",
        EntriesOf(Theme, "theme_id", alone="name", key=SLUG),
    )
    notices: Notices = optional_column(
        "notices",
        "固定说明：classified 非涉密提示、historical 历史说明、historical_until 显示到哪一年；不写用通行的文字",
        MappingOf(Notices),
    )
    lamps: LampRule = optional_column(
        "lamps",
        "挂图作战的亮灯：days_late 逾期几天以内为黄灯、behind 进度落后几个百分点起为黄灯、far_behind 超过几个为红灯",
        MappingOf(LampRule),
    )
    declared_periods: tuple[PeriodSettings, ...] = column(
        "periods",
        "每个期间的 data_status（demo、preliminary、verified、final）和可选的 deadline、published_on、"
        "retention（保管期限：永久、30年、10年）、unranked（这一期不再排名的组别，例如 [county]）、review（审核环节: {by: 科室或岗位, on: 日期, result: 结论}，不写姓名）",
        EntriesOf(PeriodSettings, "period", key=PERIOD),
    )
    review_steps: tuple[str, ...] = optional_column(
        "review",
        "正式发布前每期、每篇经验做法、每次会议必须完成的审核环节，例如 [初审, 复审, 终审, 保密审查, 个人信息核查]；"
        "名称以“审”结尾的各由不同的科室或岗位做",
        ListOf(TEXT),
    )

    engine: tuple[EngineAddition, ...] = optional_column(
        "engine",
        "mkdocs.yml 里另加的 hooks、插件、扩展和脚本：名称和理由（为什么需要、谁看过它的代码）；没有写在这里的不准用",
        EntriesOf(EngineAddition, "name", alone="reason"),
    )

    @cached_property
    def periods(self) -> Mapping[str, PeriodSettings]:
        """What is declared of each period, by its id."""
        return {settings.period.id: settings for settings in self.declared_periods}

    @cached_property
    def themes(self) -> Mapping[str, str]:
        """The names of themes by id."""
        return {theme.theme_id: theme.name for theme in self.registered_themes}

    def members_of(self, group_id: str) -> tuple[str, ...]:
        """The groups whose units a group holds: itself, unless it is a union."""
        own = next((group for group in self.groups if group.group_id == group_id), None)
        return own.union_of if own is not None and own.union_of else (group_id,)

    def groups_of(self, group_id: str) -> tuple[str, ...]:
        """The groups in which units registered in this one are compared: itself first, then its unions."""
        unions = (group.group_id for group in self.groups if group_id in group.union_of)
        return (group_id, *unions)

    def group_name(self, group_id: str) -> str:
        return next((group.name for group in self.groups if group.group_id == group_id), group_id)


PORTAL = schema_of(PortalSettings, "site_config/portal.yml", "门户设置")
