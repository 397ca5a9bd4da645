"""Ledgers that two editors' branches are merged in by rule (`leitai merge`), not by hand."""

from leitai.schema.ledgers.corrections import CORRECTIONS
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.problems import PROBLEM_LEDGER
from leitai.schema.ledgers.seals import SEALS
from leitai.schema.ledgers.urls import URLS

APPENDED = (EVENTS.path, CORRECTIONS.path, PROBLEM_LEDGER.path)  # lines are only ever added
MERGED = (SEALS.path, URLS.path, *APPENDED)
