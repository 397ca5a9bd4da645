"""What a text beside, above or around figures says of them.

A label may say several things at once, in any order: 2018年三季度诈骗损失（元）, 累计同比, 全省排名. It is understood as a
whole or not at all: whatever a word of it isn't known keeps it from meaning anything. The same holds wherever a label stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from leitai.read.documents.marks import without_marks
from leitai.schema.folding import fold
from leitai.schema.period import Period
from leitai.schema.period_words import WrittenPeriod, find_period
from leitai.schema.written_periods import is_remark, written_period

PERIOD_VALUE, CUMULATIVE = "当期", "累计"
VALUE, YEAR_AGO, CHANGE, TARGET, NOTE = "数值", "上年同期", "同比", "目标值", "备注"
RANK, POINTS, TOTAL, SUM, OTHER = "名次", "得分", "总分", "合计", "其他"
OTHER_PERIOD, UNCLEAR_PERIOD = "别的期间", "不明期间"
_MEANINGS = {
    VALUE: "本期 数值 实际值 实际数 实际 完成值 完成数 完成 完成情况 指标值 统计值 实绩 绝对数 绝对值 绝对量 总量 本期值 本期数 报告期 数量 "
    "绝对额 发生数",
    YEAR_AGO: "上年同期 去年同期 上年同期数 去年同期数 上年同期值 去年同期值 同期 同期数 同期值 上年同季 去年同季 上年同月 去年同月 "
    "上年同期基数 去年同期基数 同期基数",
    TARGET: "目标值 目标 目标数",
    NOTE: "备注 说明",
    RANK: "名次 排名 位次 排位 座次",
    POINTS: "得分 分值 折算分 折算得分 考核得分 单项得分 得分情况 加权得分 实得分 最终得分 扣分 加分 加减分 赋分 评分 分数",
    TOTAL: "总分 总得分 综合得分 合计得分 综合总分",
    SUM: "合计 小计 总计 共计 总数",
    OTHER: "完成率 完成比例 序时进度 进度 占比 比重 权重 系数 满分 差额 差距 上期 上期数 上季 上季度 上月 年度目标 年度目标值 全年目标 全年任务 "
    "年度任务 任务 任务数 任务值 计划 计划数 平均值 平均数 全市平均 得分率 预计 预计数 预计值 预测 预测数 预测值 预估 预估数 预估值 估计 估计数",
}
_BASES = {
    PERIOD_VALUE: "本季 本季度 本月 当期 当季 当月 本季数 本月数 本季度数 当月数",
    CUMULATIVE: "累计 本年累计 累计数 累计值 本年累计数 当年累计 今年以来 年初以来 1至本月 1-本月 1—本月 1-本季 1至本季 自年初累计 年初至今 "
    "年初至本月 本月止累计",
}
_MONTHS_OF = dict.fromkeys(("本月", "当月", "本月数", "当月数"), 1)
_MONTHS_OF |= dict.fromkeys(("本季", "当季", "本季度", "本季数", "本季度数"), 3)
_ELSEWHERE = re.compile("(?:在?(?:全[国省市县区]|同[组类]))+")  # 全省排名 isn't the rank of this table
_THEN = "[0-9]{2,4}年?(?:度|同期|[前上下]?[一二三四1-4]?季度|上半年|[0-9]{1,2}月)?"  # what a figure is held against: 2021年
_YEAR_AGO_BASE = (
    "同比|(?:[比较与同](?:上年|去年|上一年)|较?比?(?:上年|去年))(?:度|同期|同季|同月)?(?:相比)?|[比较]同期|"
)
_HOW = r"(?!增加值)(?:增长|增减|增加|减少|升降|涨跌|上升|下降|提高|变化|变动|增|减|升|降|涨|跌|±|\+/?-)++(?:幅度|幅|速度|速|比?率|比例)?±?"
_CHANGE = re.compile(f"(?:{_YEAR_AGO_BASE}){_HOW}|同比")
_COMPARED = re.compile(  # with something else than a year ago, or by how much, or as a share
    f"(?:{_YEAR_AGO_BASE}|环比|[比较与](?:上|前)[期季月]?度?|[比较与]{_THEN}|定基|(?:[一二两三四五六0-9]+年|年均|年)?平均(?:每年)?){_HOW}(?:数量|[数量额值]|百分点)?"
    f"|环比|为(?:上年|去年|{_THEN})(?:同期)?的?|占[^,，、()]{{1,12}}?(?:比重|比例|份额|比|的)"
    f"|以?(?:上年|去年|上期|环比|定基|基期|{_THEN})(?:同期|同季|同月|价格)?(?:=|为)100"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SAYS_NOTHING = frozenset(["万以内", "当年价格", "当年价", "现价", "按当年价格计算"])
_KEY_OF_MEASURE = re.compile("(?:计量)?单位[:为]?")
_JOINTS = "·、，,:：;/|_-—–的"


class RegisteredNames(Protocol):
    """What is registered."""

    def indicator_id(self, text: str) -> str: ...
    def is_measure(self, text: str) -> bool: ...


@dataclass(frozen=True)
class Label:
    """Empty where the text doesn't say it. `rest` is the whole text where any of it isn't understood.

    `length` is how many months 本月 and 本季 say: in the folder of a quarter a month is another period.
    """

    indicator: str = ""
    period: WrittenPeriod | None = None
    basis: str = ""
    meaning: str = ""
    measure: str = ""
    rest: str = ""
    length: int = 0
    stem: str = field(default="", compare=False)

    @property
    def is_understood(self) -> bool:
        return not self.rest

    @property
    def names_year(self) -> bool:
        return self.period is not None and self.period.year is not None

    def within(self, outer: Label) -> Label:
        """This label together with one that stands above it or around the table; what is nearer to the figures goes first."""
        is_torn = bool(self.basis and outer.basis and self.basis != outer.basis)
        period = self.period or outer.period
        if self.period is not None and outer.period is not None:
            period = self.period.within(outer.period)
        return Label(
            indicator=self.indicator or outer.indicator,
            period=period,
            basis=self.basis or outer.basis,
            meaning=OTHER if is_torn else _both(self.meaning, outer.meaning),
            measure=self.measure or outer.measure,
            length=self.length or outer.length,
        )

    def in_folder(self, folder: Period) -> Label:
        """The same with its period told by the words that the folder's period gives it: 累计, 上年同期, 别的期间."""
        if self.length not in (0, folder.months):
            return replace(self, period=None, meaning=OTHER_PERIOD)
        if self.period is None:
            return self
        relation = self.period.relation(folder)
        plain = replace(self, period=None)
        if relation in ("other", "unclear"):
            return replace(plain, meaning=OTHER_PERIOD if relation == "other" else UNCLEAR_PERIOD)
        if relation.startswith("year_ago"):
            plain = replace(plain, meaning=YEAR_AGO if self.meaning in ("", VALUE) else OTHER)
        if relation.endswith("cumulative"):
            plain = plain.within(Label(basis=CUMULATIVE))
        elif self.period.is_part and not plain.basis:
            plain = replace(plain, basis=PERIOD_VALUE)
        return plain


_WORDS = {fold(word): Label(meaning=name) for name, words in _MEANINGS.items() for word in words.split()}
_WORDS |= {
    fold(word): Label(basis=name, length=_MONTHS_OF.get(word, 0))
    for name, words in _BASES.items()
    for word in words.split()
}
_BY_LENGTH = sorted(_WORDS, key=len, reverse=True)
CUMULATIVE_WORDS = tuple(word for word, label in _WORDS.items() if label.basis == CUMULATIVE)
YEAR_AGO_WORDS = tuple(fold(word) for word in _MEANINGS[YEAR_AGO].split() if len(word) > len("同期数"))


def _both(inner: str, outer: str) -> str:
    if not inner or not outer or inner == outer:
        return inner or outer
    if VALUE in (inner, outer):
        return inner if outer == VALUE else outer
    return OTHER


def read_label(text: str, names: RegisteredNames) -> Label:
    """What a text says, with or without the marks around it; `rest` if it isn't understood as a whole."""
    label = _read(text, names)
    if label.is_understood and (not label.measure or names.is_measure(label.measure)):
        return label
    without = _read(without_marks(text), names)
    return without if without.is_understood else label


def _read(text: str, names: RegisteredNames) -> Label:
    folded = fold(text)
    found = names.indicator_id(folded)
    if found:
        return Label(indicator=found, stem=folded)
    if names.is_measure(folded):
        return Label(measure=folded, stem=folded)
    stem, outer, doubtful = _without_brackets(folded, names)
    whole = _whole(stem, names)
    if whole is None and doubtful and not outer.measure:  # 诈骗损失（港元）, and （港元） below a name
        plain = stem.replace(f"({doubtful})", "").replace(f"[{doubtful}]", "")
        whole = _whole(plain, names)
        if whole is not None and (whole.indicator or not plain):
            outer, stem = replace(outer, measure=doubtful), plain
        else:
            whole = None
    if whole is None:
        return Label(rest=text.strip(), stem=stem, measure=outer.measure)
    return replace(_year_named_twice(whole.within(outer)), stem=stem)


def _year_named_twice(label: Label) -> Label:
    """上年同期（2018年三季度）: the year is that of last year's figure, not that of which it is last year's."""
    period = label.period
    if label.meaning != YEAR_AGO or period is None or period.year is None:
        return label
    return replace(label, period=replace(period, year=period.year + 1))


def _without_brackets(folded: str, names: RegisteredNames) -> tuple[str, Label, str]:
    """A text without its brackets, what these say together, and the last one that says nothing known."""
    stem, said, doubtful = folded, Label(), ""
    for bracket in _BRACKETS.finditer(folded):
        inner = _KEY_OF_MEASURE.sub("", bracket[1])
        one = Label(measure=inner) if names.is_measure(inner) else _whole(inner, names)
        if inner in _SAYS_NOTHING or not inner or is_remark(inner):
            one = Label()
        if one is None:
            doubtful = inner
        else:
            stem, said = stem.replace(bracket[0], ""), one.within(said)
    return stem, said, doubtful


def _whole(stem: str, names: RegisteredNames) -> Label | None:
    """A text of which every part is known; None for others."""
    stem = stem.strip(_JOINTS)
    if not stem:
        return Label()
    found = names.indicator_id(stem)
    if found:
        return Label(indicator=found)
    if stem in _WORDS:
        return _WORDS[stem]
    if _CHANGE.fullmatch(stem) or _COMPARED.fullmatch(stem):
        return Label(meaning=CHANGE if _CHANGE.fullmatch(stem) else OTHER)
    period = written_period(stem)
    if period is not None:
        return Label(period=period)
    return next(_in_parts(stem, names), None)


def _in_parts(stem: str, names: RegisteredNames) -> Iterator[Label]:
    """A known part at either end of a text, and all the rest."""
    for part, rest in _ends(stem, names):
        others = _whole(rest, names)
        if others is not None and not (part.names_year and others.names_year):  # 2021年、2022年: of both
            yield others.within(part)


def _ends(stem: str, names: RegisteredNames) -> Iterator[tuple[Label, str]]:
    found = find_period(stem)
    if found is not None and not (found[1] and found[2]):
        yield Label(period=found[0]), found[1] + found[2]
    for word in _BY_LENGTH:
        if stem.startswith(word) or stem.endswith(word):
            rest = stem.removeprefix(word) if stem.startswith(word) else stem.removesuffix(word)
            yield _WORDS[word], rest
    for pattern, meaning in ((_CHANGE, CHANGE), (_COMPARED, OTHER)):
        for match in pattern.finditer(stem):
            if match.end() == len(stem) or not match.start():
                yield Label(meaning=meaning), stem[: match.start()] + stem[match.end() :]
    elsewhere = _ELSEWHERE.match(stem)
    if elsewhere is not None and _WORDS.get(stem[elsewhere.end() :], Label()).meaning == RANK:
        yield Label(meaning=OTHER), ""
    if stem[-1:] in "%‰":
        yield Label(measure=stem[-1]), stem[:-1]
    head, joint, tail = _split_at_last_joint(stem)
    if joint and names.is_measure(tail):
        yield Label(measure=tail), head


def _split_at_last_joint(stem: str) -> tuple[str, str, str]:
    at = max((stem.rfind(joint) for joint in ",，/、:："), default=-1)
    return (stem, "", "") if at < 0 else (stem[:at], stem[at], stem[at + 1 :])
