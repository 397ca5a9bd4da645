"""Why a warning may stay: `site_config/explained.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitai.problems import Problem
from leitai.schema.columns import Record, column, schema_of
from leitai.schema.parsers import DAY, NOTE, TEXT


@dataclass(frozen=True)
class AcceptedWarning(Record):
    """A warning that somebody looked at; it holds for every warning with its code, file and value."""

    code: str = column("code", "问题代码，例如 R01", TEXT)
    path: str = column("path", "警告所在的文件，与 leitai check 列出的一样", TEXT)
    value: str = column("value", "警告里“写的是”的内容，没有就留空", NOTE)
    text: str = column("explanation", "为什么核对后可以保留", TEXT)
    by: str = column("by", "由谁说明：科室或岗位，不写姓名", TEXT)
    day: date = column("date", "说明的日期", DAY)

    def explains(self, problem: Problem) -> bool:
        return (self.code, self.path, self.value) == (problem.code, problem.place.path, problem.value or "")


EXPLAINED = schema_of(AcceptedWarning, "site_config/explained.csv", "警告的说明（正式发布时用）")
