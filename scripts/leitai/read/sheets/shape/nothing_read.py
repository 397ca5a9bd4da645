"""A table of which no column is read: what its columns were taken for, and what is lacking."""

from __future__ import annotations

from leitai.read.sheets.shape.columns import Columns, listed_columns
from leitai.read.sheets.words.labels import OTHER


def what_there_is(columns: Columns) -> tuple[str, str]:
    """What is wrong and what to do, as T05 says it."""
    skipped = [stack for found in columns.skipped.values() for stack in found]
    around = next((one for one in columns.outside.said if one.label.meaning == OTHER), None)
    if skipped and around is not None:
        what = f"表外写着“{around.text}”，表里的数就不是要填报的数。"
        return what, "请换成写完成值的表；其实就是完成值的，请改正那里。"
    named = [stack for stack in skipped if stack.label.indicator]
    if named:
        what = (
            f"{listed_columns(named)}写了指标，却都是得分、名次、任务、增减这类不用报的数，没有一列是完成值。"
        )
        return what, "请补上完成值这一列，表头写指标名；其实就是完成值的，请改正它的表头。"
    meant = [stack for stack in skipped if stack.label.meaning]
    if meant:
        what = f"表里只有{listed_columns(meant)}，都不是要填报的数，也没有写是哪个指标。"
        return what, "请补上完成值这一列，表头写指标名；只有一个指标的，表头写“本期”，标题里写“指标：……”。"
    fix = "请把指标名写在表头里；只有一个指标的，可以写在标题里：“指标：……”。"
    return "表里没有一列是已登记的指标。", fix
