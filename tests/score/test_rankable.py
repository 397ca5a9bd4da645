"""What may be ranked at all, known by name, locked in the scoring room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leitai.model.scoring.blocked import blocked_list
from leitai.score.ranking.rank import rank_period
from portals import Portal
from random_content import BASE

METHOD = BASE.methods[0]
PERIOD = BASE.results.periods[0]
BLOCKED = [
    "审结率", "打处数", "抓获人数", "案件办理数", "信访总量", "万人信访量", "重复信访件数", "越级访批次", "进京上访人次", "集体上访量", "初次信访数", "刑事拘留数",
    "批捕率", "批捕人数", "起诉率", "不起诉率", "有罪判决率", "结案率", "命案破案率", "破案数", "办案数量", "人均办案数",
    "刑事案件破案率", "立案件数", "打击处理人数", "信访总量得分", "越级访批次得分",
]  # fmt: skip
ALLOWED = [
    "案件办理满意率", "案件办理质量评分", "群众诉求按期答复率", "信访事项及时受理率", "信访事项按期办结率", "信访积案化解数", "信访群众满意率", "矛盾积案化解数",
    "网格事件按期办结率", "人民调解成功率", "侵财警情万人发生率", "安全隐患按期整改率", "电信网络诈骗万人损失额", "信访工作得分",
]  # fmt: skip


def named(name: str, **changes: object) -> object:
    return replace(BASE.settings.indicators["service"], name=name, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", BLOCKED)
def test_blocked_by_name(name: str) -> None:
    assert blocked_list(named(name)) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ALLOWED)
def test_services_and_outcomes_may_be_ranked(name: str) -> None:
    assert blocked_list(named(name)) is None  # type: ignore[arg-type]


def statuses(legal_basis: str, **changes: object) -> set[tuple[str, str]]:
    """What the scoring room says when it is asked past every check."""
    indicators = {**BASE.settings.indicators, "service": named(**changes)}  # type: ignore[arg-type]
    content = replace(BASE, settings=replace(BASE.settings, indicator_rows=tuple(indicators.values())))
    method = replace(METHOD, legal_basis=legal_basis)
    return {(row.status, row.reason) for row in rank_period(content, method, PERIOD).rows}


def test_a_blocked_indicator_is_never_scored_without_legal_basis() -> None:
    reason = "按规定不排名：办法含有不得排名的指标（结案率）"
    assert statuses("", name="结案率") == {("unrankable", reason)}
    assert statuses("某办法第三条", name="结案率") == {("ranked", "")}


@pytest.mark.parametrize(
    "changes", [{"kind": "法院"}, {"kind": "基层检察院"}, {"kind": "市直单位", "name": "样例市人民法院"}]
)
def test_courts_are_known_by_kind_or_name(changes: dict[str, str]) -> None:
    units = tuple(replace(unit, **changes) for unit in BASE.settings.unit_rows)  # type: ignore[arg-type]
    content = replace(BASE, settings=replace(BASE.settings, unit_rows=units))
    found = {row.status for row in rank_period(content, METHOD, PERIOD).rows}
    assert found == {"unrankable"}


def test_page_of_a_blocked_indicator_can_neither_be_sorted_nor_shows_bars(portal: Portal) -> None:
    indicators = "site_config/indicators.csv"
    text = portal.read(indicators)
    for name in ("万人受理率", "结案率"):
        spare = f"spare,{name},%,higher,quarter,1,平安建设,政法委,口径。,统计,true,0,100,\n"
        portal.write(indicators, text + spare)
        for period in ("2019Q1", "2019Q2"):
            portal.write(f"content/results/{period}/其他.csv", f"单位,{name}\n甲县,80\n乙县,90\n")
        page = portal.page("indicators/spare")
        assert ("<svg" in page, 'data-key="2019Q1"' in page) == (
            (True, True) if name == "万人受理率" else (False, False)
        )


def test_an_unrankable_indicator_is_never_scored_at_all() -> None:
    reason = "按规定不排名：办法含有不得排名的指标（服务评分）"
    assert statuses("某办法第三条", name="服务评分", rankable=False) == {("unrankable", reason)}


@pytest.mark.slow
def test_legal_basis_is_printed_where_it_is_used(portal: Portal) -> None:
    portal.replace("site_config/indicators.csv", "service,服务评分", "service,结案率")
    for period in ("2019Q1", "2019Q2"):
        portal.replace(f"content/results/{period}/汇总.csv", "服务评分", "结案率")
    assert portal.check().codes == ["M19"]
    portal.replace(
        "site_config/methods/county.yml", "display: full", "display: full\nlegal_basis: 某办法第三条"
    )
    assert portal.check().codes == []
    pages = portal.pages()
    for name in ("rankings/2019Q1/county", "methods/county"):
        assert "某办法第三条" in pages[name]
