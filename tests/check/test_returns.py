"""What a refused check leaves for those who have to mend something: pictures of cells, and slips to send back."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from portals import Portal
from workbooks import workbook

RESULTS = "content/results/2019Q1"
HEADER = ["单位", "指标", "数值", "计量单位", "目标值", "备注"]


def test_slips_mark_the_wrong_cells_and_copy_no_personal_data(portal: Portal) -> None:
    portal.delete(f"{RESULTS}/隐患整改.csv")
    portal.write_bytes(
        f"{RESULTS}/甲县.xlsx", workbook([HEADER, ["甲县", "隐患整改率", "待报", "%", "100", ""]])
    )
    portal.write(f"{RESULTS}/乙县.csv", "单位,指标,数值,计量单位,目标值,备注\n乙县,隐患整改率,101,%,100,\n")
    private = "单位,指标,数值,计量单位,目标值,备注\n丙市,隐患整改率,90,%,100,电话13812345678\n丁山（经济）开发区,隐患整改率,85,%,100,\n"
    portal.write(f"{RESULTS}/丙市.csv", private)
    (portal.root / "build/returns/2018Q1").mkdir(parents=True)
    said = portal.run("check")
    assert said.exit_code == 1 and "build/returns/" in said.output
    folder = portal.root / "build/returns/2019Q1"
    assert sorted(path.name for path in folder.iterdir()) == [
        "丙市.txt", "乙县.txt", "乙县.xlsx", "甲县.txt", "甲县.xlsx",
    ]  # fmt: skip
    assert not (folder.parent / "2018Q1").exists()
    assert marked(folder / "甲县.xlsx") == ["C2"] and marked(folder / "乙县.xlsx") == ["C2"]
    assert "第 2 行 “数值”列：写的是“待报”" in (folder / "甲县.txt").read_text(encoding="utf-8")
    portal.write(f"{RESULTS}/乙县（补）.csv", "单位,指标,数值,计量单位,目标值,备注\n乙县,火灾起数,十,起,,\n")
    portal.run("check")
    both = (folder / "乙县.txt").read_text(encoding="utf-8")
    assert "乙县.csv（2019Q1）有 1 处要改" in both and "乙县（补）.csv（2019Q1）有 1 处要改" in both
    assert marked(folder / "乙县.xlsx") == marked(folder / "乙县-2.xlsx") == ["C2"]
    portal.delete(f"{RESULTS}/乙县（补）.csv")
    said = portal.run("check")
    texts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.txt"))
    report = portal.read("build/check.html")
    assert "<mark>待报</mark>" in report and "<mark>101</mark>" in report
    assert "13812345678" not in texts + report
    (folder / "甲县.txt").unlink()
    assert portal.run("check").output == said.output
    assert (folder / "甲县.txt").exists(), "what is told again is written again where it is gone"


def marked(path: Path) -> list[str]:
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
    return [cell.coordinate for cell in cells if cell.comment is not None]
