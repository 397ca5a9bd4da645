"""Audits: totals and ranks that the files themselves carry, against what the method gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model.content import Content
from leitai.model.results import ReportedResult
from leitai.model.scoring.ranking import Ranking, RankingRow
from leitai.problems import Problem


def check_reported_totals(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """文件里写的总分与按办法算出的总分一致（比到文件写出的小数位）。"""
    for reported, row in _pairs(content, rankings):
        if reported.total is None or reported.total_place is None or row.score is None:
            continue
        exponent = reported.total.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if reported.total != row.score and abs(reported.total - row.score) * 10**places * 2 > 1:
            what = f"“{row.unit.name}”文件写 {reported.total} 分，按办法是 {row.score} 分。"
            fix = "请核对各项得分、权重和取舍；文件有误请更正后重报，办法有误请改办法。"
            yield Problem("A01", reported.total_place, str(reported.total), what, fix)


def check_reported_ranks(content: Content, rankings: Sequence[Ranking]) -> Iterator[Problem]:
    """文件里写的名次与按办法排出的名次一致。"""
    for reported, row in _pairs(content, rankings):
        if reported.rank is None or reported.rank_place is None or row.rank is None:
            continue
        if reported.rank != row.rank:
            what = f"“{row.unit.name}”文件写第 {reported.rank} 名，按办法是第 {row.rank} 名。"
            fix = "请核对总分和并列的处理（同分同名次、后续名次顺延）。"
            yield Problem("A02", reported.rank_place, str(reported.rank), what, fix)


def _pairs(content: Content, rankings: Sequence[Ranking]) -> Iterator[tuple[ReportedResult, RankingRow]]:
    rows = {
        (r.period.id, row.unit.unit_id): row
        for r in sorted(
            rankings, key=lambda r: len(content.settings.portal.members_of(r.group)), reverse=True
        )
        for row in r.rows
    }
    for reported in content.results.reported:
        row = rows.get((reported.period.id, reported.unit_id))
        if row is not None:
            yield reported, row
