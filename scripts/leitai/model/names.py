"""Names → ids, only through names, short names and the alias table; nothing is ever guessed.

A name that only matches after folding (`folding.py`) is accepted with a notice; anything else is refused with the
nearest known name.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from leitai.model.lookalikes import are_siblings, looks
from leitai.model.settings import Settings
from leitai.problems import Place, Problem
from leitai.schema.config.units import Unit
from leitai.schema.folding import fold

_NEAR_ENOUGH, _VERY_NEAR = 0.5, 0.6  # the former only for short names of which the first character agrees
_SHORT = 4


@dataclass(frozen=True)
class Name:
    """A known spelling; `group` and the dates narrow where it may be used.

    The last name of an object may stand in a table of any time, as long as nothing else was called so then.
    """

    text: str
    id: str
    place: Place
    group: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_last: bool = False

    @property
    def holds_anywhere(self) -> bool:
        """Whether it means the same in every table of every period."""
        return not self.group and self.valid_from is None and self.valid_to is None

    def usable(self, groups: frozenset[str] | None, day: date | None) -> bool:
        """Within some peer groups (None: anywhere) on a day (None: at any time)."""
        in_group = not self.group or groups is None or self.group in groups
        return in_group and (day is None or (self.valid_from or day) <= day <= (self.valid_to or day))

    def collides(self, other: Name) -> bool:
        """Whether two spellings can stand for different objects at the same place and time."""
        if self.id == other.id or fold(self.text) != fold(other.text):
            return False
        if self.group and other.group and self.group != other.group:
            return False
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        return starts <= min(self.valid_to or date.max, other.valid_to or date.max)


@dataclass(frozen=True)
class Resolved:
    """What a name stands for; `folded`: only after width, case or blanks were evened out."""

    id: str
    folded: bool


class NameTable:
    """All spellings of one kind of object: `what` is 单位 or 指标, `unknown` the code of a refusal."""

    def __init__(self, what: str, unknown: str, register: str, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._what, self._unknown, self._register = what, unknown, register
        self._by_text: dict[str, list[Name]] = {}
        self.as_registered: dict[str, str] = {}  # what stands for one object everywhere, in these very words
        self._anywhere: dict[str, Resolved] = {}
        self._found: dict[tuple[str, date | None, frozenset[str] | None], Resolved | None] = {}
        for name in self.names:
            self._by_text.setdefault(fold(name.text), []).append(name)
        for same in self._by_text.values():
            if len({name.id for name in same}) == 1 and all(name.holds_anywhere for name in same):
                self.as_registered |= {name.text: name.id for name in same}

    @cached_property
    def spellings(self) -> list[str]:
        """All of them, folded; the longest first, for whoever looks for one within a text."""
        return sorted(self._by_text, key=lambda spelling: (-len(spelling), spelling))

    def find(self, text: str, day: date | None, groups: frozenset[str] | None = None) -> Resolved | None:
        """The object that a spelling names on a day, or None if there is none or more than one.

        `groups`: the peer groups that the rest of the table belongs to; a spelling that is only
        known inside one group (bare 开发区) needs it there. None: a file that belongs to no group.
        """
        found = self._anywhere.get(text)
        if found is not None:
            return found
        key = (text, day, groups)
        if key not in self._found and fold(text) in self._by_text:
            self._found[key] = found = self._resolved(text, day, groups)
            if found is not None and all(name.holds_anywhere for name in self._by_text[fold(text)]):
                self._anywhere[text] = found
        return self._found.get(key)

    def _resolved(self, text: str, day: date | None, groups: frozenset[str] | None) -> Resolved | None:
        usable = self._usable(text, day, groups)
        if len({name.id for name in usable}) != 1:
            return None
        return Resolved(usable[0].id, folded=all(name.text != text for name in usable))

    def _usable(self, text: str, day: date | None, groups: frozenset[str] | None) -> list[Name]:
        """What the spelling named on the day; else what it names now; else what was last called so before it ended."""
        known = self._by_text.get(fold(text), [])
        then = [name for name in known if name.usable(groups, day)]
        last = [name for name in known if name.is_last]
        now = [name for name in last if name.valid_to is None]
        if day is None:
            return then if len({name.id for name in then}) == 1 else now or last or then
        return then or now or last

    def refusal(
        self, text: str, place: Place, day: date | None, groups: frozenset[str] | None = None
    ) -> Problem:
        """Why `find` gave None, with the way out."""
        known = self._by_text.get(fold(text), [])
        usable = sorted({name.id for name in self._usable(text, day, groups)})
        if len(usable) > 1:
            what = f"这个写法可以指“{'”“'.join(map(self._full_name, usable))}”。"
            return Problem("N04", place, text, what, "请写能区分的全称。")
        if known:
            what = "这个写法在这张表里或这个期间不能用（限定了组别，或者是别的时候的名称）。"
            full = "”或“".join(self._full_name(found) for found in sorted({name.id for name in known}))
            fix = f"请写全称“{full}”，或修改{self._register}、site_config/aliases.csv。"
            return Problem(self._unknown, place, text, what, fix)
        if not fold(text):
            fix = f"请补上{self._what}名；原来是合并单元格的，请取消合并，每一行都写上。"
            return Problem(self._unknown, place, text, f"这里没有写{self._what}名。", fix)
        near = self.nearest(text)
        hint = f"是不是“{near}”？" if near else ""
        if near and looks(fold(text)) == looks(fold(near)):
            hint = f"看上去是“{near}”，但有的字是形似的另一个字，请重新打一遍。"
        fix = f"{hint}请改成{self._register}里的名称；确有别的写法，请登记在 site_config/aliases.csv。"
        return Problem(self._unknown, place, text, f"不认识这个{self._what}。", fix)

    def _full_name(self, found: str) -> str:
        own = [name for name in self.names if name.id == found]
        return next((name.text for name in own if name.is_last), own[0].text)

    def nearest(self, text: str) -> str | None:
        """The known spelling most like an unknown one, for the mending hint; never one that names something else.

        第一产业占比 is no misspelt 第三产业占比, and 农村火灾起数 none of 火灾起数. Characters that look alike are the same here.
        """
        spellings = {fold(name.text): name.text for name in self.names}
        alike = {looks(spelling): spelling for spelling in spellings}
        plain = fold(text)
        if looks(plain) in alike:
            return spellings[alike[looks(plain)]]
        near_enough = _NEAR_ENOUGH if len(plain) <= _SHORT else _VERY_NEAR
        found = difflib.get_close_matches(plain, spellings, n=3, cutoff=near_enough)
        likely = [near for near in found if near[0] == plain[0] or _similarity(near, plain) >= _VERY_NEAR]
        return next((spellings[near] for near in likely if not are_siblings(near, plain)), None)


def unit_names(settings: Settings) -> NameTable:
    """All spellings of units: full and short names of all times, then aliases."""
    own = [
        Name(text, unit.unit_id, unit.place, "", unit.valid_from, unit.valid_to, unit is rows[-1])
        for rows in settings.units_over_time.values()
        for unit in rows
        for text in dict.fromkeys((unit.name, unit.short, _full_name(unit, settings)))
    ]
    return NameTable("单位", "N01", "单位表", [*own, *_alias_names(settings, "unit")])


def _full_name(unit: Unit, settings: Settings) -> str:
    """The name behind that of the unit above it: 样例市甲县."""
    above = settings.units.get(unit.parent_id)
    return unit.name if above is None else f"{above.name}{unit.name}"


def indicator_names(settings: Settings) -> NameTable:
    """All spellings of indicators: names of all times, then aliases."""
    own = [
        Name(i.name, i.indicator_id, i.place, "", i.valid_from, i.valid_to, i is rows[-1])
        for rows in settings.indicators_over_time.values()
        for i in rows
    ]
    return NameTable("指标", "N02", "指标表", [*own, *_alias_names(settings, "indicator")])


def _alias_names(settings: Settings, kind: str) -> list[Name]:
    return [
        Name(a.alias, a.id, a.place, a.group, a.valid_from, a.valid_to)
        for a in settings.aliases
        if a.kind == kind
    ]


def _similarity(folded: str, text: str) -> float:
    return difflib.SequenceMatcher(None, fold(text), folded).ratio()


def units_named(file_stem: str, units: Iterable[Unit]) -> frozenset[str]:
    """The units of which a file is by its name."""
    folded = fold(file_stem)
    names = ((unit.unit_id, name) for unit in units for name in (unit.name, unit.short) if name)
    return frozenset(unit_id for unit_id, name in names if fold(name) in folded)
