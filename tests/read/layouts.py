"""Tables as offices and statistical yearbooks lay them out, read in this process: layout → the exact cells."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from leitai.model.names import NameTable, indicator_names, unit_names
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.documents.tables import Lines, Sheet
from leitai.read.records.settings import read_settings
from leitai.read.sheets.sheet import SheetReader
from leitai.read.sheets.words.resolver import Resolver
from leitai.schema.period import Period
from leitai.schema.results.mappings import TableMapping
from portals import SAMPLE

Table = Sequence[Sequence[str]]
Cells = dict[tuple[str, str], str]  # (unit, indicator) → the value and, after a |, that of a year ago

INDICATORS = """\
gdp,生产总值,亿元,higher,quarter,2,经济,统计局,地区生产总值。,年鉴,true,0,,
gdp_primary,第一产业增加值,亿元,higher,quarter,2,经济,统计局,第一产业。,年鉴,true,0,,
share_tertiary,第三产业占比,%,higher,quarter,1,经济,统计局,比重。,年鉴,true,0,100,
schools_pre,学前教育学校数,所,higher,quarter,0,教育,教育局,学校数。,年鉴,true,0,,
industry_urban,第二产业（市辖区）,亿元,higher,quarter,2,经济,统计局,市辖区。,年鉴,true,0,,
loss,诈骗损失,万元,lower,quarter,2,反诈,反诈中心,损失金额。,警情,true,0,,
backlog,积案化解数,件,higher,ytd,0,矛盾化解,政法委,本年累计。,台账,true,0,,
"""


def settings_in(folder: Path) -> Settings:
    """The settings of `tests/portal` with some more indicators."""
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    path = folder / "site_config" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8") + INDICATORS, encoding="utf-8")
    problems: list[Problem] = []
    settings = read_settings(folder, problems)
    assert settings is not None, problems
    return settings


def sheet_of(
    table: Iterable[Sequence[str]], name: str | None = None, path: str = "content/results/P/a.csv"
) -> Sheet:
    """The lines of a CSV file or of one sheet."""
    rows = [tuple(cells) for cells in table]
    return Sheet(Place(path, name), "UTF-8", Lines(rows, range(1, len(rows) + 1)))


_tables: dict[int, tuple[NameTable, NameTable]] = {}


def _names(settings: Settings) -> tuple[NameTable, NameTable]:
    return _tables.setdefault(id(settings), (unit_names(settings), indicator_names(settings)))


def read(
    settings: Settings, period: str, sheet: Sheet, mapping: TableMapping | None = None
) -> tuple[Cells, list[Problem]]:
    """The values of a sheet, those of a year ago behind them, and the problems."""
    problems: list[Problem] = []
    resolver = Resolver(settings, Period.of(period), *_names(settings), problems)
    reader = SheetReader(sheet, resolver, problems, mapping)
    reader.read()
    if reader.values is None:
        return {}, problems
    table = reader.values.observations
    columns = zip(
        table["unit"], table["indicator"], table["value"], table["year_ago"], table["state"], strict=True
    )
    return {(u, i): _shown(value, ago, state) for u, i, value, ago, state in columns}, problems


def _shown(value: Decimal | None, ago: Decimal | None, state: str) -> str:
    shown = state if value is None else f"{value.normalize():f}"
    return shown if ago is None else f"{shown}|{ago.normalize():f}"
