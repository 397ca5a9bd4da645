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

from leitai.check import check_library, check_seals, corrections_following, corrections_needed
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
            loaded = _with_new_seals(root, loaded)


def _with_new_seals(root: Path, loaded: Loaded) -> Loaded:
    """The content with the seals that are there by now."""
    library = replace(loaded.content.library, seals=read_seals(root, Context([])))
    return replace(loaded, content=replace(loaded.content, library=library))


def _seal(root: Path, loaded: Loaded, name: str, day: date | None) -> Sealed:
    errors, library = errors_of(loaded.problems), loaded.content.library
    refuse(problem for problem in errors if problem.code not in (*OPEN, STRAY))
    version, folder = len(library.seals_of(name)), f"content/ledgers/seals/{name}/"
    strays = [p for p in errors if p.code == STRAY and f"{p.place.path}/".startswith(folder)]
    meeting = library.meeting(name)
    if meeting is not None:
        refuse(problem for problem in errors if problem.code not in (WAITING, STRAY))
        corrections, seal = len(meeting.corrections), partial(_meeting_files, root, loaded, meeting, day)
    else:
        period = reported_period(loaded.content, name)
        refuse(problem for problem in _own_problems(loaded, period.id) if problem.code != WAITING)
        corrections, seal = (
            len(library.corrections_of(name)),
            partial(_period_files, root, loaded, period, day),
        )
    if not _awaits_seal(library, name, corrections):
        refuse(strays)
        return Sealed(name, version, is_new=False)
    files = seal()
    left = [path for path in library.stray_seal_files if path.startswith(folder)]
    refuse(strays if not all(_is_same(root, path, files) for path in left) else ())
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
    """The same of a meeting, whose page tells everything as it stood on the day of the seal, however late that is."""
    library = loaded.content.library
    day = day or (meeting.corrections[-1].day if meeting.corrections else meeting.last_day)
    version = len(library.seals_of(meeting.slug)) + 1
    snapshot = meeting_snapshot(library, meeting, version, day)
    then = replace(loaded, content=replace(loaded.content, told_on=day))
    files = frozen_meeting(_sealed_portal(then, snapshot, ()), meeting.slug)
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


def record_correction(root: Path, cells: Mapping[str, str]) -> list[Sealed]:
    """Record a correction (`cells` by column of the ledger, 期间 one or several), then seal its periods once all of each is explained.

    The clerk changes the file first; the record is refused unless 原值 is what was sealed and 更正值
    what the file says now. While other changes of a period are still unexplained, it is not sealed yet; other periods
    wait for their own. Sealed periods that are moved along (roll-ups, scores by a change) follow with the last of what moves them,
    with a record of their own. A record that the ledger has already is not written twice.
    """
    with one_writer(root / "build"):
        loaded = examine(root)
        refuse(problem for problem in errors_of(loaded.problems) if problem.code not in OPEN)
        names = [reported_period(loaded.content, name).id for name in cells["期间"].split(",")]
        own = [{**cells, "期间": name} for name in names]
        recorded, files = _recorded(root, loaded, own)
        left = {name: _left(recorded, name) for name in names}
        followers = _rows_of_followers(loaded, recorded, cells)
        if followers:
            recorded, files = _recorded(root, loaded, [*own, *followers])
        done = list[Sealed]()
        for name in (*names, *(row["期间"] for row in followers)):
            sealed = _sealed_if_explained(root, recorded, name, left.get(name, ()), files)
            recorded, files = _with_new_seals(root, recorded), {}
            done.append(sealed)
        return done


def _sealed_if_explained(
    root: Path, recorded: Loaded, name: str, left: tuple[Problem, ...], files: Mapping[str, bytes]
) -> Sealed:
    """Write the ledger and, where nothing of the period is left to explain, its next version with it."""
    library = recorded.content.library
    corrections, version = library.corrections_of(name), len(library.seals_of(name))
    is_new = not left and _awaits_seal(library, name, len(corrections))
    if is_new:
        period = reported_period(recorded.content, name)
        files = {**files, **_period_files(root, recorded, period, corrections[-1].day)}
    if files:
        write_together(root, files)
    return Sealed(name, version + is_new, is_new, left)


def _rows_of_followers(loaded: Loaded, recorded: Loaded, cells: Mapping[str, str]) -> list[dict[str, str]]:
    """The records of sealed periods that were moved along; none while something else is still open that may move them."""
    followers = corrections_following(loaded.content, loaded.rankings)
    needed = corrections_needed(recorded.content, recorded.rankings)
    if not {record.period for record in needed} <= {record.period for record in followers}:
        return []
    reason = f"{cells['原因']}（随 {cells['期间'].replace(',', '、')} 的更正）"
    told = {name: cells[name] for name in ("日期", "文号")} | {"原因": reason}
    return [dict(zip(CORRECTIONS.names, record, strict=False)) | told for record in followers]


def _recorded(
    root: Path, loaded: Loaded, rows: Sequence[Mapping[str, str]]
) -> tuple[Loaded, dict[str, bytes]]:
    """The content with these records, and the longer ledger; those that it has already are left out."""
    known = loaded.content.library.corrections
    read = _with_ledger(loaded, correction_file(root, rows)).content.library.corrections[len(known) :]
    new = [row for row, correction in zip(rows, read, strict=True) if not _is_recorded(known, correction)]
    if not new:
        return loaded, {}
    files = correction_file(root, new)
    return _with_ledger(loaded, files), files


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


def _own_problems(loaded: Loaded, name: str) -> list[Problem]:
    """What stands against the seals and corrections of one period, whatever is open in others."""
    library = loaded.content.library
    own = replace(
        library,
        seals=library.seals_of(name),
        corrections=library.corrections_of(name),
        stray_seal_files=(),
    )
    return errors_of(check_seals(replace(loaded.content, library=own), loaded.rankings))


def _left(loaded: Loaded, name: str) -> tuple[Problem, ...]:
    """The errors of a period that remain with all records; a record that doesn't fit raises."""
    errors = _own_problems(loaded, name)
    misfits = [problem for problem in errors if problem.code == "L06"]
    if misfits:
        raise ProblemsFound(misfits)
    return tuple(problem for problem in errors if problem.code != WAITING)
