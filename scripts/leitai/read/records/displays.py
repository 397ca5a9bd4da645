"""What a method publishes, and its tiers: by points, by share of the ranked units, or by rank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from leitai.model.scoring.method import (
    LAST_OF_ALL,
    POINTS,
    RANK,
    SHARE,
    SHARE_ROUNDING,
    TIERS_BY,
    Display,
    Tier,
    weight_text,
)
from leitai.read.documents.yaml_tree import Node
from leitai.read.records.score_rules import count_of

DISPLAYS = ("full", "tiers", "none")
REST = "其余"
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)%")
_FRACTION = re.compile(r"([1-9]\d?)/([1-9]\d?)")
_PLACES = re.compile(r"(?:([1-9]\d*)-)?([1-9]\d*)")


def read_display(node: Node, tiers: Node | None) -> Display:
    if isinstance(node.value, dict):
        keys = node.mapping(("top_n",))
        kind, top_n = "top_n", count_of(keys["top_n"]) if "top_n" in keys else None
    else:
        kind, top_n = node.choice(DISPLAYS), None
    if (kind == "tiers" and tiers is None) or (kind in ("top_n", "none") and tiers is not None):
        node.report(
            "S08",
            "写 display: tiers 就要有等次表 tiers；写了等次表，display 只能是 full 或 tiers。",
            "请补上 tiers: [{from: 90, name: 优秀}, …]，或改 display。",
        )
    return Display(kind, top_n) if tiers is None else _with_tiers(kind, tiers)


def _with_tiers(kind: str, node: Node) -> Display:
    if not isinstance(node.value, dict):
        return Display(kind, tiers=_by_points(node))
    entries = dict(node.entries())
    by, rounded = entries.pop("by", None), entries.pop("round", None)
    if by is None:
        node.report("S02", "缺少设置项“by”。", f"请写 by: {'、'.join(TIERS_BY)} 中的一个。")
        return Display(kind)
    chosen = by.choice(TIERS_BY)
    if (chosen == SHARE) != (rounded is not None):
        fix = f"按比例分等次，请写 round: {'、'.join(SHARE_ROUNDING)} 中的一个；别的分法请删去。"
        node.report("S08", "按比例（by: share）分等次的，要写明名额不是整数时怎样取整（round）。", fix)
    tiers = {POINTS: _from_points, SHARE: _from_shares, RANK: _from_places}[chosen](node, entries)
    return Display(
        kind, None, tiers, chosen, rounded.choice(tuple(SHARE_ROUNDING)) if rounded is not None else "down"
    )


def _by_points(node: Node) -> tuple[Tier, ...]:
    found = []
    for item in node.items():
        keys = item.mapping(("from", "name"))
        if len(keys) == 2:
            found.append(Tier(keys["from"].number() or Decimal(0), keys["name"].text()))
    return tuple(sorted(found, key=lambda tier: tier.lower or 0, reverse=True))


def _from_points(node: Node, entries: Mapping[str, Node]) -> tuple[Tier, ...]:
    tiers = [Tier(entry.number() or Decimal(0), name) for name, entry in entries.items()]
    bounds = [tier.lower for tier in tiers]
    if bounds != sorted(set(bounds), key=lambda bound: bound or 0, reverse=True):
        node.report(
            "S03", "等次的分数线不是由高到低。", "请从最高的等次写起，例如 {by: points, 优秀: 90, 良好: 80}。"
        )
    return tuple(tiers)


def _from_shares(node: Node, entries: Mapping[str, Node]) -> tuple[Tier, ...]:
    """Each tier's own share in the file; the rest may be called that."""
    tiers, whole = [], Fraction(0)
    for name, entry in entries.items():
        whole = Fraction(1) if entry.text() == REST else whole + _share(entry)
        tiers.append(Tier(None, name, whole))
    if whole > 1:
        fix = "各等次的比例合起来不超过 100%；最后一等可以写“其余”。"
        node.report("S03", f"各等次的比例合计 {weight_text(whole * 100)}%。", fix)
    return tuple(tiers)


def _share(entry: Node) -> Fraction:
    """30% or 1/3."""
    per_cent, fraction = _PER_CENT.fullmatch(entry.text()), _FRACTION.fullmatch(entry.text())
    if per_cent is not None:
        return Fraction(per_cent[1]) / 100
    if fraction is not None:
        return Fraction(int(fraction[1]), int(fraction[2]))
    entry.report("S03", "这里应当是比例。", "请写 30% 或 1/3；最后一等可以写“其余”。")
    return Fraction(0)


def _from_places(node: Node, entries: Mapping[str, Node]) -> tuple[Tier, ...]:
    """1-3, 4-7, or how far each tier goes: 3, 7; the last may be the rest."""
    tiers, last = [], 0
    for name, entry in entries.items():
        if entry.text() == REST:
            tiers.append(Tier(None, name, LAST_OF_ALL))
            continue
        found = _PLACES.fullmatch(entry.text())
        if found is None or int(found[1] or last + 1) != last + 1 or int(found[2]) <= last:
            entry.report(
                "S03", f"这一等应当从第 {last + 1} 名起。", "请写成 {优秀: 1-3, 良好: 4-7, 一般: 其余}。"
            )
            continue
        last = int(found[2])
        tiers.append(Tier(None, name, Fraction(last)))
    return tuple(tiers)
