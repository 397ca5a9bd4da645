"""Explanations as JSON: what the pages say in sentences and tables, in the same words and numbers."""

from __future__ import annotations

from decimal import Decimal

from leitai.model.explanation import Explanation, GapToNext, Movement


def explanation_object(explanation: Explanation | None) -> dict[str, object]:
    """`movement`, `no_movement` (why there is none) and `catch_up` of a row; nothing for a hidden row."""
    if explanation is None:
        return {}
    return {
        **({"levels": dict(explanation.levels)} if explanation.levels else {}),
        "movement": _movement(explanation.movement) if explanation.movement is not None else None,
        "no_movement": explanation.why_not,
        "catch_up": _gap_to_next(explanation.gap_to_next) if explanation.gap_to_next is not None else None,
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


def _gap_to_next(ahead: GapToNext) -> dict[str, object]:
    return {
        "unit": ahead.unit_id,
        "gap": plain_number(ahead.gap),
        **({"decided_by": ahead.decided_by} if ahead.decided_by else {}),
        "smallest": ahead.smallest.indicator_id if ahead.smallest is not None else None,
        "needed": {
            one.indicator_id: {"value": plain_number(one.value), "reason": one.reason}
            for one in ahead.improvements
        },
        "reason": ahead.reason,
    }


def plain_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
