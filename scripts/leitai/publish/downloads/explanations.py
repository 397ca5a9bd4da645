"""Explanations as JSON: what the pages say in sentences and tables, in the same words and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from leitai.model.scoring.explanation import Explanation, Gap, Improvement, Movement


def explanation_object(explanation: Explanation | None) -> dict[str, object]:
    """`movement`, `no_movement` (why there is none) and `catch_up`, to the next unit and to those on further ranks, of a row; nothing for a hidden row."""
    if explanation is None:
        return {}
    return {
        **({"levels": dict(explanation.levels)} if explanation.levels else {}),
        "movement": _movement(explanation.movement) if explanation.movement is not None else None,
        "no_movement": explanation.why_not,
        "catch_up": _gap(explanation.gap_to_next) if explanation.gap_to_next is not None else None,
        "catch_up_to": {str(gap.rank): _gap(gap) for gap in explanation.gaps[1:]},
    }


def _movement(movement: Movement) -> dict[str, object]:
    return {
        "since": movement.period.id,
        "change": plain_number(movement.change),
        "points": {part.part_id: plain_number(part.change) for part in movement.contributions},
        **({} if movement.of == "indicators" else {"of": movement.of, "adds_up": movement.adds_up}),
        "adjustment": plain_number(movement.adjustment),
        "remainder": plain_number(movement.remainder),
        "overtook": list(movement.overtook),
        "overtaken_by": list(movement.overtaken_by),
    }


def _gap(ahead: Gap) -> dict[str, object]:
    return {
        "unit": ahead.unit_id,
        "gap": plain_number(ahead.points),
        **({"decided_by": ahead.decided_by} if ahead.decided_by else {}),
        "smallest": ahead.smallest.indicator_id if ahead.smallest is not None else None,
        "needed": _needed(ahead.improvements),
        "together": _needed(ahead.together),
        **({"why_not": ahead.why_not} if ahead.why_not else {}),
    }


def _needed(improvements: Iterable[Improvement]) -> dict[str, object]:
    return {
        one.indicator_id: {"value": plain_number(one.value), "reason": one.reason} for one in improvements
    }


def plain_number(value: Decimal | int | None) -> int | float | None:
    """A number for JSON: whole ones without a point; None stays."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
