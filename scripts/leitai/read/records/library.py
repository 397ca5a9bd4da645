"""Everything written: `content/` without the results → `Library`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.problems import Problem
from leitai.read.documents.folders import report_unread
from leitai.read.records.cases import read_cases
from leitai.read.records.context import context_of, name_table
from leitai.read.records.meetings import read_meetings
from leitai.read.records.programmes import read_programmes
from leitai.read.records.prose import read_prose
from leitai.read.records.seals import in_sealed_order, read_seals, stray_files
from leitai.read.records.tables import read_records, read_table_of_periods
from leitai.schema.config.accepted_warnings import EXPLAINED
from leitai.schema.ledgers.claims import CLAIMS
from leitai.schema.ledgers.corrections import CORRECTIONS
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.problems import PROBLEM_LEDGER
from leitai.schema.ledgers.rewards import REWARDS
from leitai.schema.ledgers.tasks import TASKS
from leitai.schema.ledgers.urls import URLS, Address
from leitai.schema.results.receipts import RECEIPTS
from leitai.schema.texts.facts import FACTS


def read_addresses(root: Path, settings: Settings, problems: list[Problem]) -> tuple[Address, ...]:
    """Every address that was published: what each build adds to."""
    return read_records(root, URLS, context_of(settings, problems))


def read_library(root: Path, settings: Settings, problems: list[Problem]) -> Library:
    """Cases, meetings, ledgers, facts, receipts and pages; what stands beside them is not opened."""
    return read_written(root, settings, read_addresses(root, settings, problems), problems)


def read_written(
    root: Path, settings: Settings, addresses: tuple[Address, ...], problems: list[Problem]
) -> Library:
    """The same with these addresses, without the ledger of them."""
    context = context_of(settings, problems)
    report_unread(root, problems)
    cases = read_cases(root, context)
    titles = name_table("经验做法", {slug: case.title for slug, case in cases.items()})
    context = replace(context, others={**context.others, "case": titles})
    meetings = read_meetings(root, context)
    seals = read_seals(root, context)
    return Library(
        cases=cases,
        meetings=meetings,
        problems=read_records(root, PROBLEM_LEDGER, context),
        events=read_records(root, EVENTS, context),
        tasks=read_records(root, TASKS, context),
        claims=read_records(root, CLAIMS, context),
        rewards=read_records(root, REWARDS, context),
        programmes=read_programmes(root, context),
        facts={fact.fact_id: fact for fact in read_records(root, FACTS, context)},
        receipts=read_table_of_periods(root, RECEIPTS, context),
        prose=read_prose(root, context),
        addresses=addresses,
        corrections=in_sealed_order(read_records(root, CORRECTIONS, context), seals),
        seals=seals,
        stray_seal_files=stray_files(root, seals),
        explanations=read_records(root, EXPLAINED, context),
        refused=tuple(context.refused),
    )
