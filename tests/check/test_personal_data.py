"""What counts as personal data and what doesn't. All numbers here are made up.

ID numbers are computed for birthdays that nobody alive has; 13800138000 is the carrier's own; cards
are the payment networks' test numbers.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from growth import grows_linearly
from leitai.check.personal_data import check_built_text
from leitai.model.privacy.digits import cut_numbers
from leitai.model.privacy.personal_data import (
    find_numbers,
    find_personal_data,
    is_resident_id,
    luhn_holds,
)
from leitai.model.privacy.personal_words import is_personal_column
from leitai.model.privacy.screen import RULES_ALONE
from leitai.problems import CATALOGUE, Place, Problem
from portals import Portal

DIGITS = "0123456789"


def check_digit(first_17: str) -> str:
    """GB 11643, worked out from its definition (ISO 7064 MOD 11-2) and not from a table of weights."""
    remainder = (12 - sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(first_17))) % 11
    return "X" if remainder == 10 else str(remainder)


def resident_id(birth: str = "19000101", sequence: str = "001", division: str = "330702") -> str:
    first_17 = division + birth + sequence
    return first_17 + check_digit(first_17)


def social_credit_code(first_17: str) -> str:
    """GB 32100: 18 characters, the last one a check character."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(first_17))
    return first_17 + letters[-total % 31]


ID = resident_id()
WRONG = ID[:17] + DIGITS[(int(ID[17]) + 1) % 10]  # check digit
ID_X = next(i for i in (resident_id(sequence=f"{n:03}") for n in range(1, 99)) if i.endswith("X"))
MOBILE = "13800138000"
CARD_16, CARD_19 = "6200000000000005", "6205500000000000004"
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in find_personal_data(text)]


def test_the_examples_are_what_they_claim() -> None:
    assert len(ID) == 18
    assert is_resident_id(ID) and is_resident_id(ID_X)
    assert not is_resident_id(resident_id(division="990702"))
    assert not is_resident_id(resident_id(birth="19000230"))
    assert luhn_holds(CARD_16) and luhn_holds(CARD_19)
    assert luhn_holds("79927398713")  # the textbook example


RESIDENT_IDS = [
    ID, ID_X, ID_X.lower(), ID.translate(FULL_WIDTH), ID_X.translate(FULL_WIDTH),
    f"{ID[:6]} {ID[6:14]} {ID[14:]}", f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
    f"{ID_X[:6]} {ID_X[6:10]} {ID_X[10:14]} {ID_X[14:]}", f"{ID_X[:17]} {ID_X[17:]}",
    f"{ID[:6]}\u3000{ID[6:14]}\u3000{ID[14:]}", f"{ID[:3]}\u200b{ID[3:]}",
    f"{ID[:4]} {ID[4:8]} {ID[8:12]} {ID[12:16]} {ID[16:]}", f"身份证号：{ID}。", f"张某（{ID}）反映",
    f"ID{ID}", f"{ID}、{ID_X}", f"2019-08-15 {ID}", f"/{ID}.pdf", resident_id(division="110101"),
    resident_id(birth="20990228"),
    resident_id(division="830000"),  # Taiwan residents
    resident_id(division="911156"),  # permanent residents from abroad
    ID[:15] + "000",  # typed into a number cell of a spreadsheet
    " ".join(ID), "-".join(ID), " ".join(ID_X),  # digit by digit
]  # fmt: skip


@pytest.mark.parametrize("text", RESIDENT_IDS)
def test_resident_id_is_found(text: str) -> None:
    assert set(kinds(text)) == {"resident_id"}
    assert len(kinds(text)) == text.count("、") + 1


NOT_RESIDENT_IDS = [
    resident_id(division="000702"), resident_id(division="160702"), resident_id(division="990702"),
    resident_id(birth="19001301"), resident_id(birth="18991231"), resident_id(birth="21000101"), f"0.{ID}",
    f"{ID}.5", f"{ID}1", f"1{ID}", f"a{ID}", f"{ID}f", f"{ID_X}Y", ID[:15] + "000元",
    "990702" + ID[6:15] + "000", "33070220191301" + "1000", f"{ID[:6]}\n{ID[6:14]}\n{ID[14:]}",
    f"{ID[:6]},{ID[6:14]},{ID[14:]}",
    ID[:17] + DIGITS[(int(ID[17]) + 1) % 10],  # check digit
    resident_id(birth="19000229"),  # 1900 was no leap year
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_RESIDENT_IDS)
def test_near_resident_id_passes(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证330702000101001", True),
        ("身份证号码：330702 000101 001", True),
        (f"SFZ:{WRONG}", True),
        (f"sfzh：{WRONG}", True),
        (f"驾驶证号{WRONG}", True),
        (f"usfz{WRONG}", False),
        ("公民身份号码 330702000101001", True),
        ("330702000101001（身份证）", True),
        ("330702000101001", False),
        ("编号330702000101001", False),
        ("身份证330702001301001", False),  # month 13
        ("身份证990702000101001", False),
        ("身份证\n330702000101001", False),  # another line
        (f"身份证号：{WRONG}", True),
        (f"身份证 {WRONG[:6]} {WRONG[6:14]} {WRONG[14:]}", True),
        (f"身份证号{ID[:17]}", True),  # a digit is missing
        (f"身份证号{ID[:14]}XXXX", True),  # masked where nothing is told
        (f"{ID[:14]}XXXX", False),
        ("身份证号码为999999199901019999", True),  # called one, whatever it is
        ("身份证号：99999919990101999x", True),
        ("证件号码：99999919990101999", True),  # a digit too few, a digit too many
        ("证件号码9999991999010199999", True),
        ("证件办理量99999919990101999", False),
        ("身份证办理流水号999999199901019999", False),
        ("身份证办理量上半年比去年同期增长较多，另有流水号三百多个，如330702000101001", False),
    ],
)
def test_old_id_needs_the_word_beside_it(text: str, found: bool) -> None:
    assert kinds(text) == ["resident_id"] * found


MOBILES = [
    f"86{MOBILE}", "拨打13900000000", "①③⑧⓪⓪①③⑧⓪⓪⓪",
    MOBILE, "138-0013-8000", "138 0013 8000", "138\u00a00013\u00a08000", "138－0013－8000", "138–0013–8000",
    MOBILE.translate(FULL_WIDTH), f"+86{MOBILE}", f"+86 {MOBILE}", "+86-138-0013-8000", f"0086{MOBILE}",
    f"手机{MOBILE}", f"手机-{MOBILE}", f"联系人王某，{MOBILE}。", f"Tel:{MOBILE}", f"tel{MOBILE}",
    f"No.{MOBILE}", f"{MOBILE}@example.com", f"{MOBILE}（微信同号）", f"0579-82000000，{MOBILE}",
    f"2019-08-15 {MOBILE}", f"1,{MOBILE},2", f'{{"text": "{MOBILE}"}}', f"<td>{MOBILE}</td>",
    f"张三_{MOBILE}.pdf", "tel:19900000000", "手机：19900000000",
    "(138)00138000", "+86(138)0013-8000", "138 00138000", "138-001-38000", "138.0013.8000", "138_0013_8000",
    "138~0013~8000", "138·0013·8000", "138\t0013\t8000", "138**0013**8000", "手机1380 0138 000", "电话138 0013 8 000",
    *(f"138{unseen}0013{unseen}8000" for unseen in "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202c\u2060\u3164\ufeff\U000e0041\u0336"),
    "\u200b".join(MOBILE), "".join(f"{digit}\ufe0f\u20e3" for digit in MOBILE), "138～0013～8000",
    "联系138/0013/8000", "138／0013／8000", "电话138/1234/5678", "138\u20020013\u20028000",
    *(by.join(MOBILE) for by in (" ", "-", ".", "  ", " - ", "、", "/", "*", " / ")), "138 - 0013 - 8000", "138   0013   8000",
    "138、0013、8000", "138|0013|8000", "电话：" + ",".join(MOBILE), "电话 " + "|".join(MOBILE), "一 三 八 〇 〇 一 三 八 〇 〇 〇",
    "联系：13 80 01 38 00 0", f"网格员编号{MOBILE}", f"订单联系人{MOBILE}", f"编号和电话{MOBILE}", f"+86 {' '.join(MOBILE)}",
    "一三八〇〇一三八〇〇〇", "壹叁捌零零壹叁捌零零零", "１３８〇〇１３８〇〇〇", "۱۳۸۰۰۱۳۸۰۰۰", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
]  # fmt: skip


@pytest.mark.parametrize("text", MOBILES)
def test_mobile_is_found(text: str) -> None:
    assert kinds(text) == ["mobile"]


@pytest.mark.parametrize(
    "text",
    [
        "138&#48;0138000",
        "&#x31;&#X33;&#56;00138000",
        "138&nbsp;0013&ensp;8000",
        "138&hyphen;0013-8000",
        "138&#48&#48;138000",
    ],
)
def test_references_are_read_as_a_browser_does(text: str) -> None:
    (problem,) = RULES_ALONE.problems([(text, Place("content/pages/a.md"))])
    assert problem.code == "D02"
    assert RULES_ALONE.hits([text]) == {text}
    assert (RULES_ALONE.mask(text)[:4], list(find_numbers(RULES_ALONE.mask(text)))) == ("138*", [])


def test_references_that_hide_nothing_stay() -> None:
    assert RULES_ALONE.mask("甲 &amp; 乙 &#48;") == "甲 &amp; 乙 &#48;"


def test_long_gaps_end() -> None:
    """Splitting them in every way would take for ever."""
    assert kinds(("1" + "\u200b" * 200) * 60 + "x") == []
    assert kinds("一" + ("\u200b" * 200 + "二") * 9 + "x") == []


NOT_MOBILES = [
    "12800138000", "1380013800", "138001380001", "013800138000", "13,800,138,000", "13800138000元",
    "13800138000 元", "13800138000多元", "¥13800138000", "人民币13800138000", "13800138000%",
    "-13800138000", "−13800138000", "13800138000.00", "119.13800138000", "0.13800138000", ".13800138000",
    "13800138000000", "1e13800138000", "13800138000f", "SN13800138000", "1380 0138 000", "13 8001 38000",
    "138,0013,8000", "138\n0013\n8000", "13800138000 万",
    "15000000000",  # a round figure
    "199/2019/2020", "登记、受理、办结158/2000/3000件", "138/0013/8000/2", "180*1200*2400", "150,1200,1300", "138 200 1500 8000", "二〇一九年一月一日", "一二三四五六七八九十",
    "上升138.0013个百分点", "1.38/2.00/13.80", "2019.01.01 2019.12.31",
    *(by.join(MOBILE) for by in (",", "，", "|", " | ", ";")), " ".join(MOBILE) + " 1", "1、3、8、0、0、1、3、8、0、0、0件", "1/3/8/0/0/1/3/8/0/0/0/1", "2、1、3、8、0、0、1、3、8、0、0、0",
    f"S/N {MOBILE}", f"SN:{MOBILE}", f"序列号{MOBILE}", f"序列号：{MOBILE}", f"订单号 {MOBILE}", f"合同编号：{MOBILE}", f"流水号为{MOBILE}",
    f"案号{MOBILE}", f"工单号{MOBILE}", f"受理编号{MOBILE}", f"产品编码{MOBILE}", f"运单号{MOBILE}",
    "总金额15000000000", "电话办理量15000000000元",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_MOBILES)
def test_near_mobile_passes(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "护照号E12345678",
        "护照：E 1234 5678",
        "护照No. E12345678",
        "持护照 G12345678。",
        "港澳通行证：C12345678",
        "护照EA1234567",
    ],
)
def test_a_passport_is_found_beside_its_word(text: str) -> None:
    (finding,) = find_personal_data(text)
    assert (finding.kind, finding.severity) == ("passport", "error")
    assert kinds(text.replace("护照", "编号").replace("通行证", "编号")) == []


@pytest.mark.parametrize(
    "called", ["社保卡号", "医保卡号：", "社会保障号码", "医保个人编号 ", "残疾证号为", "学籍号"]
)
@pytest.mark.parametrize(
    "number", ["A12345678", "330702190001", "G33070219000101009", "33070219000101009943"]
)
def test_a_card_of_insurance_is_found_right_behind_what_it_is_called(called: str, number: str) -> None:
    assert kinds(called + number) == ["passport"]
    assert kinds(f"{called}登记数{number[1:8]}") == []


def test_an_id_number_on_such_a_card_is_told_once() -> None:
    assert kinds(f"社保卡号：{ID}") == kinds(f"社会保障号码{ID_X}") == ["resident_id"]


CARDS = [
    CARD_16, CARD_19, "6200 0000 0000 0005", "6200-0000-0000-0005", "6205 5000 0000 0000 004",
    "620550 0000000000004", CARD_16.translate(FULL_WIDTH), f"卡号{CARD_16}，", "4111111111111111",
    "4111 1111 1111 1111", "5555555555554444", "3566002020360505", f"{CARD_16}、{CARD_16}",
]  # fmt: skip


@pytest.mark.parametrize("text", CARDS)
def test_bank_card_is_found(text: str) -> None:
    assert set(kinds(text)) == {"bank_card"}


NOT_CARDS = [
    "2310000000000000", "411111111111111", f"{CARD_16}元", f"{CARD_16} 万元", f"{CARD_16}.00",
    f"0.{CARD_16}", f"{CARD_16}a", "6,200,000,000,000,005", "62 00 00 00 00 00 00 05", "6200 000000 000005",
    "6200000000000006",  # check digit
    "6230000000000000",  # a round figure
    "1234567812345670",  # Luhn holds, no issuer
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_CARDS)
def test_near_bank_card_passes(text: str) -> None:
    assert kinds(text) == []


NOBODY = [
    "县委书记王建军同志主持召开信访工作会议", "王建军同志到市信访局调研", "李强同志批示：要高度重视来信来访", "李某（李某某之子）",
    "张某（张店村人）", "https://a.gov.cn/t13912345678.html", "SN13912345678", "ZJ2019139123456", "R12912345678",
    "高新区（联系人）", "江南街道（社工站）", "程序（负责人）", "QQ群：123456", "微信公众号：zhengfa", "①②③④⑤⑥⑦⑧⑨⑩⑪",
    # codes
    social_credit_code("11330702002592599"), social_credit_code("91330702MA28D00X1"),
    social_credit_code("12330700471728015"), "330702", "330784002", "330702001001", "978-7-01-000000-1",
    "9787010000001", "金政法〔2019〕11号", "浙委办发〔2019〕11号文", "浙ICP备12345678号", "浙B2-20080224",
    hashlib.sha256(b"leitai").hexdigest(), hashlib.md5(b"leitai").hexdigest(),
    "550e8400-e29b-41d4-a716-446655440000",
    # telephones of offices
    "96110", "12345", "110、119、120", "400-123-4567", "4001234567", "0579-82461234", "0579-8246 1234",
    "057982461234", "(0579)82461234转8001", "010-12345678",
    # figures, times, places
    "2310000000000000", "2.31亿元", "138.00138亿元", "1,204", "-28.7%", "0.33070219000101001", "20190815",
    "2019-08-15", "2019-08-15T12:00:00+08:00", "20190815123456", "1566543210123", "119.647265,29.079175",
    "119.6472651380013800", "12 34 56 78 90 12 34 56 78", "M12 34-56 78 90 12-34 56 78 90",
    # organisations and words
    "婺城区双龙街道12号前上报", "12号线", "示范村12号召开现场会", "办公地址：双龙南街801号",
    "矛盾调解中心（龙潭路12号）", "3号楼301会议室", "信访人陈述事实", "信访人员排查", "信访人反映的问题",
    "当事人应当到场", "当事人满意率98%", "当事人金额较大", "当事人方便", "当事人双方", "当事人金华市居民",
    "重点人员管控率", "重点人员严管措施", "重点人员高风险", "信访人张某反映", "当事人李×、王××", "当事人甲",
    "张某，男，35岁", "王某某（13岁）", "陈列馆，5周岁以下免费", "小学生入学率", "学生高考期间", "儿童方面", "学生1000余名", "患者安全", "少年成长",
    "jhszfw@jinhua.gov.cn", "信访人满意率，信访局电话0579-82461234", "信访人可拨打热线电话82461234", "举报电话：0579-82461234",
    "政法委微信公众号jhzf2019", "投诉人加入QQ群12345678", "QQ群号：12345678", "投诉人在微信2019年反映", "中心工作QQ号：12345678",
    "来电人用微信小程序反映", "护照办理量12345678", "医保卡办理量12345678", "社保卡号补录1234567件", "民警小王", "民警王某某", "民警带头", "网格员高效处置", "网格员高效，", "网格员马上到场",
    "民警严格执法", "网格员高质量的巡查", "律师金融顾问", "网格员张贴的公告", "民警、武警", "调解员王芳工作室", "法官方便群众", "村干部周报", "律师许可", "网格员白班",
    "民警曾经", "法官陈述", "负责人方面", "网格员何时到", "承办人马上", "民警万人比", "网格员、田长", "村干部周例会", "联系人和电话", "网格员陆续走访", "民警严密组织", "民警周日上门", "律师曾多次调解", "单位社保编号12345678", "医保定点编码H33070200001", "92330702MA28D00X1A", "投诉人2000000人次", "姓名保密", "家属楼12栋", "家属高度认可", "原告方代理人", "被告方拒不到庭", "证人出庭率", "残疾人高校毕业生", "残疾人金融服务",
    "联系人：综治办", "联系人：马涧镇", "网格员：孔村", "民警：高峰岗", "经办人：方某", "重点人员金字塔", "初中、男女比例", "官方邮箱 jhzf@163.com", "投诉邮箱：jhzf@163.com", "身份证遗失补领1380件","网格员巡查达标率", "2019年8月15日产生", "2019年8月15日生产", "浙G20峰会", "浙A股",
]  # fmt: skip


@pytest.mark.parametrize("text", NOBODY)
def test_what_names_nobody_passes(text: str) -> None:
    assert kinds(text) == []


HINTS = [
    ("来访的王建军同志说", "person", "王**同志"),
    ("来信群众王建军先生要求", "person", "王**先生"),
    ("王建军同志多次到市里上访", "person", "王**同志"),
    ("王建军女士向12345投诉", "person", "王**女士"),
    ("张某（张建国）", "person", "张******"),
    ("张×【即张建国】", "person", "张*******"),
    ("张建国（下称张某）", "person", "张********"),
    ("R13912345678", "coded_mobile", "R139******78"),
    ("台账编号ZJ13912345678", "coded_mobile", "ZJ139******78"),
    ("王建军（网格员）", "person", "王" + "*" * 7),
    ("zhangsan at 163 dot com", "email", "z******* at 163 dot com"),
    ("信访人（0579）82345678 电话", "landline", "（****）********"),
    ("QQ：123456789", "account", "QQ：" + "*" * 9),
    ("浙G12345", "plate", "浙G****5"),
    ("车牌浙G·12345。", "plate", "浙G*****5"),
    ("浙g12345", "plate", "浙g****5"),
    ("浙GD12345", "plate", "浙G*****5"),
    ("浙G1234警", "plate", "浙G****警"),
    ("住人民路62号", "address", "人民路**号"),
    ("示例小区3幢2单元501室", "address", "*幢*单元***室"),
    ("12号楼301室", "address", "**号楼***室"),
    ("示例村12-1号", "address", "示例村**-*号"),
    ("信访人张三反映", "person", "信访人张*"),
    ("信访人：张三丰，", "person", "信访人张**"),
    ("当事人李四和王某", "person", "当事人李*"),
    ("当事人（欧阳三）", "person", "当事人欧阳*"),
    ("上访人王五", "person", "上访人王*"),
    ("重点人员赵六到京", "person", "重点人员赵*"),
    ("姓名：钱七", "person", "姓名钱*"),
    ("出生日期：1900-01-01", "birth_date", "出生日期：****-**-**"),
    ("1900年1月1日出生", "birth_date", "****年*月*日出生"),
    ("1900年1月1日生，", "birth_date", "****年*月*日生"),
    ("村民张三，男，35岁", "person", "张*******"),
    ("李四丰（女，1980年生）", "person", "李**********"),
    ("王五（13岁）", "person", "王*****"),
    ("学生张三在校", "person", "学生张*"),
    ("张三（男）", "person", "张***"),
    ("张三丰今年35岁", "person", "张*******"),
    ("刑满释放人员孙三", "person", "释放人员孙*"),
    ("低保户：王三", "person", "低保户王*"),
    ("原告李三", "person", "原告李*"),
    ("信访群众赵三", "person", "信访群众赵*"),
    ("联系人：李三", "person", "联系人李*"),
    ("法定代表人：李三", "person", "法定代表人李*"),
    ("QQ 12345678（投诉人）", "account", "QQ ********"),
    ("电话0579 8246 1234（信访人）", "landline", "**** **** ****"),
    ("个体户代码92330702MA28D00X1A", "trader", "9233************1A"),
    ("未成年人：李四，", "person", "未成年人李*"),
    ("承办法官王芳", "person", "法官王*"),
    ("由民警李明负责", "person", "民警李*"),
    ("网格员张三丰", "person", "网格员张**"),
    ("社区民警李明在巡逻", "person", "民警李*"),
    ("经办人 王芳，", "person", "经办人王*"),
    ("包案领导李明到场", "person", "包案领导李*"),
    ("网格员张三丰走访", "person", "网格员张**"),
    ("患者王五", "person", "患者王*"),
    ("zhangsan@163.com", "email", "z*******@163.com"),
    ("zhangsan＠163.com", "email", "z*******＠163.com"),
    ("zhangsan[at]163.com", "email", "z*******[at]163.com"),
    ("邮箱 a.b@vip.qq.com。", "email", "a**@vip.qq.com"),
    ("信访人张某，电话0579-82461234", "landline", "****-********"),
    ("投诉人某，联系电话：82461234", "landline", "********"),
    ("李某的QQ号12345678", "account", "QQ号********"),
    ("来电人QQ：12345678", "account", "QQ：********"),
    ("微信号 zhang_san88。", "account", "微信号 ***********"),
    ("投诉人加了微信wxid_a1b2c3", "account", "微信***********"),
    (
        social_credit_code("92330702MA28D00X1"),
        "trader",
        "9233************" + social_credit_code("92330702MA28D00X1")[-2:],
    ),
]


@pytest.mark.parametrize(("text", "kind", "masked"), HINTS)
def test_hint_at_a_person_warns(text: str, kind: str, masked: str) -> None:
    (finding,) = find_personal_data(text)
    assert (finding.kind, finding.severity) == (kind, "warning")
    assert finding.masked == masked


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["联系13800", "138000，周一至周五"], ["mobile"]),
        (["> 138-0013-", "> 8000"], ["mobile"]),
        ([f"身份证{ID_X[:9]}  ", f"  {ID_X[9:]}"], ["resident_id"]),
        (["编号：13800", "138000"], []),  # a code by its word, as in one line
        (["共13800", "138000元"], []),
        (["- 13800", "- 138000"], []),
        (["| 13800 |", "| 138000 |"], []),
        (["2013", "2014年", "2015"], []),
        (["13800", "", "138000"], []),
    ],
)
def test_a_number_that_a_line_break_cuts_is_one(lines: list[str], found: list[str]) -> None:
    assert [kind for _, text in cut_numbers(lines) for kind in kinds(text)] == found


# Masking


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (ID, f"330*************{ID[-2:]}"),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", f"330***************{ID[-2:]}"),
        (f"电话{MOBILE}。", "电话138******00。"),
        ("+86 138-0013-8000", "+86 ***********00"),
        (f"{MOBILE}、{CARD_16}", "138******00、620***********05"),
        ("0579-82461234、2310000000000000元、浙G12345", "0579-82461234、2310000000000000元、浙G12345"),
        ("", ""),
    ],
)
def test_mask_keeps_three_and_two_characters(text: str, masked: str) -> None:
    assert RULES_ALONE.mask(text) == masked


@given(
    st.lists(st.sampled_from([ID, ID_X, MOBILE, CARD_16, "，", " 年", "\n", "12"]), max_size=8).map("、".join)
)
def test_masked_text_has_nothing_left(text: str) -> None:
    assert list(find_numbers(RULES_ALONE.mask(text))) == []
    assert RULES_ALONE.mask(RULES_ALONE.mask(text)) == RULES_ALONE.mask(text)
    assert len(RULES_ALONE.mask(text)) == len(text)
    assert not any(number in RULES_ALONE.mask(text) for number in (ID, ID_X, MOBILE, CARD_16))


def test_no_part_of_a_problem_prints_a_number() -> None:
    place = Place(f"content/{ID}.csv", f"表{ID}", 3, f"列{ID}")
    masked = RULES_ALONE.mask_problem(Problem("V02", place, ID, f"“{ID}”不对。", f"请改 {ID}。"))
    assert ID not in str(masked.as_json())
    assert (masked.code, masked.place.row) == ("V02", 3)
    plain = Problem("V02", Place("a.csv"), None, "这里应当是数值。", "请填数字。")
    assert RULES_ALONE.mask_problem(plain) == plain


# Laws


@given(st.text(alphabet=DIGITS, min_size=1, max_size=40))
@example("330702190001010" + "0" * 3)
def test_a_plain_number_is_found_only_where_its_own_rule_holds(text: str) -> None:
    card = r"(62\d{14,17}|(60[13]|690|955)\d{13,16}|(4\d|5[1-5])\d{14}|35[2-8]\d{13})"
    is_round = text.endswith("000000")
    allowed = {
        "resident_id": len(text) == 18 and (check_digit(text[:17]) == text[17] or text.endswith("000")),
        "mobile": re.fullmatch(r"(0086)?1[3-9]\d{9}", text) is not None and not is_round,
        "bank_card": re.fullmatch(card, text) is not None and luhn_holds(text) and not is_round,
    }
    assert all(allowed[kind] for kind in kinds(text))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3).map("{:f}".format))
def test_decimal_names_nobody(text: str) -> None:
    assert kinds(text) == []


@given(st.integers(0, 10**19).map("{:,}".format))
def test_thousands_name_nobody(text: str) -> None:
    assert kinds(text) == []


@given(st.dates(), st.times())
def test_time_names_nobody(day: date, time_of_day: object) -> None:
    assert kinds(f"{day}T{time_of_day}") == []
    assert kinds(f"{day} {time_of_day}") == []
    assert kinds(f"{day:%Y%m%d}") == []


@given(st.binary())
def test_hash_names_nobody(data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    assert kinds(digest) == []


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 999), st.sampled_from(["330702", "110101"])
)
def test_every_valid_id_is_found_and_every_other_check_digit_passes(
    day: date, number: int, division: str
) -> None:
    valid = resident_id(f"{day:%Y%m%d}", f"{number:03}", division)
    assert kinds(f"号码{valid}。") == ["resident_id"]
    others = (valid[:17] + last for last in DIGITS + "X" if last != valid[17])
    wrong = [text for text in others if not text.endswith("000")]  # as cut by a spreadsheet
    assert [kinds(text) for text in wrong] == [[]] * len(wrong)


@given(st.integers(10**8, 10**9 - 1), st.sampled_from("3456789"), st.sampled_from(["", " ", "-"]))
def test_every_mobile_is_found(number: int, second: str, gap: str) -> None:
    digits = f"1{second}{number}"
    text = gap.join((digits[:3], digits[3:7], digits[7:]))
    assert kinds(text) == ["mobile"] * (not digits.endswith("000000"))


HOSTILE = {
    "digits": "1",
    "mobiles": MOBILE,
    "mobiles with commas": f"{MOBILE},",
    "digits and gaps": "1 ",
    "groups": "138 0013 8001 ",
    "gaps": " -",
    "ids": f"{ID} ",
    "Chinese": "当事人王",
    "streets": "人民路12",
    "places": "浙G",
    "passports": "通行证 ",
    "mails": "a.b@",
    "mail hosts": "a@163.com",
    "names with ages": "王五（女，35岁",
    "callers": "信访人电话0579-8246",
    "traders": "92330702",
    "labels": "身份证号：电话",
    "Han": "村",
    "dates": "1999-1-1",
    "letters": "a",
    "X": "1X",
    "spelled": "1、3",
    "cards": "医保卡号 1",
    "roles": "民警李明",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_what_its_length_does(name: str) -> None:
    assert grows_linearly(lambda text: list(find_personal_data(text)), HOSTILE[name], 5_000)


# Columns of people


@pytest.mark.parametrize(
    "header",
    [
        "姓名", "姓  名", "姓\u3000名", "姓名*", "姓名：", "网格员", "网格员姓名", "专职网格员", "民警",
        "社区民警", "办案民警姓名", "法官", "承办法官", "当事人", "信访人", "重点人员", "身份证",
        "身份证号", "身份证号码", "公民身份号码", "证件号码", "手机", "手机号", "手机号码", "联系电话",
        "联系方式", "家庭住址", "车牌号", "银行卡号", "性别", "出生日期", "姓名/电话", "姓名、手机号",
        "单位/姓名", "民警1", "网格员（姓名）", "填报人", "负责人电话",
    ],
)  # fmt: skip
def test_column_of_people_is_refused(header: str) -> None:
    assert is_personal_column(header)


@pytest.mark.parametrize(
    "header",
    [
        "", "单位", "单位名称", "部门", "序号", "备注", "网格", "网格员巡查达标率", "网格员（人）",
        "网格员数", "民警人数", "民警（名）", "警民恳谈次数", "法官人均结案（件/人）", "当事人满意率",
        "当事人、律师满意率", "信访人满意率（%）", "重点人员管控率", "信访件姓名公开率", "身份证办理量",
        "手机报阅读量", "联系电话畅通率", "平均年龄", "电话回访满意率", "总分", "名次",
    ],
)  # fmt: skip
def test_indicator_about_people_passes(header: str) -> None:
    assert not is_personal_column(header)


# The built tree


def test_built_text_is_reported_once_per_file_with_its_line() -> None:
    html = f"<p>甲县</p>\n<p>{MOBILE}</p>\n<p>{MOBILE}，{ID}，浙G12345</p>\n"
    problems = list(check_built_text(RULES_ALONE, "units/jia.html", html))
    assert [(p.code, p.place, p.value) for p in problems] == [
        ("D02", Place("build/site/units/jia.html", row=2), "138******00"),
        ("D01", Place("build/site/units/jia.html", row=3), f"330*************{ID[-2:]}"),
    ]
    assert all(CATALOGUE[p.code].severity == "error" for p in problems)


def test_name_of_a_built_file_is_looked_at() -> None:
    (problem,) = check_built_text(RULES_ALONE, f"meetings/2019-08-jia/{MOBILE}.txt", "")
    assert (problem.code, problem.value) == ("D02", "138******00")
    assert MOBILE not in str(RULES_ALONE.mask_problem(problem).as_json())


def test_a_built_page_costs_what_its_length_does() -> None:
    row = '<tr id="jia"><th scope="row"><a href="../units/jia.html">甲县</a></th><td>98.50</td><td>2019-08-15</td></tr>\n'
    assert list(check_built_text(RULES_ALONE, "rankings/2019Q1/county.html", row)) == []
    assert grows_linearly(lambda text: list(check_built_text(RULES_ALONE, "county.html", text)), row, 50_000)


def test_dates_of_birth_span_the_calendar() -> None:
    """Every day of a leap year is a birthday, and no other day is."""
    days = [date(1904, 1, 1) + timedelta(days=n) for n in range(366)]
    real = {f"{day:%m%d}" for day in days}
    tried = [f"{month:02}{day:02}" for month in range(14) for day in range(33)]
    assert {day for day in tried if is_resident_id(resident_id(f"1904{day}"))} == real


@pytest.mark.slow
def test_what_only_a_build_finds_masks_listed_names(portal: Portal) -> None:
    """A decision lets the name stand in the page; a report that quotes the page masks it all the same."""
    portal.write("site_config/names.csv", "name\n张样例\n")
    header = "code,path,text,decided_by,decided_on,reason\n"
    portal.write(
        "site_config/overrides.csv", f"{header}D06,content/pages/about.md,张样例,综合处,2019-04-02,同名路\n"
    )
    portal.write("content/pages/about.md", "---\ntitle: 关于\n---\n见[材料](张样例.pdf)。\n")
    refused = portal.run("build")
    assert refused.exit_code == 1
    assert "张**.pdf" in refused.output
    assert "张样例" not in refused.output + portal.read("build/check.html")
