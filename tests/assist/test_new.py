"""`leitai new`: forms that read back as typed, cases and meetings that are valid as they come."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from leitai.assist.forms.new import new_case, new_meeting
from leitai.assist.forms.quarter import Quarter, new_period, period_needs, prepare_period
from leitai.assist.forms.rows import COLUMN_NOTES
from leitai.assist.forms.xlsx import HEADER_ROW, TIDY_SHEET, WIDE_SHEET
from leitai.assist.forms.yaml_edit import with_entry
from leitai.model.observations import Observation
from leitai.pipeline.build import build
from leitai.pipeline.load import load
from leitai.problems import ProblemsFound, RequestRefused
from leitai.schema.columns import columns_of
from leitai.schema.period import Period
from leitai.schema.results.form import HELD
from leitai.schema.texts.cases import BLOCKS, CASE
from leitai.schema.texts.meetings import MEETING
from leitai.schema.texts.practice import Result
from portals import Portal, copy_sample, small_portal

TYPED: tuple[str | float, ...] = (4.5, "零报告", 3, "未报", "约2", "不适用", "2.25", "不公布")
READ_AS = {
    "零报告": (Decimal(0), "nil"),
    "未报": (None, "missing"),
    "不适用": (None, "not_applicable"),
    "不公布": (None, "suppressed"),
    "约2": (Decimal(2), "value"),
}
TARGET = 5
Key = tuple[str, str]


@pytest.fixture
def sample(tmp_path: Path) -> Portal:
    """The sample before the results of its last quarter came in, its towns under the method without a vote."""
    root = copy_sample(tmp_path / "sample")
    shutil.rmtree(root / "content/results/2019Q4")
    portal = Portal(root)
    portal.delete("site_config/methods/town-2.yml")  # it takes a vote, which no form asks for
    portal.replace("site_config/methods/town.yml", "to: 2019Q2", "to: 2019Q4")
    return portal


@pytest.fixture
def before_q3(portal: Portal) -> Portal:
    """The minimal portal with one value of 2018Q3, and 2019Q3 declared but not reported."""
    portal.write("content/results/2018Q3/汇总.csv", "单位,火灾起数（起）\n甲县,0.9万余\n乙县,7\n")
    periods = "periods:\n  2018Q3: {data_status: demo}\n  2019Q3: {data_status: demo}\n"
    portal.replace("site_config/portal.yml", "periods:\n", periods)
    return portal


def cells(portal: Portal, period: str) -> dict[Key, Observation]:
    """What reads back by names; no error on this period."""
    loaded = load(portal.root)
    ours = [p for p in loaded.problems if p.place.path.startswith(f"content/results/{period}")]
    assert {problem.severity for problem in ours} <= {"warning", "notice"}, ours
    found = Period.parse(period)
    assert found is not None
    content = loaded.content
    units, indicators = content.settings.units, content.settings.indicators
    return {(units[u].name, indicators[i].name): o for (u, i), o in content.cells(found).items()}


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def fill_csv(data: bytes, encoding: str) -> tuple[bytes, dict[Key, str | float]]:
    """Type something into every empty 数值 and every empty 目标值."""
    rows, typed, words = csv_rows(data), {}, cycle(TYPED)
    for row in rows:
        if not row["单位"].startswith("说明") and not row["数值"]:
            typed[row["单位"], row["指标"]] = text = next(words)
            row["数值"] = str(text)
            row["目标值"] = row.get("目标值") or str(TARGET)
    buffer = io.StringIO(newline="")
    names = [name for name in COLUMN_NOTES if name in rows[0]]
    writer = csv.DictWriter(buffer, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding), typed


def open_cells(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Rows and columns of the unlocked cells."""
    for row in sheet.iter_rows():
        for cell in row:
            if not cell.protection.locked:
                yield cell.row, cell.column


def headers(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[HEADER_ROW + 1]]


def fill_workbook(data: bytes) -> tuple[bytes, dict[Key, str | float]]:
    """Type something into every empty value and target cell, as a clerk does: only into unlocked cells."""
    book, typed, words = openpyxl.load_workbook(io.BytesIO(data)), {}, cycle(TYPED)
    for sheet in book.worksheets:
        names = headers(sheet)
        for row, column in open_cells(sheet):
            name, cell = names[column - 1], sheet.cell(row, column)
            if name == "目标值" and cell.value is None:
                cell.value = TARGET
            elif name == "数值" or name not in COLUMN_NOTES:
                indicator = sheet.cell(row, 2).value if name == "数值" else name.partition("（")[0]
                cell.value = next(words)
                typed[str(sheet.cell(row, 1).value), str(indicator)] = cell.value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue(), typed


def assert_reads_as_typed(found: dict[Key, Observation], typed: dict[Key, str | float]) -> None:
    assert found.keys() == typed.keys()
    for key, text in typed.items():
        assert found[key].text == str(text)
        read = (found[key].value, found[key].state)
        assert read == READ_AS.get(str(text), (Decimal(str(text)) if text not in READ_AS else None, "value"))


def read_form(portal: Portal, path: str) -> bytes:
    return (portal.root / path).read_bytes()


@pytest.mark.slow
def test_forms_of_the_sample_read_back_as_typed(sample: Portal) -> None:
    """A CSV and a workbook for each group, which ask for the same cells."""
    paths = new_period(sample.root, Quarter.of("2019Q4")).paths
    groups = ("county", "town", "municipal_organ")
    assert {path for path in paths if path.count("/") == 3} == {
        f"build/templates/2019Q4/{g}-填报表.{kind}" for g in groups for kind in ("csv", "xlsx")
    }
    asked: dict[str, set[Key]] = {}
    for kind in ("csv", "xlsx"):
        typed: dict[Key, str | float] = {}
        for group, encoding in zip(groups, ("utf-8-sig", "utf-8", "gb18030"), strict=True):
            form = read_form(sample, f"build/templates/2019Q4/{group}-填报表.{kind}")
            filled, cells_of_form = fill_csv(form, encoding) if kind == "csv" else fill_workbook(form)
            sample.write_bytes(f"content/results/2019Q4/{group}.{kind}", filled)
            typed |= cells_of_form
        assert_reads_as_typed(cells(sample, "2019Q4"), typed)
        sample.delete("content/results/2019Q4")
        asked[kind] = set(typed)
    assert asked["csv"] == asked["xlsx"]


def test_csv_has_a_bom_one_header_row_an_example_and_seven_columns(before_q3: Portal) -> None:
    path = new_period(before_q3.root, Quarter.of("2019Q3", form="csv")).paths[0]
    data = read_form(before_q3, path)
    assert data.startswith(b"\xef\xbb\xbf")
    header, example, *rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert header == ["单位", "指标", "数值", "计量单位", "目标值", "上年同期", "备注"]
    assert example[0].startswith("说明：")
    assert len(rows) == 12 and {len(row) for row in rows} == {7}
    assert rows[:3] == [
        ["甲县", "火灾起数", "", "起", "—", "9000", f"上年同期{HELD}"],
        ["甲县", "隐患整改率", "", "%", "", "", ""],
        ["甲县", "服务评分", "", "分", "—", "", ""],
    ]


def test_year_ago_and_targets_read_back(before_q3: Portal) -> None:
    path = new_period(before_q3.root, Quarter.of("2019Q3", form="csv")).paths[0]
    before_q3.write_bytes(
        "content/results/2019Q3/填报.csv", fill_csv(read_form(before_q3, path), "gb18030")[0]
    )
    found = cells(before_q3, "2019Q3")
    fire, hazards = found["甲县", "火灾起数"], found["甲县", "隐患整改率"]
    assert (fire.year_ago, fire.target) == (Decimal(9000), None)
    assert (hazards.year_ago, hazards.target) == (None, Decimal(TARGET))


def test_no_target_column_where_no_indicator_asks_for_one(sample: Portal) -> None:
    path = new_period(sample.root, Quarter.of("2019Q4", "town", "csv")).paths[0]
    assert "目标值" not in csv_rows(read_form(sample, path))[0]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_form_that_came_back_unfilled_is_one_error(before_q3: Portal, form: str) -> None:
    path = new_period(before_q3.root, Quarter.of("2019Q3", form=form)).paths[0]
    before_q3.write_bytes(f"content/results/2019Q3/填报.{form}", read_form(before_q3, path))
    checked = before_q3.check()
    assert [problem["what"] for problem in checked.problems if problem["severity"] == "error"] == [
        "这份表一格也没有填。"
    ]


def test_the_groups_form_returned_by_one_unit_is_one_notice(before_q3: Portal) -> None:
    """Its own cells are asked about one by one; the rows of the others are not in this file."""
    path = new_period(before_q3.root, Quarter.of("2019Q3", form="xlsx")).paths[0]
    book = openpyxl.load_workbook(io.BytesIO(read_form(before_q3, path)))
    book[WIDE_SHEET].cell(HEADER_ROW + 2, 2).value = 7
    buffer = io.BytesIO()
    book.save(buffer)
    before_q3.write_bytes("content/results/2019Q3/甲县.xlsx", buffer.getvalue())
    found = [(p["code"], p["row"]) for p in before_q3.check().problems if "2019Q3/甲县" in p["path"]]
    assert sorted(found, key=str) == [("R06", None), ("V01", HEADER_ROW + 2), ("V01", HEADER_ROW + 2)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_filled_form_reads_without_a_word(before_q3: Portal, form: str) -> None:
    """Of a group and of each unit; its workbooks are saved by another writer than the one that made them."""
    for path in new_period(before_q3.root, Quarter.of("2019Q3", form=form)).paths:
        fill = (
            fill_csv(read_form(before_q3, path), "utf-8")
            if form == "csv"
            else fill_workbook(read_form(before_q3, path))
        )
        before_q3.write_bytes(f"content/results/2019Q3/填报.{form}", fill[0])
        ours = [p for p in before_q3.check().problems if p["path"].startswith("content/results/2019Q3/")]
        assert ours == []


def test_forms_stay_out_of_the_results(before_q3: Portal) -> None:
    before = before_q3.check()
    new_period(before_q3.root, Quarter.of("2019Q3"))
    assert before_q3.check() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_came_in_already_is_not_asked_again(before_q3: Portal, form: str) -> None:
    """A city office sent the fires, in other units of measure; who is 未报 there may still report."""
    sent = (
        "单位,指标,数值,计量单位\n甲县,火灾起数,近0.003,万起\n乙县,火灾起数,约9,起\n丙市,火灾起数,未报,起\n"
    )
    before_q3.write("content/results/2019Q3/消防.csv", sent + "丁山区,火灾起数,零报告,起\n")
    created = new_period(before_q3.root, Quarter.of("2019Q3", form=form))
    assert any("数值 3 格" in hint for hint in created.hints)
    data = read_form(before_q3, created.paths[0])
    filled, typed = fill_csv(data, "gb18030") if form == "csv" else fill_workbook(data)
    assert len(typed) == 12 - 3
    before_q3.write("content/results/2019Q3/消防.csv", sent.replace("丙市,火灾起数,未报,起\n", ""))
    before_q3.write_bytes(f"content/results/2019Q3/填报.{form}", filled)
    found = {unit: o for (unit, name), o in cells(before_q3, "2019Q3").items() if name == "火灾起数"}
    assert {unit: (o.value, o.state, o.qualifier, o.text) for unit, o in found.items() if unit != "丙市"} == {
        "甲县": (Decimal(30), "value", "lt", "近30"),
        "乙县": (Decimal(9), "value", "approx", "约9"),
        "丁山（经济）开发区": (Decimal(0), "nil", "eq", "零报告"),
    }


def test_workbook_has_notes_drop_downs_and_locked_names(before_q3: Portal) -> None:
    path = new_period(before_q3.root, Quarter.of("2019Q3", form="xlsx")).paths[0]
    book = openpyxl.load_workbook(io.BytesIO(read_form(before_q3, path)))
    assert book.sheetnames == [WIDE_SHEET, TIDY_SHEET]
    wide, tidy = book.worksheets
    assert headers(wide) == ["单位", "火灾起数（起）", "服务评分（分）"]
    assert wide.freeze_panes == "B4"
    assert all(sheet.protection.sheet and sheet.protection.password is None for sheet in book.worksheets)
    assert set(open_cells(wide)) == {(row, column) for row in range(4, 8) for column in (2, 3)}
    assert all(name in COLUMN_NOTES for name in headers(tidy))
    for sheet in book.worksheets:
        first = 2 if sheet is wide else 1
        assert all(sheet.cell(HEADER_ROW + 1, c).comment for c in range(first, sheet.max_column + 1))
    note = wide.cell(HEADER_ROW + 1, 2).comment
    assert note is not None
    for words in (
        "本季火灾起数。",
        "越低越好",
        "当期值",
        "0 位",
        "0 到 9999",
        "未报",
        "零报告",
        "不适用",
        "不公布",
    ):
        assert words in note.text


def test_drop_down_offers_the_state_words_and_lets_numbers_pass(before_q3: Portal) -> None:
    path = new_period(before_q3.root, Quarter.of("2019Q3", form="xlsx")).paths[0]
    for sheet in openpyxl.load_workbook(io.BytesIO(read_form(before_q3, path))).worksheets:
        validations = sheet.data_validations.dataValidation
        covered = {cell for validation in validations for span in validation.sqref for cell in span.cells}
        values = {
            (row, column)
            for row, column in open_cells(sheet)
            if headers(sheet)[column - 1] == "数值" or headers(sheet)[column - 1] not in COLUMN_NOTES
        }
        assert covered == values
        for validation in validations:
            assert validation.formula1 == '"未报,零报告,不适用,不公布,出处未载"'
            assert not validation.showErrorMessage
            assert "取值范围" in validation.prompt
        assert sheet.conditional_formatting


def test_the_same_bytes_twice_and_never_over_a_filled_form(before_q3: Portal) -> None:
    created = new_period(before_q3.root, Quarter.of("2019Q3"))
    first = {path: read_form(before_q3, path) for path in created.paths}
    assert new_period(before_q3.root, Quarter.of("2019Q3")) == created
    assert {path: read_form(before_q3, path) for path in created.paths} == first
    table, workbook, *_ = created.paths
    (before_q3.root / workbook).unlink()
    filled, _ = fill_csv(first[table], "utf-8-sig")
    before_q3.write_bytes(table, filled)
    with pytest.raises(RequestRefused, match="已经存在"):
        new_period(before_q3.root, Quarter.of("2019Q3"))
    assert read_form(before_q3, table) == filled
    assert not (before_q3.root / workbook).exists()


def test_one_unit_gets_a_small_form(sample: Portal) -> None:
    created = new_period(sample.root, Quarter.of("2019Q4", "town", unit="示例乡镇三"))
    assert created.paths == tuple(
        f"build/templates/2019Q4/town/示例乡镇三.{kind}" for kind in ("csv", "xlsx")
    )
    _, *rows = csv_rows(read_form(sample, created.paths[0]))
    assert [row["单位"] for row in rows] == ["示例乡镇三"] * 4


def test_computed_indicators_are_not_asked_for(before_q3: Portal) -> None:
    before_q3.replace(
        "site_config/methods/county.yml",
        "{kind: as_given, full: 40}",
        "{kind: as_given, evaluation: {优秀: 100}}",
    )
    for period in ("2019Q1", "2019Q2"):  # what the ballots give can't be reported as well
        before_q3.delete(f"content/results/{period}")
    created = new_period(before_q3.root, Quarter.of("2019Q3"))
    assert {row["指标"] for row in csv_rows(read_form(before_q3, created.paths[0]))} == {
        "火灾起数",
        "隐患整改率",
    }
    assert any("“服务评分”按现场测评的票数计算" in hint for hint in created.hints)


def test_says_what_the_period_lacks_and_writes_it(portal: Portal) -> None:
    """Comments and layout stay; a second time nothing is lacking, and targets stand there once to be filled in."""
    method = "site_config/methods/county.yml"
    portal.replace(method, "target: file", "target: annual")
    portal.replace(
        method,
        "periods: {from: 2019Q1, to: 2019Q4}",
        "periods:  # 演示\n  from: 2019Q1\n  to: 2019Q4  # 到年底",
    )
    portal.write("content/targets.csv", "期间,单位,指标,目标值,依据\n2019,,隐患整改率,100,样例〔2019〕1号\n")
    wanted = Quarter.of("2020Q1")
    before = {need.path: portal.read(need.path) for need in period_needs(portal.root, wanted)}
    assert list(before) == ["site_config/portal.yml", method, "content/targets.csv"]
    assert prepare_period(portal.root, wanted) == tuple(before)
    assert portal.read(method) == before[method].replace("to: 2019Q4  # 到年底", "to: 2020Q4  # 到年底")
    declared = "data_status: demo}\nthemes"
    line = "data_status: demo}\n  2020Q1: {data_status: preliminary}\nthemes"
    assert portal.read("site_config/portal.yml") == before["site_config/portal.yml"].replace(declared, line)
    assert portal.read("content/targets.csv") == before["content/targets.csv"] + "2020,,隐患整改率,,\n"
    assert period_needs(portal.root, wanted) == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: 1\nperiods: {}  # 每期一行\nb: 2\n", "a: 1\nperiods:  # 每期一行\n  2020Q1: {x: y}\nb: 2\n"),
        ("periods:\nb: 2\n", "periods:\n  2020Q1: {x: y}\nb: 2\n"),
        ("periods: {2019Q4: {x: z}}\n", "periods: {2019Q4: {x: z}, 2020Q1: {x: y}}\n"),
        (
            "periods:\r\n    2019Q4:\r\n        x: z  # 注\r\n\r\n# 末\r\n",
            "periods:\r\n    2019Q4:\r\n        x: z  # 注\r\n    2020Q1: {x: y}\r\n\r\n# 末\r\n",
        ),
        ("periods:\n  2019Q4: {x: 中文 z}", "periods:\n  2019Q4: {x: 中文 z}\n  2020Q1: {x: y}"),
    ],
)
def test_a_line_goes_into_settings_of_any_layout(text: str, written: str) -> None:
    assert with_entry(text, "periods", "2020Q1", "{x: y}") == written


@pytest.mark.parametrize(
    ("period", "group", "unit", "said"),
    [
        ("2019年三季度", None, None, "不是期间"),
        ("2019Q4", "village", None, "现有：county、city"),
        ("2019Q4", "city", None, "没有适用于 2019Q4（组别 city）的考核办法"),
        ("2018Q4", None, None, "没有适用于 2018Q4 的考核办法"),
        ("2020-01", None, None, "没有适用于 2020-01 的考核办法"),
        ("2019Q4", None, "戊县", "花名册里没有这样的单位"),
    ],
)
def test_refuses_what_makes_no_sense(
    portal: Portal, period: str, group: str | None, unit: str | None, said: str
) -> None:
    with pytest.raises(RequestRefused, match=said):
        new_period(portal.root, Quarter.of(period, group, unit=unit))
    assert not (portal.root / "build").exists()


@pytest.mark.slow
def test_new_case_and_meeting_are_valid_and_built(tmp_path: Path) -> None:
    portal = small_portal(tmp_path / "portal")
    title = "“一窗受理”: 让群众少跑 #1"
    case = new_case(portal.root, "one-window", title)
    meeting = new_meeting(portal.root, "2020-01", "jia", title)
    assert case.paths == ("content/cases/one-window.md",)
    assert meeting.paths == ("content/meetings/2020-01-jia/index.md",)
    assert [found.code for found in build(portal.root, lambda _: None).problems] == ["C18"]
    for page in ("cases/one-window.html", "meetings/2020-01-jia.html"):
        assert "让群众少跑 #1" in portal.read(f"build/site/{page}")


def test_new_case_has_every_key_and_block(portal: Portal) -> None:
    (path,) = new_case(portal.root, "one-window", "一窗受理").paths
    text = portal.read(path)
    assert all(f"\n{name}:" in text for name in CASE.required)
    assert all(f"\n{name}:" in text or f"\n# {name}:" in text for name in CASE.optional)
    assert re.findall("^## (.*)", text, re.MULTILINE) == list(BLOCKS)
    nested = ["#   - indicator:   # ", "#     comparison:   # ", "#     staff:   # "]
    assert all(line in text for line in nested)
    content = load(portal.root).content
    assert content.library.cases["one-window"].year == 2019
    assert portal.check().codes == ["C18"]


def test_every_key_of_a_new_case_reads_back_once_uncommented(portal: Portal) -> None:
    """The form of the nested entries is YAML as it stands, whatever a key is called."""
    (path,) = new_case(portal.root, "one-window", "一窗受理").paths
    front = portal.read(path).split("---")[1]
    lines = [line for line in front.splitlines() if re.match(r"# +(- )?[a-z_]+:|[a-z_]+:", line)]
    keys = yaml.safe_load("\n".join(line.removeprefix("# ") for line in lines))
    assert list(keys) == list(CASE.names)
    assert list(keys["results"][0]) == [key.name for key in columns_of(Result).values()]


@pytest.mark.parametrize("day", ["2019", "2019-08", "2019-08-15"])
def test_new_meeting_has_every_key(portal: Portal, day: str) -> None:
    (path,) = new_meeting(portal.root, day, "jia", "甲县现场会").paths
    text = portal.read(path)
    assert all(f"\n{name}:" in text for name in MEETING.names)
    (meeting,) = load(portal.root).content.library.meetings
    assert (meeting.slug, meeting.date, meeting.venue) == (f"{day}-jia", day, "jia")
    assert meeting.host == "样例市委政法委（虚构）"
    assert portal.check().problems == []


def test_nothing_written_is_overwritten(portal: Portal) -> None:
    (path,) = new_case(portal.root, "one-window", "一窗受理").paths
    (index,) = new_meeting(portal.root, "2019-08", "jia", "甲县现场会").paths
    for written in (path, index):
        portal.write(written, "改过\n")
    with pytest.raises(RequestRefused, match="已经存在"):
        new_case(portal.root, "one-window", "一窗受理")
    with pytest.raises(RequestRefused, match="已经存在"):
        new_meeting(portal.root, "2019-08", "jia", "甲县现场会")
    assert {portal.read(written) for written in (path, index)} == {"改过\n"}


@pytest.mark.parametrize("slug", ["一窗", "../one", "on e", "", "a/b", "index", "Index"])
def test_slugs_stay_in_the_tree(portal: Portal, slug: str) -> None:
    with pytest.raises(RequestRefused, match="编号"):
        new_case(portal.root, slug, "一窗受理")
    with pytest.raises(RequestRefused, match="编号"):
        new_meeting(portal.root, "2019-08", slug, "甲县现场会")


@pytest.mark.parametrize(
    ("written", "day"), [("2019年8月", "2019-08"), ("2019-8", "2019-08"), ("20190801", "2019-08-01")]
)
def test_a_date_in_any_spelling_names_the_same_folder(portal: Portal, written: str, day: str) -> None:
    (path,) = new_meeting(portal.root, written, "jia", "甲县现场会").paths
    assert path == f"content/meetings/{day}-jia/index.md"
    assert f"\ndate: {day}\n" in portal.read(path)
    assert portal.check().problems == []


@pytest.mark.parametrize("day", ["2019-13", "2019-02-30", "Aug-19", "43709", "去年8月", "2019.1", ""])
def test_dates_that_are_none(portal: Portal, day: str) -> None:
    with pytest.raises(RequestRefused, match="日期"):
        new_meeting(portal.root, day, "jia", "甲县现场会")


def test_titles_and_settings_that_are_none(portal: Portal) -> None:
    with pytest.raises(RequestRefused, match="标题"):
        new_case(portal.root, "one-window", " \n ")
    portal.delete("site_config/portal.yml")
    with pytest.raises(ProblemsFound):
        new_case(portal.root, "one-window", "一窗受理")
    assert not (portal.root / "content/cases").exists()
