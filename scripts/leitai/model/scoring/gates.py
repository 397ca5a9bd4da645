"""What the gate of a tier says, wherever it is told."""

from __future__ import annotations

from leitai.model.settings import Settings
from leitai.schema.config.dimensions import TOTAL
from leitai.schema.config.methods import Method
from leitai.schema.config.tiers import Gate


def gate_words(gate: Gate, method: Method, settings: Settings) -> str:
    """“平安建设”得分低于 80 分的，最高评为良好."""
    names = {dimension.dimension_id: dimension.name for dimension in method.all_dimensions()}
    known = settings.indicators.get(gate.of)
    name = names.get(gate.of, known.name if known is not None else gate.of)
    of = "总分" if gate.of == TOTAL else f"“{name}”得分"
    return f"{of}低于 {gate.below} 分的，最高评为{gate.best}"
