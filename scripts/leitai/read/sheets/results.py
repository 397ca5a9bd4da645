"""`content/results/`, `content/targets.csv`, `content/benchmarks.csv` → `Results`."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from pathlib import Path

import pandas as pd

from leitai.model.folding import fold
from leitai.model.formats import ADJUSTMENTS, BENCHMARKS, RECEIPTS, TARGETS
from leitai.model.names import NameTable, indicator_names, unit_names
from leitai.model.observations import all_of, checked
from leitai.model.period import Period
from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.results import (
    ADJUSTMENT_KINDS,
    VETO,
    Adjustment,
    Benchmark,
    FileReport,
    ReportedResult,
    Results,
    Target,
)
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.documents.folders import entries
from leitai.read.documents.tables import Sheet, is_ignored, read_sheets
from leitai.read.documents.values import ValueRefused, parse_value
from leitai.read.records.records import Record, read_optional_records
from leitai.read.sheets.cumulative import period_values
from leitai.read.sheets.repeats import without_repeats
from leitai.read.sheets.resolver import Resolver
from leitai.read.sheets.sheet import SheetReader, other_period

NOT_RESULTS = (Path(RECEIPTS.path).name, Path(ADJUSTMENTS.path).name)


def read_results(root: Path, settings: Settings, problems: list[Problem]) -> Results:
    """All result files of all periods, sorted by period and file name."""
    units, indicators = unit_names(settings), indicator_names(settings)
    tables: list[pd.DataFrame] = []
    cumulative: list[pd.DataFrame] = []
    reported: list[ReportedResult] = []
    files: list[FileReport] = []
    periods = _period_folders(root, problems)
    for period, folder in periods:
        for path in _result_files(root, period, folder, problems):
            for sheet in read_sheets(path, path.relative_to(root).as_posix(), problems):
                resolver = Resolver(settings, period, units, indicators, problems)
                reader = SheetReader(sheet, resolver, problems)
                report = reader.read()
                if report is not None and reader.values is not None:
                    problems += _personal_data(sheet, report.header_row, settings.privacy)
                    tables.append(reader.values.observations)
                    cumulative.append(reader.values.cumulative)
                    reported += reader.reported
                    files.append(report)
    totals = without_repeats(all_of(cumulative), settings, problems)
    own = without_repeats(all_of(tables), settings, problems)
    derived = period_values(totals, own, settings, problems)
    return Results(
        observations=checked(all_of([own, derived])),
        reported=tuple(reported),
        targets=tuple(_read_targets(root, settings, units, indicators, problems)),
        benchmarks=tuple(_read_benchmarks(root, settings, indicators, problems)),
        adjustments=tuple(_read_adjustments(root, periods, units, problems)),
        files=tuple(files),
        periods=tuple(period for period, _ in periods),
    )


def _result_files(root: Path, period: Period, folder: Path, problems: list[Problem]) -> Iterable[Path]:
    """The files of a period by name; of files that are byte for byte the same, the shortest name."""
    originals = _originals(folder)
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if is_ignored(path) or path.name in NOT_RESULTS:
            continue
        original = originals.get(path, path)
        if not path.name.isprintable():
            problems.append(_unreadable_name(period, path))
        elif original != path:
            place = Place(path.relative_to(root).as_posix())
            what = f"与“{original.name}”一字不差，没有再读一遍。"
            problems.append(Problem("F08", place, None, what, "多半是重复保存的；请删去其中一个。"))
        elif f"{path.stem}.csv" in NOT_RESULTS:
            place = Place(path.relative_to(root).as_posix())
            fix = f"请另存为 {path.stem}.csv（UTF-8），再删除原文件。"
            problems.append(Problem("F03", place, path.suffix, "这张表只读取 CSV。", fix))
        elif period.is_contradicted(fold(path.stem)):
            problems.append(other_period(period, path.name, Place(path.relative_to(root).as_posix())))
        else:
            yield path


def _originals(folder: Path) -> dict[Path, Path]:
    """For each plain file that may be a copy the first of its type with the same bytes, the shortest name first."""
    files = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    sizes = Counter(path.stat().st_size for path in files)
    alike = [path for path in files if sizes[path.stat().st_size] > 1]
    by_bytes: dict[tuple[str, bytes], Path] = {}
    found = {}
    for path in sorted(alike, key=lambda path: (len(path.name), path.name)):
        content = (path.suffix.lower(), hashlib.sha256(path.read_bytes()).digest())
        found[path] = by_bytes.setdefault(content, path)
    return found


def _personal_data(sheet: Sheet, header_row: int, privacy: PrivacyScreen) -> Iterable[Problem]:
    """The gate over every cell; cell by cell only where a text of the sheet is a hit."""
    hits = privacy.hits(chain.from_iterable(map(attrgetter("cells"), sheet.rows)))
    texts = _texts(sheet, header_row) if hits else ()
    return privacy.problems((text, place) for text, place in texts if text in hits)


def _texts(sheet: Sheet, header_row: int) -> Iterator[tuple[str, Place]]:
    """Every cell as it was sent, with its place: also of lines that are skipped and columns not used."""
    header = next(row.cells for row in sheet.rows if row.number == header_row)
    for row in sheet.rows:
        for index, cell in enumerate(row.cells):
            below = row.number > header_row and index < len(header)
            yield cell, sheet.cell_place(row.number, index, header[index].strip() if below else None)


def _unreadable_name(period: Period, path: Path) -> Problem:
    shown = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    fix = "多半是解压时文件名的编码不对；请重命名为中文或英文名。"
    return Problem("F07", Place(f"content/results/{period.id}"), shown, "文件名读不出来。", fix)


def _period_folders(root: Path, problems: list[Problem]) -> list[tuple[Period, Path]]:
    found = []
    for path in entries(root, "content/results", problems):
        period = Period.parse(path.name)
        if period is None or path.is_symlink() or not path.is_dir():
            fix = "结果文件要放在以期间命名的目录里，例如 content/results/2019Q3/。"
            place = Place(path.relative_to(root).as_posix())
            problems.append(Problem("F05", place, path.name, "这不是以期间命名的目录。", fix))
        else:
            found.append((period, path))
    return sorted(found, key=lambda pair: pair[0])


def _read_targets(
    root: Path, settings: Settings, units: NameTable, indicators: NameTable, problems: list[Problem]
) -> Iterable[Target]:
    for record in read_optional_records(root, TARGETS.path, TARGETS, problems):
        before = len(problems)
        period = record.period("期间")
        indicator_id = _indicator_id(record, period, indicators) if period else None
        unit_id = _target_unit(record, period, units) if period else None
        value = _number(record, "目标值", indicator_id, settings)
        basis = record.text("依据", required=True)
        if len(problems) == before and period and indicator_id and value is not None:
            yield Target(period, unit_id, indicator_id, value, basis, record.place("目标值"))


def _read_adjustments(
    root: Path, periods: list[tuple[Period, Path]], units: NameTable, problems: list[Problem]
) -> Iterable[Adjustment]:
    for period, folder in periods:
        path = (folder / Path(ADJUSTMENTS.path).name).relative_to(root).as_posix()
        for record in read_optional_records(root, path, ADJUSTMENTS, problems):
            before = len(problems)
            unit_id = _target_unit(record, period, units)
            kind = record.choice("类别", ADJUSTMENT_KINDS) or ""
            is_veto = kind == VETO
            points = record.number("分值", required=not is_veto) or Decimal(0)
            if points < 0 or (points == 0 and not is_veto and record.cells["分值"].strip()):
                record.report("S03", "分值", "分值应当大于 0。", "加分、扣分都写正数，由类别区分。")
            reason, basis = record.text("事由", required=True), record.text("依据", required=True)
            day, place = record.day("日期"), record.place()
            record.text("单位", required=True)
            if len(problems) == before and unit_id is not None:
                yield Adjustment(period, unit_id, kind, points, reason, basis, day, place)


def _target_unit(record: Record, period: Period, units: NameTable) -> str | None:
    """The unit's id; None for every unit (an empty cell) and for an unknown one (reported)."""
    text = record.text("单位")
    found = units.find(text, period.last_day)
    if text and found is None:
        record.problems.append(units.refusal(text, record.place("单位"), period.last_day))
    return found.id if found is not None else None


def _read_benchmarks(
    root: Path, settings: Settings, indicators: NameTable, problems: list[Problem]
) -> Iterable[Benchmark]:
    for record in read_optional_records(root, BENCHMARKS.path, BENCHMARKS, problems):
        period = record.period("期间")
        if period is None:
            continue
        indicator_id = _indicator_id(record, period, indicators)
        kind = record.choice("对标", ("标杆地", "对标市"))
        value = _number(record, "数值", indicator_id, settings)
        if indicator_id is not None and kind is not None and value is not None:
            name, source = record.text("名称", required=True), record.text("来源", required=True)
            yield Benchmark(period, kind, name, indicator_id, value, source, record.place("数值"))


def _indicator_id(record: Record, period: Period, indicators: NameTable) -> str | None:
    text = record.text("指标", required=True)
    found = indicators.find(text, period.last_day)
    if found is None and text:
        record.problems.append(indicators.refusal(text, record.place("指标"), period.last_day))
    return found.id if found is not None else None


def _number(record: Record, column: str, indicator_id: str | None, settings: Settings) -> Decimal | None:
    if indicator_id is None:
        return None
    try:
        return parse_value(record.cells[column], settings.indicators[indicator_id].unit_of_measure).value
    except ValueRefused as refused:
        record.report(refused.code, column, refused.what, refused.fix)
        return None
