"""`leitai seal` and `leitai correct`: freeze a period; later change it only with a record.

A sealed period always equals its latest seal. A correction is a line of the ledger and a new seal,
so that every state that was ever public stays at an address of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from leitai.check import check_library, check_seals, corrections_needed
from leitai.model.content import Content
from leitai.model.portal import Portal
from leitai.model.seals.seal import Snapshot
from leitai.model.seals.sealed_meeting import meeting_snapshot
from leitai.model.seals.snapshot import snapshot_of
from leitai.model.writings.library import Library
from leitai.pages.all_pages import frozen_meeting, frozen_pages
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import Loaded, examine, in_order, refuse
from leitai.problems import Place, Problem, ProblemsFound, RequestRefused, errors_of
from leitai.publish.downloads.ranking_files import ranking_files
from leitai.publish.site.journal import write_together
from leitai.publish.site.lock import one_writer
from leitai.publish.site.seal import correction_file, new_seal, seal_files, with_files
from leitai.publish.site.tree import replace_file
from leitai.read.records.context import Context, context_of
from leitai.read.records.seals import read_seals
from leitai.read.records.tables import read_records
from leitai.schema.ledgers.corrections import CORRECTIONS, Correction
from leitai.schema.period import Period
from leitai.schema.texts.meetings import Meeting

WAITING = "L07"  # corrections that are not sealed yet: what sealing mends
STRAY = "L09"  # files of a seal that no line stands for: sealing the same again renews the line
OPEN = ("L01", "L02", "L03", "L06", WAITING, "L08", "L12")  # of one period or meeting; the others may wait


@dataclass(frozen=True)
class Sealed:
    """What a command did to a period or meeting: the version that stands now, whether it is new, what is still unexplained."""

    name: str
    version: int
    is_new: bool
    left: tuple[Problem, ...] = ()


def seal_each(root: Path, names: Sequence[str], day: date | None) -> Iterator[Sealed]:
    """Seal periods or meetings in this order, or their corrections as new versions; what is sealed already is left alone.

    `day` defaults to the day of the latest correction, then to the period's day of publication or the meeting's last day.
    """
    with one_writer(root / "build"):
        loaded = examine(root)
        for name in names:
            yield _seal(root, loaded, name, day)
            seals = read_seals(root, Context([]))
            library = replace(loaded.content.library, seals=seals)
            loaded = replace(loaded, content=replace(loaded.content, library=library))


def _seal(root: Path, loaded: Loaded, name: str, day: date | None) -> Sealed:
    errors, library = errors_of(loaded.problems), loaded.content.library
    refuse(problem for problem in errors if problem.code not in (*OPEN, STRAY))
    version, strays = len(library.seals_of(name)), [p for p in errors if p.code == STRAY]
    meeting = library.meeting(name)
    if meeting is not None:
        refuse(problem for problem in errors if problem.code not in (WAITING, STRAY))
        corrections, seal = len(meeting.corrections), partial(_meeting_files, root, loaded, meeting, day)
    else:
        period = reported_period(loaded.content, name)
        refuse(problem for problem in _own_problems(loaded, period) if problem.code != WAITING)
        corrections, seal = (
            len(library.corrections_of(name)),
            partial(_period_files, root, loaded, period, day),
        )
    if not _awaits_seal(library, name, corrections):
        refuse(strays)
        return Sealed(name, version, is_new=False)
    files = seal()
    refuse(p for p in strays if not _is_same(root, p.place.path, files))
    refuse(_unlike_the_site(root, name, files) if version == 0 else ())
    write_together(root, files)
    return Sealed(name, version + 1, is_new=True)


def _awaits_seal(library: Library, name: str, corrections: int) -> bool:
    """Whether a period or meeting with so many corrections has no seal, or one that doesn't know them all."""
    seals = library.seals_of(name)
    return not seals or len(seals[-1].snapshot.corrections) < corrections


def _unlike_the_site(root: Path, name: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """The first version is to be what readers were shown: what the built site shows, where there is one."""
    for path, data in files.items():
        shown = f"build/site/rankings/{name}/{PurePosixPath(path).name}"
        if path.endswith(".csv") and (root / shown).is_file() and (root / shown).read_bytes() != data:
            what = f"现在要封存的 {name} 与已生成的网站不同：第 1 版应当是公布时的原样。"
            fix = f"改过填报文件的，先改回公布时的内容再封存，然后用 leitai correct 更正；网站还没有公布的，先 leitai build。可以用 leitai diff {name} 看差别。"
            yield Problem("L11", Place(shown), None, what, fix)


def _period_files(root: Path, loaded: Loaded, period: Period, day: date | None) -> dict[str, bytes]:
    """Everything that sealing the present state of a period as its next version writes."""
    library = loaded.content.library
    version, day = len(library.seals_of(period.id)) + 1, day or _day(loaded.content, period)
    snapshot = snapshot_of(loaded.content, loaded.rankings, period, version, day)
    files = files_to_freeze(loaded, period, snapshot)
    return seal_files(root, library.seals, with_files(snapshot, files), files)


def _meeting_files(root: Path, loaded: Loaded, meeting: Meeting, day: date | None) -> dict[str, bytes]:
    """The same of a meeting."""
    library = loaded.content.library
    told = meeting.corrections[-1].day if meeting.corrections else meeting.last_day
    version = len(library.seals_of(meeting.slug)) + 1
    snapshot = meeting_snapshot(library, meeting, version, day or told)
    files = frozen_meeting(_sealed_portal(loaded, snapshot, ()), meeting.slug)
    return seal_files(root, library.seals, with_files(snapshot, files), files)


def _sealed_portal(loaded: Loaded, snapshot: Snapshot, periods: Collection[Period]) -> Portal:
    """The public portal once this version is sealed, explained as far as these periods go."""
    library = loaded.content.library
    sealed = replace(library, seals=(*library.seals, new_seal(snapshot, library.seals)))
    return public_portal(replace(loaded, content=replace(loaded.content, library=sealed)), periods=periods)


def files_to_freeze(loaded: Loaded, period: Period, snapshot: Snapshot) -> dict[str, bytes]:
    """The public pages and downloads of a period as this version shows them, by file name."""
    shown = _sealed_portal(loaded, snapshot, (period,))
    files = frozen_pages(shown, period)
    for ranking in shown.rankings:
        if ranking.period == period:
            downloads = ranking_files(ranking, shown.content)
            files.update({f"{ranking.group}.{suffix}": data for suffix, data in downloads.items()})
    return files


def _is_same(root: Path, path: str, kept: Mapping[str, bytes]) -> bool:
    """Whether a file that no line stands for is exactly what is about to be written."""
    return path in kept and (root / path).read_bytes() == kept[path]


def reported_period(content: Content, period_id: str) -> Period:
    """A period that has results, by its id."""
    known = content.results.periods
    for period in known:
        if period.id == period_id:
            return period
    held = "、".join(meeting.slug for meeting in content.library.meetings)
    others = f"会议：{held}。" if held else ""
    raise RequestRefused(f"没有 {period_id} 的数据。现有：{'、'.join(p.id for p in known) or '无'}。{others}")


def _day(content: Content, period: Period) -> date:
    corrections = content.library.corrections_of(period.id)
    published_on = content.settings.portal.periods[period.id].published_on
    day = corrections[-1].day if corrections else published_on
    if day is None:
        raise RequestRefused(
            f"portal.yml 没有写 {period.id} 的 published_on；请写上，或用 --date 给出封存日期。"
        )
    return day


def correct_period(root: Path, cells: Mapping[str, str]) -> Sealed:
    """Record a correction (`cells` by column of the ledger), then seal its period once that is explained.

    The clerk changes the file first; the record is refused unless 原值 is what was sealed and 更正值
    what the file says now. While other changes of this period are still unexplained, nothing is sealed yet; other periods
    wait for their own. A record that the ledger has already is not written twice.
    """
    with one_writer(root / "build"):
        loaded = examine(root)
        errors = errors_of(loaded.problems)
        refuse(problem for problem in errors if problem.code not in OPEN)
        period, files = reported_period(loaded.content, cells["期间"]), correction_file(root, cells)
        recorded = _with_ledger(loaded, files)
        *known, correction = recorded.content.library.corrections
        if _is_recorded(known, correction):
            recorded, files = loaded, {}
        left = _left(recorded, period)
        corrections = len(recorded.content.library.corrections_of(period.id))
        is_new = not left and _awaits_seal(recorded.content.library, period.id, corrections)
        if is_new:
            files |= _period_files(root, recorded, period, correction.day)
        if files:
            write_together(root, files)
        version = len(recorded.content.library.seals_of(period.id)) + is_new
        return Sealed(period.id, version, is_new, left)


def corrections_to_record(root: Path) -> list[Mapping[str, str]]:
    """The changes of sealed periods that are still to be recorded, by column of the ledger without reason, day and document."""
    loaded = examine(root)
    return [
        dict(zip(CORRECTIONS.names, record, strict=False))
        for record in corrections_needed(loaded.content, loaded.rankings)
    ]


def _with_ledger(loaded: Loaded, files: Mapping[str, bytes]) -> Loaded:
    """The content with the longer ledger as it will be read and checked: what would be refused is never written."""
    settings, problems = loaded.content.settings, list[Problem]()
    with TemporaryDirectory() as folder:
        for path, data in files.items():
            replace_file(Path(folder, path), data)
        found = read_records(Path(folder), CORRECTIONS, context_of(settings, problems))
    library = replace(loaded.content.library, corrections=found)
    problems += check_library(settings, library)
    refuse(in_order(problems, settings.privacy))
    return replace(loaded, content=replace(loaded.content, library=library))


def _is_recorded(known: Sequence[Correction], correction: Correction) -> bool:
    """Whether the latest record of this entry is the same; an older one may be (10 → 12 → 10 → 12)."""
    same = (correction.period, correction.key)
    return [c.row for c in known if (c.period, c.key) == same][-1:] == [correction.row]


def _own_problems(loaded: Loaded, period: Period) -> list[Problem]:
    """What stands against the seals and corrections of one period, whatever is open in others."""
    library = loaded.content.library
    own = replace(
        library,
        seals=library.seals_of(period.id),
        corrections=library.corrections_of(period.id),
        stray_seal_files=(),
    )
    return errors_of(check_seals(replace(loaded.content, library=own), loaded.rankings))


def _left(loaded: Loaded, period: Period) -> tuple[Problem, ...]:
    """The errors of a period that remain with all records; a record that doesn't fit raises."""
    errors = _own_problems(loaded, period)
    misfits = [problem for problem in errors if problem.code == "L06"]
    if misfits:
        raise ProblemsFound(misfits)
    return tuple(problem for problem in errors if problem.code != WAITING)
