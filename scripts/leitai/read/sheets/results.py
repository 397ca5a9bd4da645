"""`content/results/`, `content/targets.csv`, `content/benchmarks.csv` → `Results`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath

import pandas as pd

from leitai.model.names import indicator_names, unit_names, units_named
from leitai.model.observations import all_of, checked
from leitai.model.results import FileReport, ReportedResult, Results, Unread
from leitai.model.settings import Settings
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.folders import entries, only_as_csv
from leitai.read.documents.hidden import HiddenPart
from leitai.read.documents.tables import Sheet, read_sheets
from leitai.read.sheets.figures.cumulative import period_values
from leitai.read.sheets.figures.hidden_figures import hidden_problems
from leitai.read.sheets.figures.repeats import without_repeats
from leitai.read.sheets.mapped import SheetsOfFile, unused_mappings
from leitai.read.sheets.sheet import other_period
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.workbook import read_file
from leitai.schema.period import Period
from leitai.schema.results.adjustments import ADJUSTMENTS
from leitai.schema.results.mappings import MappingsOfPeriod
from leitai.schema.results.receipts import RECEIPTS
from leitai.schema.written_periods import names_another, whole_period

NOT_RESULTS = (Path(RECEIPTS.path).name, Path(ADJUSTMENTS.path).name, "mapping.yml")
_OF_ONE_CELL = ("V01", "V02", "V08")  # `refused` knows unit and indicator of these


@dataclass
class _FoundInFiles:
    """What the result files of all periods hold, file by file; each list is added to."""

    tables: list[pd.DataFrame] = field(default_factory=list)
    cumulative: list[pd.DataFrame] = field(default_factory=list)
    reported: list[ReportedResult] = field(default_factory=list)
    files: list[FileReport] = field(default_factory=list)
    refused: set[tuple[str, str, str]] = field(default_factory=set)
    sheets: list[SheetsOfFile] = field(default_factory=list)

    def read(
        self, path: Path, sheets: Sequence[Sheet], resolver: Resolver, mappings: MappingsOfPeriod
    ) -> None:
        """One file, and what its cells and the names of its sheets say of people."""
        privacy, period = resolver.settings.privacy, resolver.period.id
        self.sheets.append((period, path.name, sheets))
        resolver.problems += privacy.problems((s.place.sheet or "", s.place) for s in sheets)
        for one in read_file(sheets, resolver, mappings, path.name):
            header_row = one.report.header_row if one.report is not None else 0
            texts = chain.from_iterable(one.reader.sheet.rows.cells)
            resolver.problems += privacy.problems_among(texts, _texts(one.reader.sheet, header_row))
            if one.report is not None and one.reader.values is not None:
                self.tables.append(one.reader.values.observations)
                self.cumulative.append(one.reader.values.cumulative)
                self.refused |= {(period, *cell) for cell in one.reader.values.refused}
                self.reported += one.reader.reported
                self.files.append(one.report)

    def unread(self, problems: Iterable[Problem], settings: Settings) -> Unread:
        """A refused file, header or line speaks of the unit that the file's name names; of anybody, where it names none."""
        errors = (problem for problem in errors_of(problems) if problem.code not in _OF_ONE_CELL)
        units, of_anybody = set[tuple[str, str]](), set[str]()
        for path in dict.fromkeys(PurePosixPath(problem.place.path) for problem in errors):
            named = units_named(path.stem, settings.units.values())
            units |= {(path.parent.name, unit_id) for unit_id in named}
            of_anybody |= set() if named else {path.as_posix()}
        sound = {PurePosixPath(path).parent.name: set[str]() for path in of_anybody}
        for table in self.tables if sound else ():
            rows = table[~table["path"].isin(list(of_anybody))]
            for period, own in rows.groupby("period", sort=False):
                if period in sound:
                    sound[str(period)].update(own["indicator"].unique())
        lacking = {period: frozenset(found) for period, found in sound.items()}
        return Unread(frozenset(self.refused), frozenset(units), lacking)


def read_results(
    root: Path, settings: Settings, mappings: Mapping[str, MappingsOfPeriod], problems: list[Problem]
) -> Results:
    """All result files of all periods, sorted by period and file name; `mappings` are those of each period."""
    units, indicators = unit_names(settings), indicator_names(settings)
    before, found, hidden = len(problems), _FoundInFiles(), list[tuple[Resolver, list[HiddenPart]]]()
    for period, folder in _period_folders(root, problems):
        resolver, parts = Resolver(settings, period, units, indicators, problems), list[HiddenPart]()
        for path in _result_files(root, period, folder, problems):
            shown = path.relative_to(root).as_posix()
            problems += settings.privacy.problems([(path.name, Place(shown))])
            sheets = read_sheets(path, shown, problems, parts)
            found.read(path, sheets, resolver, mappings.get(period.id, MappingsOfPeriod()))
        hidden.append((resolver, parts))
    problems += unused_mappings(mappings, found.sheets)
    totals = without_repeats(all_of(found.cumulative), settings, problems)
    own = without_repeats(all_of(found.tables), settings, problems)
    observations = checked(all_of([own, period_values(totals, own, settings, problems)]))
    for resolver, parts in (pair for pair in hidden if pair[1]):
        rows = observations[observations["period"] == resolver.period.id]
        problems += hidden_problems(parts, rows, resolver)
    return Results(
        observations=observations,
        reported=tuple(found.reported),
        files=tuple(found.files),
        periods=tuple(resolver.period for resolver, _ in hidden),
        unread=found.unread(problems[before:], settings),
    )


def _result_files(root: Path, period: Period, folder: Path, problems: list[Problem]) -> Iterable[Path]:
    """The files of a period by name; of files that are byte for byte the same, the shortest name."""
    originals = _originals(folder)
    for path in entries(root, folder.relative_to(root).as_posix(), problems):
        if path.name in NOT_RESULTS:
            continue
        original = originals.get(path, path)
        if original != path:
            place = Place(path.relative_to(root).as_posix())
            what = f"与“{original.name}”一字不差，没有再读一遍。"
            problems.append(Problem("F08", place, None, what, "多半是重复保存的；请删去其中一个。"))
        elif f"{path.stem}.csv" in NOT_RESULTS:
            problems.append(only_as_csv(root, path))
        elif names_another(path.stem, period):
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


def _texts(sheet: Sheet, header_row: int) -> Iterator[tuple[str, Place]]:
    """Every cell as it was sent, with its place: also of lines that are skipped and columns not used; `header_row` 0 for none."""
    header = sheet.rows.cells[sheet.rows.numbers.index(header_row)] if header_row else ()
    for row in sheet.rows:
        for index, cell in enumerate(row.cells):
            below = row.number > header_row and index < len(header)
            yield cell, sheet.at(row.cell(index), header[index].strip() if below else "")


def _period_folders(root: Path, problems: list[Problem]) -> list[tuple[Period, Path]]:
    found = []
    for path in entries(root, "content/results", problems):
        period, meant = Period.parse(path.name), whole_period(path.name)
        if period is not None and path.is_dir() and not path.is_symlink():
            found.append((period, path))
            continue
        fix = "结果文件要放在以期间命名的目录里，例如 content/results/2019Q3/。"
        fix = fix if meant is None else f"请把目录改名为 {meant.id}。"
        place = Place(path.relative_to(root).as_posix())
        problems.append(Problem("F05", place, path.name, "这不是以期间命名的目录。", fix))
    return sorted(found, key=lambda pair: pair[0])
