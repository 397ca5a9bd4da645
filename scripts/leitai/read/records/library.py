"""Everything written: `content/` without the results → `Library`."""

from __future__ import annotations

from pathlib import Path

from leitai.model.library import Library
from leitai.model.names import indicator_names, unit_names
from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.read.documents.folders import report_unread
from leitai.read.files.attachments import check_attachments
from leitai.read.records.accepted_warnings import read_explanations
from leitai.read.records.addresses import read_addresses
from leitai.read.records.cases import read_cases
from leitai.read.records.corrections import read_corrections
from leitai.read.records.ledgers import (
    read_claims,
    read_facts,
    read_problem_ledger,
    read_receipts,
    read_tasks,
)
from leitai.read.records.meetings import read_meetings
from leitai.read.records.prose import read_prose
from leitai.read.records.seals import read_seals, stray_files


def read_library(root: Path, settings: Settings, problems: list[Problem]) -> Library:
    """Cases, meetings, ledgers, facts, receipts and pages."""
    units, indicators = unit_names(settings), indicator_names(settings)
    report_unread(root, problems)
    meetings = read_meetings(root, units, problems)
    problems += check_attachments(root, meetings, settings.privacy)
    seals = read_seals(root, problems)
    return Library(
        cases=read_cases(root, problems),
        meetings=meetings,
        problems=read_problem_ledger(root, units, indicators, problems),
        tasks=read_tasks(root, units, problems),
        claims=read_claims(root, units, problems),
        facts=read_facts(root, problems),
        receipts=read_receipts(root, units, problems),
        prose=read_prose(root, problems),
        addresses=read_addresses(root, problems),
        corrections=read_corrections(root, units, indicators, problems),
        seals=seals,
        stray_seal_files=stray_files(root, seals),
        explanations=read_explanations(root, problems),
    )
