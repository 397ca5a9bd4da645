"""Personal data in texts and tables: what is found, how it is masked, what the editor is told.

Numbers are found only where their own rules hold, so that figures, codes, dates, landlines and hashes pass:

- an ID number has a province, a real date and the check digit of GB 11643. One cut to 15 digits by a spreadsheet ends in 000; an old
  one of 15 digits needs the word 身份证 beside it, and so does one with a digit wrong, missing or too many;
- a passport or a card of social insurance needs its word;
- a bank card has an issuer's prefix and the check digit of Luhn;
- a mobile number has 11 digits from 13 to 19. Decimals, a unit of measure or six zeros at its end make it a figure, unless it is called
  a telephone; what it is called makes it a code (序列号, 合同编号). Without any of these 13800138000 is a mobile number.

Digits of every script count, Chinese numerals too, with whatever nobody sees between them and up to three separators between
groups; digits told one by one are one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from leitai.model.privacy.digits import (
    GAP,
    GROUP,
    Span,
    as_digits,
    as_read,
    chains_of_digits,
    luhn_holds,
    narrowed,
)
from leitai.model.privacy.identity import called_cards, is_cut_id, is_id_by_its_word, is_resident_id
from leitai.model.privacy.personal_words import HintKind, find_hints, is_personal_column
from leitai.problems import Place, Problem

Kind = Literal["resident_id", "passport", "mobile", "bank_card", "listed_name"] | HintKind

KINDS: dict[Kind, tuple[str, str]] = {  # the code of each, and what it is called
    "resident_id": ("D01", "身份证号码"),
    "passport": ("D01", "护照、通行证或社保卡号码"),
    "mobile": ("D02", "手机号码"),
    "bank_card": ("D03", "银行卡号"),
    "plate": ("D04", "像是车牌号的文字"),
    "address": ("D04", "像是门牌地址的文字"),
    "person": ("D04", "像是当事人姓名的文字"),
    "birth_date": ("D04", "像是出生日期的文字"),
    "email": ("D04", "像是个人邮箱的文字"),
    "landline": ("D04", "像是当事人电话的文字"),
    "account": ("D04", "像是个人 QQ 号、微信号的文字"),
    "trader": ("D04", "个体工商户的代码（查得到经营者）"),
    "coded_mobile": ("D04", "像是手机号码的编号"),
    "listed_name": ("D06", "名单上的姓名"),
}
FIXES: dict[str, str] = {
    "D01": "请在原件里删去；要区分不同的人，用甲、乙或序号。",
    "D02": "请改成单位的座机或总机；如果是金额，请改用万元或亿元。",
    "D03": "请在原件里删去；如果是统计数，请改用万、亿作单位。",
    "D06": "请在原件里删去，或写成“张某”；只是同名同字的，在 site_config/overrides.csv 登记放行。",
    "D04": "请核对：涉及个人的请删去，或把姓名写成“张某”；只涉及机关、道路的可以保留。",
}

_RUN = re.compile(rf"[0-9](?:{GAP}[0-9]){{10,}}")
_DIGIT = re.compile("[0-9]")
_CHECK_X = re.compile(rf"{GAP}[Xx](?![0-9A-Za-z])")
_MASKED = re.compile("[Xx]{2,}(?![0-9A-Za-z])")  # digits that somebody left out
_LETTERS_BEFORE = re.compile("[0-9A-Za-z]+$")
_LABELS = {"id", "no", "tel", "mob", "cell", "phone", "mobile", "wx", "wechat", "weixin", "card"}
_FRACTION_BEFORE = re.compile(r"(?:^|[0-9\s])\.$")
_FRACTION_AFTER = re.compile(r"\.[0-9]")
_FIGURE_BEFORE = re.compile(r"(?:[¥￥$€]|人民币)\s?$|(?:^|[^\w）)])[-−]$")
_FIGURE_AFTER = re.compile(r"\s?[多余]?(?:[万亿元吨度%％‰]|[美港欧日]元|立方|平方|公里|千瓦|字节|人次)")
_ROUND = "000000"
_BEFORE = 10  # characters that these look at

_MOST_GROUPS = 6
_SHORTEST, _LONGEST = 11, 19
_PHONE_LABEL = re.compile(
    r"(?:tel|phone|mobile|手机|电话|联系|联系方式|微信|拨打|致电|来电|号码)\D{0,4}$", re.IGNORECASE
)
_CODE_LABEL = re.compile(  # of a thing; that of a person may well be his telephone
    r"(?:(?<![A-Za-z])S/?N|(?<![人员警户者名])(?:编号|编码|代码|序列号|流水号|[订工运]?单号|案号|批号|票号|卷号))[：:\s为是]{0,3}$",
    re.IGNORECASE,
)
_MOBILE = re.compile("1[3-9][0-9]{9}")
_PARTED = re.compile(  # by what parts figures, too: in groups, or digit by digit
    r"1(?<![\d/／]1)(?:[3-9][0-9](?P<slash>[/／、+＋#*:：|])[0-9]{4}(?P=slash)[0-9]{4}(?!(?P=slash)|[0-9])"
    r"|(?<![0-9][/／、+＋#*:：|,，;；]1)(?P<each> ?[/／、+＋#*:：|,，;；] ?)[3-9](?:(?P=each)[0-9]){9}(?!(?P=each)|[0-9]| ?[件个起次名人户项]))"
)
_TABLE = re.compile("[|,，;；:：]")  # parts the cells of a line, too
_MOBILE_SHAPES = ((11,), (3, 4, 4), (3, 8), (3, 3, 5))
_CARD = re.compile(
    "62[0-9]{14,17}|(?:60[13]|690|955)[0-9]{13,16}|(?:4[0-9]|5[1-5])[0-9]{14}|35[2-8][0-9]{13}"
)


@dataclass(frozen=True)
class PersonalData:
    """A piece of a text that looks like personal data; only `masked` may ever be printed."""

    kind: Kind
    start: int
    end: int
    masked: str
    severity: Literal["error", "warning"]


def find_personal_data(text: str) -> Iterator[PersonalData]:
    """Everything in a text that looks like personal data, in the order of the text."""
    found = [*find_numbers(text)]
    for kind, start, end, masked in find_hints(text):
        found.append(PersonalData(kind, start, end, masked, "warning"))
    yield from sorted(found, key=lambda finding: finding.start)


def find_numbers(text: str) -> Iterator[PersonalData]:
    """ID numbers, mobile numbers and bank cards: what blocks a build. 158/2000/3000 are three figures, 138/0013/8000 are none."""
    plain = narrowed(text)
    chains = chains_of_digits(plain)
    written = [*_numbers_in(plain, chains)]
    yield from written
    ids = {finding.start for finding in written if finding.kind == "resident_id"}
    yield from (_finding("passport", text, *span) for span in called_cards(text) if span[0] not in ids)
    for match in _PARTED.finditer(plain):
        is_no_figure = match[0][4] == "0" if match["slash"] else _TABLE.search(match["each"]) is None
        if is_no_figure or _is_called_telephone(plain, match.start()):
            yield _finding("mobile", text, *match.span())
    spoken = as_digits(plain, chains)
    if spoken != plain:
        ends = [finding.end for finding in written]
        yield from (finding for finding in _numbers_in(spoken, chains) if finding.end not in ends)


def _numbers_in(text: str, chains: Iterable[Span]) -> Iterator[PersonalData]:
    for run in (run for chain in chains for run in _RUN.finditer(text, *chain)):
        groups = _with_spelled_as_one([match.span() for match in GROUP.finditer(text, *run.span())])
        lengths = [len(_DIGIT.findall(text, *group)) for group in groups]
        first = 0
        while first < len(groups):
            some = slice(first, first + _MOST_GROUPS)
            found, used = _number_from(text, groups[some], lengths[some])
            if found is not None:
                yield found
            first += used


def _with_spelled_as_one(groups: list[Span]) -> list[Span]:
    """Eleven and more digits in a row that stand each for itself are one number: 1 3 8 0 0 1 3 8 0 0 0."""
    if len(groups) < _SHORTEST:
        return groups
    joined: list[Span] = []
    for is_single, these in groupby(groups, lambda group: group[1] - group[0] == 1):
        row = [*these]
        joined += [(row[0][0], row[-1][1])] if is_single and len(row) >= _SHORTEST else row
    return joined


def _number_from(text: str, groups: list[Span], lengths: list[int]) -> tuple[PersonalData | None, int]:
    """The longest number that begins with the first of these groups of digits, and how many groups to go on."""
    for used in range(len(groups), 0, -1):
        shape = tuple(lengths[:used])
        if _SHORTEST <= sum(shape) <= _LONGEST:
            found = _number(text, groups[0][0], groups[used - 1][1], shape)
            if found is not None:
                return found, used
    return None, 1


def _number(text: str, start: int, end: int, shape: tuple[int, ...]) -> PersonalData | None:
    """The kind of number that a piece of text is, if it is one that stands alone."""
    if _in_code_or_fraction(text, start, end):
        return None
    digits = "".join(_DIGIT.findall(text, start, end))
    check_x = _CHECK_X.match(text, end)
    if check_x is not None and (
        is_resident_id(digits + "X") or is_id_by_its_word(text, start, end, digits + "X")
    ):
        return _finding("resident_id", text, start, check_x.end())
    if text[end : end + 1].isascii() and text[end : end + 1].isalpha() and not _MASKED.match(text, end):
        return None
    if is_resident_id(digits) or is_id_by_its_word(text, start, end, digits):
        return _finding("resident_id", text, start, end)
    if (digits.endswith(_ROUND) and not _is_called_telephone(text, start)) or _is_figure(text, start, end):
        return None
    if len(shape) == 1 and is_cut_id(digits):
        return _finding("resident_id", text, start, end)
    if _is_mobile(digits, shape, text, start):
        return _finding("mobile", text, start, end)
    is_card = _CARD.fullmatch(digits) and _is_card_shape(shape) and luhn_holds(digits)
    return _finding("bank_card", text, start, end) if is_card else None


def _in_code_or_fraction(text: str, start: int, end: int) -> bool:
    """Letters before it, apart from labels like Tel; or the digits before or after a decimal point."""
    letters = _LETTERS_BEFORE.search(text, max(start - _BEFORE, 0), start)
    if letters is not None and letters[0].lower() not in _LABELS:
        return True
    before = _FRACTION_BEFORE.search(text, max(start - _BEFORE, 0), start)
    return before is not None or _FRACTION_AFTER.match(text, end) is not None


def _is_figure(text: str, start: int, end: int) -> bool:
    """A minus sign or a currency before the number, or a unit of measure after it."""
    before = _FIGURE_BEFORE.search(text, max(start - _BEFORE, 0), start)
    return before is not None or _FIGURE_AFTER.match(text, end) is not None


def _is_mobile(digits: str, shape: tuple[int, ...], text: str, start: int) -> bool:
    """13812345678, 138 1234 5678, 138-1234-5678, each also after +86 or 0086; called a telephone, in groups of any length."""
    prefix = "0086" if digits.startswith("00") else "86"
    if digits.startswith(prefix):
        digits, shape = digits.removeprefix(prefix), (shape[0] - len(prefix), *shape[1:])
        shape = shape[1:] if shape[0] == 0 else shape
    if _MOBILE.fullmatch(digits) is None:
        return False
    is_called_a_code = _CODE_LABEL.search(text, max(start - _BEFORE, 0), start) is not None
    return _is_called_telephone(text, start) or (shape in _MOBILE_SHAPES and not is_called_a_code)


def _is_called_telephone(text: str, start: int) -> bool:
    return _PHONE_LABEL.search(text, max(start - _BEFORE, 0), start) is not None


def _is_card_shape(shape: tuple[int, ...]) -> bool:
    """In one piece, in fours, or the issuer's six digits and the rest."""
    in_fours = all(length == 4 for length in shape[:-1]) and shape[-1] <= 4
    return len(shape) == 1 or in_fours or (len(shape) == 2 and shape[0] == 6)


def _finding(kind: Kind, text: str, start: int, end: int) -> PersonalData:
    """Masked, a number keeps its first three and its last two characters."""
    masked = f"{text[start : start + 3]}{'*' * (end - start - 5)}{text[end - 2 : end]}"
    return PersonalData(kind, start, end, masked, "error")


def code_of(finding: PersonalData) -> str:
    """The problem code of a find."""
    return KINDS[finding.kind][0]


def found_words(finding: PersonalData) -> str:
    """What a find is, for whoever has to take it out."""
    return f"有{KINDS[finding.kind][1]}，报告里已打码。"


def personal_texts(texts: Iterable[str]) -> Iterator[str]:
    """Those of many texts, each once, that hold something that looks like personal data.

    Ten ASCII characters hold nothing: numbers have eleven digits, and hints have Chinese characters.
    """
    distinct = frozenset(texts)
    return filter(_is_personal, (t for t in distinct if len(t) >= _SHORTEST or not t.isascii()))


@lru_cache(maxsize=1 << 16)  # the names of units and indicators come in every table
def _is_personal(text: str) -> bool:
    return any(find_personal_data(as_read(text)))


def problem_of(finding: PersonalData, place: Place) -> Problem:
    """A find as a problem, masked."""
    code = code_of(finding)
    return Problem(code, place, finding.masked, f"这里{found_words(finding)}", FIXES[code])


def personal_columns(cells: Iterable[tuple[str, Place]]) -> list[Problem]:
    """A problem for each header that stands for people; such a table isn't read any further."""
    fix = "请删去这一列；报的是人数就把列名写成“……人数”，或在后面加“（人）”。"
    what = "结果只写到单位，不收写到个人的列。"
    return [Problem("D05", place, header, what, fix) for header, place in cells if is_personal_column(header)]
