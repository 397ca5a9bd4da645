"""Names → ids, only through names, short names and the alias table; nothing is ever guessed.

Folding (R-DAT-03): width of letters, brackets and spaces. A name that only matches after folding
is accepted with a notice; anything else is refused with the nearest known name.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_BRACKETS = str.maketrans("（）【】〔〕［］", "()[][][]")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_NEAR_ENOUGH = 0.5


@dataclass(frozen=True)
class Name:
    """A known spelling; `group` and the dates narrow where it may be used."""

    text: str
    id: str
    group: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def usable(self, groups: frozenset[str] | None, day: date) -> bool:
        in_group = not self.group or (groups is not None and self.group in groups)
        return in_group and (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class Resolved:
    id: str
    folded: bool


class NameTable:
    """All spellings of one kind of object."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)
        self._by_text: dict[str, list[Name]] = {}
        for name in self._names:
            self._by_text.setdefault(fold(name.text), []).append(name)

    def find(self, text: str, day: date, groups: frozenset[str] | None = None) -> Resolved | None:
        """The object that a spelling names on a day, or None if there is none or more than one.

        `groups`: the peer groups that the rest of the table belongs to; a spelling that is only
        known inside one group (bare 开发区) needs it there.
        """
        candidates = self._by_text.get(fold(text), [])
        usable = [name for name in candidates if name.usable(groups, day)]
        if len({name.id for name in usable}) != 1:
            return None
        return Resolved(usable[0].id, folded=all(name.text != text for name in usable))

    def find_anywhere(self, text: str) -> str | None:
        """The object that a spelling names at any time, for records that span periods; None if unclear."""
        ids = {name.id for name in self._by_text.get(fold(text), []) if not name.group}
        return ids.pop() if len(ids) == 1 else None

    def nearest(self, text: str) -> str | None:
        """The known spelling most like an unknown one, for the mending hint."""
        spellings: Mapping[str, str] = {fold(name.text): name.text for name in self._names}
        found = difflib.get_close_matches(fold(text), spellings, n=1, cutoff=_NEAR_ENOUGH)
        return spellings[found[0]] if found else None


def fold(text: str) -> str:
    """The comparison form of a name: narrow, no spaces, no invisible characters, ASCII brackets."""
    narrow = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).translate(_BRACKETS)
    letters = (unicodedata.normalize("NFKC", c) if _is_wide_ascii(c) else c for c in narrow)
    return "".join(letters).translate({ord(c): None for c in narrow if c.isspace()})


def _is_wide_ascii(character: str) -> bool:
    return "\uff01" <= character <= "\uff5e"
