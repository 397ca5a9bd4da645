"""Everything that is written rather than measured: cases, meetings, ledgers, facts, pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from leitai.model.seals.seal import Seal
from leitai.model.urls import PROGRAMMES, case_url, meeting_url, prose_url
from leitai.model.writings.folders import Folder, folders_of
from leitai.model.writings.follow_up import FollowedItem, followed_items
from leitai.model.writings.standing import Standing, standing_of
from leitai.schema.config.accepted_warnings import AcceptedWarning
from leitai.schema.ledgers.claims import Claim
from leitai.schema.ledgers.corrections import Correction
from leitai.schema.ledgers.events import Event
from leitai.schema.ledgers.problems import LedgerProblem
from leitai.schema.ledgers.rewards import Reward
from leitai.schema.ledgers.tasks import Task
from leitai.schema.ledgers.urls import Address
from leitai.schema.results.receipts import Receipt
from leitai.schema.texts.cases import CASE_STATUSES, Case
from leitai.schema.texts.facts import Fact
from leitai.schema.texts.meetings import Meeting
from leitai.schema.texts.programmes import Programme
from leitai.schema.texts.prose import Prose
from leitai.schema.texts.written import Written

FICTITIOUS = "虚构示例"


@dataclass(frozen=True)
class Library:
    """Cases by slug, meetings by date, facts by id; all in a fixed order. `refused`: the folders of texts that were left out."""

    cases: Mapping[str, Case]
    meetings: tuple[Meeting, ...]
    problems: tuple[LedgerProblem, ...]
    events: tuple[Event, ...]
    tasks: tuple[Task, ...]
    claims: tuple[Claim, ...]
    rewards: tuple[Reward, ...]
    programmes: tuple[Programme, ...]
    facts: Mapping[str, Fact]
    receipts: tuple[Receipt, ...]
    prose: tuple[Prose, ...]
    addresses: tuple[Address, ...]
    corrections: tuple[Correction, ...]
    seals: tuple[Seal, ...]
    stray_seal_files: tuple[str, ...]
    explanations: tuple[AcceptedWarning, ...]
    refused: tuple[Folder, ...] = ()

    @cached_property
    def written(self) -> Library:
        """The same without the ledger of addresses, to which each build adds."""
        return replace(self, addresses=())

    @cached_property
    def without_texts(self) -> Library:
        """Ledgers and meetings alone: what pages about units take, which no edit of a write-up makes anew."""
        return replace(self, cases={}, programmes=(), facts={}, prose=(), addresses=())

    @property
    def texts(self) -> Iterator[tuple[str, Written]]:
        """Every text that people wrote, with the address of the page on which it stands."""
        yield from ((case_url(case.slug), case) for case in self.cases.values())
        for meeting in self.meetings:
            url = meeting_url(meeting.slug)
            yield from ((url, text) for text in (meeting, *meeting.speeches))
        yield from ((PROGRAMMES, programme) for programme in self.programmes)
        yield from ((prose_url(prose.slug), prose) for prose in self.prose)

    @property
    def folders(self) -> Iterator[Folder]:
        """Meetings and write-ups with what stands beside their texts."""
        return folders_of(self.cases.values(), self.meetings)

    def seals_of(self, period_id: str) -> tuple[Seal, ...]:
        """The versions of a sealed period, oldest first; empty if it is not sealed."""
        return tuple(seal for seal in self.seals if seal.snapshot.period_id == period_id)

    def corrections_of(self, period_id: str) -> tuple[Correction, ...]:
        return tuple(c for c in self.corrections if c.period.id == period_id)

    def prose_page(self, slug: str) -> Prose | None:
        return next((prose for prose in self.prose if prose.slug == slug), None)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """How much each write-up tells, by slug; made once."""
        return {slug: standing_of(case, self.facts) for slug, case in self.cases.items()}

    def status(self, case: Case) -> str:
        return self.standings[case.slug].status

    def title_with_status(self, case: Case) -> str:
        """For a list of titles alone: one that is not whole says how much it tells, a fictitious one that it is, once."""
        notes = [FICTITIOUS] if case.is_demo and FICTITIOUS not in case.title else []
        notes += [CASE_STATUSES[self.status(case)]] if self.status(case) != "complete" else []
        return case.title + (f"（{'，'.join(notes)}）" if notes else "")

    def best_first(self, cases: Iterable[Case]) -> list[Case]:
        """Real before fictitious, whole before part before lead, then by evidence, by how little is missing, the newest first, undated last."""
        order = ("complete", "partial", "stub", "retired")

        def key(case: Case) -> tuple[bool, int, int, int, int, str]:
            told = self.standings[case.slug]
            rank, missing = order.index(told.status), len(told.missing)
            return (case.is_demo, rank, -case.evidence, missing, -(case.year or 0), case.slug)

        return sorted(cases, key=key)

    def usable(self, cases: Iterable[Case]) -> list[Case]:
        """The best first, none that is retired or failed."""
        return [case for case in self.best_first(cases) if case.status != "retired" and case.worked != "no"]

    def worth_reading(self, cases: Iterable[Case]) -> list[Case]:
        """Where other pages may lead: what is usable, a mere lead only if there is nothing else."""
        used = self.usable(cases)
        return [case for case in used if self.status(case) != "stub"] or used

    def cases_of_unit(self, unit_id: str) -> tuple[Case, ...]:
        return tuple(case for case in self.cases.values() if unit_id in case.units)

    def cases_for_indicator(self, indicator_id: str) -> tuple[Case, ...]:
        return tuple(case for case in self.cases.values() if indicator_id in case.indicators)

    @cached_property
    def items(self) -> tuple[FollowedItem, ...]:
        """Every problem, commitment and resolution with what became of it."""
        return followed_items(self.problems, self.meetings, self.events)

    def items_of_unit(self, unit_id: str) -> tuple[FollowedItem, ...]:
        return tuple(item for item in self.items if item.owner == unit_id)

    def meeting(self, slug: str) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.slug == slug), None)

    def claims_of_unit(self, unit_id: str) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.unit_id == unit_id)

    def tasks_of_unit(self, unit_id: str) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.unit_id == unit_id)

    def meetings_at(self, unit_id: str) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.venue == unit_id)


NOTHING_WRITTEN = Library({}, (), (), (), (), (), (), (), {}, (), (), (), (), (), (), ())
