"""Why a total is what it is, why it moved, and what would have changed the place.

Made after `public_views`, from the rows as they are shown: where a rank or total is hidden, now or
in the period before, there is no explanation to leak it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from leitai.keep import Held, Keep, Stage, make_anew
from leitai.model.content import Content
from leitai.model.scoring.explanation import Contribution, Explanation, Movement
from leitai.model.scoring.ranking import HIDDEN_BEFORE, Ranking, RankingRow
from leitai.schema.config.dimensions import ARITHMETIC
from leitai.schema.config.methods import Method
from leitai.schema.period import Period
from leitai.score.explain.exact import exact_of
from leitai.score.explain.extremes import GroupHistory, limits_what_is_reachable
from leitai.score.explain.gaps import gaps_of

Passed = tuple[tuple[str, ...], tuple[str, ...]]


def explained(
    content: Content,
    rankings: Sequence[Ranking],
    asked: Iterable[Ranking] | None = None,
    keep: Keep = make_anew,
) -> tuple[Ranking, ...]:
    """Rankings whose shown rows say how they came about; `asked` narrows what comes back.

    `rankings` also holds the periods before, cut down in the same way as what is asked.
    """
    known = {(ranking.period, ranking.group): ranking for ranking in rankings}
    wanted = tuple(rankings if asked is None else asked)
    inputs = (
        (
            content.of_units(ranking.period, [row.unit.unit_id for row in ranking.rows]),
            ranking,
            _before(ranking, known),
            tuple(other for other in rankings if limits_what_is_reachable(other, ranking)),
        )
        for ranking in wanted
    )
    made = keep.each_held(Stage("说明名次怎么来的", len(wanted)), explanations_of, inputs)
    return tuple(_with_explanations(*both) for both in zip(wanted, made, strict=True))


def _with_explanations(ranking: Ranking, explanations: Mapping[str, Held[Explanation]]) -> Ranking:
    rows = (replace(row, explained=explanations.get(row.unit.unit_id)) for row in ranking.rows)
    return replace(ranking, rows=tuple(rows))


def _before(ranking: Ranking, known: Mapping[tuple[Period, str], Ranking]) -> Ranking | None:
    before = ranking.previous_period
    return None if before is None else known.get((before, ranking.group))


def explanations_of(
    content: Content, ranking: Ranking, before: Ranking | None, alike: Sequence[Ranking]
) -> dict[str, Explanation]:
    """By unit, for every row that is shown. `content` holds what the ranking was made of, `alike` the rankings whose
    values bound what would close a gap."""
    shown = [row for row in ranking.rows if row.score is not None]
    if not shown:
        return {}
    history, exact = GroupHistory(ranking.period, alike), exact_of(content, ranking)
    comparable = before if not ranking.not_comparable else None
    passed, found = _overtakings(shown), {}
    for row in shown:
        name = row.unit.unit_id
        movement = _movement(row, ranking, comparable, passed.get(name, ((), ())))
        found[name] = Explanation(
            exact.steps_of(name),
            exact.levels_of(name),
            movement,
            "" if movement else row.change_note or ranking.not_comparable or HIDDEN_BEFORE,
            gaps_of(exact, history, row),
        )
    return found


def _movement(row: RankingRow, now: Ranking, before: Ranking | None, passed: Passed) -> Movement | None:
    """Published points now less then; None unless both totals are shown and like is compared with like."""
    then = before.row_of(row.unit.unit_id) if before is not None else None
    if before is None or then is None or then.score is None or row.score is None:
        return None
    methods = (now.method, before.method)
    is_additive = all(method.is_additive for method in methods)
    adds_up = all(method.aggregate == ARITHMETIC for method in methods)
    contributions = tuple(_contributions(row, then, is_additive, now.method))
    adjustment = _adjustment(row, then)
    change = row.score - then.score
    parts = sum((part.change for part in contributions), adjustment or Decimal(0))
    return Movement(
        before.period,
        change,
        "indicators" if is_additive else "dimensions",
        adds_up,
        contributions,
        adjustment,
        change - parts if adds_up else Decimal(0),
        *passed,
    )


def _contributions(
    row: RankingRow, then: RankingRow, is_additive: bool, method: Method
) -> Iterator[Contribution]:
    """Every indicator of either period, in the order of the newer method; where these don't add up, every dimension directly
    below the total."""
    if is_additive:
        names = list(dict.fromkeys([*row.scores, *then.scores]))
    else:
        names = [dimension.dimension_id for dimension in method.dimensions]
    for name in names:
        past, now = (
            each.scores.get(name) if is_additive else each.dimensions.get(name) for each in (then, row)
        )
        yield Contribution(name, None if past is None else past.points, None if now is None else now.points)


def _adjustment(row: RankingRow, then: RankingRow) -> Decimal | None:
    parts = (row.bonus, row.deduction, then.bonus, then.deduction)
    if all(part is None for part in parts):
        return None
    gained, lost, had, missed = (part or Decimal(0) for part in parts)
    return (gained - lost) - (had - missed)


def _overtakings(shown: Sequence[RankingRow]) -> dict[str, Passed]:
    """Whom each unit overtook, and who overtook it; a tie then or now is neither."""
    rows = [row for row in shown if row.rank is not None and row.previous_rank is not None]
    names = np.array([row.unit.unit_id for row in rows], dtype=object)
    now, then = np.array([row.rank for row in rows]), np.array([row.previous_rank for row in rows])
    return {
        name: (
            tuple(names[(then < then[at]) & (now > now[at])]),
            tuple(names[(then > then[at]) & (now < now[at])]),
        )
        for at, name in enumerate(names)
    }
