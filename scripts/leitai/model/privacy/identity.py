"""ID numbers and what other papers a person is known by: right by their own rules, or called so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_BEFORE = 12  # characters that its word is looked for in
_ID_LENGTH, _BIRTH_END = 18, 14
_CALLED_LEAST = 16  # digits; 15 of an old number are held against its birth date
_PROVINCE = re.compile("9?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])")  # 9: from abroad
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_WORDS = re.compile(
    "身份证|公民身份|身份号码|证件号|驾驶证|驾照|(?<![a-z])(?:sfzh?|id ?card)", re.IGNORECASE
)
_ID_WORDS_BEFORE, _ID_WORDS_AFTER = 20, 8  # characters on the same line
_ID_LABEL = re.compile(
    "(?:身份证|身份号码|证件号|驾驶证|驾照|(?<![a-z])(?:sfzh?|id ?card))(?:码|号码?|件号码?|编号)?[：:\\s为是]{0,3}$",
    re.IGNORECASE,
)
_CARD = re.compile(  # the word may be some way before it
    "(?:(?:护照|[Pp]assport(?: ?[Nn]o)?|通行证|居留证|台胞证|社保卡)[^\\n]{0,12}?(?<![A-Za-z0-9])(?=[A-Za-z])|(?:台胞证|军官证|士兵证)[^\\n]{0,12}?(?<![A-Za-z0-9]))"
    "(?P<number>[A-Za-z]{0,2}(?:[ -]?[0-9]){7,9})(?![0-9A-Za-z])"
)
_NUMBER_OF_A_CARD = re.compile(  # right behind what it is called
    "(?:(?:社保|医保|社会保[障险]|医疗保[障险]|就诊|诊疗)(?:卡编?号码?|个人编号|号码?)|残疾人?证编?号码?|学籍编?号码?)[：:\\s为是]{0,3}"
    "(?P<number>[A-Za-z]{0,2}(?:[ -]?[0-9]){7,20}[Xx]?)(?![0-9A-Za-z])"
)
_CARD_WORDS = (  # one of them stands in whatever these two find
    "护照", "assport", "通行证", "居留证", "台胞证", "军官证", "士兵证", "社保", "医保", "社会保", "医疗保", "就诊", "诊疗", "残疾", "学籍",
)  # fmt: skip


def is_resident_id(digits: str) -> bool:
    """18 characters after GB 11643-1999: province, birth date, sequence, check digit (ISO 7064 MOD 11-2).

    Permanent residents from abroad have 9 and the province (cards of 2023).
    """
    if len(digits) != _ID_LENGTH or _PROVINCE.match(digits) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == digits[17] and _is_birth_date(digits[6:14])


def is_id_by_its_word(text: str, start: int, end: int, digits: str) -> bool:
    """Whether the word 身份证 beside digits makes an ID number of them, right or wrong."""
    return _is_called_id(text, start, digits) or _is_near_id(text, start, end, digits)


def _is_called_id(text: str, start: int, digits: str) -> bool:
    """About 18 characters right behind 身份证号：, right or wrong."""
    before = _ID_LABEL.search(text, max(start - _BEFORE, 0), start)
    return len(digits) >= _CALLED_LEAST and before is not None


def _is_near_id(text: str, start: int, end: int, digits: str) -> bool:
    """An old number, or one up to the birth date and on, with 身份证 near it: the check digit wrong, digits missing or masked."""
    is_known_to_the_day = _BIRTH_END <= len(digits) <= _ID_LENGTH and _PROVINCE.match(digits) is not None
    is_one = _is_old_id(digits) or (is_known_to_the_day and _is_birth_date(digits[6:_BIRTH_END]))
    return is_one and _id_word_near(text, start, end)


def _is_old_id(digits: str) -> bool:
    """15 digits before 1999: province, birth date with two digits of the year, sequence."""
    return (
        len(digits) == 15 and _PROVINCE.match(digits[:2]) is not None and _is_birth_date("19" + digits[6:12])
    )


def is_cut_id(digits: str) -> bool:
    """An ID number typed into a number cell: spreadsheets keep 15 digits and print 000 for the rest."""
    has_province = len(digits) == 18 and _PROVINCE.match(digits) is not None
    return has_province and digits.endswith("000") and _is_birth_date(digits[6:14])


def _is_birth_date(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def _id_word_near(text: str, start: int, end: int) -> bool:
    before = text[max(start - _ID_WORDS_BEFORE, 0) : start].rpartition("\n")[2]
    after = text[end : end + _ID_WORDS_AFTER].partition("\n")[0]
    return bool(_ID_WORDS.search(before) or _ID_WORDS.search(after))


def called_cards(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers of passports, permits and cards of social insurance stand, by the word before them."""
    if any(word in text for word in _CARD_WORDS):
        found = {match.span("number") for kind in (_CARD, _NUMBER_OF_A_CARD) for match in kind.finditer(text)}
        yield from sorted(found)
