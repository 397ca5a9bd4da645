"""What can be done at the desk: each button with one sentence of what will happen and one of how to undo it."""

from __future__ import annotations

from leitai.assist.desk.actions.action import Action
from leitai.assist.desk.actions.files import FILES
from leitai.assist.desk.actions.looks import LOOKS

ALL: tuple[Action, ...] = (*FILES, *LOOKS)
ACTIONS = {action.name: action for action in ALL}
