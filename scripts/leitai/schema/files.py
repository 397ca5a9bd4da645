"""Every kind of file that editors write, in the order of the handbook."""

from __future__ import annotations

from leitai.schema.columns import FileFormat
from leitai.schema.config.accepted_warnings import EXPLAINED
from leitai.schema.config.aliases import ALIASES
from leitai.schema.config.indicators import INDICATORS
from leitai.schema.config.methods import METHOD
from leitai.schema.config.names import NAMES
from leitai.schema.config.overrides import OVERRIDES
from leitai.schema.config.portal import PORTAL
from leitai.schema.config.units import UNITS
from leitai.schema.ledgers.claims import CLAIMS
from leitai.schema.ledgers.corrections import CORRECTIONS
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.problems import PROBLEM_LEDGER
from leitai.schema.ledgers.rewards import REWARDS
from leitai.schema.ledgers.seals import SEALS, SNAPSHOT
from leitai.schema.ledgers.tasks import TASKS
from leitai.schema.ledgers.urls import URLS
from leitai.schema.results.adjustments import ADJUSTMENTS
from leitai.schema.results.benchmarks import BENCHMARKS
from leitai.schema.results.mappings import MAPPINGS
from leitai.schema.results.receipts import RECEIPTS
from leitai.schema.results.results import RESULTS
from leitai.schema.results.targets import TARGETS
from leitai.schema.texts.cases import CASE
from leitai.schema.texts.facts import FACTS
from leitai.schema.texts.meetings import EVALUATION, MEETING, SPEECH
from leitai.schema.texts.programmes import PROGRAMME
from leitai.schema.texts.prose import PROSE

WRITTEN = ("content", "site_config", "mkdocs.yml")  # below these lies all that people write or send in
SIGNERS = "site_config/signers"  # who may sign: read by OpenSSH alone
FORMATS: tuple[FileFormat, ...] = (
    RESULTS, MAPPINGS, RECEIPTS, ADJUSTMENTS, TARGETS, BENCHMARKS, CASE, MEETING, SPEECH, EVALUATION, PROBLEM_LEDGER, EVENTS, TASKS, CLAIMS,
    REWARDS, PROGRAMME, URLS,
    CORRECTIONS, SEALS, SNAPSHOT, FACTS, PROSE, UNITS, INDICATORS, ALIASES, PORTAL, METHOD, NAMES, OVERRIDES, EXPLAINED,
)  # fmt: skip
