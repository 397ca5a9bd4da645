"""`leitai new quarter`: the forms of a period, and what the portal lacks for it.

Forms go to `build/templates/<PERIOD>/`, not to `content/results/<PERIOD>/`: whatever lies there is read
as results. A group has one form for all of its units, and one workbook for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.assist.forms.needs import Need, changed_files, needs_of
from leitai.assist.forms.rows import Form, collect_form, held_summary, table_with_example
from leitai.assist.forms.xlsx import form_workbook
from leitai.model.content import Content
from leitai.model.settings import Settings
from leitai.pipeline.load import load_for_forms
from leitai.pipeline.tools import csv_bytes, replace_file
from leitai.problems import RequestRefused
from leitai.schema.config.methods import Method
from leitai.schema.config.units import Unit
from leitai.schema.period import Period
from leitai.schema.results.form import FORM_NAME

FORMS_FOLDER = "build/templates"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')


@dataclass(frozen=True)
class Quarter:
    """A period as asked for: `group` and `unit` (id, name or short name) narrow the forms, `form` is csv or xlsx."""

    period: Period
    group: str | None = None
    form: str | None = None
    unit: str | None = None

    @classmethod
    def of(
        cls, text: str, group: str | None = None, form: str | None = None, unit: str | None = None
    ) -> Quarter:
        period = Period.parse(text)
        if period is None:
            raise RequestRefused(f"“{text}”不是期间；请写成 2019Q3、2019-08、2019H1 或 2019。")
        return cls(period, group, form, unit)


def period_needs(root: Path, wanted: Quarter) -> tuple[Need, ...]:
    """What the portal lacks for the period; raises `ProblemsFound` for settings or methods with errors, and `RequestRefused`."""
    content = load_for_forms(root)
    needs = needs_of(content, wanted.period, _methods(content, wanted))
    return tuple(need for need in needs if changed_files(root, [need]))


def prepare_period(root: Path, wanted: Quarter) -> tuple[str, ...]:
    """Write what the portal lacks; the paths of the files that were changed."""
    changed = changed_files(root, period_needs(root, wanted))
    for path, data in changed.items():
        replace_file(root / path, data)
    return tuple(changed)


def new_period(root: Path, wanted: Quarter) -> Created:
    """The forms of a period: of each group with a method in force, or with one that was, one as CSV and xlsx and one xlsx per unit."""
    content = load_for_forms(root)
    files: dict[str, bytes] = {}
    hints: list[str] = []
    for method in _methods(content, wanted):
        units = _units(content.settings, method, wanted)
        form = collect_form(content, method, wanted.period, units)
        if form.slots:
            files |= dict(_files(content, method, form, units, wanted))
            hints += [f"{form.title}：{summary}" for summary in [held_summary(form)] if summary]
    if not files:
        raise RequestRefused(
            f"{wanted.period.title}没有要填的格：花名册里没有这样的单位，或办法里没有要报的指标。"
        )
    write_new(root, files)
    return Created(tuple(files), (*hints, _next_step(wanted.period)))


def _methods(content: Content, wanted: Quarter) -> list[Method]:
    """Of each group the method in force, or the last one of those ranked before: forms go out before a method is decided."""
    group, period = wanted.group, wanted.period
    groups = [g.group_id for g in content.settings.portal.groups]
    if group is not None and group not in groups:
        raise RequestRefused(f"没有组别 {group}。现有：{'、'.join(groups)}。")
    found = [_method(content, g, period) for g in groups if group in (None, g)]
    methods = [method for method in found if method is not None]
    if not methods:
        what = f"{period}（组别 {group}）" if group else f"{period} "
        raise RequestRefused(f"没有适用于 {what}的考核办法；请先在 site_config/methods/ 写好办法。")
    return methods


def _method(content: Content, group: str, period: Period) -> Method | None:
    """The method in force; without one that of the newest period with results, if the group is still to be ranked."""
    in_force = content.method_for(group, period)
    before = content.previous_with_results(period)
    if in_force is not None or before is None or group in content.unranked_groups(period):
        return in_force
    return content.method_for(group, before)


def _units(settings: Settings, method: Method, wanted: Quarter) -> list[Unit]:
    roster = settings.roster(method.group, wanted.period)
    return [u for u in roster if wanted.unit is None or wanted.unit in (u.unit_id, u.name, u.short)]


def _files(
    content: Content, method: Method, form: Form, units: Sequence[Unit], wanted: Quarter
) -> Iterator[tuple[str, bytes]]:
    folder = f"{FORMS_FOLDER}/{wanted.period}"
    if wanted.unit is None:
        yield from _in_each_kind(f"{folder}/{method.group}-{FORM_NAME}", form, wanted.form)
    for unit in units:
        own = collect_form(content, method, wanted.period, [unit])
        kind = wanted.form or (None if wanted.unit else "xlsx")
        if own.slots:
            yield from _in_each_kind(f"{folder}/{method.group}/{_file_name(unit)}", own, kind)


def _in_each_kind(path: str, form: Form, kind: str | None) -> Iterator[tuple[str, bytes]]:
    if kind in (None, "csv"):
        yield f"{path}.csv", csv_bytes(table_with_example(form.slots))
    if kind in (None, "xlsx"):
        yield f"{path}.xlsx", form_workbook(form)


def _file_name(unit: Unit) -> str:
    """The unit's name, which tells whose file it is wherever it is sent; its id where no system could hold that name."""
    return unit.unit_id if _NOT_IN_NAMES.search(unit.name) else unit.name


def _next_step(period: Period) -> str:
    return f"把各单位的表发出去；收回填好的放进 content/results/{period}/（CSV 和 xlsx 填一种就够），再运行 leitai check。"
