"""What the figures of a page come from, and what a page must say of them: demo data, history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leitai.model.scoring.ranking import Ranking
from leitai.model.settings import DEMO_NOTICE
from leitai.schema.ledgers.claims import Claim
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.ledgers.rewards import Reward
from leitai.schema.ledgers.tasks import Task
from leitai.schema.period import Period
from leitai.schema.texts.cases import Case
from leitai.schema.texts.meetings import Meeting
from leitai.schema.texts.programmes import Programme

FICTITIOUS_NOTICE = "演示数据：虚构示例，不是真实做法"
MOST_NAMED = 3

Source = Period | Case | Meeting | LedgerProblem | Task | Claim | Reward | Programme


@dataclass(frozen=True)
class Shows:
    """`figures`: whatever a number on the page was worked out from. `years`: those that the page is about.

    A period stands for its values, targets, benchmarks and ranks; a meeting for its ballots.
    """

    figures: tuple[Source, ...] = ()
    years: tuple[int, ...] = ()

    def __add__(self, other: Shows) -> Shows:
        return Shows(self.figures + other.figures, self.years + other.years)


NOTHING = Shows()


def of_periods(periods: Iterable[Period], *beside: Source) -> Shows:
    """A page about these periods that also shows figures from elsewhere."""
    about = tuple(periods)
    return Shows((*about, *beside), tuple(period.year for period in about))


def of_rankings(rankings: Iterable[Ranking], *beside: Source) -> Shows:
    """A page about these rankings; a rank change or a movement is a figure of the period before, too."""
    shown = list(rankings)
    before = [r.previous_period for r in shown if r.previous_period is not None and not r.not_comparable]
    return of_periods([ranking.period for ranking in shown], *before, *beside)


def of_explained(ranking: Ranking, *beside: Source) -> Shows:
    """A page that says what would close a gap, too: earlier values bound it."""
    return of_rankings([ranking], *ranking.earlier, *beside)


@dataclass(frozen=True)
class Marks:
    """What is demo, by `source_key`, and which years are history; `view` decides it once.

    `demo` is None in the office's own view, of which nothing may be rendered for readers.
    """

    demo: frozenset[str] | None = None
    historical_notice: str = ""
    historical_until: int = 0

    def is_demo(self, source: Source) -> bool:
        assert self.demo is not None, "nothing is rendered of the office's own view"
        return source_key(source) in self.demo

    def notices(self, shows: Shows) -> tuple[str, ...]:
        """The standing notices on top of a page, the one on demo data first."""
        is_history = any(year <= self.historical_until for year in shows.years)
        return (*self.demo_notices(shows), *((self.historical_notice,) if is_history else ()))

    def demo_notices(self, shows: Shows) -> tuple[str, ...]:
        """That the figures are demo data, or which of them; nothing where none is."""
        found = [source for source in shows.figures if self.is_demo(source)]
        fictitious = (FICTITIOUS_NOTICE,) if any(isinstance(source, Case) for source in found) else ()
        figures = [source for source in found if not isinstance(source, Case)]
        if not figures:
            return fictitious
        if self.is_all_demo(shows):
            return (*fictitious, DEMO_NOTICE)
        figures.sort(key=lambda source: source.last_day if isinstance(source, Period) else date.max)
        names = list(dict.fromkeys(map(_name, figures)))
        more = f"等{len(names)}项" if len(names) > MOST_NAMED else ""
        return (*fictitious, f"其中{'、'.join(names[:MOST_NAMED])}{more}是{DEMO_NOTICE}")

    def is_all_demo(self, shows: Shows) -> bool:
        """Whether every period shown is demo; where no period is shown, every record."""
        periods = [source for source in shows.figures if isinstance(source, Period)]
        return all(map(self.is_demo, periods or shows.figures))

    def title_mark(self, shows: Shows) -> str:
        """What window titles and shared links say behind the page's title."""
        if not self.demo_notices(shows):
            return ""
        return "（演示数据）" if self.is_all_demo(shows) else "（含演示数据）"


UNDECIDED = Marks()


def source_key(source: Source) -> str:
    """One key for what may be demo, whatever it is."""
    match source:
        case Period():
            return f"period/{source.id}"
        case Case() | Meeting() | Programme():
            return f"{type(source).__name__}/{source.slug}"
        case Reward():
            return f"Reward/{source.period.id}/{source.group}/{source.unit_id}/{source.text}"
        case LedgerProblem() | Task() | Claim():
            return f"{type(source).__name__}/{source.number}"


def _name(source: Source) -> str:
    match source:
        case Period():
            return source.title
        case Case() | Programme():
            return source.title
        case Reward():
            return source.text
        case Meeting():
            return source.short_title
        case LedgerProblem() | Task() | Claim():
            return source.number
