"""What can be done at the desk: each button with one sentence of what will happen and one of how to undo it."""

from __future__ import annotations

from leitai.assist.desk.actions.action import Action
from leitai.assist.desk.actions.files import FILES
from leitai.assist.desk.actions.looks import LOOKS
from leitai.assist.desk.actions.meetings import MEETING_ACTIONS
from leitai.assist.desk.actions.papers import PAPERS
from leitai.assist.desk.actions.quarter import QUARTER
from leitai.assist.desk.actions.redact import REDACT
from leitai.assist.desk.actions.seals import SEALS
from leitai.assist.desk.actions.settings import SETTINGS
from leitai.assist.desk.actions.sites import SITES
from leitai.assist.desk.actions.texts import TEXTS
from leitai.assist.desk.actions.warnings import WARNINGS

ALL: tuple[Action, ...] = (
    *SETTINGS,
    *QUARTER,
    *FILES,
    *WARNINGS,
    *LOOKS,
    *TEXTS,
    *MEETING_ACTIONS,
    *SITES,
    *SEALS,
    *REDACT,
    *PAPERS,
)
ACTIONS = {action.name: action for action in ALL}
