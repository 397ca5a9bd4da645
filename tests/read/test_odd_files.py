"""Files as they really arrive: old line ends, saved twice, in the wrong folder."""

from __future__ import annotations

from portals import Portal
from workbooks import workbook

WIDE = "content/results/2019Q1/汇总.csv"


def test_lines_that_end_in_a_carriage_return_only(portal: Portal) -> None:
    before = portal.rank("2019Q1")
    text = portal.read(WIDE)
    portal.write_bytes(WIDE, text.replace("\r\n", "\n").replace("\n", "\r").encode())
    assert portal.check().problems == []
    assert portal.rank("2019Q1") == before


def test_what_was_converted_is_said(portal: Portal) -> None:
    text = portal.read(WIDE)
    portal.write(WIDE, text.replace("甲县,10,36", '甲县,"1,010",36分'))
    said = portal.run("check", "--all").stdout
    assert "换算 1 格（“1,010”→1010）" in said


def test_what_is_nested_beyond_measure_is_refused_by_its_file(portal: Portal) -> None:
    settings = portal.read("site_config/portal.yml")
    portal.write("site_config/portal.yml", settings + "x: " + "[" * 600 + "]" * 600 + "\n")
    assert portal.check().codes == ["S05"]
    portal.write("site_config/portal.yml", settings)
    steps = "\n".join("    " * depth + "- x" for depth in range(260))
    portal.write("content/pages/deep.md", f"---\ntitle: 深\n---\n\n{steps}\n")
    (problem,) = portal.check().problems
    assert (problem["code"], problem["row"]) == ("C01", 53)


def test_what_is_called_csv_and_is_none_is_named(portal: Portal) -> None:
    for name, data, kind in (
        ("甲.csv", workbook([["单位", "火灾起数"]]), "xlsx 工作簿"),
        ("乙.csv", "<html><table><tr><td>单位".encode("gbk"), "网页（HTML）"),
    ):
        portal.write_bytes(f"content/results/2019Q1/{name}", data)
        (problem,) = portal.check().problems
        assert (problem["code"], problem["what"]) == (
            "F04",
            f"文件没有读取：它其实是“{kind}”，扩展名却是 .csv。",
        )
        portal.delete(f"content/results/2019Q1/{name}")


def test_the_row_in_the_rarer_encoding_is_named(portal: Portal) -> None:
    utf8, gbk = (
        [line.encode(code) for line in ("单位,火灾起数", "甲县,5", "乙县,6", "丙市,7")]
        for code in ("utf-8", "gb18030")
    )
    for lines, row in (([*utf8[:2], gbk[2], utf8[3]], 3), ([*gbk[:3], utf8[3]], 4)):
        portal.write_bytes("content/results/2019Q1/混.csv", b"\n".join(lines))
        assert [(p["code"], p["row"]) for p in portal.check().problems] == [("F02", row)]


ODD = {
    "a.txt": "复制到 Excel",
    "b.wps": "复制到 Excel",
    "c.rar": "解压",
    "d.zip": "解压",
    "e.jpg": "原来的 Excel 表",
    "f.csv": "存对了文件",
    "g.et": "另存为",
    "h.pdf": "原来的 Excel 表",
    "i": "另存为",
    "j.xlsb": "另存为",
    "k.csv.bak": "删去",
    "l.lnk": "文件本身",
    "mapping.yaml": "mapping.yml",
    "n.html": "复制到 Excel",
    "o.XLSX": "打开确认",
    "dir/x.csv": "上一级",
}


def test_every_odd_file_is_told_with_what_to_do(portal: Portal) -> None:
    for name in (*ODD, "~$汇总.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store"):
        portal.write_bytes(f"content/results/2019Q1/{name}", b"" if name == "f.csv" else b"x" + name.encode())
    found = {p["path"].removeprefix("content/results/2019Q1/"): p["fix"] for p in portal.check().problems}
    assert set(found) == {name.partition("/")[0] for name in ODD}
    assert [name for name, way in ODD.items() if way not in found[name.partition("/")[0]]] == []


def test_write_ups_in_other_formats_name_the_way_in(portal: Portal) -> None:
    portal.write("site_config/signers", "office@example.cn ssh-ed25519 AAAA\n")  # read by OpenSSH
    for path in ("cases/a.docx", "cases/b.PDF", "cases/c.txt", "programmes/d.doc", "cases/e.xlsx"):
        portal.write_bytes(f"content/{path}", b"x")
    found = {p["path"]: (p["code"], p["fix"]) for p in portal.check().problems}
    assert [code for code, _ in found.values()] == ["F03", "F03", "F03", "F10", "F03"]
    assert all(
        "leitai new case --from" in found[f"content/cases/{n}"][1] for n in ("a.docx", "b.PDF", "c.txt")
    )
