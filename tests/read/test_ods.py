"""ods files: values with what is seen of them, repeated cells, what is hidden or covered."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from leitai.read.files.cell_texts import why_unread
from leitai.read.files.workbooks import WorkbookRefused, read_workbook
from portals import Portal

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
HIDDEN = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'


def ods(*tables: str) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def table(*rows: str, name: str = "结果", more: str = "") -> str:
    filler = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}{filler}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f'<table:table-row {more}>{"".join(cells)}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'


def text(words: str, kind: str = "table-cell", more: str = "") -> str:
    return f'<table:{kind} office:value-type="string" {more}><text:p>{words}</text:p></table:{kind}>'


def number(value: str, shown: str, kind: str = "float", more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}><text:p>{shown}</text:p></table:table-cell>'


def read(tmp_path: Path, *tables: str) -> list[dict[str, object]]:
    path = tmp_path / "book.ods"
    path.write_bytes(ods(*tables))
    return read_workbook(path)


SEEN = [
    (number("0.955", "95.5%", "percentage"), "95.5%"),
    (number("0.955", "96%", "percentage"), "95.5%"),
    (number("0.004", "0%", "percentage"), "0.4%"),
    (number("95.5", "95.5%"), "95.5%"),
    (number("1204.25", "1,204.3"), "1204.25"),
    (number("0.4", "0"), "0.4"),
    (number("0.164", ".16"), "0.164"),
    (number("80125800", "8.01E+07"), "80125800"),
    (number("80125800", "8012.5800万元"), "8012.58万元"),
    (number("12", "12起"), "12起"),
    (number("-6.8", "(6.80)"), "-6.8"),
    (number("-6.8", "-¥6.80", "currency"), "¥-6.8"),
    (number("0", "-"), "0"),
    (text("未报"), "未报"),
    (f"<table:table-cell office:value-type='date' office:date-value='2019-09-30'><text:p>{'9月'}</text:p></table:table-cell>", "2019-09-30"),
]  # fmt: skip


def test_cells_read_as_they_are_seen(tmp_path: Path) -> None:
    (sheet,) = read(tmp_path, table(*(row(cell) for cell, _ in SEEN)))
    assert [cells[0] for _, cells in sheet["rows"]] == [seen for _, seen in SEEN]  # type: ignore[attr-defined]


UNREAD = [
    (number("-6.8", "6.8"), "T14"),
    (number("5", ""), "T14"),
    (number("0", ""), "T14"),
    (number("5", "五"), "T14"),
    (number("5", "2019年5"), "T14"),
    ('<table:table-cell table:formula="of:=4+6"/>', "T07"),
]


def test_a_number_that_is_seen_otherwise_is_refused(tmp_path: Path) -> None:
    (sheet,) = read(tmp_path, table(*(row(cell) for cell, _ in UNREAD)))
    assert [why_unread(cells[0])[0] for _, cells in sheet["rows"]] == [code for _, code in UNREAD]  # type: ignore[attr-defined]


def test_what_is_hidden_repeated_or_covered(tmp_path: Path) -> None:
    first = row(text("单位"), text("甲", more='table:number-columns-repeated="2"'))
    second = row(text("跨两列", more='table:number-columns-spanned="2"'), text("压着", "covered-table-cell"))
    third = row(text("藏"), more='table:visibility="filter" table:number-rows-repeated="2"')
    shown, hidden = read(
        tmp_path, table(first, second, third), table(first, name="底稿", more='table:style-name="ta2"')
    )
    assert shown["rows"] == [
        [1, ["单位", "甲", "甲"]],
        [2, ["跨两列", "", ""]],
        [3, ["藏", "", ""]],
        [4, ["藏", "", ""]],
    ]
    assert (shown["hidden_rows"], shown["covered"]) == ([3, 4], [[2, 2, "压着"]])
    assert (shown["state"], hidden["state"]) == ("visible", "hidden")


@pytest.mark.parametrize(
    "rows",
    [
        row(number("1", "1", more='table:number-columns-repeated="16000"')),
        row(text("x"), more='table:number-rows-repeated="1000000"'),
    ],
)
def test_a_table_beyond_all_bounds_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(WorkbookRefused, match="大得不像报表"):
        read(tmp_path, table(rows))


def test_an_ods_file_reads_like_any_workbook(portal: Portal) -> None:
    before = portal.read("content/results/2019Q1/汇总.csv").splitlines()
    rows = [
        row(*(number(c, c) if c.replace(".", "").isdigit() else text(c) for c in line.split(",")))
        for line in before
    ]
    portal.delete("content/results/2019Q1/汇总.csv")
    portal.write_bytes("content/results/2019Q1/汇总.ods", ods(table(*rows)))
    assert portal.check().codes == []
