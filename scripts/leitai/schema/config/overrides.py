"""放行登记: decisions that a find of the privacy screen is no personal data (decision 28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import DAY, TEXT, Parser, one_of

OVERRIDABLE = ("D01", "D02", "D03", "D04", "D06")
_QUOTED: Parser[str] = Parser(
    lambda text, _: text, is_screened=False
)  # what the decision is about: screened where it stands


@dataclass(frozen=True)
class Override(Record):
    """Somebody's decision that a text in one file is no personal data."""

    code: str = column("code", "报告里的代码：D01、D02、D03、D04 或 D06", one_of(OVERRIDABLE))
    path: str = column("path", "报告里的文件，例如 content/cases/yiwu.md；只在这个文件里放行", _QUOTED)
    text: str = column("text", "原文（不打码），一字不差；由它生成的网页也放行", _QUOTED)
    decided_by: str = column("decided_by", "谁决定的：写职务，不写姓名", TEXT)
    decided_on: date = column("decided_on", "决定的日期", DAY)
    reason: str = column("reason", "理由，会写在检查报告里", TEXT)

    @property
    def sentence(self) -> str:
        """What the report says wherever the decision is used."""
        return f"按 {self.place} 的登记放行（{self.decided_by}，{self.decided_on}：{self.reason}）。"


OVERRIDES = schema_of(
    Override, "site_config/overrides.csv", "放行登记（可以没有）：像个人信息、经核对不是的文字"
)
