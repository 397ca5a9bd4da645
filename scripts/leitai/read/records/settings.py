"""`site_config/` → `Settings`: portal, units, indicators, aliases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, cast

from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.settings import (
    CLASSIFIED_NOTICE,
    DATA_STATUS_NAMES,
    HISTORICAL_NOTICE,
    HISTORICAL_UNTIL,
    RECHECK_DAYS,
    RETENTIONS,
    SMALL_BASE,
    DataStatus,
    Group,
    PeriodSettings,
    PortalSettings,
    Settings,
)
from leitai.problems import Place, Problem
from leitai.read.documents.yaml_tree import Node, read_yaml, text_of, texts_of, texts_within
from leitai.read.records.context import Context
from leitai.read.records.keys import read_keys
from leitai.read.records.tables import read_table
from leitai.schema.columns import Row, Schema
from leitai.schema.config.aliases import ALIASES
from leitai.schema.config.indicators import (
    INDICATORS,
)
from leitai.schema.config.portal import PORTAL
from leitai.schema.config.units import UNITS
from leitai.schema.period import Period
from leitai.schema.texts.review import ReviewStep

R = TypeVar("R", bound=Row)


def read_settings(
    root: Path, problems: list[Problem], privacy: PrivacyScreen = RULES_ALONE
) -> Settings | None:
    """Everything under `site_config/` except methods; None when it can't be used."""
    context = Context(problems, privacy)
    portal = read_portal(root, context)
    units, indicators = _required(root, UNITS, context), _required(root, INDICATORS, context)
    aliases = _required(root, ALIASES, context)
    if portal is None:
        return None
    ordered = sorted(units, key=lambda unit: (unit.sort, unit.unit_id))
    return Settings(
        portal,
        {unit.unit_id: unit for unit in ordered},
        {indicator.indicator_id: indicator for indicator in indicators},
        aliases,
        privacy,
    )


def _required(root: Path, table: Schema[R], context: Context) -> tuple[R, ...]:
    """A table that no portal can do without."""
    if not (root / table.path).exists():
        fix = "请新建这个文件；第一行是表头：" + ",".join(table.required)
        context.problems.append(Problem("F01", Place(table.path), None, "没有这个文件。", fix))
    return read_table(root, table, context)


def read_portal(root: Path, context: Context) -> PortalSettings | None:
    """`site_config/portal.yml`."""
    problems = context.problems
    node = read_yaml(root / "site_config" / "portal.yml", "site_config/portal.yml", problems)
    if node is None:
        return None
    context.screen(texts_within(node))
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
        periods=_periods(keys["periods"], context),
        review_steps=texts_of(keys, "review"),
    )


def _whole(keys: dict[str, Node], name: str, default: int) -> int:
    return (keys[name].integer() or 0) if name in keys else default


def _periods(node: Node, context: Context) -> dict[str, PeriodSettings]:
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
            review=tuple(_review(keys, context)),
            retention=keys["retention"].choice(RETENTIONS) if "retention" in keys else "",
            place=entry.place,
        )
    return periods


def _review(keys: dict[str, Node], context: Context) -> Iterator[ReviewStep]:
    for name, entry in keys["review"].entries().items() if "review" in keys else ():
        step = read_keys(entry, ReviewStep, context, name=name)
        if step is not None:
            yield step
