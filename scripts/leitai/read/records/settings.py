"""`site_config/` → `Settings`: portal, units, indicators, aliases."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.documents.engine_settings import check_engine
from leitai.read.documents.yaml_tree import read_yaml
from leitai.read.records.context import Context
from leitai.read.records.keys import read_settings_file
from leitai.read.records.tables import read_records
from leitai.schema.columns import Record, Schema
from leitai.schema.config.aliases import ALIASES
from leitai.schema.config.indicators import INDICATORS
from leitai.schema.config.portal import PORTAL, PortalSettings
from leitai.schema.config.units import UNITS

R = TypeVar("R", bound=Record)


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
    return Settings(portal, units, indicators, aliases, privacy)


def _required(root: Path, table: Schema[R], context: Context) -> tuple[R, ...]:
    """A table that no portal can do without."""
    if not (root / table.path).exists():
        fix = "请新建这个文件；第一行是表头：" + ",".join(table.required)
        context.problems.append(Problem("F01", Place(table.path), None, "没有这个文件。", fix))
    return read_records(root, table, context)


def read_portal(root: Path, context: Context) -> PortalSettings | None:
    """`site_config/portal.yml`, and what `mkdocs.yml` says of the same things."""
    engine = read_yaml(root / "mkdocs.yml", "mkdocs.yml", context.problems)
    keys = engine.entries() if engine is not None else {}
    said = {f"engine_{key}": keys[key].text() if key in keys else "" for key in ("site_name", "site_url")}
    portal = read_settings_file(root, PORTAL.path, PortalSettings, context, **said)
    if engine is not None and portal is not None:
        context.problems.extend(check_engine(engine, [addition.name for addition in portal.engine]))
    return portal
