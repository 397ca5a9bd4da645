"""What files are read against: known names and units of measure, the privacy screen, the problems found so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from leitai.model.names import Name, NameTable, indicator_names, unit_names
from leitai.model.privacy.screen import RULES_ALONE, PrivacyScreen
from leitai.model.settings import Settings
from leitai.model.writings.folders import Folder
from leitai.problems import Place, Problem
from leitai.read.documents.values import parse_value
from leitai.schema.config.score_kinds import ScoreKindSpec
from leitai.schema.parsers import Kind, ValueRefused

_NO_NAMES = NameTable("", "", "", ())
Names = Mapping[Kind, NameTable]


@dataclass(frozen=True)
class Context:
    """`problems` and `refused` are added to; the register is empty while `site_config/` itself is read.

    `refused`: the folders of texts that are left out, whose files are looked into in the same round.
    """

    problems: list[Problem]
    privacy: PrivacyScreen = RULES_ALONE
    units: NameTable = _NO_NAMES
    indicators: NameTable = _NO_NAMES
    units_of_measure: Mapping[str, str] = field(default_factory=dict)
    others: Names = field(default_factory=dict)
    kinds: Mapping[str, ScoreKindSpec] = field(default_factory=dict)
    refused: list[Folder] = field(default_factory=list)

    def screen(self, texts: Iterable[tuple[str, Place]]) -> None:
        """Report personal data in texts that people wrote."""
        self.problems.extend(self.privacy.problems(texts))

    def screen_name(self, path: str) -> None:
        """Report personal data in the name of a file or folder."""
        self.screen([(path.rpartition("/")[2], Place(path))])

    def unit_id(self, text: str, day: date | None) -> str:
        return _named(self.units, text, day)

    def indicator_id(self, text: str, day: date | None) -> str:
        return _named(self.indicators, text, day)

    def id_of(self, kind: Kind, text: str) -> str:
        known: Names = {"unit": self.units, "indicator": self.indicators, **self.others}
        found = known[kind].find(text, None) if kind in known else None
        return text if found is None else found.id

    def measured(self, text: str, indicator_id: str) -> Decimal:
        """A value in the indicator's unit of measure; a state (未报 …) is none."""
        unit_of_measure = self.units_of_measure[indicator_id]
        value = parse_value(text, unit_of_measure).value
        if value is None:
            fix = f"请填数字（计量单位：{unit_of_measure}）；没有的话删去这一行。"
            raise ValueRefused("V02", "这里应当是数值。", fix)
        return value


def context_of(settings: Settings, problems: list[Problem]) -> Context:
    """What everything below `content/` is read against."""
    units_of_measure = {i.indicator_id: i.unit_of_measure for i in settings.indicators.values()}
    names = unit_names(settings), indicator_names(settings)
    portal = settings.portal
    others: Names = {
        "theme": name_table("主题", portal.themes),
        "group": name_table("组别", {group.group_id: group.name for group in portal.groups}),
    }
    return Context(problems, settings.privacy, *names, units_of_measure, others)


def name_table(what: str, names: Mapping[str, str]) -> NameTable:
    """A table of what has one name each, by id."""
    return NameTable(what, "S07", "", (Name(name, id, Place("")) for id, name in names.items()))


def _named(names: NameTable, text: str, day: date | None) -> str:
    found = names.find(text, day)
    if found is None:
        refusal = names.refusal(text, Place(""), day)
        raise ValueRefused(refusal.code, refusal.what, refusal.fix)
    return found.id
