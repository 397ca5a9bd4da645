"""Charts as inline SVG, made while the pages are made: pure functions from plain values to markup.

Each is drawn 320 units wide at most, with text of 12, so that it reads on a phone at natural size and grows on a
desk. Colours are classes (`theme/assets/data.css`), so dark mode and paper need no second drawing; what a colour
tells is also told by a label, a dash or a shape. Labels come in as text, formatted by `words` like the table beside.
"""

from leitai.pages.kit.charts.before_after import before_after
from leitai.pages.kit.charts.bump import BumpLine, bump
from leitai.pages.kit.charts.dot_plot import Dot, Mark, dot_plot
from leitai.pages.kit.charts.moves import Move, moves
from leitai.pages.kit.charts.ranges import Range, ranges
from leitai.pages.kit.charts.sparkline import Point, UnitCourse, sparkline

__all__ = [
    "BumpLine",
    "Dot",
    "Mark",
    "Move",
    "Point",
    "Range",
    "UnitCourse",
    "before_after",
    "bump",
    "dot_plot",
    "moves",
    "ranges",
    "sparkline",
]  # fmt: skip
