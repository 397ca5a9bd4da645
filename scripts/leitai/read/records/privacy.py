"""`site_config/names.csv` and `overrides.csv`, both optional → `PrivacyScreen`."""

from __future__ import annotations

from pathlib import Path

from leitai.model.privacy.screen import PrivacyScreen
from leitai.problems import Problem
from leitai.read.records.context import Context
from leitai.read.records.tables import read_records
from leitai.schema.config.names import NAMES
from leitai.schema.config.overrides import OVERRIDES


def read_privacy(root: Path, problems: list[Problem]) -> PrivacyScreen:
    """The office's own names and decisions; rows with problems are left out.

    Read twice: what the decisions say (by whom, why) goes through the screen that they are part of.
    """
    return _read(root, Context(problems, _read(root, Context([]))))


def _read(root: Path, context: Context) -> PrivacyScreen:
    names = tuple(row.name for row in read_records(root, NAMES, context))
    return PrivacyScreen(names, read_records(root, OVERRIDES, context))
