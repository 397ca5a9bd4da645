"""A diff for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby

from leitai.assist.diff.model import KINDS, SEVERITY_TITLES, Diff, Finding, Side

_FACTOR_DIGITS = 6


def diff_text(diff: Diff) -> str:
    """One line per finding (unit, indicator, then → now, why, where), by kind, the most serious first."""
    lines = [_headline(diff)]
    for (severity, kind), group in groupby(diff.findings, key=lambda f: (f.severity, f.kind)):
        found = list(group)
        lines += ["", f"{SEVERITY_TITLES[severity]}：{KINDS[kind]}（{len(found)} 处）"]
        lines += [f"  {finding.what}{_where(finding)}" for finding in found]
    return "\n".join(lines) + "\n"


def _headline(diff: Diff) -> str:
    counts = Counter(finding.severity for finding in diff.findings)
    summary = "，".join(f"{title} {counts[severity]} 处" for severity, title in SEVERITY_TITLES.items())
    if diff.previous is None:
        against = "没有更早的同类期间可比"
    elif diff.previous == diff.period.previous():
        against = f"与上期（{diff.previous.id}）比"
    else:
        against = f"与 {diff.previous.id} 比（{diff.period.previous().id} 没有数据）"
    return f"{diff.period.title}（{diff.period.id}），{against}，并与 build/site 里已生成的比：{summary}。"


def _where(finding: Finding) -> str:
    return f"（{finding.source}）" if finding.source is not None else ""


def diff_json(diff: Diff) -> str:
    """`summary` counts every kind that there is, also those with nothing found."""
    counts = Counter(finding.kind for finding in diff.findings)
    data = {
        "period": diff.period.id,
        "previous_period": diff.previous.id if diff.previous is not None else None,
        "findings": [_finding_object(finding) for finding in diff.findings],
        "summary": {kind: counts[kind] for kind in KINDS},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding_object(finding: Finding) -> dict[str, object]:
    factor = finding.factor
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "group": finding.group,
        "unit": finding.unit,
        "indicator": finding.indicator,
        "before": _plain(finding.before),
        "after": _plain(finding.after),
        "factor": float(f"{factor:.{_FACTOR_DIGITS}g}") if factor is not None else None,
        "what": finding.what,
        "source": asdict(finding.source) if finding.source is not None else None,
    }


def _plain(side: Side) -> int | float | str | None:
    if isinstance(side, Decimal):
        return int(side) if side == side.to_integral_value() else float(side)
    return side
