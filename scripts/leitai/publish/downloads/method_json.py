"""A method as JSON: the rules behind a ranking, under the keys of the method file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from leitai.publish.downloads.explanations import plain_number
from leitai.schema.columns import columns_of
from leitai.schema.config.dimensions import Dimension, MethodIndicator, Rollup
from leitai.schema.config.methods import Method, Rounding
from leitai.schema.config.score_kinds import COMMON, ParameterValue
from leitai.schema.config.tiers import LAST_OF_ALL, SHARE, Tiers
from leitai.schema.config.weights import weight_text


def method_object(method: Method) -> dict[str, object]:
    """Everything that decides scores and ranks; weights are text, because 1/3 is no decimal."""
    caps = method.adjustments
    return {
        "title": method.title,
        "dated": method.dated.isoformat(),
        "change_reason": method.change_reason,
        "legal_basis": method.legal_basis,
        "comparable_with": list(method.comparable_with),
        "scale": plain_number(method.scale),
        "aggregate": method.aggregate,
        "rounding": {name: getattr(method.rounding, name) for name in columns_of(Rounding)},
        "rank_on": method.rank_on,
        "ties": method.ties,
        "tie_break": list(method.tie_break),
        "missing": method.missing,
        "not_applicable": method.not_applicable,
        "adjustments": None
        if caps is None
        else {
            "bonus_cap": plain_number(caps.bonus_cap),
            "deduction_cap": plain_number(caps.deduction_cap),
            "item_cap": plain_number(caps.item_cap),
            "veto": caps.veto,
            **({"vetoes": {one.name: one.effect for one in caps.vetoes}} if caps.vetoes else {}),
        },
        "tiers": None if method.tiers is None else _tiers(method.tiers),
        "gates": [{"of": g.of, "below": plain_number(g.below), "best": g.best} for g in method.gates],
        "previous": method.previous,
        "values": method.values,
        "total": None
        if method.total is None
        else {"floor": plain_number(method.total.floor), "cap": plain_number(method.total.cap)},
        "dimensions": [_dimension(dimension) for dimension in method.dimensions],
    }


def _tiers(tiers: Tiers) -> dict[str, object]:
    """`from` is the lowest total of a tier, `upto` its last place, or the share that it and the better ones make up."""
    listed = [
        {"name": tier.name, "from": plain_number(tier.lower)}
        if tier.upto is None
        else {"name": tier.name, "upto": None if tier.upto == LAST_OF_ALL else str(tier.upto)}
        for tier in tiers
    ]
    return {"by": tiers.by, **({"round": tiers.round} if tiers.by == SHARE else {}), "tiers": listed}


def _dimension(dimension: Dimension) -> dict[str, object]:
    inner: object = [
        _dimension(child) if isinstance(child, Dimension) else _indicator(child)
        for child in dimension.children
    ]
    holds = "dimensions" if isinstance(dimension.children[0], Dimension) else "indicators"
    rollup = next((i.rollup for i in dimension.children if isinstance(i, MethodIndicator) and i.rollup), None)
    if rollup is not None:
        holds, inner = "rollup", _rollup(rollup)
    return {
        "id": dimension.dimension_id,
        "name": dimension.name,
        "weight": weight_text(dimension.weight),
        "aggregate": dimension.aggregate,
        **({"rank_on": dimension.rank_on} if dimension.rank_on else {}),
        **({"missing": dimension.missing} if dimension.missing else {}),
        **({"floor": plain_number(dimension.floor)} if dimension.floor is not None else {}),
        **({"cap": plain_number(dimension.cap)} if dimension.cap is not None else {}),
        holds: inner,
    }


def _rollup(rollup: Rollup) -> dict[str, object]:
    return {
        "method": rollup.method_id,
        "of": rollup.of,
        "combine": rollup.combine,
        **({"weights": [plain_number(weight) for weight in rollup.weights]} if rollup.weights else {}),
        **({"n": rollup.n} if rollup.n is not None else {}),
        **({"last": rollup.last} if rollup.last is not None else {}),
    }


def _indicator(indicator: MethodIndicator) -> dict[str, object]:
    rule = indicator.rule
    usual = {parameter.name: parameter.default for parameter in COMMON}
    declared = {
        name: _parameter(value)
        for name, value in rule.parameters.items()
        if value is not None and value != usual.get(name)
    }
    score = {"kind": rule.kind, **declared}
    return {"id": indicator.indicator_id, "weight": weight_text(indicator.weight), "score": score}


def _parameter(value: ParameterValue) -> object:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, tuple):
        return [
            {"from": plain_number(item[0]), "score": plain_number(item[1])}
            if isinstance(item, tuple)
            else plain_number(item)
            for item in value
        ]
    return {grade: plain_number(n) for grade, n in value.items()} if isinstance(value, Mapping) else value
