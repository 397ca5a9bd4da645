"""For whom a practice may fit: the units whose size and conditions are near to those of a unit that uses it."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from leitai.model.scoring.neighbours import Neighbours
from leitai.model.settings import Settings
from leitai.model.urls import unit_url
from leitai.model.writings.taken_up import IsDemo
from leitai.pages.kit.page import linked
from leitai.schema.texts.cases import Case

Alike = Mapping[str, tuple[str, ...]]


def alike_of(neighbours: Mapping[str, Neighbours], is_demo: IsDemo, case: Case) -> Alike:
    """By unit that uses a practice those like it which don't yet; of a real practice nothing that demo figures say."""
    known = ((user, neighbours[user]) for user in case.users if user in neighbours)
    found = {
        user: tuple(unit_id for unit_id in near.unit_ids if unit_id not in case.users)
        for user, near in known
        if case.is_demo or not any(map(is_demo, near.periods(user)))
    }
    return {user: others for user, others in found.items() if others}


def alike_sentences(settings: Settings, alike: Alike) -> tuple[Markup, ...]:
    """与示例乡镇三条件相近的单位：…, a line for each unit that uses the practice."""
    return tuple(
        Markup("与{}条件相近的单位：{}。").format(
            settings.units[user].name, Markup("、").join(_link(settings, unit_id) for unit_id in others)
        )
        for user, others in alike.items()
    )


def _link(settings: Settings, unit_id: str) -> Markup:
    unit = settings.units[unit_id]
    return linked(unit.name, unit_url(unit_id))
