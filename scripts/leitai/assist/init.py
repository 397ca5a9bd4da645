"""`leitai init`: a new portal, empty but working, without a copy of the code."""

from __future__ import annotations

from pathlib import Path

import yaml

from leitai.assist.forms.created import write_new
from leitai.pipeline.tools import csv_ledger, package_files, quoted
from leitai.problems import RequestRefused
from leitai.schema.characters import HIDDEN
from leitai.schema.columns import FileFormat
from leitai.schema.config.aliases import ALIASES
from leitai.schema.config.indicators import INDICATORS
from leitai.schema.config.units import UNITS
from leitai.schema.ledgers.claims import CLAIMS
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.problems import PROBLEM_LEDGER
from leitai.schema.ledgers.rewards import REWARDS
from leitai.schema.ledgers.tasks import TASKS
from leitai.schema.results.benchmarks import BENCHMARKS
from leitai.schema.results.targets import TARGETS
from leitai.schema.texts.facts import FACTS

TITLE_IN_STARTER = "新擂台"
BLANK_TABLES: tuple[FileFormat, ...] = (
    *(UNITS, INDICATORS, ALIASES),
    *(TARGETS, BENCHMARKS, FACTS),
    *(PROBLEM_LEDGER, EVENTS, TASKS, CLAIMS, REWARDS),
)


def create_portal(folder: Path, title: str) -> list[str]:
    """Write the starter files into a new or empty folder; returns their paths.

    Raises `RequestRefused` if the folder holds anything, or for a title that is no line of text.
    """
    if folder.exists() and any(folder.iterdir()):
        raise RequestRefused(f"目录 {folder} 里已有文件；请换一个空目录，已有的文件没有改动。")
    if not title.strip() or len(title.splitlines()) > 1 or "\t" in title or HIDDEN.search(title):
        raise RequestRefused("站名应当是一行文字，不能为空，也不能有换行和看不见的字符。")
    blank = {table.path: csv_ledger([table.names]) for table in BLANK_TABLES}
    files, written = package_files("starter") | blank, as_yaml(title.strip())
    title_is, title_was = written.encode(), TITLE_IN_STARTER.encode()
    write_new(folder, {path: data.replace(title_was, title_is) for path, data in files.items()})
    return sorted(files)


def as_yaml(text: str) -> str:
    """A line of text as the value of a YAML key: as it is where YAML reads it so, otherwise in quotes."""
    try:
        is_plain = yaml.safe_load(f"key: {text}") == {"key": text}
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else quoted(text)
