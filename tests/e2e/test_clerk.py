"""A clerk's quarter at the desk, by keyboard: ten files with six faults from the form to published and sealed, then a correction."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from test_accessible import AXE, TARGET_SIZE, violations

from leitai.cli import main
from portals import PATIENCE

PERIOD = "2020Q1"
UNITS = "甲乙丙丁戊己庚辛壬癸"
SOUND = {f"{letter}县": (10 + number, 90 + number / 2) for number, letter in enumerate(UNITS)}
FAULTS = {
    "乙县": (11, None),
    "丙县": (12, "九十一"),
    "丁县": (13, 915),
    "戊县": ("约十四", 92),
    "己县": (-15, 92.5),
}
UNITS_HEAD = "unit_id,name,short,kind,group,parent_id,gbt2260,sort,valid_from,valid_to,note"
INDICATORS = (
    "indicator_id,name,unit_of_measure,polarity,period_type,decimals,theme,owner,definition,source,rankable,valid_min,valid_max,note\n"
    "fire,火灾起数,起,lower,quarter,0,平安建设,消防机构,本季火灾起数。,火灾统计,true,0,9999,\n"
    "hazards,隐患整改率,%,higher,quarter,1,平安建设,平安办,本季按期整改的比例。,隐患台账,true,0,100,\n"
)


def new_portal(root: Path) -> None:
    """What `init` makes, with the office's name and the folder to publish to."""
    done = CliRunner().invoke(main, ["init", str(root), "--title", "样例擂台"], catch_exceptions=False)
    assert done.exit_code == 0
    settings = root / "site_config/portal.yml"
    portal = settings.read_text(encoding="utf-8")
    portal = re.sub("^(owner|contact): .*$", r"\1: 样例市委政法委", portal, flags=re.MULTILINE)
    settings.write_text(portal + "publish_to: ../公布\n", encoding="utf-8")


def tables(folder: Path) -> tuple[Path, Path]:
    """Units as a workbook, indicators as a CSV: as they come from an office."""
    folder.mkdir()
    book = openpyxl.Workbook()
    for row in [UNITS_HEAD.split(","), *unit_rows()]:
        book.worksheets[0].append(row)
    book.save(folder / "参评单位.xlsx")
    (folder / "指标.csv").write_text(INDICATORS, encoding="gb18030")
    return folder / "参评单位.xlsx", folder / "指标.csv"


def unit_rows() -> Iterator[list[str | int]]:
    for number, name in enumerate(SOUND, start=1):
        yield [f"u{number}", name, name, "县", "county", "", "", number, "", "", ""]


def filled(root: Path, folder: Path, values: dict[str, tuple[object, object]]) -> list[Path]:
    """The forms of these units as they come back."""
    folder.mkdir()
    for unit, numbers in values.items():
        book = openpyxl.load_workbook(root / f"build/templates/{PERIOD}/county/{unit}.xlsx")
        page = book.worksheets[0]
        header = next(cells for cells in page.iter_rows() if cells[0].value == "单位")
        for cell, number in zip(header[1:], numbers, strict=False):
            page.cell(cell.row + 1, cell.column).value = number
        book.save(folder / f"{unit}.xlsx")
    return sorted(folder.iterdir())


@contextmanager
def desk_at(root: Path) -> Iterator[str]:
    """The address that a running desk says."""
    command = [
        str(Path(sys.executable).with_name("leitai")),
        "desk",
        "--port",
        "0",
        "--no-open",
        "--root",
        str(root),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr is not None
        yield re.findall(r"http://\S+", process.stderr.readline())[0]
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


class Clerk:
    """Somebody with a keyboard; each page is looked at by axe when it is opened for the first time."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home, self.seen = page, home, set[str]()

    def go(self, address: str) -> None:
        self.page.goto(self.home + address)
        if address in self.seen:
            return
        self.seen.add(address)
        self.page.evaluate(AXE)
        assert violations(self.page, rules=TARGET_SIZE) == [], address
        self.page.set_viewport_size({"width": 360, "height": 800})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360, address
        self.page.set_viewport_size({"width": 1280, "height": 800})

    def press(self, label: str) -> None:
        """A button, by the Enter key; waits for the end of what it does."""
        self.page.get_by_role("button", name=label, exact=True).press("Enter")
        expect(self.page.locator(".ways")).to_be_visible(timeout=PATIENCE * 1000)

    def begin(self, units: Path, indicators: Path) -> None:
        """Units, indicators and a method, in a portal that has none."""
        for name, file in (("单位表", units), ("指标表", indicators)):
            self.go("/settings")
            self.page.get_by_label(f"把{name}拖到这里").set_input_files(file)
            self.press(f"换上{name}")
        self.go("/settings")
        for label, text in (("名称", "季度考核办法"), ("从哪一期起", PERIOD), ("制定日期", "2019-12-20")):
            self.page.get_by_label(label, exact=True).fill(text)
        for weight in self.page.get_by_label("的权重").all():
            weight.fill("50")
        self.press("写第一版办法")

    def receive(self, files: list[Path], day: str, is_replacing: bool = False) -> None:
        self.go(f"/reports/{PERIOD}")
        self.page.get_by_label("把表拖到这里").set_input_files(files)
        self.page.get_by_label("收到日期").fill(day)
        if is_replacing:
            self.page.get_by_label("换掉旧的").press("Space")
        self.press("放入")


def test_a_quarter_without_a_shell(browser: Browser, tmp_path: Path) -> None:
    root, public = tmp_path / "政法委 擂台 (2020)", tmp_path / "公布"
    new_portal(root)
    said: list[str] = []
    with desk_at(root) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        page.locator(".go", has_text="设置").press("Enter")
        clerk = Clerk(page, address.partition("/open")[0])
        clerk.begin(*tables(tmp_path / "tables"))
        clerk.go("/")
        page.get_by_role("link", name="准备第一期").press("Enter")
        page.get_by_label("期间", exact=True).fill(PERIOD)
        clerk.press("准备这一期")
        clerk.go(f"/forms/{PERIOD}")
        expect(page.get_by_role("link", name="甲县.xlsx")).to_be_visible()

        filled(root, tmp_path / "sent", {**SOUND, **FAULTS})
        (tmp_path / "sent/癸县.xlsx").rename(tmp_path / "sent/癸 县.txt")  # the sixth fault
        clerk.receive(sorted((tmp_path / "sent").iterdir()), "2020-04-03")
        assert page.locator("table.lt-cells mark").count() >= len(FAULTS)
        clerk.go("/")
        expect(page.locator(".next h2")).to_have_text("现在：改错")
        clerk.go("/problems")
        expect(page.get_by_role("link", name=f"{PERIOD}/丙县.xlsx")).to_be_visible()
        mended = filled(root, tmp_path / "mended", {unit: SOUND[unit] for unit in (*FAULTS, "癸县")})
        clerk.receive(mended, "2020-04-05", is_replacing=True)
        clerk.go("/")
        expect(page.locator(".next h2")).to_have_text("现在：生成")

        for address, label in (("/publish", "生成网站"), ("/publish", "公布")):
            clerk.go(address)
            clerk.press(label)
        clerk.go("/publish")
        page.get_by_label("公布日期").fill("2020-04-15")
        clerk.press("封存")
        expect(page.locator(".good")).to_contain_text(f"已封存 {PERIOD}，第 1 版")

        late = filled(root, tmp_path / "late", {"乙县": (21, SOUND["乙县"][1])})
        clerk.receive(late, "2020-05-06", is_replacing=True)
        page.get_by_role("link", name="登记更正").press("Enter")
        page.get_by_label("原因", exact=True).fill("漏统计十起")
        page.get_by_label("文号", exact=True).fill("样〔2020〕5号")
        page.get_by_label("更正日期").fill("2020-05-08")
        clerk.press("登记更正")
        for label in ("生成网站", "公布"):
            clerk.go("/publish")
            clerk.press(label)
        for address in ("/meetings", "/texts", "/"):
            clerk.go(address)
        expect(page.locator(".lead")).to_have_text("这一期都做完了。")
        with page.expect_popup() as opened:
            page.get_by_role("link", name="预览网站").press("Enter")
        expect(opened.value).to_have_title("样例擂台")
    assert said == []
    ranking = (public / f"rankings/{PERIOD}/county.html").read_text(encoding="utf-8")
    assert "更正" in ranking and (public / f"rankings/{PERIOD}/v1/county.html").is_file()
    with (root / f"content/results/{PERIOD}/receipts.csv").open(encoding="utf-8-sig", newline="") as file:
        days = {row["单位"]: row["收到日期"] for row in csv.DictReader(file)}
    assert days.keys() == SOUND.keys() and days["甲县"] == "2020-04-03"
