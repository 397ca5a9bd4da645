"""Rankings as JSON: what their pages, step-by-step pages and method pages say, in the same numbers.

`leitai rank --format json` prints the office's full view, the download beside a ranking page the public one: what a
method's `display` hides is not in the rankings that come in. The handbook describes every key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from leitai.model.content import Content
from leitai.model.observations import Observation
from leitai.model.scoring.blocked import may_be_compared
from leitai.model.scoring.explanation import Step
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.model.scoring.ranks import Influence, Overturn
from leitai.publish.downloads.explanations import explanation_object, plain_number
from leitai.publish.downloads.method_json import method_object

_TO_COME, _ROW_DEPTH = "", 4
_ROWS = '"rows": '
_ROWS_TO_COME = f'{_ROWS}"{_TO_COME}"'  # no text of JSON has it: quotation marks in one are escaped


def rankings_json(rankings: Iterable[Ranking], content: Content) -> str:
    """The shape that `leitai rank --format json` promises."""
    return "".join(json_parts(rankings, content))


def json_parts(rankings: Iterable[Ranking], content: Content) -> Iterator[str]:
    """The same, a row at a time."""
    found = tuple(rankings)
    text = _json({"rankings": [_ranking_object(ranking, content) for ranking in found]}) + "\n"
    first, *others = text.split(_ROWS_TO_COME)
    yield first
    for ranking, after in zip(found, others, strict=True):
        yield f"{_ROWS}["
        yield from _rows_text(ranking, content)
        yield f"]{after}"


def _rows_text(ranking: Ranking, content: Content) -> Iterator[str]:
    """The rows, written one by one: the objects of a thousand would take half a gigabyte."""
    margin = "\n" + " " * _ROW_DEPTH
    for number, row in enumerate(ranking.rows):
        yield (
            ("," if number else "") + margin + _json(_row_object(ranking, row, content)).replace("\n", margin)
        )
    if ranking.rows:
        yield "\n" + " " * (_ROW_DEPTH - 1)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _ranking_object(ranking: Ranking, content: Content) -> dict[str, object]:
    return {
        "period": ranking.period.id,
        "group": ranking.group,
        "method": ranking.method.id,
        "version": ranking.method.version,
        "display": str(ranking.method.display),
        "data_status": ranking.data_status,
        "notice": ranking.explained_status_text,
        "previous_period": ranking.previous_period.id if ranking.previous_period is not None else None,
        "not_comparable": ranking.not_comparable,
        "rows": _TO_COME,
        "median": plain_number(ranking.median),
        "indicator_levels": _levels(ranking),
        "influence": {name: _influence(found) for name, found in ranking.influence.items()},
        "benchmarks": _benchmarks(ranking, content),
        "rules": method_object(ranking.method),
    }


def _levels(ranking: Ranking) -> dict[str, object]:
    """Per indicator the median of all scores and who has the best; nothing where some are hidden."""
    if ranking.median is None:
        return {}
    return {
        name: {"median": plain_number(level.middle), "leaders": [row.unit.unit_id for row in level.leaders]}
        for name, level in ranking.levels.items()
    }


def _influence(found: Influence) -> dict[str, object]:
    return {
        "moved": found.moved,
        "largest": plain_number(found.largest),
        "correlation": plain_number(found.correlation),
    }


def _benchmarks(ranking: Ranking, content: Content) -> list[dict[str, object]]:
    counted = [indicator.indicator_id for indicator in ranking.method.indicators()]
    return [
        {
            "indicator": benchmark.indicator_id,
            "kind": benchmark.kind,
            "name": benchmark.name,
            "value": plain_number(benchmark.value),
            "source": benchmark.source,
        }
        for benchmark in content.results.benchmarks
        if benchmark.period == ranking.period
        and benchmark.indicator_id in counted
        and may_be_compared(content.settings.indicators[benchmark.indicator_id])
    ]


def _row_object(ranking: Ranking, row: RankingRow, content: Content) -> dict[str, object]:
    return {
        "unit": row.unit.unit_id,
        "name": row.unit.name,
        "rank": plain_number(row.rank),
        "score": plain_number(row.score),
        "bonus": plain_number(row.bonus),
        "deduction": plain_number(row.deduction),
        "adjustments": _adjustments(ranking, row, content),
        "tier": row.tier,
        **({"veto": row.veto} if row.veto else {}),
        **({"gate": row.gate} if row.gate else {}),
        "previous_rank": plain_number(row.previous_rank),
        "rank_change": plain_number(row.rank_change),
        **({"within_chance": True} if row.moved == "chance" else {}),
        **({"by_members": True} if row.moved == "members" else {}),
        "change_note": row.change_note,
        "status": row.status,
        "reason": row.reason,
        "tied": row.tied,
        **_range_object(ranking, row),
        **_tie_break_object(row),
        "scores": {name: _score_object(ranking, row, name, content) for name in row.scores},
        "dimensions": _dimensions(ranking, row),
        **explanation_object(row.explanation),
    }


def _dimensions(ranking: Ranking, row: RankingRow) -> dict[str, object]:
    """Nulls where nothing of a dimension counts for the unit; empty for a row without scores."""
    nothing = {"score": None, "points": None, "rank": None}
    found = {
        name: {
            "score": plain_number(dimension.score),
            "points": plain_number(dimension.points),
            "rank": plain_number(dimension.rank),
        }
        for name, dimension in row.dimensions.items()
    }
    names = [dimension.dimension_id for dimension in ranking.method.all_dimensions()]
    return {name: found.get(name, nothing) for name in names} if found else {}


def _adjustments(ranking: Ranking, row: RankingRow, content: Content) -> list[dict[str, object]]:
    """What made up bonus and deduction; a veto is named by its kind only."""
    found = content.adjustments_of(ranking.period, row.unit.unit_id)
    if row.status == "vetoed":
        return [{"kind": item.kind} for item in found]
    return [
        {
            "kind": item.kind,
            "points": plain_number(item.points),
            "reason": item.reason,
            "basis": item.basis,
            "date": item.day.isoformat() if item.day is not None else None,
        }
        for item in (found if row.score is not None else ())
    ]


def _range_object(ranking: Ranking, row: RankingRow) -> dict[str, object]:
    """The range of ranks, and the neighbours whose order with this unit means little (差距较小)."""
    if row.rank_range is None:
        return {}
    close = [other.unit.unit_id for other in (*ranking.close_ahead(row), *ranking.close_behind(row))]
    return {
        "rank_range": [plain_number(rank) for rank in row.rank_range],
        "close_to": close,
        "overturn": _overturn(row.overturn),
    }


def _overturn(found: Overturn | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {"shift": plain_number(found.shift), "from": found.taken_from, "to": found.given_to}


def _tie_break_object(row: RankingRow) -> dict[str, object]:
    """Only under a method with `tie_break`: what was compared, and which indicator put the unit ahead."""
    if not row.tie_breaks:
        return {}
    return {"ahead_by": row.ahead_by, "tie_breaks": {n: _cell_object(c) for n, c in row.tie_breaks.items()}}


def _score_object(ranking: Ranking, row: RankingRow, name: str, content: Content) -> dict[str, object]:
    score, step = row.scores[name], _step(row, name)
    cell = _cell_object(score.observation)
    source = cell.pop("source")
    return {
        **cell,
        "score": plain_number(score.score),
        "points": plain_number(score.points),
        "unrounded_points": float(step.points) if step is not None else None,
        "weight": float(score.weight) if score.weight is not None else None,
        "target": float(score.target) if score.target is not None else None,
        **({"origin": step.origin} if step is not None and step.origin else {}),
        "working": step.working if step is not None else None,
        "basis": step.basis if step is not None else None,
        "weighing": step.weighing if step is not None else None,
        "source": source,
        "target_source": _target_source(ranking, score.observation, name, content),
    }


def _step(row: RankingRow, name: str) -> Step | None:
    return row.explanation.steps.get(name) if row.explanation is not None else None


def _target_source(
    ranking: Ranking, cell: Observation | None, name: str, content: Content
) -> dict[str, object] | None:
    """The cell that the target comes from, where the method holds the value against one."""
    rule = next(i.rule for i in ranking.method.indicators() if i.indicator_id == name)
    place = content.target_place(rule, cell)
    return asdict(place) if place is not None else None


def _cell_object(cell: Observation | None) -> dict[str, object]:
    return {
        "value": plain_number(cell.value) if cell is not None else None,
        "text": cell.text if cell is not None else None,
        "state": cell.state if cell is not None else "missing",
        "source": asdict(cell.place) if cell is not None else None,
    }
