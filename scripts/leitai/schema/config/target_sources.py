"""Where the targets come from that a rule holds values against."""

from __future__ import annotations

from leitai.schema.config.score_kinds import BENCHMARK, Parameter
from leitai.schema.parsers import Parser, RowSoFar, ValueRefused, one_of, plain_decimal, words_with_names

TARGETS = {
    "file": "填报表的目标值列",
    "annual": "年度目标",
    "annual_share": "年度目标按本期占全年的份额折算",
    "pro_rata": "年度目标按序时进度折算",
}


def target(required: bool) -> Parameter:
    """Where the targets come from that values are held against."""

    def source(text: str, row: RowSoFar) -> str:
        if plain_decimal(text) is not None:
            what = "目标值不写在办法里，这里写从哪里取。"
            fix = f"目标值写在填报表的“目标值”列或 content/targets.csv；这里写 {words_with_names(TARGETS)}。"
            raise ValueRefused("S03", what, fix)
        return text if text.startswith(BENCHMARK) else one_of(TARGETS).read(text, row)

    return Parameter("target", "目标值", Parser(source), required, choices=TARGETS)
