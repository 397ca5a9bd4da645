"""The pages of the desk: what each shows, as plain values for its template of the same name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from leitai.assist.desk import compare, output, periods
from leitai.assist.desk.actions import ACTIONS
from leitai.assist.desk.actions.meetings import followed, meeting_folders
from leitai.assist.desk.actions.seals import UNRECORDED, sealable, sealable_meetings
from leitai.assist.desk.actions.settings import TABLES
from leitai.assist.desk.actions.sites import publish_folder
from leitai.assist.desk.actions.warnings import unexplained
from leitai.assist.desk.aside import names_aside
from leitai.assist.desk.state import Desk
from leitai.assist.desk.steps import desk_steps
from leitai.assist.desk.worker import DeskJob
from leitai.assist.forms.first_method import RULES
from leitai.assist.live import Reading
from leitai.model.checked import Checked
from leitai.pipeline.report.pictures import pictures_of
from leitai.pipeline.seal import corrections_to_record
from leitai.pipeline.tools import problem_tables
from leitai.problems import SEVERITY_NAMES, Problem, ProblemsFound, errors_of
from leitai.schema.files import SIGNERS
from leitai.schema.ledgers.events import PROBLEM_STATES, PROMISE_STATES
from leitai.schema.texts.meetings import SPEECH_TYPES

Context = dict[str, Any]
View = Callable[..., Context | None]
Answering = Callable[..., str]
NAVIGATION = (
    ("/", "桌面"),
    ("/problems", "问题"),
    ("/reports", "收表"),
    ("/compare", "核对"),
    ("/texts", "文稿"),
    ("/meetings", "会议"),
    ("/publish", "公布"),
    ("/settings", "设置"),
)


def frame(desk: Desk) -> Context:
    """What every page has around it."""
    reading = desk.live.reading
    return {
        "portal": "" if desk.loaded is None else desk.loaded.content.settings.portal.title,
        "navigation": NAVIGATION,
        "token": desk.door.token,
        "preview": desk.preview,
        "actions": ACTIONS,
        "version": desk.live.version,
        "errors": 0 if reading is None else len(errors_of(reading.checked.problems)),
        "busy": desk.worker.busy,
        "fault": desk.live.fault,
        "today": date.today().isoformat(),
    }


def state(desk: Desk) -> Context:
    """What an open page asks for again and again."""
    busy = desk.worker.busy
    return {"version": desk.live.version, "busy": -1 if busy is None else busy.number}


def desktop(desk: Desk) -> Context:
    """Where the newest period stands, and what comes next."""
    reading = desk.live.reading
    if reading is None:
        return {"is_reading": True}
    known = periods.known_periods(desk.root, reading)
    steps = desk_steps(desk, reading, known[0]) if known else []
    following = next((step for step in steps if not step.is_done), None)
    return {
        "is_reading": False,
        "period": known[0] if known else "",
        "steps": steps,
        "following": following,
        "is_new": reading.loaded is not None and not reading.loaded.content.methods,
    }


def problems(desk: Desk) -> Context:
    """Everything that `check` says, errors first, each beside its cell."""
    checked = _reading(desk).checked
    counts = [
        f"{name} {sum(problem.severity == severity for problem in checked.problems)} 处"
        for severity, name in SEVERITY_NAMES.items()
    ]
    grave = [problem for problem in checked.problems if problem.severity != "notice"]
    notices = [problem for problem in checked.problems if problem.severity == "notice"]
    return {
        "counts": "，".join(counts),
        "tables": tables_of(desk, grave),
        "notices": tables_of(desk, notices),
        "unexplained": unexplained(desk),
        "returns": output.output_files(desk.root, "returns"),
    }


def tables_of(desk: Desk, shown: Sequence[Problem]) -> list[Markup]:
    """Problems as tables, beside the cells that they speak of."""
    checked = Checked(tuple(shown), _reading(desk).checked.files)
    return problem_tables(shown, pictures_of(desk.root, checked))


def reports(desk: Desk, period: str = "") -> Context | None:
    """Who has reported for a period, and its files."""
    reading = _reading(desk)
    known = periods.known_periods(desk.root, reading)
    period = period or (known[0] if known else "")
    if known and period not in known:
        return None
    return {
        "known": known,
        "period": period,
        "groups": periods.groups_of(desk.root, reading, period) if period else [],
        "files": list(periods.sent_files(desk.root, reading, period)) if period else [],
        "aside": names_aside(desk.root, f"{periods.RESULTS}/{period}") if period else [],
        "forms": output.output_files(desk.root, "forms", period) if period else [],
    }


def compared(desk: Desk, period: str = "") -> Context | None:
    """What a period changes, each finding with its tick."""
    reading = _reading(desk)
    known = periods.known_periods(desk.root, reading)
    if reading.loaded is None:
        return {"known": known, "period": period, "groups": None}
    read = {period.id for period in reading.loaded.content.results.periods}
    known = [name for name in known if name in read]
    period = period or (known[0] if known else "")
    if period not in known:
        return None if known else {"known": [], "period": "", "groups": []}
    return {"known": known, "period": period, "groups": compare.findings_of(desk, reading.loaded, period)}


def forms(desk: Desk, period: str) -> Context | None:
    """The forms of a period that were made, to send out."""
    files = output.output_files(desk.root, "forms", period)
    return {"period": period, "files": files} if files else None


def texts(desk: Desk) -> Context:
    """Word files in; nothing else is needed for it."""
    return {}


def gatherings(desk: Desk) -> Context:
    """The meetings that there are, and what can be chosen for one: units, kinds of speech, what is followed up and its states."""
    settings = desk.settings
    return {
        "meetings": meeting_folders(desk.root),
        "units": [] if settings is None else [unit.name for unit in settings.units.values()],
        "kinds": SPEECH_TYPES,
        "items": followed(desk),
        "states": {"问题": PROBLEM_STATES, "承诺和决议": PROMISE_STATES},
    }


def beginnings(desk: Desk) -> Context:
    """The tables of units and indicators; the groups that have no method yet, and what one can be made of."""
    settings = desk.settings
    methods = () if desk.loaded is None else desk.loaded.content.methods
    ranked = {method.group for method in methods}
    counts = (None, None) if settings is None else (len(settings.units), len(settings.indicators))
    return {
        "tables": [
            {
                "action": action,
                "title": table.title,
                "name": table.path.rpartition("/")[2],
                "columns": table.columns,
                "count": count,
            }
            for (action, table), count in zip(TABLES.items(), counts, strict=True)
        ],
        "groups": [] if settings is None else [g for g in settings.portal.groups if g.group_id not in ranked],
        "indicators": [] if settings is None else [i for i in settings.indicators.values() if i.rankable],
        "rules": RULES,
    }


def publication(desk: Desk) -> Context:
    """What goes out, and what freezes it; periods and meetings to choose from."""
    reading = _reading(desk)
    known = sealable(desk)
    return {
        "names": known,
        "period": known[0] if known else "",
        "meetings": sealable_meetings(desk),
        "target": publish_folder(desk.root),
        "is_signed": (desk.root / SIGNERS).is_file(),
        "is_refused": reading.loaded is None,
        "records": _to_record(desk),
        "archives": output.output_files(desk.root, "archives"),
        "packs": [name for name in output.output_files(desk.root, "packs") if name.endswith(".docx")],
    }


def _to_record(desk: Desk) -> list[Mapping[str, str]]:
    """The open changes of sealed periods, where a check has told of some."""
    told = {problem.code for problem in _reading(desk).checked.problems}
    if told.isdisjoint(UNRECORDED):
        return []
    try:
        return corrections_to_record(desk.root)
    except ProblemsFound:  # other mistakes come first
        return []


def work(desk: Desk, number: int) -> Context | None:
    """How a job is going, or how it ended."""
    if not 0 <= number < len(desk.worker.jobs):
        return None
    job: DeskJob = desk.worker.jobs[number]
    return {"job": job, "tables": tables_of(desk, () if job.done is None else job.done.problems)}


def _reading(desk: Desk) -> Reading:
    """The last one; before the first there is nothing to say."""
    return desk.live.reading or Reading(Checked(()))


PAGES: tuple[tuple[str, str, View], ...] = (
    ("/", "desktop", desktop),
    ("/problems", "problems", problems),
    ("/reports", "reports", reports),
    ("/reports/<period>", "reports", reports),
    ("/compare", "compared", compared),
    ("/compare/<period>", "compared", compared),
    ("/forms/<period>", "forms", forms),
    ("/texts", "texts", texts),
    ("/meetings", "meetings", gatherings),
    ("/publish", "published", publication),
    ("/settings", "settings", beginnings),
    ("/jobs/<int:number>", "work", work),
)
