"""The gate against personal data, over everything read and everything built (R-ETH-01/02, US-E8).

What counts as personal data is decided in `model/personal_data.py`. Cells of result files are looked
at while they are read (`read/result_sheet.py`), because rows that are skipped never get this far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from leitai.model.content import Content
from leitai.model.library import Library
from leitai.model.method import Method
from leitai.model.privacy.personal_data import KIND_NAMES, code_of
from leitai.model.privacy.screen import PrivacyScreen
from leitai.model.settings import Settings
from leitai.problems import Place, Problem

Text = tuple[str, Place]


class Placed(Protocol):
    """A row of a table or a mapping of a settings file."""

    @property
    def place(self) -> Place: ...


class Written(Placed, Protocol):
    """A Markdown file."""

    @property
    def lines(self) -> tuple[str, ...]: ...


def check_settings_name_nobody(settings: Settings) -> Iterator[Problem]:
    """设置、单位表、指标表、别名表里没有身份证号、手机号、银行卡号和名单上的姓名；疑似的车牌、门牌、人名请核对。"""
    portal, place = settings.portal, Place("site_config/portal.yml")
    names = [group.name for group in portal.groups]
    texts = [(text, place) for text in (*_texts(portal), *names, *portal.themes.values())]
    texts += [(text, o.place) for o in settings.privacy.overrides for text in (o.decided_by, o.reason)]
    rows: list[Placed] = [*settings.units.values(), *settings.indicators.values(), *settings.aliases]
    rows += [step for period in portal.periods.values() for step in period.review]
    yield from settings.privacy.problems([*texts, *_cells(rows)])


def check_methods_name_nobody(settings: Settings, methods: Sequence[Method]) -> Iterator[Problem]:
    """考核办法的标题、说明、维度里没有身份证号、手机号、银行卡号和名单上的姓名；疑似的车牌、门牌、人名请核对。"""
    for method in methods:
        yield from settings.privacy.problems(_cells([method, *method.all_dimensions()]))


def check_library_names_nobody(settings: Settings, library: Library) -> Iterator[Problem]:
    """经验做法、会议、发言、台账、出处、页面和附件名里没有身份证号、手机号、银行卡号和名单上的姓名；疑似的车牌、门牌、人名请核对。"""
    speeches = [speech for meeting in library.meetings for speech in meeting.speeches]
    files: list[Written] = [*library.cases.values(), *library.meetings, *speeches, *library.prose]
    rows: list[Placed] = [*library.facts.values(), *library.problems, *library.tasks, *library.claims]
    rows += [*library.corrections, *library.explanations]
    rows += [*library.receipts, *(ballots for meeting in library.meetings for ballots in meeting.ballots)]
    attachments = [(name, meeting.place) for meeting in library.meetings for name in meeting.attachments]
    yield from settings.privacy.problems([*_file_lines(files), *_cells(rows), *attachments])


def check_results_name_nobody(content: Content) -> Iterator[Problem]:
    """目标值、标杆值和填报文件的文件名、工作表名里没有身份证号、手机号、银行卡号和名单上的姓名；疑似的车牌、门牌、人名请核对。"""
    results = content.results
    names = [(file.path, Place(file.path)) for file in results.files]
    names += [(file.sheet, Place(file.path, file.sheet)) for file in results.files if file.sheet]
    rows: list[Placed] = [*results.targets, *results.benchmarks]
    yield from content.settings.privacy.problems([*dict.fromkeys(names), *_cells(rows)])


def check_overrides_used(privacy: PrivacyScreen, problems: Sequence[Problem]) -> Iterator[Problem]:
    """overrides.csv 里的每一行都还用得到；用不到的说明原文已经改了。"""
    used = [problem.what for problem in problems if problem.code == "D07"]
    for override in privacy.overrides:
        if not any(what.endswith(override.sentence) for what in used):
            what = f"{override.path} 里没有这段文字，这一行放行登记没有用到。"
            fix = "原文已经删改的，请删去这一行；否则请核对 code、path 和 text，要与报告里的代码、文件和原文一样。"
            yield Problem("D08", override.place, privacy.mask(override.text), what, fix)


def check_built_text(privacy: PrivacyScreen, path: str, text: str) -> Iterator[Problem]:
    """生成的每个网页和下载文件里，没有身份证号、手机号、银行卡号和名单上的姓名，文件名里也没有。"""
    fix = "请在 content/、site_config/ 或会议附件里找到并删去它，再重新生成。"
    seen: set[str] = set()
    for source in (text, path):
        for found in privacy.find_blocking(source):
            if found.masked not in seen:
                seen.add(found.masked)
                row = text.count("\n", 0, found.start) + 1 if source is text else None
                what = f"生成的文件里有{KIND_NAMES[found.kind]}，报告里已打码。"
                yield Problem(code_of(found), Place(f"build/site/{path}", row=row), found.masked, what, fix)


def _cells(rows: Iterable[Placed]) -> Iterator[Text]:
    return ((text, row.place) for row in rows for text in _texts(row))


def _texts(record: object) -> Iterator[str]:
    """Every text of a record, whatever its columns: a new column is looked at too."""
    return (value for value in vars(record).values() if isinstance(value, str))


def _file_lines(files: Iterable[Written]) -> Iterator[Text]:
    for file in files:
        yield file.place.path, file.place
        for number, line in enumerate(file.lines, start=1):
            yield line, Place(file.place.path, row=number)
