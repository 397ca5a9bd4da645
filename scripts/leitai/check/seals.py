"""Sealed periods and meetings against what the content and the program say now."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence

from leitai.model.content import Content
from leitai.model.names import indicator_names
from leitai.model.seals.seal import ABSENT, Difference, moves
from leitai.model.seals.sealed_meeting import sealed_meetings
from leitai.model.seals.sealed_period import SealedPeriod, text_of
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.schema.ledgers.corrections import CORRECTIONS, Correction
from leitai.schema.ledgers.seals import SEALS

_SHOWN_RESULTS = 8
_MOST_QUOTED = 60
_PLAIN_WORD = re.compile(r"[\w.,%+/（）-]+")


def check_sealed_periods_unchanged(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间，数值、目标、加扣分、花名册、指标登记和办法都与封存时一样，除非登记了更正。"""
    for found in _present(periods):
        moved = _moves_text(content.settings, found)
        for change, *others in _by_spot(content.settings, found):
            is_method = change.key in found.sealed.method or change.key in found.present.method
            name, where = entry_name(content.settings, change.key), found.sealed.places.get(change.key)
            what = f"{found.period.id} 已封存：{name} 封存的是“{change.old}”，现在是“{change.new}”。"
            what += f"封存时在 {where}。" if where and change.new == ABSENT else ""
            place = found.place_of(change.key)
            each = "逐个单位" if others else ""
            fix = f"改错了就改回原样；确要更正，请{each}运行 {_command(content.settings, found, change)}，再按提示填原因、日期和文号。"
            what += _same_for(content.settings, others)
            yield Problem("L02" if is_method else "L01", place, change.new, what + moved, fix)
            moved = ""


def _by_spot(settings: Settings, found: SealedPeriod) -> Iterable[list[Difference]]:
    """Changes by where they were written: a target for all units is one line and many entries."""
    spots: dict[object, list[Difference]] = {}
    for change in found.unexplained:
        unit, _, item = change.key.partition("/")
        place = found.place_of(change.key)
        is_shared = place.row is not None and unit in settings.units
        spot = (place, item, change.old, change.new) if is_shared else change.key
        spots.setdefault(spot, []).append(change)
    return spots.values()


def _same_for(settings: Settings, others: Sequence[Difference]) -> str:
    names = [settings.units[change.key.partition("/")[0]].name for change in others]
    return f"{'、'.join(names)}也是这样。" if names else ""


def check_program_computes_the_same(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间，输入和办法没有变，算出的得分和名次也不变，除非逐个单位登记了更正。"""
    for found in _present(periods):
        corrected = {correction.unit_id for correction in found.corrections}
        changed = {change.key.partition("/")[0] for change in found.result_changes}
        if not found.changes and changed - corrected:
            shown = [
                _change_text(content.settings, change) for change in _ranks_first(found)[:_SHOWN_RESULTS]
            ]
            what = (
                f"{found.period.id} 的输入和办法与封存时相同，但现在的程序算出的结果不同："
                f"{'；'.join(shown)}（共 {len(found.result_changes)} 处）。"
            )
            place = Place(f"content/results/{found.period.id}")
            fix = "请改用封存时的程序版本并报告给维护人员；确认原结果有误的，逐个单位登记“名次”的更正，"
            fix += f"例如运行 {_command(content.settings, found, _ranks_first(found)[0])}。"
            yield Problem("L03", place, None, what, fix)


def check_sealed_periods_are_there(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的期间一直都在。"""
    for found in periods:
        if found.is_gone:
            what = f"{found.period.id} 已封存，但它的填报文件都不见了。"
            place = Place(f"content/results/{found.period.id}")
            yield Problem("L08", place, None, what, "请从版本库或备份恢复这个目录。")


def check_corrections_fit(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """更正只用于已封存的期间；原值是封存的写法，更正值是文件里现在的写法；封存过的更正不再改动。"""
    sealed = {seal.snapshot.period_id for seal in content.library.seals}
    for correction in content.library.corrections:
        if correction.period.id not in sealed:
            yield _not_sealed(content, correction)
    for found in _present(periods):
        if not found.keeps_old_corrections:
            what = f"{found.period.id} 封存过的更正记录被改过、删过或换了位置。"
            fix = "请从版本库恢复这些行；新的更正写在最后。"
            yield Problem("L06", Place(CORRECTIONS.path), None, what, fix)
        else:
            yield from _check_values(content.settings, found)


def _not_sealed(content: Content, correction: Correction) -> Problem:
    """A correction needs the version that it corrects: of a published period first the first version is kept."""
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
        old = expected.get(correction.key, text_of(found.sealed, correction.key))
        if text_of(found.sealed, correction.key) == text_of(found.present, correction.key) == ABSENT:
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
        present = text_of(found.present, key)
        if correction.new != present:
            name, place = entry_name(settings, key), found.place_of(key)
            what = f"更正值与文件里的不符：{name} 现在是“{present}”（{place}）。"
            fix = f"请把 {place} 改成“{correction.new}”，或改正这一行。"
            yield _misfit(correction, "new", correction.new, what, fix)


def _no_such_entry(settings: Settings, correction: Correction) -> Problem:
    """Neither sealed nor there now: a name that is misspelt, or a unit that is not part of this."""
    near = indicator_names(settings).nearest(correction.item.text.partition("/")[0])
    hint = f"是不是“{near}”？" if near else ""
    fix = f"{hint}请核对单位和指标；改动以后 leitai check 会列出每一处，并给出登记它的命令。"
    what = f"{correction.period.id} 没有这一项：{entry_name(settings, correction.key)}。"
    return _misfit(correction, "item", correction.item.text, what, fix)


def _misfit(correction: Correction, field: str, value: str, what: str, fix: str) -> Problem:
    return Problem("L06", correction.place_of(field), value, what, fix)


def check_corrections_sealed(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """更正登记之后，这一期重新封存为新的一版；每一版都留在原来的地址。"""
    for found in _present(periods):
        fits = found.keeps_old_corrections and not list(_check_values(content.settings, found))
        if found.corrections and fits and not found.unexplained:
            place = found.corrections[0].place
            what = f"{found.period.id} 的更正还没有封存成新的一版。"
            yield Problem("L07", place, None, what, f"请运行 leitai seal {found.period.id}。")


def check_sealed_meetings(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的会议和到那时的问题台账、跟进记录都与封存时一样：会议的改动登记在 corrections，台账只往后加。"""
    for found in sealed_meetings(content.library):
        slug = found.sealed.period_id
        folder = Place(f"content/meetings/{slug}")
        if found.meeting is None:
            what = f"会议 {slug} 已封存，但它的目录不见了，或读不出来。"
            yield Problem("L12", folder, None, what, "请从版本库或备份恢复这个目录。")
        elif not found.keeps_old_corrections:
            what, fix = "封存过的更正被改过、删过或换了位置。", "请从版本库恢复；新的更正写在最后。"
            yield Problem("L12", found.meeting.place_of("corrections"), None, what, fix)
        elif found.is_corrected and not found.unexplained:
            place, what = found.meeting.place_of("corrections"), f"{slug} 的更正还没有封存成新的一版。"
            yield Problem("L07", place, None, what, f"请运行 leitai seal {slug}。")
        for change in found.unexplained if found.meeting is not None else ():
            what = f"{slug} 封存时{change.key}是“{_short(change.old)}”，现在是“{_short(change.new)}”。"
            fix = "请改回原样；会议确要更正的，在 index.md 的 corrections 里写明，再运行 leitai seal；台账写错的，在最后加一行说明。"
            yield Problem("L12", found.places.get(change.key, folder), _short(change.new), what, fix)


def _short(text: str) -> str:
    """A text as a message quotes it."""
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"


def check_no_stray_seals(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存文件夹里的每个文件，封存账里都有对应的一行。"""
    for path in content.library.stray_seal_files:
        period = path.removeprefix("content/ledgers/seals/").partition("/")[0]
        what = "封存账里没有这个文件：多半是封存账退回到了旧的一版（git checkout、git revert、旧备份）。"
        fix = f"请从版本库或备份恢复 {SEALS.path} 和同时的内容；内容与封存时相同的，运行 leitai seal {period} 会补上这一行。不要删去这个文件：公布过的版本要一直在。"
        yield Problem("L09", Place(path), None, what, fix)


def _present(periods: Sequence[SealedPeriod]) -> Iterator[SealedPeriod]:
    """The sealed periods that are still there."""
    return (found for found in periods if not found.is_gone)


def entry_name(settings: Settings, key: str) -> str:
    """An entry of a snapshot in the editor's words: `jia/fire/目标值` → 甲县 火灾起数 目标值."""
    unit, _, rest = key.partition("/")
    names = [settings.units[unit].name] if unit in settings.units else [unit]
    for part in filter(None, rest.split("/")):
        known = settings.indicators.get(part)
        names.append(known.name if known is not None else part)
    return " ".join(names)


def _command(settings: Settings, found: SealedPeriod, change: Difference) -> str:
    """The command that records a change; the console asks for the rest."""
    unit, _, item = change.key.partition("/")
    name, item = (settings.units[unit].name, item) if unit in settings.units else ("", change.key)
    first, slash, rest = item.partition("/")
    if first in settings.indicators:
        item = settings.indicators[first].name + slash + rest
    words = (found.period.id, name, item, "--old", change.old, "--new", change.new)
    return " ".join(["leitai correct", *map(_word, words)])


def _word(text: str) -> str:
    """A word of a command line that any console takes for one word, whatever stands in it."""
    return text if _PLAIN_WORD.fullmatch(text) else shlex.quote(text) if text else '""'


def _change_text(settings: Settings, change: Difference) -> str:
    return f"{entry_name(settings, change.key)} {change.old} → {change.new}"


def _ranks_first(found: SealedPeriod) -> list[Difference]:
    return sorted(found.result_changes, key=lambda change: (not change.key.endswith("/名次"), change.key))


def _moves_text(settings: Settings, found: SealedPeriod) -> str:
    """Which ranks move with the changes, as a sentence."""
    moved = moves(found.sealed.results, found.present.results)
    shown = "；".join(f"{entry_name(settings, move.key)} {move.old} → {move.new}" for move in moved)
    return f"名次随之变动：{shown}。" if moved else "名次没有变动。"
