"""Attachments of meetings: their text goes through the privacy screen, their authors are warned about."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfWriter

from portals import Portal

FOLDER = "content/meetings/2019-04-jia"
INDEX = """\
---
title: 样例会议
short_title: 样例会
date: 2019-04
host: 样例市委政法委
reviews: []
practices: []
agenda: []
sources: []
---
会议正文。
"""
MOBILE, MASKED = "13800138000", "138******00"
WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
CORE = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{}</dc:creator></cp:coreProperties>'


def paragraphs(*texts: str) -> str:
    """Each text in two runs, as Word cuts it up."""
    runs = "<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>"
    return WORD.format("".join(runs.format(text[:5], text[5:]) for text in texts))


def document(author: str = "Administrator", **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("docProps/core.xml", CORE.format(author))
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return buffer.getvalue()


def pdf(text: str, author: str = "") -> bytes:
    """One page of Latin text, written by hand: no library of ours writes PDF."""
    stream = f"BT /F 12 Tf 20 20 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Author(%s)>>" % author.encode(),
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 7\n0000000000 65535 f \n" + table
    return data + b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def workbook(text: object, state: str = "hidden") -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("隐藏")["A7"] = text
    book["隐藏"].sheet_state = state
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def blank_pdf(password: str = "") -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


DELETED = f"<w:p><w:r><w:t>通知</w:t></w:r><w:del><w:r><w:delText>{MOBILE[:4]}</w:delText></w:r><w:r><w:delText>{MOBILE[4:]}</w:delText></w:r></w:del></w:p>"
PROPERTY = f"<Properties><property><lpwstr>{MOBILE}</lpwstr></property></Properties>"
PICTURE = f'<w:p><w:r><w:t>通知</w:t><w:drawing><docPr descr="联系 {MOBILE}"/></w:drawing></w:r></w:p>'


def commented(text: str) -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet["A1"] = "单位"
    sheet["A1"].comment = Comment(text, "Administrator")
    book.save(buffer)
    return buffer.getvalue()


def embedding(inner: bytes) -> bytes:
    return with_parts(document(word__document=paragraphs("通知")), **{"word/embeddings/a.xlsx": inner})


def with_parts(data: bytes, **parts: bytes | str) -> bytes:
    """A container with more parts, named as they are."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def meeting(portal: Portal) -> Portal:
    portal.write(f"{FOLDER}/index.md", INDEX)
    assert portal.check().problems == []
    return portal


LEAKS: dict[str, tuple[bytes, str]] = {
    "表.xlsx": (workbook(int(MOBILE)), "工作表“隐藏”第 7 行"),
    "正文.docx": (document(word__document=paragraphs("通知", f"联系电话{MOBILE}")), "第 2 段"),
    "批注.docx": (document(word__document=paragraphs("通知"), word__comments=paragraphs(MOBILE)), "批注"),
    "页脚.docx": (document(word__document=paragraphs("通知"), word__footer2=paragraphs(MOBILE)), "页眉页脚"),
    "修订.docx": (document(word__document=WORD.format(DELETED)), "删去的修订"),
    "属性.docx": (document(word__document=paragraphs("通知"), docProps__custom=PROPERTY), "文件属性"),
    "替代文字.docx": (document(word__document=WORD.format(PICTURE)), "word/document.xml"),
    "图表.docx": (
        document(
            word__document=paragraphs("通知"), word__charts__chart1=f"<c><v>{MOBILE}</v><t>{MOBILE}</t></c>"
        ),
        "图表",
    ),
    "批注.xlsx": (commented(MOBILE), "批注"),
    "嵌入.docx": (embedding(workbook(int(MOBILE), "visible")), "嵌入的 a.xlsx"),
    "讲稿.pptx": (document(ppt__slides__slide12=paragraphs(MOBILE)), "第 12 张幻灯片"),
    "备注.pptx": (document(ppt__notesSlides__notesSlide2=paragraphs(MOBILE)), "第 2 张幻灯片"),
    "通报.pdf": (pdf(f"Tel {MOBILE}"), "第 1 页"),
    "名单.csv": (f"单位,电话\n甲县,{MOBILE}\n".encode("gb18030"), "第 2 行"),
}


def test_a_number_inside_an_attachment_stops_the_build(meeting: Portal) -> None:
    for name, (data, _) in LEAKS.items():
        meeting.write_bytes(f"{FOLDER}/{name}", data)
    found = [p for p in meeting.check().problems if p["code"] not in ("D09", "F09")]
    assert {(p["code"], p["value"]) for p in found} == {("D02", MASKED)}
    assert {p["path"].rpartition("/")[2]: p["what"].partition("：")[0] for p in found} == {
        name: where for name, (_, where) in LEAKS.items()
    }
    assert len(found) == len(LEAKS)


HARMLESS = {
    "正文.docx": document(word__document=paragraphs("通知", "各县（市、区）")),
    "通报.pdf": pdf("Total 12345"),
    "表.xlsx": workbook("甲县", "visible"),
    "清单.txt": "会议材料清单".encode("gb18030"),
}


def test_harmless_attachments_pass(meeting: Portal) -> None:
    for name, data in HARMLESS.items():
        meeting.write_bytes(f"{FOLDER}/{name}", data)
    assert meeting.check().problems == []


def test_what_is_hidden_in_a_workbook_is_not_published(meeting: Portal) -> None:
    """A sheet (also a very hidden one), rows and columns that hold anything; empty ones hide nothing."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "公开"
    for row in (["单位", "数值", "备注"], ["甲县", 1, "内部"], ["乙县", 2, ""]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["C"].hidden = sheet.column_dimensions["E"].hidden = True
    book.create_sheet("深藏").sheet_state = "veryHidden"
    buffer = io.BytesIO()
    book.save(buffer)
    meeting.write_bytes(f"{FOLDER}/表.xlsx", buffer.getvalue())
    (problem,) = meeting.check().problems
    assert problem["code"] == "F09"
    assert problem["what"] == "隐藏着工作表“公开”第 3 行、工作表“公开”第 3 列、工作表“深藏”，谁都能取消隐藏。"


NAMED = {
    "正文.docx": document("张样例", word__document=paragraphs("通知")),
    "通报.pdf": pdf("Total", "zhang san"),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_author_of_an_attachment_is_a_warning_and_masked(meeting: Portal, name: str) -> None:
    meeting.write_bytes(f"{FOLDER}/{name}", NAMED[name])
    checked = meeting.check()
    assert (checked.exit_code, checked.codes) == (0, ["D09"])
    assert "样例" not in str(checked.problems[0]["value"]) and "an san" not in meeting.report()


def test_the_author_of_a_scan_is_seen_too(meeting: Portal) -> None:
    meeting.write_bytes(f"{FOLDER}/扫描.pdf", pdf("", "zhang san"))
    assert sorted(meeting.check().codes) == ["D09", "D10"]


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    return buffer.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]>' + paragraphs("通知")
UNREAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "照片.jpg": (lambda: b"\xff\xd8\xff", "这种文件看不到里面的文字"),
    "扫描.pdf": (blank_pdf, "里面没有文字"),
    "密.pdf": (lambda: blank_pdf("x"), "文件损坏或有密码"),
    "坏.pdf": (lambda: b"%PDF-1.4", "文件损坏或有密码"),
    "炸弹.docx": (bomb, "展开后的文字超过 12 MB"),
    "实体.docx": (lambda: document(word__document=ENTITIES), "不该有的声明"),
}


def test_what_nobody_could_look_into_is_said(meeting: Portal) -> None:
    meeting.write_bytes(f"{FOLDER}/坏.docx", b"PK\x03\x04")  # is no Word file, whatever it begins like
    assert meeting.check().codes == ["C17"]
    meeting.delete(f"{FOLDER}/坏.docx")
    for name, (make, _) in UNREAD.items():
        meeting.write_bytes(f"{FOLDER}/{name}", make())
    meeting.write(f"{FOLDER}/后.txt", MOBILE)
    problems = meeting.check().problems
    said = {p["path"].rpartition("/")[2]: p["what"] for p in problems if p["code"] == "D10"}
    assert said.keys() == UNREAD.keys()
    assert all(why in said[name] for name, (_, why) in UNREAD.items())
    assert "D02" in {p["code"] for p in problems}, "the others are read all the same"


DOCUMENT = document(word__document=paragraphs("通知"))
RELATION = (
    '<Relationships><Relationship Type="http://x/{}" Target="{}" TargetMode="External"/></Relationships>'
)
FIELD = "<w:p><w:r><w:t>通知</w:t><w:instrText>DDEAUTO c:\\\\windows cmd</w:instrText></w:r></w:p>"
ACTING: dict[str, bytes] = {
    "宏.docx": with_parts(DOCUMENT, **{"word/vbaProject.bin": b"x"}),
    "宏.xlsx": with_parts(workbook(1, "visible"), **{"xl/vbaProject.bin": b"x"}),
    "对象.docx": with_parts(DOCUMENT, **{"word/embeddings/oleObject1.bin": b"x"}),
    "控件.docx": with_parts(DOCUMENT, **{"word/activeX/activeX1.xml": "<a/>"}),
    "模板.docx": with_parts(DOCUMENT, **{"word/_rels/settings.xml.rels": RELATION.format("attachedTemplate", "https://a.cn/t.dotm")}),
    "外图.docx": with_parts(DOCUMENT, **{"word/_rels/document.xml.rels": RELATION.format("image", "https://a.cn/a.png")}),
    "坏链接.docx": with_parts(DOCUMENT, **{"word/_rels/document.xml.rels": RELATION.format("hyperlink", "file:///c:/a.exe")}),
    "网上模板.docx": with_parts(
        DOCUMENT, **{"word/_rels/settings.xml.rels": RELATION.format("attachedTemplate", "file://server/t.dotm")}
    ),
    "共享模板.docx": with_parts(
        DOCUMENT, **{"word/_rels/settings.xml.rels": RELATION.format("attachedTemplate", "\\\\server\\t.dotm")}
    ),
    "域.docx": document(word__document=WORD.format(FIELD)),
    "连接.xlsx": with_parts(workbook(1, "visible"), **{"xl/connections.xml": "<a/>"}),
    "旧.doc": b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"),
    "脚本.pdf": pdf("Total").replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"),
    "启动.pdf": pdf("Total").replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/OpenAction<</S/Launch/F(a.exe)>>>>"),
    "附件.pdf": pdf("Total").replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)<</EF<<>>>>]>>>>>>"),
}  # fmt: skip


def test_what_acts_when_it_is_opened_is_refused(meeting: Portal) -> None:
    for name, data in ACTING.items():
        meeting.write_bytes(f"{FOLDER}/{name}", data)
    refused = {p["path"].rpartition("/")[2] for p in meeting.check().problems if p["code"] == "F09"}
    assert refused == ACTING.keys()


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://example.org/a"),
        ("hyperlink", "mailto:a@example.org"),
        ("attachedTemplate", "file:///C:\\Normal.dotm"),
    ],
)
def test_what_leads_on_or_nowhere_is_none_of_these(meeting: Portal, kind: str, target: str) -> None:
    link = RELATION.format(kind, target)
    meeting.write_bytes(f"{FOLDER}/链接.docx", with_parts(DOCUMENT, **{"word/_rels/document.xml.rels": link}))
    assert meeting.check().problems == []


def exif(*entries: tuple[int, int, bytes]) -> bytes:
    """A JPEG with nothing but Exif: tags with their kinds and bytes."""
    start = 8 + 2 + 12 * len(entries)
    body, tail = b"", b""
    for tag, kind, value in entries:
        inline = len(value) <= 4
        place = value.ljust(4, b"\0") if inline else struct.pack("<I", start + len(tail))
        body += struct.pack("<HHI", tag, kind, len(value)) + place
        tail += b"" if inline else value
    return b"\xff\xd8\xff\xe1\x00\x00Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + tail


def test_a_picture_tells_who_took_it_and_where(meeting: Portal) -> None:
    data = exif((0x013B, 2, b"zhang san\0"), (0x8825, 4, b"\1\0\0\0"))
    meeting.write_bytes(f"{FOLDER}/照片.jpg", data)
    meeting.write_bytes(f"{FOLDER}/内图.docx", with_parts(DOCUMENT, **{"word/media/image1.jpg": data}))
    found = [(p["path"].rpartition("/")[2], p["code"]) for p in meeting.check().problems]
    assert sorted(found) == sorted(
        (name, code) for name in ("照片.jpg", "内图.docx") for code in ("D09", "D09", "D10")
    )
