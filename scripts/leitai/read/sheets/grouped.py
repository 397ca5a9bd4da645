"""A line of group names above the indicators, as printed tables have it: 平安建设 merged over three columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leitai.read.documents.tables import Row
from leitai.read.sheets.grid import RANK_HEADERS, TOTAL_HEADERS, UNUSED_HEADERS, find_header
from leitai.schema.folding import fold

_OTHERS = frozenset((*RANK_HEADERS, *TOTAL_HEADERS, *UNUSED_HEADERS))


def below_groups(lines: Sequence[Row], is_indicator: Callable[[str], bool]) -> Sequence[Row]:
    """The same lines where the header names groups above its indicators, with the groups as one more title.

    The header is then the line below, completed by what was merged downwards (单位, 序号). It is taken so only
    where that line names indicators and, apart from 总分, 名次 and 备注, nothing else, and stands under none.
    """
    position = find_header(lines)
    if position is None or position + 1 >= len(lines):
        return lines
    above, below = lines[position], lines[position + 1]
    named = [index for index, text in enumerate(below.cells) if text.strip()]
    others = [i for i in named if not is_indicator(below.text(i)) and fold(below.text(i)) not in _OTHERS]
    indicators = [index for index in named if is_indicator(below.text(index))]
    if others or not indicators or any(is_indicator(above.text(index)) for index in named):
        return lines
    width = max(len(above.cells), len(below.cells))
    header = tuple(below.text(index).strip() or above.text(index) for index in range(width))
    groups = tuple(above.text(index) if index in named else "" for index in range(width))
    title = [above._replace(cells=groups)] if any(map(str.strip, groups)) else []
    return [*lines[:position], *title, below._replace(cells=header), *lines[position + 2 :]]
