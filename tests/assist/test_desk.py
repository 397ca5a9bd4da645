"""What the desk shows and does: each button against what the command of that name does."""

from __future__ import annotations

import csv
import errno
import html
import io
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from desks import Clerk, clerk_at

from leitai.assist.desk import periods
from leitai.assist.desk.actions import ALL
from leitai.assist.desk.aside import names_aside, put_in
from leitai.assist.forms.first_method import RULES
from portals import REPOSITORY, Portal

Q2 = "2019Q2"
RECEIVED = "2019-07-03"
FILE = f"content/results/{Q2}/汇总.csv"


@pytest.fixture
def clerk(portal: Portal) -> Clerk:
    return clerk_at(portal.root)


def words_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_each_button_is_explained_in_the_handbook() -> None:
    chapter = (REPOSITORY / "scripts/leitai/pages/site/handbook_desk.md.j2").read_text(encoding="utf-8")
    for action in ALL:
        entry = f"<dt>{action.label}</dt><dd>{action.what}反悔：{action.undo}</dd>"
        assert entry in chapter, action.label
        assert action.what.endswith("。") and action.undo.endswith("。")
    assert chapter.count("反悔：") == len(ALL)


def test_what_is_to_be_replaced_stays_until_the_new_is_on_the_disk(tmp_path: Path) -> None:
    old = tmp_path / "content/a.csv"
    old.parent.mkdir()
    old.write_text("old", encoding="utf-8")
    with pytest.raises(OSError):
        put_in(tmp_path, "content", {"a.csv": b"new", "长" * 100: b""}, ["a.csv"], lambda said: None)
    assert (old.read_text(encoding="utf-8"), names_aside(tmp_path, "content")) == ("old", [])
    assert not (tmp_path / "build/aside/.new").exists()
    put_in(tmp_path, "content", {"a.csv": b"new"}, ["a.csv"], lambda said: None)
    assert (old.read_text(encoding="utf-8"), names_aside(tmp_path, "content")) == ("new", ["1-a.csv"])


def test_a_problem_stands_beside_its_cell_and_the_desk_says_what_comes_next(
    clerk: Clerk, portal: Portal
) -> None:
    assert "没有错误" in clerk.page("/")
    portal.replace(FILE, "甲县,", "甲县,十二")
    clerk.desk.live.look()
    page = clerk.page("/problems")
    assert 'class="lt-cells"' in page and re.search(r"<mark>十二\d*</mark>", page)
    assert "现在：改错" in words_of(clerk.page("/"))
    assert "改完错误才能核对" in clerk.page("/compare")
    assert f"{Q2}/汇总.csv.txt" in clerk.page("/problems")
    slip = clerk.page(f"/out/returns/{Q2}/汇总.csv.txt")
    assert "十二" in slip
    portal.replace(FILE, "甲县,十二", "甲县,")
    clerk.desk.live.look()
    assert "没有要改的" in clerk.page("/problems") and "汇总.csv.txt" not in clerk.page("/problems")


def test_files_come_in_with_their_day_and_go_out_again(clerk: Clerk, portal: Portal) -> None:
    assert "还没有报" not in clerk.page(f"/reports/{Q2}")
    portal.write("content/results/2019Q3/.gitkeep", "")
    portal.replace("site_config/portal.yml", "periods:\n", "periods:\n  2019Q3: {data_status: demo}\n")
    clerk.desk.live.look()
    said = words_of(clerk.page("/reports"))
    assert "收表：2019年第三季度" in said and "4 个单位报了 0 个" in said
    head, *lines = (portal.root / FILE).read_text(encoding="utf-8-sig").splitlines()
    one = [line for line in lines if line.startswith("甲县")]
    sent = ("甲县（修改）.csv", "\n".join([head, *one, ""]).encode())
    job = clerk.do("receive", {"period": "2019Q3", "day": RECEIVED}, [sent])
    assert not job.refusal
    receipts = portal.root / "content/results/2019Q3/receipts.csv"
    with receipts.open(encoding="utf-8-sig", newline="") as file:
        assert [(row["单位"], row["收到日期"]) for row in csv.DictReader(file)] == [("甲县", RECEIVED)]
    said = words_of(clerk.page("/reports/2019Q3"))
    assert "4 个单位报了 1 个" in said and RECEIVED in said

    again = ("甲县（修改）.csv", sent[1] + b"\n")
    refusal = clerk.refusal("receive", {"period": "2019Q3", "day": RECEIVED}, [again])
    assert "已经有同名的文件" in refusal
    other = ("甲县 最终.csv", sent[1])
    clerk.do("receive", {"period": "2019Q3", "day": "2019-07-09", "replace": "on"}, [other])
    assert [path.name for path in periods.sent_paths(portal.root, "2019Q3")] == ["甲县 最终.csv"]
    assert receipts.read_text(encoding="utf-8-sig").count("甲县") == 1, "the first day counts"
    assert names_aside(portal.root, "content/results/2019Q3") == ["1-甲县（修改）.csv"]

    clerk.do("set-aside", {"period": "2019Q3", "file": "甲县 最终.csv"})
    assert "4 个单位报了 0 个" in words_of(clerk.page("/reports/2019Q3"))
    clerk.do("put-back", {"period": "2019Q3", "file": "1-甲县（修改）.csv"})
    assert [path.name for path in periods.sent_paths(portal.root, "2019Q3")] == ["甲县（修改）.csv"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"period": Q2, "day": RECEIVED}, "还没有选文件"),
        ({"period": Q2, "day": "3.7."}, "请写成 2020-04-03 这样的日期"),
        ({"period": Q2}, "还空着"),
    ],
)
def test_a_form_that_is_not_filled_in_is_told_so(clerk: Clerk, fields: dict[str, str], said: str) -> None:
    assert said in clerk.refusal("receive", fields)


def test_empty_files_and_two_of_a_name_are_refused(clerk: Clerk) -> None:
    form = {"period": Q2, "day": RECEIVED}
    assert "空文件" in clerk.refusal("receive", form, [("甲县.csv", b"")])
    assert "同名" in clerk.refusal("receive", form, [("a.csv", b"1"), ("A.csv", b"2")])


def test_what_diff_finds_is_ticked_off_until_its_figure_changes(clerk: Clerk, portal: Portal) -> None:
    portal.replace(FILE, "甲县,12", "甲县,未报")
    clerk.desk.live.look()
    page = clerk.page(f"/compare/{Q2}")
    keys = re.findall(r'name="looked" value="(\w+)"', page)
    assert keys and "checked" not in page
    clerk.do("tick", {"period": Q2, "looked": [*keys, "unknown"]})
    page = clerk.page(f"/compare/{Q2}")
    assert page.count("checked") == len(keys)
    assert "变化都看过了" in clerk.page("/")
    portal.replace(FILE.replace(Q2, "2019Q1"), "甲县,10", "甲县,11")
    clerk.desk.live.look()
    assert clerk.page(f"/compare/{Q2}").count("checked") < len(keys)
    assert "unknown" not in (portal.root / f"build/looked/{Q2}.txt").read_text(encoding="utf-8")


def test_a_warning_that_may_stay_is_explained_once(clerk: Clerk, portal: Portal) -> None:
    for path in periods.sent_paths(portal.root, Q2):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "丁山" not in line), encoding="utf-8")
    clerk.desk.live.look()
    (warning,) = re.findall(r'<option value="(\w+)">R01', clerk.page("/problems"))
    why = {"text": "已催报，下期补", "by": "综合科", "day": "2019-07-10"}
    assert "不在这一页的列表里" in clerk.refusal("explain", {**why, "warning": "x"})
    job = clerk.do("explain", {**why, "warning": warning})
    assert not job.refusal and f"R01,content/results/{Q2}," in portal.read("site_config/explained.csv")
    assert "R01</option" not in clerk.page("/problems") and f'value="{warning}"' not in clerk.page(
        "/problems"
    )


def test_a_quarter_is_prepared_as_the_command_does_it(clerk: Clerk, portal: Portal) -> None:
    job = clerk.do("new-quarter", {"period": "2020Q1", "write": "on"})
    assert not job.refusal and job.done is not None
    assert any("site_config/portal.yml" in word for word in job.done.words)
    assert "2020Q1" in portal.read("site_config/portal.yml")
    assert "甲县.xlsx" in clerk.page("/forms/2020Q1")
    assert "不是期间" in clerk.refusal("new-quarter", {"period": "明年"})


def test_a_table_of_the_settings_takes_the_place_of_the_one_before(clerk: Clerk, portal: Portal) -> None:
    units = portal.read("site_config/units.csv").lstrip("\ufeff")
    assert clerk.page("/out/settings/units.csv").lstrip("\ufeff").splitlines() == units.splitlines()
    sheets = book([line.split(",") for line in units.splitlines()])
    job = clerk.do("put-units", {}, [("参评单位.xlsx", sheets)])
    assert (job.refusal, clerk.desk.live.reading and clerk.desk.live.reading.checked.problems) == ("", ())
    assert portal.read("site_config/units.csv").lstrip("\ufeff").split() == units.split()
    assert "有 2 张" in clerk.do("put-units", {}, [("两张.xlsx", book([["a"]], [["b"]]))]).refusal
    job = clerk.do("put-indicators", {}, [("指标.csv", "单位,指标\n".encode("gb18030"))])
    assert job.done is not None and {problem.code for problem in job.done.problems} == {"T03", "T05"}
    assert "要先把设置里的错误改好" in clerk.refusal("first-method", FIRST)


def book(*sheets: list[list[str]]) -> bytes:
    made = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        page = made.worksheets[0] if number == 0 else made.create_sheet()
        for row in rows:
            page.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


BEST, _, GIVEN = RULES
FIRST = {"group": "county", "title": "办法", "since": "2019Q1", "day": "2018-12-20"}
FIRST |= {"weight-fire": "60", "rule-fire": BEST, "weight-service": "40", "rule-service": GIVEN}


def test_a_first_method_is_made_of_weights(clerk: Clerk, portal: Portal) -> None:
    assert "已经有办法" in clerk.do("first-method", FIRST).refusal
    portal.delete("site_config/methods/county.yml")
    wrong = {"weight-fire": "50", "since": "第一季度", "day": "去年"}
    said = ("现在是 90（50、40）", "不是期间", "请写成 2020-04-03 这样的日期")
    for (name, text), words in zip(wrong.items(), said, strict=True):
        form = FIRST | {name: text}
        refused = (
            clerk.refusal("first-method", form) if name == "day" else clerk.do("first-method", form).refusal
        )
        assert words in refused
    for text in ("六十", "-60", "NaN", "Infinity"):
        assert "火灾" in clerk.do("first-method", FIRST | {"weight-fire": text}).refusal
    assert not clerk.do("first-method", FIRST).refusal
    loaded = clerk.desk.loaded
    assert loaded is not None
    (method,) = loaded.content.methods
    assert [(i.indicator_id, i.weight) for i in method.indicators()] == [("fire", 60), ("service", 40)]
    assert 'value="county"' not in clerk.page("/settings")


def test_the_way_out_is_refused_in_the_words_of_the_command(clerk: Clerk, portal: Portal) -> None:
    assert "publish_to" in clerk.refusal("publish", {})
    portal.append("site_config/portal.yml", "publish_to: ../公布\n")
    clerk.desk.live.look()
    assert "../公布" in clerk.page("/publish")
    assert "还没有生成网站" in clerk.do("publish", {}).refusal
    assert not (portal.root.parent / "公布").exists()


def test_sealing_and_correcting_lead_to_one_more_version(clerk: Clerk, portal: Portal) -> None:
    job = clerk.do("seal", {"name": Q2, "day": "2019-07-20"})
    assert job.done is not None and "已封存 2019Q2，第 1 版" in job.done.words[0]
    assert "封存过的数没有改动" in clerk.page("/publish")
    cells = next(line for line in portal.read(FILE).splitlines() if line.startswith("甲县"))
    changed = cells.split(",")
    changed[1] = str(int(changed[1]) + 1)
    portal.replace(FILE, cells, ",".join(changed))
    clerk.desk.live.look()
    page = clerk.page("/publish")
    record = dict(re.findall(r'name="([\u4e00-\u9fff]+)" value="([^"]*)"', page))
    assert record["单位"] == "甲县" and record["更正值"] == changed[1]
    reason = {"原因": "漏统计一处", "文号": "样〔2019〕5号", "日期": "2019-08-01"}
    job = clerk.do("correct", {**record, **reason})
    assert job.done is not None and "已封存 2019Q2，第 2 版" in job.done.words[-1], job
    assert clerk.desk.live.reading is not None and clerk.desk.live.reading.loaded is not None


def test_a_word_file_becomes_a_draft(clerk: Clerk, portal: Portal, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("一件事一次办", 0)
    document.add_paragraph("办事要跑几次。")
    document.save(str(tmp_path / "a.docx"))
    data = (tmp_path / "a.docx").read_bytes()
    job = clerk.do("new-case", {"slug": "one-visit", "title": ""}, [("一件事.docx", data)])
    assert not job.refusal and "一件事一次办" in portal.read("content/cases/one-visit/index.md")
    job = clerk.do("new-case", {"slug": "../x", "title": ""}, [("一件事.docx", data)])
    assert "只能用英文字母" in job.refusal
    assert "还没有选文件" in clerk.refusal("new-case", {"slug": "x"})


def test_a_meeting_is_packed_and_a_period_archived_only_from_the_list(clerk: Clerk) -> None:
    for action, field in (("pack", "meeting"), ("archive", "name"), ("seal", "name")):
        said = clerk.refusal(action, {field: "../x", "day": RECEIVED})
        assert "已经不在这一页的列表里" in said


def test_other_commands_load_neither_web_framework_nor_desk() -> None:
    code = "import sys, leitai.cli; sys.exit(any(name in sys.modules for name in ('flask', 'waitress', 'pandas')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_a_full_disk_stopped_is_read_again_without_an_edit(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = clerk.desk.live

    def full() -> None:
        raise OSError(errno.ENOSPC, "no room", str(live.root))

    live.fault = "full"
    with monkeypatch.context() as patch:
        patch.setattr(live._preview, "read", full)
        assert live.look()
        assert "磁盘满了" in clerk.page("/")
    assert live.look()
    assert (live.fault, live.look()) == ("", False)
