"""What a method decides, in words that stand on more than one page."""

from __future__ import annotations

from leitai.model.scoring.method import Method, TotalBounds
from leitai.model.scoring.ranking import Ranking
from leitai.pages.kit import words

ROUNDING_MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双"}
ROUNDING_PLACES = {"indicator": "每个指标的分值先取整，再逐项相加", "total": "各项相加后，总分一次取整"}

DISPLAY_NOTES = {
    "full": "",
    "top_n": "按考核办法，只公布前列名次，其余单位按习惯顺序列出。",
    "tiers": "按考核办法，只公布等次，不公布得分和名次；单位按习惯顺序列出。",
    "none": "按考核办法，不公布得分和名次；单位按习惯顺序列出。",
}
GEOMETRIC_ROUNDING = {"indicator": "每一级的分值先取整，再合成上一级", "total": "各级合成以后，总分一次取整"}


def rounding_words(method: Method) -> str:
    rounding = method.rounding
    mode = ROUNDING_MODES[rounding.mode]
    at = ROUNDING_PLACES[rounding.at] if method.is_additive else GEOMETRIC_ROUNDING[rounding.at]
    return f"保留 {rounding.places} 位小数，{mode}；{at}"


def bounds_words(total: TotalBounds) -> str:
    """What becomes of totals outside the method's bounds."""
    floor = (
        []
        if total.floor is None
        else [f"低于 {words.number(total.floor)} 分的按 {words.number(total.floor)} 分"]
    )
    cap = [] if total.cap is None else [f"高于 {words.number(total.cap)} 分的按 {words.number(total.cap)} 分"]
    return f"加扣分以后的总分{'，'.join([*floor, *cap])}"


def late_note(method: Method) -> str:
    """期中调整: the rules were set after the period had begun."""
    return f"期中调整：办法制定于{words.day(method.dated)}，期间已经开始；原因：{method.change_reason or '没有写明'}"


def method_notes(ranking: Ranking) -> list[str]:
    """What readers must know of the rules: set late, comparable with an earlier version, a legal basis."""
    method, before = ranking.method, ranking.previous_period
    notes = []
    if method.is_set_during(ranking.period):
        notes.append(late_note(method))
    if before is not None and not ranking.not_comparable and not method.covers(before):
        notes.append(f"与上期办法版本不同，名次仍作比较，理由：{method.change_reason}")
    if before is not None and before != ranking.period.previous():
        notes.append(f"上期指上一次公布的{before.title}")
    if method.legal_basis:
        notes.append(f"排名依据：{method.legal_basis}")
    return notes
