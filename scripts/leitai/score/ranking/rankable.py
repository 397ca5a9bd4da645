"""What may be ranked at all: decided here, before any score, not in checks or templates.

`leitai check` refuses such a method first, with the file and line; this is the lock behind that door.
"""

from __future__ import annotations

from leitai.model.content import Content
from leitai.model.scoring.blocked import blocked_list, is_unrankable
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit

BY_RULE = "按规定不排名"


def why_unit_is_unrankable(method: Method, unit: Unit) -> str:
    """Courts and procuratorates are ranked only by a method with a `legal_basis`; empty if it may be."""
    return BY_RULE if is_unrankable(unit) and not method.legal_basis else ""


def why_method_ranks_nobody(content: Content, method: Method) -> str:
    """A blocked indicator needs a `legal_basis`; one registered as `rankable: false` is never scored."""
    known = [content.settings.indicators[indicator_id] for indicator_id in method.deciding_indicators()]
    names = [
        indicator.name
        for indicator in known
        if not indicator.rankable or (blocked_list(indicator) is not None and not method.legal_basis)
    ]
    return f"{BY_RULE}：办法含有不得排名的指标（{'、'.join(names)}）" if names else ""
