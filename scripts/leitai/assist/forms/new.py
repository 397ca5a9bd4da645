"""`leitai new`: filled-in templates for a period's forms, a case, a meeting. Never overwrites anything.

Forms go to `build/templates/<PERIOD>/`, not to `content/results/<PERIOD>/`: whatever lies there is read
as results, so an empty form would stop every build with one problem per cell. A case or a meeting goes where
it belongs, valid as it comes; what is to be written in it is marked, and refused on official publication.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leitai.assist.forms.rows import Form, collect_form, held_summary, table_with_example
from leitai.assist.forms.xlsx import form_workbook
from leitai.model.content import Content
from leitai.model.scoring.method import Method
from leitai.model.settings import Settings
from leitai.model.writings.standing import LEAST_STEPS
from leitai.pipeline.load import load_for_forms, load_settings
from leitai.pipeline.tools import csv_bytes
from leitai.problems import RequestRefused
from leitai.schema.columns import Column, FileFormat, columns_of
from leitai.schema.config.portal import PortalSettings
from leitai.schema.config.units import Unit
from leitai.schema.days import KNOWN_FIX, DateRefused, read_known_date
from leitai.schema.file_names import is_slug
from leitai.schema.keys import ListOf, MappingOf
from leitai.schema.period import Period
from leitai.schema.texts.cases import BLOCKS, CASE
from leitai.schema.texts.meetings import MEETING
from leitai.schema.texts.written import TO_BE_WRITTEN

FORMS_FOLDER = "build/templates"
FORM_KINDS = ("csv", "xlsx")
_FACTS_HINT = "每个事实后面写出处编号，例如 [F23]；编号登记在 content/facts.csv。"
_STATUS_HINT = f"写满 {LEAST_STEPS} 步或 1 项有绝对数的成效，并有出处，是“部分”；再有问题、适用条件、容易出的毛病、投入和两个出处，是“完整”。"
_FIRST_LINES = {
    "背景": "（请写：开始之前的情况和一个带日期的数，试过哪些没有用）",
    "做法": "（请写：编号的步骤，每步写明谁、做什么、用什么表格或平台、多久）",
    "成效": "（请写：对数字的说明；数写在 results，工作量写在 outputs）",
    "适用条件": "（请写：必须有什么、最好有什么、不适合哪里）",
    "不足与提醒": "（请写：别的提醒；容易出的毛病写在 failure_modes）",
}


@dataclass(frozen=True)
class Created:
    """Paths below the root, and what the editor should know or do next, one line each."""

    paths: tuple[str, ...]
    hints: tuple[str, ...]


def new_period(
    root: Path, period: str, group: str | None = None, form: str | None = None, unit: str | None = None
) -> Created:
    """The forms of a period: one per group with a method in force, or with one that was, as CSV and xlsx.

    `group` narrows to one group, `form` to csv or xlsx, `unit` (id, name or short name) to one unit, so
    that a town gets a small form of its own. Raises `ProblemsFound` for settings or methods with errors,
    and `RequestRefused`.
    """
    content = load_for_forms(root)
    found = Period.parse(period)
    if found is None:
        raise RequestRefused(f"“{period}”不是期间；请写成 2019Q3、2019-08、2019H1 或 2019。")
    files: dict[str, bytes] = {}
    hints: list[str] = []
    for method in _methods(content, found, group):
        units = _units(content.settings, method, found, unit)
        if not method.covers(found):
            hints.append(
                f"{found} 还没有考核办法，指标按《{method.title}》第 {method.version} 版列出；办法写好后请再生成一次。"
            )
        sheet = collect_form(content, method, found, units)
        if sheet.slots:
            name = "-".join([method.group, *(u.unit_id for u in units if unit), "填报表"])
            files |= {f"{FORMS_FOLDER}/{found}/{name}.{kind}": data for kind, data in _files(sheet, form)}
            hints += [f"{sheet.title}：{summary}" for summary in [held_summary(sheet)] if summary]
    if not files:
        raise RequestRefused(f"{found.title}没有要填的格：花名册里没有这样的单位，或办法里没有要报的指标。")
    _write_new(root, {path: data for path, data in files.items() if not _is_there(root / path, data)})
    return Created(tuple(files), (*hints, *_next_steps(content.settings.portal, found)))


def _methods(content: Content, period: Period, group: str | None) -> list[Method]:
    """The methods in force, in the portal's order of groups; if there are none yet, the last ones."""
    groups = [g.group_id for g in content.settings.portal.groups]
    if group is not None and group not in groups:
        raise RequestRefused(f"没有组别 {group}。现有：{'、'.join(groups)}。")
    wanted = [g for g in groups if group in (None, g)]
    methods = [method for g in wanted if (method := content.method_for(g, period)) is not None]
    methods = methods or [method for g in wanted if (method := _last_method(content, g, period)) is not None]
    if not methods:
        what = f"{period}（组别 {group}）" if group else f"{period} "
        raise RequestRefused(f"没有适用于 {what}的考核办法；请先在 site_config/methods/ 写好办法。")
    return methods


def _last_method(content: Content, group: str, period: Period) -> Method | None:
    """The latest method of a group for this kind of period: next year's forms go out before its method is decided."""
    before = [m for m in content.methods if m.group == group and m.first_period.kind == period.kind]
    before = [method for method in before if method.first_period.first_day < period.first_day]
    return max(before, key=lambda method: method.first_period.first_day, default=None)


def _units(settings: Settings, method: Method, period: Period, unit: str | None) -> list[Unit]:
    roster = settings.roster(method.group, period)
    return [u for u in roster if unit is None or unit in (u.unit_id, u.name, u.short)]


def _files(form: Form, wanted: str | None) -> Iterator[tuple[str, bytes]]:
    if wanted in (None, "csv"):
        yield "csv", csv_bytes(table_with_example(form.slots))
    if wanted in (None, "xlsx"):
        yield "xlsx", form_workbook(form)


def _next_steps(portal: PortalSettings, period: Period) -> Iterator[str]:
    yield f"CSV 和 xlsx 填一种就够；填好后放进 content/results/{period}/，再运行 leitai check。"
    if period.id not in portal.periods:
        empty = "" if portal.periods else "（把 periods: {} 改成 periods: 再加）"
        line = f"  {period}: {{data_status: preliminary}}"
        yield f"请在 site_config/portal.yml 的 periods 下加一行{empty}，有截止日期再加 deadline：\n{line}"


def new_case(root: Path, slug: str, title: str, year: int | None = None) -> Created:
    """A write-up to fill in, refused on official publication until it is; `year` defaults to that of the latest declared period."""
    portal = load_settings(root).portal
    latest = max((settings.period for settings in portal.periods.values()), default=None)
    values = {
        "title": _title(title),
        "units": "[]",
        "themes": "[]",
        "level": "county",
        "year": str(year or (latest.year if latest else date.today().year)),
        "summary": TO_BE_WRITTEN,
        "contact": TO_BE_WRITTEN,
    }
    themes = "、".join(f"{theme} {name}" for theme, name in portal.themes.items())
    text = _front_matter(CASE, values, {"themes": f"现有：{themes}"})
    path = CASE.path.replace("<编号>", _slug(slug))
    blocks = (f"## {block}\n{_FIRST_LINES[block]}" for block in BLOCKS)
    _write_new(root, {path: (text + "\n\n".join(blocks) + "\n").encode()})
    return Created(
        (path,), (f"写着“{TO_BE_WRITTEN}”“（请写：”的都填好或删去，才能正式发布。", _STATUS_HINT, _FACTS_HINT)
    )


def new_meeting(root: Path, day: str, slug: str, title: str) -> Created:
    """A meeting to fill in; `day` has the precision that is known, in any spelling: 2019, 2019-8, 2019年8月15日."""
    settings = load_settings(root)
    venue = slug if slug in settings.units else ""
    known = _known_date(day)
    values = {
        "title": _title(title),
        "short_title": _title(title),
        "joint_with": "",
        "date": known,
        "end_date": "",
        "date_note": "",
        "status": "held",
        "venue": venue,
        "host": _quoted(settings.portal.owner),
        "reviews": "[]",
        "practices": "[]",
        "roster": "[]",
        "attendance": "{}",
        "agenda": "[]",
        "resolutions": "[]",
        "photos": "[]",
        "sources": "[]",
        "corrections": "[]",
        "review": "{}",
    }
    text = _front_matter(MEETING, values, {"agenda": '例如 [{type: report, note: "各单位汇报"}]'})
    folder = f"{known}-{_slug(slug)}"
    path = MEETING.path.replace("<日期>-<编号>", folder)
    _write_new(root, {path: f"{text}会议情况{TO_BE_WRITTEN}。\n".encode()})
    speeches = f"发言放在 content/meetings/{folder}/speeches/，文件名是“序号-单位编号.md”。"
    guessed = [f"编号是单位编号，地点已填为 {venue}；不对请改。"] if venue else []
    return Created((path,), (*guessed, speeches, _FACTS_HINT))


def _front_matter(layout: FileFormat, values: Mapping[str, str], extra: Mapping[str, str]) -> str:
    """Every key of the format with its meaning above it, and the form of its entries; one without a value is commented out."""
    lines = ["---"]
    for field in layout.columns:
        lines.append(f"# {field.meaning}" + (f"；{extra[field.name]}" if field.name in extra else ""))
        line = f"{field.name}: {values.get(field.name, '')}".rstrip()
        lines += [line] if field.name in values else [f"# {line}", *_entry_form(field)]
    return "\n".join([*lines, "---", ""])


def _entry_form(field: Column) -> list[str]:
    """The keys of a key that holds mappings, as comments to uncomment and fill in."""
    shape, mark = field.parser, "  "
    if isinstance(shape, ListOf):
        shape, mark = shape.item, "- "
    if not isinstance(shape, MappingOf):
        return []
    keys = [f"{key.name}:   # {key.meaning}" for key in columns_of(shape.row).values()]
    return [f"#   {mark if number == 0 else '  '}{key}" for number, key in enumerate(keys)]


def _title(text: str) -> str:
    if not text.strip():
        raise RequestRefused("标题是空的；请用 --title 写上标题。")
    return _quoted(" ".join(text.split()))


def _quoted(text: str) -> str:
    """Text as YAML: a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def _slug(slug: str) -> str:
    """A slug that can be an address; `index` is the list's own."""
    if not is_slug(slug):
        raise RequestRefused(
            f"编号“{slug}”用作网址，只能用英文字母、数字、连字符和下划线，例如 yiwu；index 已用作目录页。"
        )
    return slug


def _known_date(text: str) -> str:
    try:
        return read_known_date(text)
    except DateRefused as refused:
        raise RequestRefused(f"日期“{text}”：{refused.what}{refused.hint or KNOWN_FIX}") from None


def _is_there(path: Path, data: bytes) -> bool:
    """Whether a file has exactly these bytes: a form that nobody has touched may be asked for again."""
    return path.is_file() and path.read_bytes() == data


def _write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that aren't there yet, all or none."""
    for path in files:
        if (root / path).exists():
            raise RequestRefused(f"{path} 已经存在，没有改动；要重新生成，请先把它移走或改名。")
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)
