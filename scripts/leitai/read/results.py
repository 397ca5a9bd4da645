"""`content/results/`, `content/targets.csv`, `content/benchmarks.csv` → `Results`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from leitai.model.formats import BENCHMARKS, RECEIPTS, TARGETS
from leitai.model.period import Period
from leitai.model.results import Benchmark, FileReport, Observation, ReportedResult, Results, Target
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.read.names import NameTable
from leitai.read.records import Record, read_optional_records
from leitai.read.result_header import unknown_indicator_fix
from leitai.read.result_sheet import SheetReader, indicator_names, unit_names
from leitai.read.tables import is_ignored, read_sheets
from leitai.read.values import ValueRefused, parse_value


def read_results(root: Path, settings: Settings, problems: list[Problem]) -> Results:
    """All result files of all periods, sorted by period and file name."""
    units, indicators = unit_names(settings), indicator_names(settings)
    observations: list[Observation] = []
    reported: list[ReportedResult] = []
    files: list[FileReport] = []
    periods = _period_folders(root, problems)
    for period, folder in periods:
        for path in sorted(folder.iterdir(), key=lambda path: path.name):
            if is_ignored(path) or path.name == Path(RECEIPTS.path).name:
                continue
            for sheet in read_sheets(path, path.relative_to(root).as_posix(), problems):
                reader = SheetReader(sheet, period, settings, units, indicators, problems)
                report = reader.read()
                observations += reader.observations
                reported += reader.reported
                files += [report] if report is not None else []
    return Results(
        observations=tuple(_without_repeats(observations, settings, problems)),
        reported=tuple(reported),
        targets=tuple(_read_targets(root, settings, units, indicators, problems)),
        benchmarks=tuple(_read_benchmarks(root, settings, indicators, problems)),
        files=tuple(files),
        periods=tuple(period for period, _ in periods),
    )


def _period_folders(root: Path, problems: list[Problem]) -> list[tuple[Period, Path]]:
    folder = root / "content" / "results"
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        period = Period.parse(path.name)
        if is_ignored(path):
            continue
        if period is None or path.is_symlink() or not path.is_dir():
            fix = "结果文件要放在以期间命名的目录里，例如 content/results/2019Q3/。"
            place = Place(path.relative_to(root).as_posix())
            problems.append(Problem("F05", place, path.name, "这不是以期间命名的目录。", fix))
        else:
            found.append((period, path))
    return sorted(found, key=lambda pair: pair[0])


def _without_repeats(
    observations: Iterable[Observation], settings: Settings, problems: list[Problem]
) -> Iterable[Observation]:
    """The first report of each cell; a second one is a notice if equal, an error if not."""
    seen: dict[tuple[str, str, str], Observation] = {}
    for observation in observations:
        key = (observation.period.id, observation.unit_id, observation.indicator_id)
        first = seen.setdefault(key, observation)
        if first is observation:
            yield observation
            continue
        unit, indicator = settings.units[key[1]].name, settings.indicators[key[2]].name
        if (first.value, first.state) == (observation.value, observation.state):
            what = f"“{unit}”的“{indicator}”已在 {first.place} 报过同样的数。"
            problems.append(
                Problem("V06", observation.place, observation.text, what, "无须处理；建议删去一处。")
            )
        else:
            what = f"“{unit}”的“{indicator}”已在 {first.place} 报为“{first.text}”，两处不同。"
            problems.append(
                Problem("V05", observation.place, observation.text, what, "请核实后只保留正确的一处。")
            )


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


def _target_unit(record: Record, period: Period, units: NameTable) -> str | None:
    """The unit's id; None for every unit (an empty cell) and for an unknown one (reported)."""
    text = record.text("单位")
    found = units.find(text, period.last_day)
    if text and found is None:
        near = units.nearest(text)
        record.report(
            "N01", "单位", "不认识这个单位。", f"是不是“{near}”？" if near else "请写单位表里的名称。"
        )
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
        record.report("N02", "指标", "不认识这个指标。", unknown_indicator_fix(text, indicators))
    return found.id if found is not None else None


def _number(record: Record, column: str, indicator_id: str | None, settings: Settings) -> Decimal | None:
    if indicator_id is None:
        return None
    try:
        return parse_value(record.cells[column], settings.indicators[indicator_id].unit_of_measure).value
    except ValueRefused as refused:
        record.report(refused.code, column, refused.what, refused.fix)
        return None
