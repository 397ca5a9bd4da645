"""Files as they really arrive: old line ends, saved twice, in the wrong folder."""

from __future__ import annotations

from portals import Portal

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
