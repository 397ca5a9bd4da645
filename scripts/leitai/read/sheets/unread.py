"""Of whom the parts of result files speak that couldn't be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd

from leitai.model.names import units_named
from leitai.model.results import Unread
from leitai.model.settings import Settings
from leitai.problems import Problem, errors_of

_OF_ONE_CELL = ("V01", "V02", "V08")  # `refused` knows unit and indicator of these


def unread_parts(
    problems: Iterable[Problem],
    tables: Iterable[pd.DataFrame],
    refused: frozenset[tuple[str, str, str]],
    settings: Settings,
) -> Unread:
    """A refused file, header or line speaks of the unit that the file's name names; of anybody, where it names none."""
    errors = (problem for problem in errors_of(problems) if problem.code not in _OF_ONE_CELL)
    doubtful = dict.fromkeys(problem.place.path for problem in errors)
    units: set[tuple[str, str]] = set()
    of_anybody: set[str] = set()
    for path in map(PurePosixPath, doubtful):
        named = units_named(path.stem, settings.units.values())
        units |= {(path.parent.name, unit_id) for unit_id in named}
        of_anybody |= set() if named else {path.as_posix()}
    sound = {PurePosixPath(path).parent.name: set[str]() for path in of_anybody}
    for table in tables if sound else ():
        rows = table[~table["path"].isin(list(of_anybody))]
        for period, own in rows.groupby("period", sort=False):
            if period in sound:
                sound[str(period)].update(own["indicator"].unique())
    return Unread(refused, frozenset(units), {period: frozenset(found) for period, found in sound.items()})
