"""Words that point to a person: plates, addresses to the door, names, birth dates, columns of people.

What is found in a text only warns, because the same forms stand for public things too (a street, a
company's car); anonymous forms (张某、李×) and offices' addresses pass. Columns of people are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from leitai.schema.folding import fold

HintKind = Literal[
    "plate", "address", "person", "birth_date", "email", "landline", "account", "trader", "coded_mobile"
]
Hint = tuple[HintKind, int, int, str]  # kind, start, end, masked text

_D = "[0-9０-９]"
_HAN = "\u4e00-\u9fff"
_DIGIT = re.compile(_D)

_PLATE = re.compile(
    "(?P<head>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z])[ ·•・.-]?(?:"
    "[A-HJ-NP-Z0-9]{4}(?:[A-HJ-NP-Z0-9]|[警学挂港澳试超领])|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]"
    ")(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_LEAST_DIGITS_OF_PLATE = 3  # 浙B2B… is business, not a car

_ADDRESS = re.compile(
    rf"[{_HAN}]{{0,2}}(?:大道|小区|花园|[路街巷弄苑寓坊村]){_D}{{1,4}}(?:[-－]{_D}{{1,4}})?[号弄]"
    "(?![文令线楼台机站口岗窗地标公通前起至上下晚之以召开日])"  # 12号线, 12号前 (a day), 12号文
    rf"|{_D}{{1,4}}(?:幢|栋|座|号楼){_D}{{1,2}}单元(?:{_D}{{3,4}}室?)?"
    rf"|{_D}{{1,4}}(?:幢|栋|座|号楼){_D}{{3,4}}室"
)
_OFFICE = re.compile("办公|接待|机关|政府|大厅|窗口|中心|会议|单位地址|通[信讯]地址")
_OFFICE_BEFORE, _OFFICE_AFTER = 20, 8  # characters on the same line

_PEOPLE = "未成年人|学生|男生|女生|幼儿|婴儿|少年|少女|儿童|幼女|女童|男童|患者|病人|死者|伤者|举报人|投诉人|报案人|报警人|来电人|信访人员?|信访群众|上访人员?|来访人员?|上访户|当事人|重点人员|重点人|被害人|受害人|受害者|被告人|嫌疑人|吸毒人员|戒毒人员|释放人员|矫正人员|矫正对象|帮教对象|原告|被告|上诉人|证人|户主|家属|低保户|残疾人"
_OFFICE_HOLDERS = (
    "姓名|联系人|经办人|承办人|填报人|填表人|审核人|负责人|责任人|法定代表人|网格[员长]|调解员|代办员|联络员|民警|辅警|警员|法官|检察官|书记员|"
    "律师|村干部|社工|志愿者|楼[栋道]长|包案领导"
)
_SURNAMES = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤楼傅厉盛施俞童章虞骆项倪洪"
    "祝翁柳舒鲍季费]|欧阳|上官|司马|诸葛|司徒|令狐|皇甫|端木"
)
_NO_NAMES = (  # words that follow the same way and begin like a surname
    "陈[述情列]|严[控管格重防打肃禁厉守查谨明于密]|高[度发危频风龄峰效质水素标强品级速温层空位价校]|程[序度]|何[时种处人]|方[面便案式法向可拒言阵]|"
    "金[额融华东字点]|钱款|马[上路]|[白夏夜]班|季[报评考]|曾[经获任在多上]|陆续|郑重|武[警器装术]|贺[信电]|谢[绝意]|付[出费]|[林田]长|罗列|雷霆|张[贴榜挂]|"
    "万[元人]|许可|顾[虑问]|文[化书]|江[西苏南北山]|武[义汉]|温[州岭]|石门|项目|施[工行压教]|黄[岩色]|余[额款]|季度|"
    "史上|高[考中校]|万[余名]|余[名人]|金[奖牌]|段考|安[全置]|成[长绩]|白[天色]|林[地权]|田[地间]|夏[季天]|盛[大行]|费用|童年|章程|周[边围期转年知末会报例一二三四五六日工巡考]|段时|龙[头虎]|楼[上下道顶房栋幢层内里长宇]"
)
_NO_PLACE = "(?<![村镇乡县市区局办委会院所站部处科])"
_AFTER_NAME = (
    "反映|因|称|诉|的|到|在|向|与|和|及|等|于|要求|来|上访|信访|进京|投诉|不服|同|被|表示|对|已|就|提出|家|户|住|多次|再次|"
    "认为|先生|女士|夫妇|夫妻|一行|经|从|将|是|有|未|无|负责|走访|调解|办理|主持|介绍|主动|牵头|带领|处置|巡查|接到|接访|发现|上门|赶到|会同|陪同"
)
_PERSON = re.compile(
    rf"(?P<word>{_PEOPLE}|{_OFFICE_HOLDERS})(?:姓名)?[：:\s“（(、]{{0,2}}(?!{_NO_NAMES})"
    rf"(?P<surname>{_SURNAMES})(?P<given>[{_HAN}]{{1,2}}?){_NO_PLACE}(?=$|[^{_HAN}×]|{_AFTER_NAME})"
)
_SEX_OR_AGE = re.compile(  # behind a name; in brackets what he is, too
    rf"(?!{_NO_NAMES})(?P<surname>{_SURNAMES})(?P<given>[{_HAN}]{{1,2}}?){_NO_PLACE}(?:[（(，,、/\s]{{1,2}}|(?=[今现时]年))"
    rf"(?:[男女][，,、/\s]{{0,2}}(?:{_D}{{1,3}}周?岁|(?:19|20){_D}{{2}}年)|[男女](?=$|[^{_HAN}])"
    rf"|(?:[今现时]年|未满|已满)?{_D}{{1,3}}周?岁"
    rf"|(?<=[（(])(?:{_PEOPLE}|{_OFFICE_HOLDERS})[）)])(?!以|及|至|-)"
)
_UNVEILED = re.compile(  # 张某（张建国）, 张建国（下称张某）
    rf"(?P<surname>{_SURNAMES})(?:[某×xX*＊○]{{1,2}}[（(\[【〔](?:即|系|实为|本名|原名|真名|化名)?[:：]?(?P=surname)(?P<given>[{_HAN}]{{1,2}})[）)\]】〕]"
    rf"|(?P<first>[{_HAN}]{{1,2}})[（(\[【〔](?:即|以?下简?称|简称|化名)?[:：“]?(?P=surname)[某×xX*＊○]{{1,2}}[”）)\]】〕])"
)
_COMPLAINED = "信访|来信|来访|来电|上访|投诉|举报|报案|报警|求助|申诉"
_TITLE = "同志|先生|女士|师傅"
_HAS_TITLE = re.compile(_TITLE)
_NAMED = rf"(?!{_NO_NAMES})(?:{_SURNAMES})[{_HAN}]{{1,2}}(?:{_TITLE})"
_CITIZEN = re.compile(  # politely; cadres are called 同志, too, but don't complain
    rf"(?<={_COMPLAINED})(?:的|[：:“])?(?:群众|居民|村民|业主)?(?P<after>{_NAMED})"
    rf"|(?P<before>{_NAMED})(?:[又就]|多次|再次)?(?:[向到在][{_HAN}{_D[1:-1]}]{{1,6}}?)?(?:{_COMPLAINED})(?![局办室件量率人]|中心|工作|部门|窗口|系统|专班|积案|群众)"
)
_CODED_MOBILE = re.compile(  # R13912345678: a code, or somebody's number with a letter before it
    r"(?<![-0-9A-Za-z_./=?&#@])(?!(?i:sn|id|no|tel|mob|cell|phone|mobile|wx|wechat|weixin|card)1)(?P<letters>[A-Za-z]{1,8})(?P<head>1(?:3[0-9]|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9]))[0-9]{8}(?![0-9A-Za-z])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?P<name>[A-Za-z0-9._%+-]{1,64})(?:[@＠]|\s?[\[(（]?\b(?:at|AT)\b[\])）]?\s?)(?:vip\.)?(?:qq|foxmail|163|126|yeah|188|139|189|wo|sina|sohu|21cn|aliyun|tom|gmail|outlook|hotmail|"
    r"live|icloud|yahoo|msn|me)(?:\.|\s?dot\s?|点)(?:com|cn|net|com\.cn)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_CALLERS = re.compile(f"(?:{_PEOPLE}|反映人|求助人|家属|业主|住户)")
_LANDLINE = re.compile(
    rf"(?<![0-9０-９-])(?:[（(]?0[1-9]{_D}{{1,2}}[)）]?[-－—– ]?)?[2-9]{_D}{{2,3}}[- ]?{_D}{{4}}(?![0-9０-９])"
)
_LINES_OF_OFFICES = re.compile("局|委|办|中心|热线|受理|值班|咨询|窗口|监督|举报电话|投诉电话")
_CALLER_BEFORE, _CALLER_AFTER = 30, 6  # characters on the same line
_ACCOUNT = re.compile(
    r"(?:QQ|微信|wechat)(?P<called>号码?|账号|帐号|ID|(?=[：:]))?[：:是为\s]{0,3}"
    r"(?P<id>[1-9][0-9]{4,10}(?![年月日%])|(?<![A-Za-z])[A-Za-z][-_A-Za-z0-9]{5,19})(?![-_A-Za-z0-9])",
    re.IGNORECASE,
)
_MAIL_OF_OFFICES = re.compile(
    "(?:局|委|办|办公室|中心|官方|公开|单位|投诉|举报|监督|受理|征集)(?:电子)?(?:邮箱|信箱|邮件)(?:地址)?[：:为是\\s]{0,3}$"
)
_ACCOUNTS_OF_OFFICES = re.compile("局|委|办公|中心|官方|公众|政务|单位|群$")
_TRADER = re.compile("(?<![0-9a-z])92[0-9]{6}[0-9a-hj-np-rtuwxy]{10}(?![0-9a-z])", re.IGNORECASE)
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100
_SAID_BEHIND = re.compile("[岁男女）)]")
_ANONYMOUS = re.compile("[某甲乙丙丁]")

_DATE = rf"(?:19|20){_D}{{2}}[年./-]{_D}{{1,2}}[月./-]{_D}{{1,2}}日?"
_BIRTH = re.compile(
    rf"(?:出生(?:日期|年月日?|时间|于)?|生于|生日)[：:\s]{{0,2}}{_DATE}|{_DATE}(?:出生|生(?=$|[^{_HAN}]))"
)

_ROLES = (
    "网格员|网格长|民警|辅警|警员|法官|检察官|书记员|律师|(?:人民)?调解员|代办员|干部|当事人|信访人|上访人|来访人|被?申请人|"
    "原告|被告|被告人|(?:犯罪)?嫌疑人|被害人|受害人|举报人|投诉人|报案人|重点人员|重点人|患者|户主|法定代表人|联系人|负责人|责任人|"
    "经办人|承办人|填报人|填表人|审核人"
)
_ATTRIBUTES = (
    "姓名|名字|身份证|(?:公民)?身份(?:证号?|证?号码|证件号码?)|证件号码?|警号|手机|手机号码?|移动电话|(?:联系)?电话(?:号码)?|联系方式|"
    "微信号?|QQ号?|(?:家庭|居住)?住?[地住]址|户籍地址?|门牌号|车牌|车牌号码?|银行卡号?|银行账号|出生(?:日期|年月)|性别|年龄"
)
_PERSONAL_COLUMN = re.compile(
    "(?:专职|兼职|社区|责任|包干|办案|承办|主办|主审|驻村|所在|本人|单位)?"
    rf"(?:(?:{_ROLES})(?:{_ATTRIBUTES})?|{_ATTRIBUTES})[0-9]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\((?:人|名|个|位|户|件|起|次|人次|分|%|‰|[人名]/.+)\)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINTS = re.compile("[、/,&+和及]")
_NEUTRAL = ("", "单位", "部门", "序号")


_KEY_PEOPLE = re.compile("重点人|精神障碍|吸毒|戒毒|矫正|刑满|帮教|艾滋")
_STREET_LEVEL = re.compile("[乡镇村]|街道|社区")


def locates_key_people(name: str) -> bool:
    """Whether counts of an indicator, told street by street, would show where people under watch live."""
    return _KEY_PEOPLE.search(name) is not None


def is_street_level(kind: str) -> bool:
    """Whether a kind of unit (units.csv) is below the county: towns, sub-districts, villages, communities."""
    return _STREET_LEVEL.search(kind) is not None


def find_hints(text: str) -> Iterator[Hint]:
    """Everything in a text that may point to a person, kind by kind."""
    for match in _PLATE.finditer(text):
        if len(_DIGIT.findall(match[0])) >= _LEAST_DIGITS_OF_PLATE:
            hidden = "*" * (len(match[0]) - len(match["head"]) - 1)
            yield "plate", *match.span(), f"{match['head']}{hidden}{match[0][-1]}"
    for match in _ADDRESS.finditer(text):
        before = text[max(match.start() - _OFFICE_BEFORE, 0) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + _OFFICE_AFTER].partition("\n")[0]
        if not _OFFICE.search(before) and not _OFFICE.search(after):
            yield "address", *match.span(), _DIGIT.sub("*", match[0])
    yield from _find_names(text)
    yield from _find_contacts(text)
    for match in _BIRTH.finditer(text):
        yield "birth_date", *match.span(), _DIGIT.sub("*", match[0])


def _find_names(text: str) -> Iterator[Hint]:
    """Names beside what people are, how old they are, what they are called politely, or what was to hide them."""
    for match in _PERSON.finditer(text):
        if not _ANONYMOUS.search(match["given"]):
            hidden = "*" * len(match["given"])
            yield "person", *match.span(), f"{match['word']}{match['surname']}{hidden}"
    for match in _SEX_OR_AGE.finditer(text) if _SAID_BEHIND.search(text) else ():
        if not _ANONYMOUS.search(match["given"]):
            yield "person", *match.span(), match["surname"] + "*" * (len(match[0]) - len(match["surname"]))
    for match in _UNVEILED.finditer(text):
        if not _ANONYMOUS.search(match["given"] or match["first"]):
            yield "person", *match.span(), match["surname"] + "*" * (len(match[0]) - 1)
    for match in _CITIZEN.finditer(text) if _HAS_TITLE.search(text) else ():
        name = match["after"] or match["before"]
        if not _ANONYMOUS.search(name):
            yield "person", *match.span(), name[0] + "*" * (len(name) - 3) + name[-2:]


def _find_contacts(text: str) -> Iterator[Hint]:
    """Private e-mail, a landline beside somebody who complained, a mobile number used as a code, the code of a sole trader."""
    for match in _EMAIL.finditer(text):
        name = match["name"]
        if _MAIL_OF_OFFICES.search(text, max(match.start() - _CALLER_BEFORE, 0), match.start()):
            continue
        yield "email", *match.span(), name[0] + "*" * (len(name) - 1) + match[0][len(name) :]
    for match in _LANDLINE.finditer(text) if _CALLERS.search(text) else ():
        before, after = _beside(text, match)
        callers = [0] if _CALLERS.search(after) else [found.end() for found in _CALLERS.finditer(before)]
        line = before[callers[-1] :] if callers else ""
        if "电话" in line + after and not _LINES_OF_OFFICES.search(line):
            yield "landline", *match.span(), _DIGIT.sub("*", match[0])
    for match in _ACCOUNT.finditer(text):
        before, after = _beside(text, match)
        is_somebodys = match["called"] is not None or _CALLERS.search(before) or _CALLERS.search(after)
        if is_somebodys and not _ACCOUNTS_OF_OFFICES.search(before):
            yield "account", *match.span(), match[0][: -len(match["id"])] + "*" * len(match["id"])
    for match in _CODED_MOBILE.finditer(text):
        hidden = len(match[0]) - len(match["letters"]) - 5
        yield "coded_mobile", *match.span(), f"{match['letters']}{match['head']}{'*' * hidden}{match[0][-2:]}"
    for match in _TRADER.finditer(text):
        if _is_credit_code(match[0].upper()) or any("个体" in side for side in _beside(text, match)):
            yield "trader", *match.span(), match[0][:4] + "*" * 12 + match[0][-2:]


def _beside(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a find on its line, as far as it may belong to it."""
    before = text[max(match.start() - _CALLER_BEFORE, 0) : match.start()].rpartition("\n")[2]
    return before, text[match.end() : match.end() + _CALLER_AFTER].partition("\n")[0]


def _is_credit_code(code: str) -> bool:
    """The check character of GB 32100."""
    total = sum(_CODE_LETTERS.index(letter) * pow(3, i, 31) for i, letter in enumerate(code[:17]))
    return code[17] == _CODE_LETTERS[-total % 31]


def is_personal_column(header: str) -> bool:
    """Whether a column header stands for people: 姓名, 网格员, 办案民警, 当事人电话, 姓名/手机号.

    Only whole headers count: 网格员巡查达标率 is an indicator, and so is 网格员（人）, which counts them.
    """
    plain = fold(header).strip("*:：")
    if _COUNTED.search(plain):
        return False
    parts = [part for part in _JOINTS.split(_BRACKETS.sub("", plain)) if part not in _NEUTRAL]
    return bool(parts) and all(_PERSONAL_COLUMN.fullmatch(part) for part in parts)
