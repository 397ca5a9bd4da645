"""Corrections against the seal and against what the files say now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.check.sealed.periods import those_there
from leitai.check.sealed.words import entry_name, sides
from leitai.model.content import Content
from leitai.model.names import indicator_names
from leitai.model.seals.seal import ABSENT, RANK
from leitai.model.seals.sealed_period import SealedPeriod, entry_text
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.schema.ledgers.corrections import CORRECTIONS, EVERYTHING, Correction


def check_corrections_fit(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """更正只用于已封存的期间；原值是封存的写法，更正值是文件里现在的写法；封存过的更正不再改动。"""
    sealed = {seal.snapshot.period_id for seal in content.library.seals}
    for correction in content.library.corrections:
        if correction.period.id not in sealed:
            yield _not_sealed(content, correction)
    for found in those_there(periods):
        if not found.keeps_old_corrections:
            what = f"{found.period.id} 封存过的更正记录被改过、删过或换了位置。"
            fix = "请从版本库恢复这些行；新的更正写在最后。"
            yield Problem("L06", Place(CORRECTIONS.path), None, what, fix)
        else:
            yield from _check_values(content.settings.at(found.period), found)


def _not_sealed(content: Content, correction: Correction) -> Problem:
    """A period without a seal can't be corrected; one that was published has to be sealed as it was published first."""
    period = correction.period.id
    what, fix = f"{period} 没有公布，也没有封存，不需要更正。", "直接改填报文件，并删去这一行。"
    if any(address.page.startswith(f"rankings/{period}/") for address in content.library.addresses):
        what = f"{period} 公布过，但没有封存，公布时的原样还没有留下，不能更正。"
        fix = (
            f"先把填报文件改回公布时的内容，运行 leitai seal {period}（留下第 1 版）；再改文件，再登记更正。"
        )
        fix += "更正台账里已经写了这一行的，先删去。"
    return _misfit(correction, "period", period, what, fix)


def _check_values(settings: Settings, found: SealedPeriod) -> Iterator[Problem]:
    expected: dict[str, str] = {}
    for correction in found.corrections:
        if correction.is_wide:
            yield from _check_wide(settings, found, correction)
            continue
        old = expected.get(correction.key, entry_text(found.sealed, correction.key))
        if entry_text(found.sealed, correction.key) == entry_text(found.present, correction.key) == ABSENT:
            yield _no_such_entry(settings, correction)
            continue
        if correction.old == correction.new:
            what = "原值和更正值相同，没有更正什么。"
            yield _misfit(correction, "new", correction.new, what, "请写现在的值，或删去这一行。")
        elif correction.old != old:
            what = f"原值与封存的不符：封存的是“{old}”。"
            yield _misfit(correction, "old", correction.old, what, "请照抄封存的写法，并核对单位和指标。")
        expected[correction.key] = correction.new
    last = {correction.key: correction for correction in found.corrections if correction.key in expected}
    for key, correction in last.items():
        present = entry_text(found.present, key)
        if correction.new != present:
            name, place = entry_name(settings, key), found.place_of(key)
            what = f"更正值与文件里的不符：{name} 现在是“{present}”（{place}）。"
            fix = f"请把 {place} 改成“{correction.new}”，或改正这一行。"
            yield _misfit(correction, "new", correction.new, what, fix)


def _check_wide(settings: Settings, found: SealedPeriod, correction: Correction) -> Iterator[Problem]:
    """A record of many entries names the two versions, or the two texts where these are the same for all."""
    changes = found.spoken_of(correction)
    is_of_results = correction.item.key in (EVERYTHING, RANK)
    if not changes and not (is_of_results and found.result_changes):
        yield _no_such_entry(settings, correction)
        return
    allowed = (found.versions, sides(found, changes))
    for field, at in (("old", 0), ("new", 1)):
        if getattr(correction, field) not in {pair[at] for pair in allowed}:
            what = "几处一起更正的，原值和更正值写封存的版本，各处改得都一样的也可以写这两个值。"
            fix = f"请写“{allowed[1][at]}”。"
            yield _misfit(correction, field, getattr(correction, field), what, fix)


def _no_such_entry(settings: Settings, correction: Correction) -> Problem:
    """The entry is neither in the seal nor in the content: its name is misspelt, or the unit isn't part of the period."""
    near = indicator_names(settings).nearest(correction.item.text.partition("/")[0])
    hint = f"是不是“{near}”？" if near else ""
    fix = f"{hint}请核对单位和指标；改动以后 leitai check 会列出每一处，并给出登记它的命令。"
    name = correction.subject + entry_name(settings, correction.key)
    lacks = "没有这一项" if not correction.is_wide else "这一项没有改动"
    return _misfit(correction, "item", correction.item.text, f"{correction.period.id} {lacks}：{name}。", fix)


def _misfit(correction: Correction, field: str, value: str, what: str, fix: str) -> Problem:
    return Problem("L06", correction.place_of(field), value, what, fix)


def check_corrections_sealed(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """更正登记之后，这一期重新封存为新的一版；每一版都留在原来的地址。"""
    for found in those_there(periods):
        settings = content.settings.at(found.period)
        fits = found.keeps_old_corrections and not list(_check_values(settings, found))
        if found.corrections and fits and not found.unexplained:
            place = found.corrections[0].place
            what = f"{found.period.id} 的更正还没有封存成新的一版。"
            yield Problem("L07", place, None, what, f"请运行 leitai seal {found.period.id}。")
