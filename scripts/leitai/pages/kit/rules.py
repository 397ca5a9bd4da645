"""What a method decides, in words that stand on more than one page."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from leitai.model.scoring.ranking import Ranking
from leitai.pages.kit import words
from leitai.schema.config.adjustment_rules import OF_TIERS, VETOES, AdjustmentRule, TotalBounds
from leitai.schema.config.dimensions import Dimension
from leitai.schema.config.methods import Method
from leitai.schema.config.tiers import LAST_OF_ALL, POINTS, RANK, Tier, Tiers

ROUNDING_MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双"}
ROUNDING_PLACES = {
    "indicator": "每个指标的分值先取整，再逐项相加",
    "dimension": "每个维度里各指标的分值先相加，维度的分值取整一次，再逐个维度相加",
    "total": "各项相加后，总分一次取整",
}

TIES_NOTES = {
    "competition": "同分同名次，后续名次顺延",
    "dense": "同分同名次，后续名次不跳号",
    "modified": "同分同名次，取所占名次中最后的一个",
    "average": "同分同名次，取所占名次的平均数",
}
SHARE_ROUNDINGS = {"down": "只舍不入", "up": "有零数就进一", "half_up": "四舍五入"}
DISPLAY_NOTES = {
    "full": "",
    "top_n": "按考核办法，只公布前列名次，其余单位按习惯顺序列出。",
    "tiers": "按考核办法，只公布等次，不公布得分和名次；单位按习惯顺序列出。",
    "none": "按考核办法，不公布得分和名次；单位按习惯顺序列出。",
}
GEOMETRIC_ROUNDING = {
    "indicator": "每一级的分值先取整，再合成上一级",
    "dimension": "维度的分值由未取整的各指标合成后取整，再合成上一级",
    "total": "各级合成以后，总分一次取整",
}


def rounding_words(method: Method) -> str:
    """How scores and totals are rounded."""
    rounding = method.rounding
    mode = ROUNDING_MODES[rounding.mode]
    at = ROUNDING_PLACES[rounding.at] if method.is_additive else GEOMETRIC_ROUNDING[rounding.at]
    scores = "" if rounding.scores is None else f"得分（满分 100）先取 {rounding.scores} 位小数，再乘权重；"
    return f"保留 {rounding.places} 位小数，{mode}；{scores}{at}"


def tiers_words(tiers: Tiers) -> str:
    """How tiers are made."""
    if tiers.by == POINTS:
        lines = [f"总分 {words.points(tier.lower)} 分起为{tier.name}" for tier in tiers.tiers]
        return f"{'，'.join(lines)}；够不上最低一等的没有等次"
    if tiers.by == RANK:
        lines = [f"{tier.name}到{_last_place(tier)}" for tier in tiers.tiers]
    else:
        bounds = [Fraction(0), *(tier.upto or Fraction(0) for tier in tiers.tiers)]
        shares = [above - below for below, above in pairwise(bounds)]
        lines = [f"{tier.name} {_share(share)}" for tier, share in zip(tiers.tiers, shares, strict=True)]
        lines.append(
            f"名额按“这一等和更好各等的比例之和 × 参加排名的单位数”算，{SHARE_ROUNDINGS[tiers.round]}"
        )
    return f"按名次从前往后：{'，'.join(lines)}；并列的都进较好的等次"


def _last_place(tier: Tier) -> str:
    return "最后" if tier.upto is None or tier.upto >= LAST_OF_ALL else f"第 {tier.upto} 名"


def _share(share: Fraction) -> str:
    per_cent = share * 100
    return f"{per_cent}%" if per_cent.denominator == 1 else str(share)


def adjustment_words(rule: AdjustmentRule) -> str:
    """How far bonus and deduction go, and what a veto does."""
    item = f"，每项最多 {words.number(rule.item_cap)} 分" if rule.item_cap is not None else ""
    caps = f"加分最多 {words.number(rule.bonus_cap)} 分，扣分最多 {words.number(rule.deduction_cap)} 分{item}"
    return "；".join([caps, *(_veto_words(kind, effect) for kind, effect in rule.effects().items())])


def _veto_words(kind: str, effect: str) -> str:
    return f"{kind}的{VETOES[effect]}{'，名额不递补' if effect in OF_TIERS else ''}"


def bounds_words(total: TotalBounds) -> str:
    """What becomes of totals outside the method's bounds."""
    return f"加扣分以后的总分{_bounds_words(total)}"


def bounds_of_dimension(dimension: Dimension) -> str:
    """What becomes of points outside a dimension's bounds; empty if it has none."""
    return f"本维度各项合计{_bounds_words(dimension)}" if dimension.is_bounded else ""


def _bounds_words(bounds: TotalBounds | Dimension) -> str:
    ends = (("低于", bounds.floor), ("高于", bounds.cap))
    return "，".join(
        f"{end} {words.number(at)} 分的按 {words.number(at)} 分" for end, at in ends if at is not None
    )


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
