"""The permanent addresses of pages, relative to the site's root."""

from __future__ import annotations

from urllib.parse import quote

ARCHIVE = "archive/index.html"
SEALS_TABLE = "archive/seals.csv"
COMPARE_DATA = "assets/compare-data.js"
CASES = "cases/index.html"
CASES_BY_PROBLEM = "cases/by-problem/index.html"
CLAIMS = "ledgers/claims.html"
ADOPTION = "cases/adoption.html"
COMPARE = "compare.html"
DATA = "data/index.html"
DATABASE = "data/portal.sqlite"
DATA_PACKAGE = "datapackage.json"
FACTS = "facts.html"
LICENCES, SBOM = "assets/licences.txt", "assets/sbom.cdx.json"
ACCESSIBILITY = "handbook/accessibility.html"
HANDBOOK = "handbook/index.html"
HOME = "index.html"
INDICATORS = "indicators/index.html"
CORRECTIONS_TABLE = "ledgers/corrections.csv"
CORRECTIONS = "ledgers/corrections.html"
LEDGERS = "ledgers/index.html"
EVENTS_TABLE = "ledgers/events.csv"
PROBLEMS_TABLE = "ledgers/problems.csv"
PROBLEMS = "ledgers/problems.html"
PROGRAMMES = "ledgers/programmes.html"
PROMISES = "ledgers/promises.html"
REDACTIONS_TABLE = "ledgers/redactions.csv"
REDACTIONS = "ledgers/redactions.html"
REWARDS = "ledgers/rewards.html"
MEETINGS = "meetings/index.html"
METHODS = "methods/index.html"
NOT_FOUND = "404.html"
RANKINGS = "rankings/index.html"
SEARCH = "search.html"
TASKS = "ledgers/tasks.html"
UNITS = "units/index.html"
OWN_PAGES = frozenset(  # what no text and no id of others may take
    [ACCESSIBILITY, ADOPTION, ARCHIVE, CASES, CASES_BY_PROBLEM, CLAIMS, COMPARE, CORRECTIONS, DATA, FACTS, HANDBOOK, HOME, INDICATORS, LEDGERS, MEETINGS, METHODS, NOT_FOUND, PROBLEMS, PROGRAMMES, PROMISES, RANKINGS, REDACTIONS, REWARDS, SEARCH, TASKS, UNITS]
)  # fmt: skip
BESIDE_RANKING = ("steps", "notice", "arena", "briefs")  # what of a ranking has pages of its own


def ranking_url(period_id: str, group: str) -> str:
    """The ranking of a group in a period."""
    return f"rankings/{period_id}/{group}.html"


def compared_url(period_id: str, group: str) -> str:
    """The figures of a ranking as `compare.html` loads them."""
    return f"assets/compare/{period_id}-{group}.js"


def _beside(period_id: str, group: str, what: str, part: int = 1) -> str:
    return f"rankings/{period_id}/{group}-{what}{'' if part == 1 else f'-{part}'}.html"


def steps_url(period_id: str, group: str, part: int = 1) -> str:
    """The step-by-step tables of a ranking; large groups have several parts."""
    return _beside(period_id, group, "steps", part)


def bulletin_url(period_id: str, group: str) -> str:
    """通报: the same ranking as an official notice."""
    return _beside(period_id, group, "notice")


def arena_url(period_id: str, group: str) -> str:
    """晒拼创 of a group in a period: progress shown, results compared, who was first."""
    return _beside(period_id, group, "arena")


def tasks_url(unit_id: str) -> str:
    """A unit's own part of the progress board."""
    return f"ledgers/tasks/{unit_id}.html"


def unit_url(unit_id: str) -> str:
    """All of one unit."""
    return f"units/{unit_id}.html"


def brief_url(unit_id: str) -> str:
    """A unit's newest period on one sheet: a live page, like the unit's own."""
    return f"units/briefs/{unit_id}.html"


def briefs_url(period_id: str, group: str, part: int = 1) -> str:
    """The briefs of every unit in a ranking, a sheet each; large groups have several parts."""
    return _beside(period_id, group, "briefs", part)


def indicator_url(indicator_id: str) -> str:
    """All units on one indicator."""
    return f"indicators/{indicator_id}.html"


def method_url(method_id: str) -> str:
    """A method with all its versions."""
    return f"methods/{method_id}.html"


def case_url(slug: str) -> str:
    """A write-up."""
    return f"cases/{slug}.html"


def facet_url(facet: str, value: str) -> str:
    """The practices that share a theme, an indicator, a grade …"""
    return f"cases/by-{facet}/{value}.html"


def meeting_url(slug: str) -> str:
    """A meeting; its files stand in a folder of the same name."""
    return f"meetings/{slug}.html"


def attachment_url(page: str, file_name: str) -> str:
    """The address of a file that stands beside the text of a page; file names are free, so they are quoted."""
    return f"{page.removesuffix('.html')}/{quote(file_name)}"


def programme_url(slug: str) -> str:
    """A programme, among the others."""
    return f"{PROGRAMMES}#{slug}"


def calendar_url(slug: str) -> str:
    """The calendar entry of a meeting whose day is known."""
    return f"meetings/{slug}.ics"


def status_url(period_id: str) -> str:
    """Who reported for a period."""
    return f"status/{period_id}.html"


def archive_url(name: str) -> str:
    """The archive page of a period or a meeting, whose names never clash."""
    return f"archive/{name}.html"


def archive_zip_url(name: str) -> str:
    """A finished period or meeting as one file, beside its archive page."""
    return f"archive/{name}.zip"


def archive_hashes_url(name: str) -> str:
    """The SHA-256 of that zip and of each file in it, as `sha256sum -c` reads them."""
    return f"archive/{name}.sha256"


def table_url(name: str) -> str:
    """A table for analysts as CSV."""
    return f"data/{name}.csv"


def prose_url(slug: str) -> str:
    """A page that editors write."""
    return f"{slug}.html"
