"""Attachments of meetings: their text goes through the privacy screen, their authors are warned about."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfWriter

from portals import Portal

pytestmark = pytest.mark.usefixtures("no_results")
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


def with_formula(**attributes: str) -> bytes:
    """A workbook with a formula whose result shows nothing of it, a rule for its cells and a name."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet["A1"] = attributes.get("formula", "单位")
    if "prompt" in attributes:
        rule = DataValidation(type="whole", prompt=attributes["prompt"], promptTitle="提示")
        rule.add("A1")
        sheet.add_data_validation(rule)
    sheet.oddHeader.center.text = attributes.get("header")
    if "name" in attributes:
        book.defined_names["a"] = DefinedName("a", attr_text=attributes["name"])
    book.save(buffer)
    return buffer.getvalue()


def png(kind: bytes, content: bytes) -> bytes:
    """A picture of nothing with a chunk of its own."""
    chunk = len(content).to_bytes(4) + kind + content + b"\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB\x60\x82"


def old_office(text: str = "", author: str = "") -> bytes:
    """What of a .doc is found by its marks: its summary and its text."""
    name = author.encode("gb18030") + b"\0"
    properties = struct.pack("<IIII", 0, 1, 4, 16) + struct.pack("<II", 30, len(name)) + name
    summary = (
        b"\xfe\xff" + bytes(26) + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9") + struct.pack("<I", 48)
    )
    return b"\xd0\xcf\x11\xe0" + bytes(508) + summary + properties + text.encode("utf-16-le")


def saved_over(text: str) -> bytes:
    """A page that said something before another content was added behind it."""
    first, stream = pdf(text), b"BT /F 12 Tf 20 20 Td (Notice) Tj ET"
    start = len(first) + 1
    changed = b"\n4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(stream), stream)
    table = b"xref\n4 1\n%010d 00000 n \n" % start
    previous = first.rpartition(b"startxref\n")[2].split()[0]
    end = b"trailer<</Size 7/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF" % (
        previous,
        start + len(changed) - 1,
    )
    return first + changed + table + end


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
            word__document=paragraphs("通知"), word__charts__chart1=f"<c><pt><v>联系{MOBILE}</v></pt></c>"
        ),
        "图表",
    ),
    "批注.xlsx": (commented(MOBILE), "批注"),
    "嵌入.docx": (embedding(workbook(int(MOBILE), "visible")), "嵌入的 a.xlsx"),
    "讲稿.pptx": (document(ppt__slides__slide12=paragraphs(MOBILE)), "第 12 张幻灯片"),
    "备注.pptx": (document(ppt__notesSlides__notesSlide2=paragraphs(MOBILE)), "第 2 张幻灯片"),
    "通报.pdf": (pdf(f"Tel {MOBILE}"), "第 1 页"),
    "控件.docx": (document(word__document=WORD.format(f"<w:p><w:sdt><w:alias w:val='{MOBILE}'/></w:sdt></w:p>")), "word/document.xml"),
    "域.docx": (
        document(word__document=WORD.format(f"<w:p><w:instrText>HYPERLINK tel:{MOBILE[:5]}</w:instrText><w:instrText>{MOBILE[5:]}</w:instrText></w:p>")),
        "word/document.xml",
    ),
    "注释.docx": (document(word__document=WORD.format("<w:p/>") + f"<!-- {MOBILE} -->"), "word/document.xml"),
    "变量.docx": (document(word__document=paragraphs("通知"), word__settings=f'<s><docVar name="a" val="{MOBILE}"/></s>'), "word/settings.xml"),
    "部件.docx": (with_parts(document(word__document=paragraphs("通知")), **{f"word/media/{MOBILE}.xml": "<a/>"}), "部件的名称"),
    "并排.docx": (with_parts(document(word__document=paragraphs("通知")), **{"word/x.dat": f"\0 {MOBILE}\0".encode()}), "文件里直接可见的文字"),
    "藏包.docx": (with_parts(document(word__document=paragraphs("通知")), **{"word/x.dat": document(word__document=paragraphs(MOBILE))}), "嵌入的 x.dat"),
    "公式.xlsx": (with_formula(formula=f'=IF(TRUE,"","{MOBILE}")'), "xl/worksheets/sheet1.xml"),
    "提示.xlsx": (with_formula(prompt=f"请打{MOBILE}"), "xl/worksheets/sheet1.xml"),
    "页眉.xlsx": (with_formula(header=MOBILE), "xl/worksheets/sheet1.xml"),
    "名称.xlsx": (with_formula(name=f'"{MOBILE}"'), "xl/workbook.xml"),
    "透视.xlsx": (with_parts(workbook(1, "visible"), **{"xl/pivotCache/pivotCacheRecords1.xml": f'<r><n v="{MOBILE}"/></r>'}), "透视表"),
    "旧.pdf": (saved_over(f"Tel {MOBILE}"), "存盘前的旧版本"),
    "选项.pdf": (pdf("Total").replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/AcroForm<</Fields[<</Opt[(%s)]>>]>>>>" % MOBILE.encode()), "批注、表单或属性"),
    "日程.ics": (f"BEGIN:VCALENDAR\r\nDESCRIPTION:{MOBILE[:6]}\r\n {MOBILE[6:]}\r\n".encode(), "第 2 行"),
    "后面.docx": (document(word__document=paragraphs("通知")) + f" Tel {MOBILE}".encode(), "文件里直接可见的文字"),
    "名单.csv": (f"单位,电话\n甲县,{MOBILE}\n".encode("gb18030"), "第 2 行"),
}  # fmt: skip
READ_PLAINLY: dict[str, bytes] = {
    "旧.doc": old_office(f"联系{MOBILE}"),
    "旧.wps": old_office(f"联系电话：{MOBILE}，有事请打"),
    "旧.xls": old_office(f"call {MOBILE}"),
    "富文本.doc": b"{\\rtf1 Tel " + MOBILE.encode() + b"}",
    "说明.png": png(b"tEXt", b"Comment\0Tel " + MOBILE.encode()),
    "压缩.png": png(b"zTXt", b"Comment\0\0" + zlib.compress(b"Tel " + MOBILE.encode())),
    "说明.jpg": b"\xff\xd8\xff\xfe\0\x13Tel " + MOBILE.encode() + b"\xff\xd9",
    "说明.gif": b"GIF89a" + bytes(7) + b"!\xfe\x0f" + f"Tel {MOBILE}".encode() + b"\0;",
    "说明.webp": b"RIFF\0\0\0\0WEBPXMP " + f"<x:xmpmeta>Tel {MOBILE}</x:xmpmeta>".encode(),
    "说明.mp4": b"\0\0\0\x18ftypmp42" + bytes(9) + f"Tel {MOBILE}".encode() + bytes(9),
    "说明.mp3": b"ID3" + bytes(9) + f"联系 {MOBILE}".encode("utf-16"),
}


def test_what_no_parser_knows_is_read_as_far_as_it_stands_plainly(meeting: Portal) -> None:
    for name, data in READ_PLAINLY.items():
        meeting.write_bytes(f"{FOLDER}/{name}", data)
    problems = meeting.check().problems
    for code in ("D02", "D10"):
        assert {p["path"].rpartition("/")[2] for p in problems if p["code"] == code} == READ_PLAINLY.keys()


def test_a_number_inside_an_attachment_stops_the_build(meeting: Portal) -> None:
    for name, (data, _) in LEAKS.items():
        meeting.write_bytes(f"{FOLDER}/{name}", data)
    found = [p for p in meeting.check().problems if p["code"] not in ("D09", "D10", "F09")]
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
    "路径.xlsx": with_parts(
        workbook(1, "visible"), **{"xl/a.xml": r'<absPath url="C:\Users\张样例\Desktop\"/>'}
    ),
    "批注人.pptx": document(
        ppt__commentAuthors=f'<l><cmAuthor name="张样例" initials="张"/>{paragraphs("通知")}</l>'
    ),
    "版式.ofd": document(
        OFD="<x/>", Doc_0__DocInfo="<ofd:x xmlns:ofd='o'><ofd:Author>张样例</ofd:Author></ofd:x>"
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_author_of_an_attachment_is_a_warning_and_masked(meeting: Portal, name: str) -> None:
    meeting.write_bytes(f"{FOLDER}/{name}", NAMED[name])
    checked = meeting.check()
    assert (checked.exit_code, checked.codes) == (0, ["D09"])
    assert "样例" not in str(checked.problems[0]["value"]) and "an san" not in meeting.report()


def test_a_telephone_as_the_author_blocks_as_elsewhere(meeting: Portal) -> None:
    meeting.write_bytes(
        f"{FOLDER}/总结.docx", document("张样例13800138000", word__document=paragraphs("通知"))
    )
    checked = meeting.check()
    assert (checked.exit_code, set(checked.codes)) == (1, {"D02"})
    assert "138000" not in meeting.report() and "样例" not in meeting.report()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("扫描.pdf", pdf("", "zhang san")),
        ("旧.doc", old_office("通知", "张样例")),
        ("说明.jpg", b"\xff\xd8\xff\xed\0\x20Photoshop 3.0\0\x1c\x02\x50\0\x09zhang san\xff\xd9"),
        ("说明.mp4", b"\0\0\0\x18ftypmp42\xa9ART\0\0\0\x19data" + bytes(8) + b"zhang san\0"),
    ],
)
def test_the_author_of_what_is_only_seen_from_outside_is_told_too(
    meeting: Portal, name: str, data: bytes
) -> None:
    meeting.write_bytes(f"{FOLDER}/{name}", data)
    assert set(meeting.check().codes) == {"D09", "D10"}


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
    for data in (b"PK\x03\x04", workbook(1, "visible"), document()):  # no Word file, whatever it begins like
        meeting.write_bytes(f"{FOLDER}/坏.docx", data)
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
    "后一域.docx": document(word__document=WORD.format("<w:p><w:instrText> PAGE </w:instrText><w:fldChar/></w:p>" + FIELD)),
    "并入.docx": with_parts(DOCUMENT, **{"word/_rels/document.xml.rels": '<r><Relationship Type="http://x/aFChunk" Target="a.mht"/></r>'}),
    "改名.docx": with_parts(DOCUMENT, **{"word/_rels/document.xml.rels": '<r><Relationship Type="http://x/vbaProject" Target="a.dat"/></r>'}),
    "藏对象.docx": with_parts(DOCUMENT, **{"word/media/a.dat": b"\xd0\xcf\x11\xe0" + "\x01Ole10Native".encode("utf-16-le")}),
    "内宏.docx": with_parts(DOCUMENT, **{"word/embeddings/a.docm": with_parts(DOCUMENT, **{"word/vbaProject.bin": b"x"})}),
    "加载项.docx": with_parts(DOCUMENT, **{"word/webextensions/webextension1.xml": "<a/>"}),
    "程序.pptx": document(ppt__slides__slide1='<s><hlinkClick action="ppaction://program"/></s>'),
    "名称.xlsx": with_formula(name="cmd|'/c calc'!A0"),
    "本机.xlsx": with_formula(formula='=HYPERLINK("file:///c:/a.exe","打开")'),
    "实时.xlsx": with_formula(formula='=RTD("a","","b")'),
    "富文本.doc": b"{\\rtf1{\\object\\objdata 01}}",
    "网上模板.wps": b"{\\rtf1{\\*\\template http://a.cn/t.dot}}",
    "旧域.doc": old_office("DDEAUTO c:\\windows cmd"),
    "宏表.xls": b"\xd0\xcf\x11\xe0" + b"\x85\0\x0d\0\x12\x34\0\0\0\x01\x05\0Macro",
    "本机链接.pdf": pdf("Total").replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/OpenAction<</S/URI/URI(file:///c:/a.exe)>>>>"),
    "坏.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/#4aavaScript/JS(x)>>>>endobj",
    "图片里.docx": with_parts(DOCUMENT, **{"word/media/image1.png": b"MZ\x90\0"}),
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
