"""`site_config/` → `Settings`: portal, units, indicators, aliases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar, cast

from leitai.model.file_format import FileFormat
from leitai.model.formats import ALIASES, INDICATORS, PORTAL, UNITS
from leitai.model.period import Period
from leitai.model.privacy.personal_words import min_count_of
from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.review import ReviewStep
from leitai.model.settings import (
    CLASSIFIED_NOTICE,
    DATA_STATUS_NAMES,
    HISTORICAL_NOTICE,
    HISTORICAL_UNTIL,
    PERIOD_TYPE_NAMES,
    POLARITY_NAMES,
    RECHECK_DAYS,
    RETENTIONS,
    SMALL_BASE,
    Alias,
    DataStatus,
    Group,
    Indicator,
    PeriodSettings,
    Polarity,
    PortalSettings,
    Settings,
    Unit,
)
from leitai.problems import Place, Problem
from leitai.read.documents.yaml_tree import Node, read_yaml, text_of, texts_of
from leitai.read.records.records import Record, read_records

T = TypeVar("T")


def read_settings(
    root: Path, problems: list[Problem], privacy: PrivacyScreen = RULES_ALONE
) -> Settings | None:
    """Everything under `site_config/` except methods; None when it can't be used."""
    portal = read_portal(root, problems)
    units = _read_table(root, UNITS, _unit, "unit_id", problems)
    indicators = _read_table(root, INDICATORS, _indicator, "indicator_id", problems)
    aliases = [_alias(record) for record in _records(root, ALIASES, problems)]
    if portal is None:
        return None
    ordered = sorted(units.values(), key=lambda unit: (unit.sort, unit.unit_id))
    return Settings(portal, {unit.unit_id: unit for unit in ordered}, indicators, tuple(aliases), privacy)


def _records(root: Path, layout: FileFormat, problems: list[Problem]) -> list[Record]:
    if not (root / layout.path).exists():
        fix = "请新建这个文件；第一行是表头：" + ",".join(layout.required)
        problems.append(Problem("F01", Place(layout.path), None, "没有这个文件。", fix))
        return []
    return read_records(root, layout.path, layout, problems)


def _read_table(
    root: Path, layout: FileFormat, convert: Callable[[Record], T], id_column: str, problems: list[Problem]
) -> dict[str, T]:
    """Records by their ids. Ids become file names, which some systems keep apart by more than upper and lower case only."""
    found: dict[str, T] = {}
    taken: set[str] = set()
    for record in _records(root, layout, problems):
        identifier = record.slug(id_column)
        if identifier.lower() in taken:
            record.report(
                "S04",
                id_column,
                "这个编号已经用过。",
                "每个编号只能出现一次，大小写不同也算同一个；请改用新的编号。",
            )
        elif identifier:
            found[identifier] = convert(record)
            taken.add(identifier.lower())
    return found


def _unit(record: Record) -> Unit:
    return Unit(
        unit_id=record.text("unit_id"),
        name=record.text("name", required=True),
        short=record.text("short", required=True),
        kind=record.text("kind"),
        group=record.text("group", required=True),
        parent_id=record.text("parent_id"),
        gbt2260=record.text("gbt2260"),
        sort=record.integer("sort", default=0),
        valid_from=record.day("valid_from"),
        valid_to=record.day("valid_to"),
        note=record.text("note"),
        place=record.place(),
    )


def _indicator(record: Record) -> Indicator:
    return Indicator(
        indicator_id=record.text("indicator_id"),
        name=record.text("name", required=True),
        unit_of_measure=record.text("unit_of_measure", required=True),
        polarity=cast("Polarity | None", record.choice("polarity", tuple(POLARITY_NAMES))),
        period_type=record.choice("period_type", tuple(PERIOD_TYPE_NAMES)) or "quarter",
        decimals=record.integer("decimals", default=0),
        theme=record.text("theme", required=True),
        owner=record.text("owner", required=True),
        definition=record.text("definition", required=True),
        source=record.text("source", required=True),
        rankable=record.choice("rankable", ("true", "false"), default="true") == "true",
        valid_min=record.number("valid_min"),
        valid_max=record.number("valid_max"),
        min_count=record.integer(
            "min_count", default=min_count_of(record.text("name"), record.text("unit_of_measure"))
        ),
        note=record.text("note"),
        place=record.place(),
    )


def _alias(record: Record) -> Alias:
    return Alias(
        kind=record.choice("kind", ("unit", "indicator")) or "unit",
        alias=record.text("alias", required=True),
        id=record.text("id", required=True),
        group=record.text("group"),
        valid_from=record.day("valid_from"),
        valid_to=record.day("valid_to"),
        place=record.place(),
    )


def read_portal(root: Path, problems: list[Problem]) -> PortalSettings | None:
    """`site_config/portal.yml`."""
    node = read_yaml(root / "site_config" / "portal.yml", "site_config/portal.yml", problems)
    if node is None:
        return None
    before = len(problems)
    keys = node.mapping(PORTAL.required, PORTAL.optional)
    if len(problems) > before:
        return None
    notices = (
        keys["notices"].mapping((), ("classified", "historical", "historical_until"))
        if "notices" in keys
        else {}
    )
    engine = read_yaml(root / "mkdocs.yml", "mkdocs.yml", problems)
    engine_keys = engine.entries() if engine is not None else {}
    return PortalSettings(
        title=keys["title"].text(),
        owner=keys["owner"].text(),
        contact=keys["contact"].text(),
        recheck_days=_whole(keys, "recheck_days", RECHECK_DAYS),
        small_base=_whole(keys, "small_base", SMALL_BASE),
        site_url=keys["site_url"].text() if "site_url" in keys else None,
        groups=tuple(Group(group_id, name.text()) for group_id, name in keys["groups"].entries().items()),
        themes={theme_id: name.text() for theme_id, name in keys["themes"].entries().items()}
        if "themes" in keys
        else {},
        classified_notice=text_of(notices, "classified", CLASSIFIED_NOTICE),
        historical_notice=text_of(notices, "historical", HISTORICAL_NOTICE),
        historical_until=_whole(notices, "historical_until", HISTORICAL_UNTIL),
        engine_site_name=text_of(engine_keys, "site_name"),
        engine_site_url=text_of(engine_keys, "site_url"),
        periods=_periods(keys["periods"]),
        review_steps=texts_of(keys, "review"),
    )


def _whole(keys: dict[str, Node], name: str, default: int) -> int:
    return (keys[name].integer() or 0) if name in keys else default


def _periods(node: Node) -> dict[str, PeriodSettings]:
    periods = {}
    for text, entry in node.entries().items():
        period = Period.parse(text)
        if period is None:
            entry.report("S03", f"期间“{text}”写法不对。", "请写成 2019Q3、2019-08、2019H1 或 2019。")
            continue
        keys = entry.mapping(("data_status",), ("deadline", "published_on", "review", "retention"))
        status = keys["data_status"].choice(DATA_STATUS_NAMES) if "data_status" in keys else "demo"
        periods[period.id] = PeriodSettings(
            period=period,
            deadline=keys["deadline"].day() if "deadline" in keys else None,
            published_on=keys["published_on"].day() if "published_on" in keys else None,
            data_status=cast(DataStatus, status),
            review=read_review(keys),
            retention=keys["retention"].choice(RETENTIONS) if "retention" in keys else "",
            place=entry.place,
        )
    return periods


def read_review(settings: Mapping[str, Node]) -> tuple[ReviewStep, ...]:
    """The steps recorded under `review`, of a period, a write-up or a meeting."""
    steps = []
    for name, entry in settings["review"].entries().items() if "review" in settings else ():
        keys = entry.mapping(("by", "on", "result"))
        if len(keys) == 3:
            by, result = keys["by"].required_text(), keys["result"].required_text()
            steps.append(ReviewStep(name, by, keys["on"].day(), result, entry.place))
    return tuple(steps)
