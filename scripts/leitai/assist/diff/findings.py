"""`leitai diff`: what a period changes, against the period before and against what was built last.

Every finding is a named generator whose docstring is the published rule; a finding is for a person
to look at, nothing is refused or corrected because of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from leitai.assist.diff.coverage import (
    find_copies,
    find_differing_totals,
    find_gone_units,
    find_indicator_changes,
    find_lost_values,
    find_new_units,
)
from leitai.assist.diff.model import KINDS, SEVERITY_TITLES, Diff, Finding, Scope
from leitai.assist.diff.names import find_renamed_units, read_spellings
from leitai.assist.diff.published import find_published_changes
from leitai.assist.diff.ranks import (
    find_ended_ranking,
    find_incomparable_ranking,
    find_rank_swaps,
    find_reported_differences,
)
from leitai.assist.diff.values import find_value_changes
from leitai.model.content import Content
from leitai.pipeline.build import public_portal
from leitai.pipeline.load import Loaded
from leitai.problems import RequestRefused
from leitai.schema.period import Period

FINDINGS: tuple[Callable[[Scope], Iterator[Finding]], ...] = (
    find_published_changes,
    find_ended_ranking,
    find_reported_differences,
    find_value_changes,
    find_differing_totals,
    find_gone_units,
    find_lost_values,
    find_indicator_changes,
    find_copies,
    find_rank_swaps,
    find_incomparable_ranking,
    find_renamed_units,
    find_new_units,
)


def diff_period(root: Path, loaded: Loaded, period_id: str) -> Diff:
    """Everything worth a look in one period, the most serious first; raises `RequestRefused`.

    The previous period is the newest earlier one of the same kind with results. Without one, only
    what needs no past is found: differences inside the files and against the last build.
    """
    content = loaded.content
    period = _known_period(content, period_id)
    earlier = [p for p in content.results.periods if p.kind == period.kind and p < period]
    previous = earlier[-1] if earlier else None
    public = public_portal(loaded)
    spellings = cache(partial(read_spellings, root, content))
    groups = content.settings.portal.groups
    scopes = [Scope(root, loaded, period, previous, group, public, spellings) for group in groups]
    findings = [finding for scope in scopes for find in FINDINGS for finding in find(scope)]
    return Diff(period, previous, tuple(sorted(findings, key=_seriousness)))


def _known_period(content: Content, period_id: str) -> Period:
    periods = content.results.periods
    found = next((period for period in periods if period.id == period_id), None)
    if found is None:
        known = "、".join(period.id for period in periods)
        raise RequestRefused(f"没有 {period_id} 的数据。现有：{known or '无'}。")
    return found


def _seriousness(finding: Finding) -> tuple[int, int, Decimal]:
    """Severity, kind, strength; equal ones stay by group and in customary order of units."""
    severities, kinds = list(SEVERITY_TITLES), list(KINDS)
    return (severities.index(finding.severity), kinds.index(finding.kind), -finding.strength)
