"""不得出现的姓名: what an office adds to the privacy screen (decision 28)."""

from __future__ import annotations

from dataclasses import dataclass

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import Parser, RowSoFar, ValueRefused

_SHORTEST_NAME = 2


def _name(text: str, _: RowSoFar) -> str:
    if len(text) < _SHORTEST_NAME:
        raise ValueRefused("S03", "一个字不能当作姓名来找。", "请写全名。")
    return text


@dataclass(frozen=True)
class ListedName(Record):
    """A name that must never appear; the list itself is personal data and is not screened."""

    name: str = column(
        "name",
        "姓名，至少两个字；读到或生成的任何文字里出现就停止，报告里打码",
        Parser(_name, is_screened=False),
    )


NAMES = schema_of(
    ListedName,
    "site_config/names.csv",
    "不得出现的姓名（可以没有；本身就是个人信息，只留在办公电脑上，不发布、不入版本库）",
)
