"""Two tables side by side in a sheet, or the two halves of one: a second column of units gives them away."""

from __future__ import annotations

from leitai.read.documents.tables import TextCell
from leitai.read.sheets.shape.columns import Columns
from leitai.read.sheets.words.grid import UNIT_HEADERS
from leitai.schema.folding import fold

_APART = "另存为一个文件或工作表，放在同一个期间的文件夹里"


def second_table(columns: Columns) -> tuple[TextCell, str, str] | None:
    """The head of the second column of units, what begins there, and what to do with it; units beside each other at the left (县区, 乡镇) are of one table."""
    for stack in columns.stacks:
        is_apart = any(column.index < stack.index for column in columns.indicators)
        names_units = any(map(columns.resolver.is_unit, columns.texts(stack.index)))
        if is_apart and fold(stack.whole) in UNIT_HEADERS and names_units:
            return stack.named, *_told(columns, stack.index)
    return None


def _told(columns: Columns, start: int) -> tuple[str, str]:
    """What begins there, and what to do with it."""
    if columns.layout.is_transposed:
        return "这里又有一行单位，像是两张表上下排；下面的没有读取。", f"请把下面的表{_APART}。"
    left = {fold(stack.whole) for stack in columns.stacks if stack.index < start}
    right = {fold(stack.whole) for stack in columns.stacks if stack.index >= start}
    if right <= left.union(UNIT_HEADERS):
        what = "这里又有一个单位列，右边的表头左边都有，像是一张表排成了左右两半；右半没有读取。"
        return what, "请把右半的各行剪下，接在左半的下面，列的次序与左半相同。"
    what = "这里又有一个单位列，像是两张表并排；右边的没有读取。"
    return what, f"请把右边的表{_APART}；两边单位的次序相同的，也可以只删去这一列。"
