"""What readers are told of a part of a method and of the gate of a tier, wherever that is."""

from __future__ import annotations

from leitai.model.settings import Settings
from leitai.schema.config.dimensions import TOTAL
from leitai.schema.config.methods import Method
from leitai.schema.config.tiers import Gate


def gate_words(gate: Gate, method: Method, settings: Settings) -> str:
    """“平安建设”得分低于 80 分的，最高评为良好."""
    of = "总分" if gate.of == TOTAL else f"“{part_name(gate.of, method, settings)}”得分"
    return f"{of}低于 {gate.below} 分的，最高评为{gate.best}"


def part_name(part_id: str, method: Method | None, settings: Settings) -> str:
    """What readers call a dimension or indicator of a method; its id where it has no name."""
    dimensions = method.all_dimensions() if method is not None else ()
    names = {dimension.dimension_id: dimension.name for dimension in dimensions}
    known = settings.indicators.get(part_id)
    return names.get(part_id) or (known.name if known is not None else part_id)
